"""A picture made of parts that stay and parts that follow the numbers shown.

A `Scene` is drawn once; from then on only its moving parts are drawn again, over a saved copy
of the rest (Matplotlib calls this blitting), and the result is packed as a PNG with a fixed
palette: a few milliseconds in all. It shows itself in a notebook, a web page or a PDF with its alt text.
"""

import base64
import html
import io

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from helpers.figures.style import FAINT, GREY, INK, NORMAL, PALETTE, SMALL
from helpers.language import number

DOTS_PER_INCH = 100  # a picture `width` pixels wide is width/100 inches wide


class Scene:
    """Base of all pictures: a subclass draws its parts in `__init__` and moves them in a method `show`.

    width, height: pixels on a screen of normal density. After `show`, `alt` says what the picture
    shows and `summary` puts the same in a sentence to read under it.
    """

    def __init__(self, width: int, height: int):
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / DOTS_PER_INCH, height / DOTS_PER_INCH), dpi=DOTS_PER_INCH)
        self.canvas = FigureCanvasAgg(self.figure)
        self.alt = self.summary = ""
        self.handles = []  # places in the first axes that can be dragged: (x, y) each
        self._moving: list[Artist] = []
        self._background = None

    def add_drawing_area(self) -> Axes:
        """Axes over the whole picture without frame or ticks; 1 unit is 10 pixels, (0, 0) bottom left."""
        axes = self.figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, self.width / 10), ylim=(0, self.height / 10))
        axes.set_axis_off()
        return axes

    def add_plot(self, left: float, bottom: float, width: float, height: float, grid: bool = False, **settings) -> Axes:
        """Axes for a graph, placed in pixels, in the style of the course; `settings` go to `Axes.set`.

        Numbers are written as the notebook's language writes them. grid: whether lines behind show where they are.
        """
        axes = self.figure.add_axes(
            (left / self.width, bottom / self.height, width / self.width, height / self.height), **settings
        )
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(FAINT)
        axes.tick_params(colors=GREY, labelsize=SMALL, length=0)
        axes.xaxis.label.set(size=NORMAL, color=INK)
        axes.yaxis.label.set(size=NORMAL, color=INK)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _position: number(value))
        if grid:
            axes.grid(color=FAINT)
            axes.set_axisbelow(True)
        return axes

    def moving(self, part):
        """Mark a part of the picture that `show` changes; parts are drawn in the order they were marked."""
        part.set_animated(True)
        self._moving.append(part)
        return part

    def set_pixel_ratio(self, ratio: float) -> None:
        """Draw for a screen with `ratio` dots a pixel from now on (2 on most small laptops and phones)."""
        if self.figure.dpi != DOTS_PER_INCH * ratio:
            self.figure.set_dpi(DOTS_PER_INCH * ratio)
            self.repaint()

    def repaint(self) -> None:
        """Draw the parts that stay anew in the next picture, because one of them has changed after all."""
        self._background = None

    def png(self) -> bytes:
        """The picture as it is now."""
        if self._background is None:
            self.canvas.draw()
            self._background = self.canvas.copy_from_bbox(self.figure.bbox)
        self.canvas.restore_region(self._background)
        for part in self._moving:
            self.figure.draw_artist(part)
        rgba = self.canvas.buffer_rgba()
        picture = Image.frombuffer("RGBA", (rgba.shape[1], rgba.shape[0]), rgba).convert("RGB")
        picture = picture.quantize(palette=PALETTE, dither=Image.Dither.NONE)
        file = io.BytesIO()
        picture.save(file, "png", compress_level=1)  # 1: a tenth larger, three times faster than the default
        return file.getvalue()

    def axes_boxes(self) -> list[list[float]]:
        """Where each linear axes lies and what it spans: left, top, width, height in shares of the picture, x0, x1, y0, y1."""
        boxes = []
        for axes in self.figure.axes:
            place = axes.get_position()
            boxes.append([place.x0, 1 - place.y1, place.width, place.height, *axes.get_xlim(), *axes.get_ylim()])
        return boxes

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, **_):
        encoded = base64.b64encode(self.png()).decode()
        image = (
            f'<img alt="{html.escape(self.alt)}" width="{self.width}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{encoded}">'
        )
        return {
            "text/plain": self.alt,
            "text/html": f'<figure style="margin:0">{image}<figcaption>{html.escape(self.summary)}</figcaption></figure>',
            "image/png": encoded,
        }
