"""The site as a static host hands it out, for its tests and for the benchmark: compressed where such hosts compress."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# What GitHub Pages and its like compress on the way, by its ending; .gz and .npz files are compressed as they are.
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm", ".ipynb", ".webmanifest", ".txt"}
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}


class Wire:
    """What has gone over the wire since the last `reset`. missing: addresses that there is nothing at."""

    def __init__(self):
        self.reset()

    def reset(self) -> None:
        """Count from nothing."""
        self.bytes, self.files, self.missing = 0, {}, []


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    def __init__(self, *arguments, wire: Wire, base: str, **options):
        self.wire, self.base = wire, base
        super().__init__(*arguments, **options)

    def log_message(self, *_arguments):
        pass

    def do_GET(self):
        address = self.path.partition("?")[0]
        path = Path(self.translate_path("/" + address.removeprefix(self.base)))
        path = path / "index.html" if address.endswith("/") else path
        if not address.startswith(self.base) or not path.is_file():
            self.wire.missing.append(self.path)
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        tag = f'"{path.stat().st_mtime_ns:x}"'
        known = self.headers.get("If-None-Match") == tag
        content = b"" if known else _content(path, path.stat().st_mtime_ns)
        self.send_response(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "max-age=600")  # as on GitHub Pages
        if path.suffix in COMPRESSED and not known:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wire.bytes += len(content)
        self.wire.files[address] = self.wire.files.get(address, 0) + len(content)
        try:
            self.wfile.write(content)
        except ConnectionError:  # the page was closed
            self.close_connection = True


@cache
def _content(path: Path, _changed: int) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 6) if path.suffix in COMPRESSED else content


@contextmanager
def serving(site: Path, base: str = "/from/here/") -> Iterator[tuple[str, Wire]]:
    """The address of the site on this computer, below a path as on a school's server, and what goes over the wire."""
    wire = Wire()
    handler = partial(_Handler, directory=site, wire=wire, base=base)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}", wire
    finally:
        server.shutdown()
        server.server_close()
