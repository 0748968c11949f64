"""The icons of the installed app: a neuron with two inputs, in the course's colours."""

from pathlib import Path

from PIL import Image, ImageDraw

from helpers.figures.style import BLUE, ORANGE, WHITE

SIZES = (180, 192, 512)
DRAWN = 1024  # drawn large and made smaller, which smooths its edges
INPUTS = ((300, 340), (300, 684))
BODY = (640, 512)


def write_icons(folder: Path) -> None:
    """Write the icon in all its sizes. What matters is in the middle: some systems cut a circle out of it."""
    icon = Image.new("RGB", (DRAWN, DRAWN), BLUE)
    draw = ImageDraw.Draw(icon)
    for start in INPUTS:
        draw.line([start, BODY], fill=WHITE, width=44)
    draw.line([BODY, (830, 512)], fill=WHITE, width=44)
    for (x, y), radius, colour in ((INPUTS[0], 84, WHITE), (INPUTS[1], 84, WHITE), (BODY, 150, WHITE), (BODY, 100, ORANGE)):
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        icon.resize((size, size), Image.Resampling.LANCZOS).save(folder / f"{size}.png", optimize=True)
