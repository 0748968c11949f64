"""How large a file is on its way to the browser."""

import gzip

# What web servers compress on the way; the others are compressed as they are.
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm", ".ipynb", ".webmanifest", ".txt"}


def over_the_wire(suffix: str, content: bytes) -> int:
    """The bytes that a usual web server sends for a file with this ending."""
    return len(gzip.compress(content, 6)) if suffix in COMPRESSED else len(content)
