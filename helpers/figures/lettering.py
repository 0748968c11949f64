"""Many short words in one stroke: 81 Matplotlib texts take 80 ms a frame, one path of all their letters takes 4."""

from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

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


@lru_cache(400)  # about 1 MB; without an end it would grow with every new number
def _outline(word: str, size: float) -> tuple[np.ndarray, np.ndarray]:
    """Vertices and codes of a word around (0, 0), in tens of pixels; all words stand on the line that digits stand on."""
    path = TextPath((0, 0), word, size=size * DOTS_PER_INCH / 72 / 10)
    x = path.vertices[path.codes != Path.CLOSEPOLY, 0]  # where a letter is closed, the vertex says nothing
    return path.vertices - ((x.min() + x.max()) / 2, _digit_height(size) / 2), path.codes


@cache
def _digit_height(size: float) -> float:
    return TextPath((0, 0), "1", size=size * DOTS_PER_INCH / 72 / 10).get_extents().ymax
