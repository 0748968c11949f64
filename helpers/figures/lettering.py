"""Many short words in one stroke: 81 Matplotlib texts take 80 ms a frame, one path of all their letters takes 4.

- `Lettering`: words in the middle of their places;
- `Typing`: words that may be others in every picture, put together from the outlines of their letters.
"""

from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath, text_to_path

from helpers.figures.scene import DOTS_PER_INCH
from helpers.figures.style import INK, SMALL


class Lettering(PathPatch):
    """Words in one colour and size for a scene's drawing area, each in the middle of its place.

    words: the (x, y, word) that are written now.
    """

    def __init__(self, colour=INK, size: float = SMALL):
        super().__init__(Path(np.empty((0, 2))), facecolor=colour, linewidth=0)
        self.size, self.words = size, []

    def write(self, words: Iterable[tuple[float, float, str]]) -> None:
        """Write these words instead of those written before."""
        self.words = list(words)
        self.set_visible(bool(self.words))
        if self.words:
            outlines = [_outline(word, self.size) for _x, _y, word in self.words]
            places = np.repeat([word[:2] for word in self.words], [len(codes) for _vertices, codes in outlines], axis=0)
            vertices, codes = (np.concatenate(parts) for parts in zip(*outlines, strict=True))
            self.set_path(Path(vertices + places, codes))


class Typing(PathPatch):
    """Words in one colour and size for a scene's drawing area: a new number costs no more than one written before.

    words: the (x, y, word) that are written now; each begins at its place.
    """

    def __init__(self, colour=INK, size: float = SMALL, weight: str = "normal"):
        super().__init__(Path(np.empty((0, 2))), facecolor=colour, linewidth=0)
        self.size, self.weight, self.words = size, weight, []

    def width(self, word: str) -> float:
        """How wide a word is, in tens of pixels."""
        return sum(_letter(letter, self.size, self.weight)[2] for letter in word)

    def write(self, words: Iterable[tuple[float, float, str]]) -> None:
        """Write these words instead of those written before."""
        self.words = list(words)
        vertices, codes = [np.empty((0, 2))], [np.empty(0, Path.code_type)]
        for x, y, word in self.words:
            for letter in word:
                outline, how, width = _letter(letter, self.size, self.weight)
                vertices.append(np.add(outline, (x, y)))
                codes.append(how)
                x += width
        self.set_path(Path(np.concatenate(vertices), np.concatenate(codes)))
        self.set_visible(len(vertices) > 1)


@cache
def _letter(letter: str, size: float, weight: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Vertices, codes and width of a letter that begins at x = 0; digits have y = 0 at half their height."""
    font = FontProperties(size=size * DOTS_PER_INCH / 72 / 10, weight=weight)
    width = text_to_path.get_text_width_height_descent(letter, font, ismath=False)[0]
    if not letter.strip():
        return np.empty((0, 2)), np.empty(0, Path.code_type), width
    path = TextPath((0, 0), letter, prop=font)
    return path.vertices - (0, _digit_height(size) / 2), path.codes, width


@lru_cache(400)  # about 1 MB; without an end it would grow with every new number
def _outline(word: str, size: float) -> tuple[np.ndarray, np.ndarray]:
    """Vertices and codes of a word around (0, 0), in tens of pixels; all words stand on the line that digits stand on."""
    path = TextPath((0, 0), word, size=size * DOTS_PER_INCH / 72 / 10)
    x = path.vertices[path.codes != Path.CLOSEPOLY, 0]  # where a letter is closed, the vertex says nothing
    return path.vertices - ((x.min() + x.max()) / 2, _digit_height(size) / 2), path.codes


@cache
def _digit_height(size: float) -> float:
    return TextPath((0, 0), "1", size=size * DOTS_PER_INCH / 72 / 10).get_extents().ymax
