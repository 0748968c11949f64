"""Compares pictures dot by dot: those that a notebook holds with those that a new run draws."""

import base64
from collections.abc import Iterable

from tests.pictures import pixels

# Two dots of the same place count as different when a colour differs by more than this (of 255): a
# shade between two computers' letters stays below it. One changed digit changes some 40 dots.
SHADE, FEW_DOTS = 48, 20


def other_pictures(stored: Iterable[dict], drawn: Iterable[dict]) -> str | None:
    """What in the pictures of a cell's stored outputs is not as in a new run's, or None."""
    one, two = _pictures(stored), _pictures(drawn)
    if len(one) != len(two):
        return f"{len(one)} pictures are stored, a new run draws {len(two)}"
    for number, (old, new) in enumerate(zip(one, two, strict=True), start=1):
        try:
            a, b = pixels(base64.b64decode(old)), pixels(base64.b64decode(new))
        except (ValueError, OSError) as error:
            return f"picture {number} cannot be read: {error}"
        if a.shape != b.shape:
            return f"picture {number} is of another size: {a.shape[:2]} stored, {b.shape[:2]} drawn"
        different = (abs(a - b).max(axis=2) > SHADE).sum()
        if different > FEW_DOTS:
            return f"picture {number} is another one: {different} dots differ"
    return None


def _pictures(outputs: Iterable[dict]) -> list[str]:
    return [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]
