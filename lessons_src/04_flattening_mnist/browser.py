"""Images one by one, with the grey values of a window of pixels."""

import numpy as np

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, TEXT
from helpers.figures.style import GREY, INK, WHITE
from helpers.figures.words import class_name
from helpers.language import _, number
from helpers.widgets import Choice, LiveFigure, Slider

from .images import (
    WINDOW,
    Frame,
    class_choice,
    draw_grid,
    grey_image,
    index_at,
    middles,
    nth_of_class,
    number_rows_and_columns,
    window_start,
    write_on_grey,
    zoom_lines,
)


class ImageBrowser(Scene):
    """An image with a window of 9 × 9 pixels, and beside it their grey values, each on its shade of grey."""

    IMAGE = (6, 5.2, 30.8, 30.8)  # left, bottom, width, height in tens of pixels
    TABLE = (42.4, 5.2, 41.85, 30.8)

    def __init__(self, digits: LabelledImages):
        super().__init__(850, 420)
        self.digits = digits
        self.written = {255: [number(v) for v in range(256)], 1: [number(v / 255) for v in range(256)]}
        self.image = grey_image(self, *self.IMAGE)
        self.window = self.moving(Frame(self.image.axes))
        self.pixel = self.moving(Frame(self.image.axes))
        self.cells = grey_image(self, *self.TABLE, WINDOW, WINDOW)
        draw_grid(self, self.cells.axes, WINDOW, WINDOW)
        self.cell = self.moving(Frame(self.cells.axes, margin=0))
        area = self.add_drawing_area()
        number_rows_and_columns(area, *self.IMAGE[:3])
        left, bottom, width, height = self.TABLE
        area.text(left + width / 2, bottom + height + 3, _("column"), **CAPTION)
        self.zoom = zoom_lines(self, area)
        self.black, self.white, self.numbers = (
            self.moving(area.add_patch(Lettering(colour))) for colour in (INK, WHITE, GREY)
        )
        self.words = self.moving(area.text(21.4, 2.5, "", **TEXT))
        self.shades = self.moving(area.text(left + width / 2, 2.5, "", **TEXT))

    def show(self, index: int, row: int, column: int, top: int) -> "ImageBrowser":
        """Show the image at this index of the data set, and mark one of its pixels; `top` is the grey value of white, 255 or 1."""
        pixels, name = self.digits.images[index], class_name(self.digits, self.digits.labels[index])
        up, left = window_start(row, SIDE), window_start(column, SIDE)
        values = pixels[up : up + WINDOW, left : left + WINDOW]
        self.image.set_data(pixels)
        self.cells.set_data(values)
        self.window.surround(left, up, WINDOW, WINDOW)
        self.pixel.surround(column, row)
        self.cell.surround(column - left, row - up)
        self._write(values, up, left, top)
        self._join(up, left)
        self.words.set_text(_("class {name}, image {index}").format(name=name, index=number(index)))
        value = int(pixels[row, column])
        self.shades.set_text(_("0 is black, {top} is white").format(top=top))
        place = _("Image {index}, of class {name}. The pixel in row {row}, column {column}").format(
            index=number(index), name=name, row=row, column=column
        )
        if top == 255:
            said = _("has the grey value {value} on the scale from 0 to 255 (from 0 to 1: {share}).")
        else:
            said = _("has the grey value {share} on the scale from 0 to 1 ({value} of 255).")
        self.summary = place + " " + said.format(value=value, share=number(value / 255, 3))
        self.alt = _("A grey image with a window of 9 × 9 pixels, rows {up} to {down} and columns {left} to {right}, and a table of the grey values in it. {summary}").format(
            up=up, down=up + WINDOW - 1, left=left, right=left + WINDOW - 1, summary=self.summary
        )  # fmt: skip
        return self

    def _write(self, values: np.ndarray, up: int, left: int, top: int) -> None:
        """Write the table's numbers, and those of its rows and columns."""
        x, y, width, height = self.TABLE
        xs, ys = middles(x, width), middles(y + height, -height)
        words = [(xs[c], ys[r], self.written[top][values[r, c]]) for r in range(WINDOW) for c in range(WINDOW)]
        write_on_grey(self.black, self.white, values.ravel(), words)
        above = [(place, y + height + 1.2, str(left + k)) for k, place in enumerate(xs)]
        self.numbers.write(above + [(x - 1.9, place, str(up + k)) for k, place in enumerate(ys)])

    def _join(self, up: int, left: int) -> None:
        """Draw lines from the window's right corners to the table."""
        x, y, side, _side = self.IMAGE
        corners = [(x + (left + WINDOW) * side / SIDE, y + side - k * side / SIDE) for k in (up, up + WINDOW)]
        ends = [(self.TABLE[0] - 3.6, y + side), (self.TABLE[0] - 3.6, y)]
        self.zoom.set_segments(list(zip(corners, ends, strict=True)))


def image_browser(digits: LabelledImages | None = None) -> LiveFigure:
    """An image and its numbers: choose one of the first 50 of a class, and move the window over it."""
    digits = digits or data.load()
    scene = ImageBrowser(digits)
    fewest = np.bincount(digits.labels)[np.unique(digits.labels)].min()
    controls = {
        "label": class_choice(digits),
        "example": Slider(_("example"), 1, 1, min(50, fewest)),
        "top": Choice(_("scale"), [(_("from 0 to 255"), 255), (_("from 0 to 1"), 1)], 255),
        "row": Slider(_("row"), 14, 0, SIDE - 1),
        "column": Slider(_("column"), 13, 0, SIDE - 1),
    }

    def show(label, example, top, row, column):
        scene.show(nth_of_class(digits, label, round(example)), round(row), round(column), top)

    def hover(axes, x, y):
        row, column = divmod(index_at(x, y), SIDE)
        return {"row": row, "column": column} if axes == 0 else {}

    return LiveFigure(scene, controls, show, hover=hover)
