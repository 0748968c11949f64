"""Pictures of one image as numbers (lesson 04).

- `ImageBrowser`: an image, and the grey values in a window of it;
- `Flattening`: its rows put one after the other in a vector;
- `Unflattening`: the vector cut again into rows of some length;
- `ShuffledPixels`: its pixels moved to other places, in a `shuffled_order`.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.patheffects import withStroke

from helpers.data import SIDE, LabelledImages
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, TEXT
from helpers.figures.scene import Scene
from helpers.figures.style import FAINT, GREEN, GREY, INK, LARGE, WHITE, YELLOW
from helpers.figures.words import class_name
from helpers.language import _, number

PIXELS = SIDE * SIDE
WINDOW = 9  # so many pixels a side, or in a line, are shown enlarged
LIGHT = 118  # from this grey value on, black letters are read better than white ones


def window_start(place: int, size: int) -> int:
    """Where the window around a place begins that lies inside a line of `size` places."""
    return min(max(place - WINDOW // 2, 0), size - WINDOW)


def shuffled_order(count: int) -> np.ndarray:
    """An order of the 784 pixels, for `pixels[order]`: `count` of them change places, the others stay; always the same."""
    moving = np.random.default_rng(4).permutation(PIXELS)[:count]
    order = np.arange(PIXELS)
    order[np.sort(moving)] = moving
    return order


def grey_image(
    scene: Scene, left: float, bottom: float, width: float, height: float, rows=SIDE, columns=SIDE
) -> AxesImage:
    """Grey values that follow, in axes of their own placed in tens of pixels; pixel (r, c) has its corner at x = c, y = r.

    The pointer finds the first axes under it, so images are made before the drawing area that lies over them.
    """
    place = np.array([left, bottom, width, height]) * 10 / (scene.width, scene.height, scene.width, scene.height)
    axes = scene.figure.add_axes(place)
    axes.set_axis_off()
    settings = {"cmap": "gray", "vmin": 0, "vmax": 255, "aspect": "auto", "extent": (0, columns, rows, 0)}
    axes.set(xlim=(0, columns), ylim=(rows, 0))
    return scene.moving(axes.imshow(np.zeros((rows, columns)), **settings))


class Frame(Rectangle):
    """A frame around pixels in an image's axes, with a dark edge to be seen on white too.

    margin: pixels of the screen between them; with 2.5 the frame covers none of what it surrounds.
    """

    def __init__(self, axes: Axes, colour=YELLOW, margin: float = 2.5):
        edge = [withStroke(linewidth=4, foreground=INK)]
        super().__init__(
            (0, 0), 1, 1, facecolor="none", edgecolor=colour, linewidth=2, path_effects=edge, clip_on=False
        )
        (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
        self.margin = margin * np.array([x1 - x0, y0 - y1]) / (axes.bbox.width, axes.bbox.height)
        axes.add_patch(self)

    def surround(self, x: float, y: float, width: float = 1, height: float = 1) -> None:
        """Stand around so many pixels, the first of them in row y, column x."""
        dx, dy = self.margin
        self.set_bounds(x - dx, y - dy, width + 2 * dx, height + 2 * dy)


def number_rows_and_columns(area: Axes, left: float, bottom: float, side: float, on_the_right=False) -> None:
    """Write some of the numbers of columns over the image with this place and side, and of rows beside it."""
    beside, sign, ha = (left + side, 1, "left") if on_the_right else (left, -1, "right")
    for k in range(0, SIDE, 9):
        middle = (k + 0.5) * side / SIDE
        area.text(left + middle, bottom + side + 1.2, str(k), **CAPTION)
        area.text(beside + 0.7 * sign, bottom + side - middle, str(k), **CAPTION | {"ha": ha})
    area.text(left + side / 2, bottom + side + 3, _("column"), **CAPTION)
    area.text(beside + 4 * sign, bottom + side / 2, _("row"), rotation=90, **CAPTION)


def draw_grid(scene: Scene, axes: Axes, rows: int, columns: int) -> None:
    """Draw lines between the pixels of an image and around them."""
    lines = [[(k, 0), (k, rows)] for k in range(columns + 1)] + [[(0, k), (columns, k)] for k in range(rows + 1)]
    grid = LineCollection(lines, colors=GREY, linewidths=0.7, clip_on=False)
    scene.moving(axes.add_collection(grid, autolim=False))


def zoom_lines(scene: Scene, area: Axes) -> LineCollection:
    """Two lines that follow (`set_segments`), from a place in an image to where it is enlarged."""
    return scene.moving(area.add_collection(LineCollection([], colors=GREY, linewidths=1.2), autolim=False))


def elbow_arrow(scene: Scene, area: Axes, head: str) -> Line2D:
    """An arrow with corners that follows (`set_data`). head: the marker at its end, "v" or "<"."""
    (line,) = area.plot([], [], color=GREEN, linewidth=2, marker=head, markersize=9, markevery=[-1])
    return scene.moving(line)


def middles(start: float, length: float) -> np.ndarray:
    """The middles of the cells of a window that begins at `start` and is so long."""
    return start + length * (np.arange(WINDOW) + 0.5) / WINDOW


def write_on_grey(black: Lettering, white: Lettering, values: Sequence, words: Sequence) -> None:
    """Write each word on a cell with this grey value: black on a light cell, white on a dark one, nothing where it is NaN."""
    black.write(word for word, value in zip(words, values, strict=True) if value >= LIGHT)
    white.write(word for word, value in zip(words, values, strict=True) if value < LIGHT)


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


class Flattening(Scene):
    """An image whose rows move one after the other into a vector, with one pixel marked in both and its neighbours enlarged."""

    IMAGE = (6, 20.4, 22.4, 22.4)  # left, bottom, width, height in tens of pixels
    STRIP = (6, 11.2, 78.4, 3.6)  # one pixel of the screen a number
    CELLS = (16.8, 4.8, 66.6, 3.6)

    def __init__(self, digits: LabelledImages):
        super().__init__(850, 470)
        self.pixels = digits.images[0]
        self.image = grey_image(self, *self.IMAGE)
        self.row = self.moving(Frame(self.image.axes, GREEN))
        self.pixel = self.moving(Frame(self.image.axes))
        self.strip = grey_image(self, *self.STRIP, 1, PIXELS)
        self.cells = grey_image(self, *self.CELLS, 1, WINDOW)
        for image, count in ((self.strip, PIXELS), (self.cells, WINDOW)):  # seen where there is no number yet
            empty = Rectangle((0, 0), count, 1, facecolor="white", edgecolor=GREY, hatch="////", hatchcolor=FAINT)
            empty.set_clip_on(False)
            image.axes.add_patch(empty)
        draw_grid(self, self.cells.axes, 1, WINDOW)
        self.cell = self.moving(Frame(self.cells.axes, margin=0))
        area = self.add_drawing_area()
        number_rows_and_columns(area, *self.IMAGE[:3])
        x, y, width, height = self.STRIP
        area.text(x - 0.6, y + height + 1, _("row"), **CAPTION | {"ha": "right"})
        for k in range(SIDE):
            area.text(x + (k + 0.5) * width / SIDE, y + height + 1, str(k), **CAPTION)
        x, y, width, height = self.CELLS
        for words, middle in ((_("grey value"), y + height / 2), (_("index"), y - 1.2), (_("row, column"), y - 3.2)):
            area.text(x - 1, middle, words, **CAPTION | {"ha": "right"})
        area.text(57, 39.5, _("28 · row + column = index"), **TEXT | {"color": GREY})
        self.block = self.moving(area.add_patch(Rectangle((0, 0), 2.8, 6, fc="none", ec=GREEN, linewidth=2)))
        edge = [withStroke(linewidth=5, foreground=INK)]
        mark = self.strip.axes.axvline(0, color=YELLOW, linewidth=2.5, path_effects=edge, clip_on=False)
        self.mark = self.moving(mark)
        self.arrow = elbow_arrow(self, area, "v")
        self.zoom = zoom_lines(self, area)
        self.black, self.white, self.indices, self.places = (
            self.moving(area.add_patch(Lettering(colour))) for colour in (INK, WHITE, INK, GREY)
        )
        self.formula = self.moving(area.text(57, 35.5, "", **TEXT | {"fontsize": LARGE, "weight": "bold"}))
        self.progress = self.moving(area.text(57, 27.5, "", **TEXT))

    def show(self, rows: int, index: int) -> "Flattening":
        """Show the image with so many rows, from the top, in the vector; mark the pixel with this index."""
        row, column = divmod(index, SIDE)
        value, there = int(self.pixels[row, column]), row < rows
        image = self.pixels.astype(float)
        image[:rows] = 190 + image[:rows] / 4  # pale
        vector = np.where(np.arange(PIXELS) < rows * SIDE, self.pixels.flat, np.nan)
        self.image.set_data(image)
        self.strip.set_data(vector[None])
        self.pixel.surround(column, row)
        self.mark.set(xdata=[index + 0.5] * 2, linestyle="-" if there else (0, (1, 1)))
        self._show_last_row(rows)
        self._enlarge(vector, index)
        formula = f"28 · {row} + {column} = {index}"
        self.formula.set_text(formula)
        self.progress.set_text(
            _("rows flattened: {rows} of 28\nnumbers in the vector: {count} of 784").format(
                rows=rows, count=SIDE * rows
            )
        )
        found = _("The pixel in row {row}, column {column} has the index {formula} and the grey value {value}.").format(
            row=row, column=column, formula=formula, value=value
        )
        state = _("Its row is in the vector.") if there else _("Its row is not in the vector yet: the place is empty.")
        done = _("Rows flattened: {rows} of 28, that is, {count} of the 784 numbers.").format(
            rows=rows, count=SIDE * rows
        )
        self.summary = f"{found} {state} {done}"
        self.alt = _("An image of 28 × 28 pixels, above a strip that stands for the vector: row after row of the image moves into it. The numbers around the marked pixel are enlarged. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self

    def _show_last_row(self, rows: int) -> None:
        """Frame the row that moved last in the image and in the vector, and draw an arrow between."""
        for part in (self.row, self.block, self.arrow):
            part.set_visible(rows > 0)
        last = max(rows - 1, 0)
        self.row.surround(0, last, SIDE)
        left, bottom, side, _side = self.IMAGE
        start, edge = bottom + side - (last + 0.5) * side / SIDE, left + side
        x, y, width, height = self.STRIP
        self.block.set(xy=(x + last * width / SIDE, y - 0.2))
        middle, top = x + (last + 0.5) * width / SIDE, y + height + 2.7
        lane, turn = edge + 1.6, 19.2
        self.arrow.set_data([edge + 0.4, lane, lane, middle, middle], [start, start, turn, turn, top])

    def _enlarge(self, vector: np.ndarray, index: int) -> None:
        """Show the numbers around the index, with their indices, rows and columns."""
        first = window_start(index, PIXELS)
        values = vector[first : first + WINDOW]
        self.cells.set_data(values[None])
        self.cell.surround(index - first, 0)
        x, y, width, height = self.CELLS
        xs = middles(x, width)
        words = [(place, y + height / 2, f"{value:.0f}") for place, value in zip(xs, values, strict=True)]
        write_on_grey(self.black, self.white, values, words)
        self.indices.write((place, y - 1.2, str(first + k)) for k, place in enumerate(xs))
        self.places.write((place, y - 3.2, "{}, {}".format(*divmod(first + k, SIDE))) for k, place in enumerate(xs))
        left, bottom = self.STRIP[:2]
        ends = [(left + first / 10, bottom - 0.3), (left + (first + WINDOW) / 10, bottom - 0.3)]
        self.zoom.set_segments(list(zip(ends, [(x, y + height), (x + width, y + height)], strict=True)))


class Unflattening(Scene):
    """The vector of an image cut into rows of one length, and these rows put under one another."""

    STRIP = (3.3, 38.4, 78.4, 3.6)  # left, bottom, width, height in tens of pixels
    IMAGE = (6, 1.4, 33.6, 33.6)
    LONGEST = 56  # numbers a row, and rows, that there is room for

    def __init__(self, digits: LabelledImages):
        super().__init__(850, 440)
        self.digits = digits
        self.strip = grey_image(self, *self.STRIP, 1, PIXELS)
        cuts = LineCollection([], colors=GREEN, linewidths=1.2, clip_on=False)
        self.cuts = self.moving(self.strip.axes.add_collection(cuts, autolim=False))
        self.piece = self.moving(Frame(self.strip.axes))
        self.image = grey_image(self, *self.IMAGE, self.LONGEST, self.LONGEST)
        missing = Rectangle((0, 0), 1, 1, facecolor="white", edgecolor=GREY, hatch="//////", linewidth=1)
        self.missing = self.moving(self.image.axes.add_patch(missing))
        self.row = self.moving(Frame(self.image.axes))
        area = self.add_drawing_area()
        self.arrow = elbow_arrow(self, area, "<")
        self.equation = self.moving(area.text(64, 26, "", **TEXT | {"fontsize": LARGE, "weight": "bold"}))
        self.words = self.moving(area.text(64, 19, "", **TEXT | {"linespacing": 1.6}))

    def show(self, index: int, length: int) -> "Unflattening":
        """Show the image at this index of the data set, cut into rows of this length, from 14 to 56."""
        vector, name = self.digits.images[index].ravel(), class_name(self.digits, self.digits.labels[index])
        full, rest = divmod(PIXELS, length)
        rows = full + (rest > 0)
        cells = np.full(rows * length, np.nan)
        cells[:PIXELS] = vector
        self.strip.set_data(vector[None])
        self.cuts.set_segments([[(k, -0.2), (k, 1.2)] for k in range(0, PIXELS + 1, length)])
        self.image.set_data(cells.reshape(rows, length))
        self.image.set_extent((0, length, rows, 0))
        self.missing.set(xy=(rest, full), width=length - rest, visible=rest > 0)
        self._follow(rows // 2, length)
        equation = f"784 = {full} · {length}" + (f" + {rest}" if rest else "")
        self.equation.set_text(equation)
        shape = _("{full} rows of {length} numbers").format(full=full, length=length)
        if rest:
            shape += "\n" + _("and a last one of {rest}").format(rest=rest)
        fit, consequence = _fit(length)
        self.words.set_text(f"{shape}\n{fit}")
        self.summary = _("{equation}: {shape}. Image of class {name}; {fit}: {consequence}.").format(
            equation=equation, shape=shape.replace("\n", " "), name=name, fit=fit, consequence=consequence
        )
        self.alt = _("A strip of 784 grey values with a cut after every {length} of them, and the pieces as rows, one below the other. {summary}").format(
            length=length, summary=self.summary
        )  # fmt: skip
        return self

    def _follow(self, row: int, length: int) -> None:
        """Frame one row, in the vector and where it goes, and draw an arrow between."""
        self.piece.surround(row * length, 0, length)
        self.row.surround(0, row, length)
        x, y, _width, _height = self.STRIP
        left, bottom, width, height = self.IMAGE
        start, end = x + (row + 0.5) * length / 10, bottom + height * (1 - (row + 0.5) / self.LONGEST)
        edge, lane, turn = left + width * length / self.LONGEST, left + width + 2.4, y - 2
        self.arrow.set_data([start, start, lane, lane, edge + 0.6], [y - 0.6, turn, turn, end, end])


def _fit(length: int) -> tuple[str, str]:
    """Whether rows of this length are those of the image, in words, and what comes of it."""
    if length == SIDE:
        return _("each row is a row of the image"), _("the image is upright")
    if length == 2 * SIDE:
        return _("each row holds two rows of the image"), _("two images appear side by side, half as tall")
    if 2 * length == SIDE:
        return _("each row holds half a row of the image"), _("its left and right halves take turns, row by row")
    difference = abs(length - SIDE)
    if difference == 1:
        fit = _("each row is one number too short") if length < SIDE else _("each row is one number too long")
    else:
        fit = _("each row is {count} numbers too short") if length < SIDE else _("each row is {count} numbers too long")
    return fit.format(count=difference), _("the image leans") if difference < 4 else _(
        "the image breaks up into stripes"
    )


class ShuffledPixels(Scene):
    """An image, and the same with pixels that have changed places; an arrow follows one of them."""

    LEFT, RIGHT, BOTTOM, SIZE = 6, 48.2, 5, 30.8  # of the two images, in tens of pixels

    def __init__(self, digits: LabelledImages):
        super().__init__(850, 430)
        self.digits = digits
        self.images = [grey_image(self, left, self.BOTTOM, self.SIZE, self.SIZE) for left in (self.LEFT, self.RIGHT)]
        self.frames = [self.moving(Frame(image.axes)) for image in self.images]
        area = self.add_drawing_area()
        arrow = FancyArrowPatch((0, 0), (1, 1), arrowstyle="-|>", mutation_scale=18, color=GREEN, linewidth=2.5)
        self.arrow = self.moving(area.add_patch(arrow))
        self.places = []
        for left in (self.LEFT, self.RIGHT):
            number_rows_and_columns(area, left, self.BOTTOM, self.SIZE, left == self.RIGHT)
            self.places.append(self.moving(area.text(left + self.SIZE / 2, 2.4, "", **TEXT)))
        top = self.BOTTOM + self.SIZE + 5.4
        area.text(self.LEFT + self.SIZE / 2, top, _("the image"), **TEXT | {"weight": "bold"})
        self.title = self.moving(area.text(self.RIGHT + self.SIZE / 2, top, "", **TEXT | {"weight": "bold"}))

    def show(self, image: int, count: int, index: int) -> "ShuffledPixels":
        """Show the image at this place in the data set, `count` of its pixels shuffled, and where the one at `index` is now."""
        pixels, name = self.digits.images[image], class_name(self.digits, self.digits.labels[image])
        order = shuffled_order(count)
        now = int(np.flatnonzero(order == index)[0])
        self.images[0].set_data(pixels)
        self.images[1].set_data(pixels.flat[order].reshape(SIDE, SIDE))
        ends, said = [], []
        for left, place, box, words in zip(
            (self.LEFT, self.RIGHT), (index, now), self.frames, self.places, strict=True
        ):
            row, column = divmod(place, SIDE)
            box.surround(column, row)
            ends.append((left + (column + 0.5) * 1.1, self.BOTTOM + self.SIZE - (row + 0.5) * 1.1))
            said.append(_("row {row}, column {column}").format(row=row, column=column))
            words.set_text(said[-1])
        self.arrow.set_positions(*ends)
        self.title.set_text(_("{count} of 784 shuffled").format(count=count))
        start = _(
            "Image of class {name}: {count} of its 784 pixels are shuffled, in the same way in every image."
        ).format(name=name, count=count)
        journey = _("The pixel with grey value {value} from {old} is now in {new}.")
        if now == index:
            journey = _("The pixel with grey value {value} from {old} has kept its place.")
        self.summary = (
            start
            + " "
            + journey.format(value=pixels.flat[index], old=said[0], new=said[1])
            + " "
            + _("The numbers are still the same 784.")
        )
        self.alt = _("Two images of 28 × 28 pixels: one as it is, one with shuffled pixels. {summary}").format(
            summary=self.summary
        )
        return self
