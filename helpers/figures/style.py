"""The visual language of every picture: colours, type, and the palette of the PNG files.

Colours are Okabe and Ito's, safe for colour-blind readers. Blue is positive, orange (their
vermilion, darker on white than their orange) is negative; a sign, a dash or a word always says it too.
"""

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image

INK = "#1A1A1A"
GREY = "#5F5F5F"
FAINT = "#D9D9D9"
WHITE = "#FFFFFF"
BLUE = "#0072B2"
ORANGE = "#D55E00"
YELLOW = "#F0E442"
GREEN = "#009E73"
PURPLE = "#CC79A7"

SMALL, NORMAL, LARGE = 12, 14, 18  # type sizes in points; nothing is smaller than SMALL


def tint(colour: str, share: float) -> tuple[float, float, float]:
    """`colour` mixed with white: `share` 1 is the colour itself, 0 is white."""
    return tuple(share * part + (1 - share) for part in to_rgb(colour))


def sign_colour(value: float) -> str:
    """Blue for a positive number, orange for a negative one, grey for 0."""
    return BLUE if value > 0 else ORANGE if value < 0 else GREY


def sign_dashes(value: float) -> str:
    """The line style that says the sign without colour: solid, or dashed for a negative number."""
    return "--" if value < 0 else "-"


def _palette() -> Image.Image:
    """Every house colour in steps from pale to full, and greys: 256 colours, the same for all pictures and frames."""
    shares = np.linspace(0.12, 1, 22)
    colours = [tint(colour, share) for colour in (BLUE, ORANGE, YELLOW, GREEN, PURPLE) for share in shares]
    # No grey lies so close to white that Pillow's search for the nearest colour takes it for white.
    greys = np.append(np.linspace(0, 0.96, 255 - len(colours)), 1)
    table = np.vstack([np.array(colours), np.repeat(greys[:, None], 3, axis=1)])
    image = Image.new("P", (1, 1))
    image.putpalette(np.rint(table * 255).astype(np.uint8).tobytes())
    return image


PALETTE = _palette()
