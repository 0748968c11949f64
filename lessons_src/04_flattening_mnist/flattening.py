"""Flattening: pixel (r, c) and its place in the line, the way back, and pixels that change places."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.patheffects import withStroke

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, TEXT
from helpers.figures.style import FAINT, GREEN, GREY, INK, LARGE, WHITE, YELLOW
from helpers.figures.words import class_name
from helpers.language import _, ngettext
from helpers.widgets import LiveFigure, Slider

from .images import (
    PIXELS,
    WINDOW,
    Frame,
    class_choice,
    draw_grid,
    elbow_arrow,
    grey_image,
    index_at,
    middles,
    nth_of_class,
    number_rows_and_columns,
    window_start,
    write_on_grey,
    zoom_lines,
)


def shuffled_order(count: int) -> np.ndarray:
    """An order of the 784 pixels, for `pixels[order]`: `count` of them change places, the others stay; always the same."""
    moving = np.random.default_rng(4).permutation(PIXELS)[:count]
    order = np.arange(PIXELS)
    order[np.sort(moving)] = moving
    return order


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
            # Two, because Matplotlib before 3.11, which the browser edition has, draws a hatch in the colour of the edge.
            hatched = {"facecolor": "white", "edgecolor": FAINT, "hatch": "////", "linewidth": 0}
            for look in (hatched, {"fill": False, "edgecolor": GREY}):
                image.axes.add_patch(Rectangle((0, 0), count, 1, clip_on=False, **look))
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
    """The vector of an image cut into rows of one length, and these rows put under one another, as large as there is room.

    Yellow marks say where the rows of the image begin: they lean as the image does.
    """

    STRIP = (3.3, 40.4, 78.4, 3.6)  # left, bottom, width, height in tens of pixels
    IMAGE = (3.3, 2.4, 39, 34)  # where the rows find room, in their middle
    LONGEST = 56  # numbers a row

    def __init__(self, digits: LabelledImages):
        super().__init__(850, 460)
        self.digits = digits
        self.strip = grey_image(self, *self.STRIP, 1, PIXELS)
        cuts = LineCollection([], colors=GREEN, linewidths=1.2, clip_on=False)
        self.cuts = self.moving(self.strip.axes.add_collection(cuts, autolim=False))
        self.piece = self.moving(Frame(self.strip.axes, GREEN))
        self.image = grey_image(self, *self.IMAGE)
        missing = Rectangle((0, 0), 1, 1, facecolor="white", edgecolor=GREY, hatch="//////", linewidth=1)
        self.missing = self.moving(self.image.axes.add_patch(missing))
        starts = LineCollection([], colors=YELLOW, linewidths=4, capstyle="butt")
        self.starts = self.moving(self.image.axes.add_collection(starts, autolim=False))
        self.row = self.moving(Frame(self.image.axes, GREEN))
        area = self.add_drawing_area()
        self.arrow = elbow_arrow(self, area, "<")
        left = TEXT | {"ha": "left"}
        self.equation = self.moving(area.text(48, 32, "", **left | {"fontsize": LARGE, "weight": "bold"}))
        self.words = self.moving(area.text(48, 28, "", **left | {"linespacing": 1.6, "va": "top"}))
        area.plot(
            [48.4, 48.4], [4.4, 7.6], color=YELLOW, linewidth=6, path_effects=[withStroke(linewidth=8, foreground=INK)]
        )
        area.text(50, 6, _("here a row of the\nimage begins"), **left)

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
        self._make_room(rows, length)
        self.missing.set(xy=(rest, full), width=length - rest, visible=rest > 0)
        begin = [divmod(SIDE * k, length) for k in range(SIDE)]
        self.starts.set_segments([[(column, row), (column, row + 1)] for row, column in begin])
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

    def _make_room(self, rows: int, length: int) -> None:
        """Show so many rows of this length in the middle of their place, their pixels as large as possible, and square."""
        room = np.array(self.IMAGE[2:])
        side = (room / (length, rows)).min()  # of a pixel, in tens of pixels of the screen
        right, down = (np.array([length, rows]) + room / side) / 2
        self.image.axes.set(xlim=(length - right, right), ylim=(down, rows - down))

    def _follow(self, row: int, length: int) -> None:
        """Frame one row, in the vector and where it goes, and draw an arrow between."""
        self.piece.surround(row * length, 0, length)
        self.row.surround(0, row, length)
        x, y, _width, _height = self.STRIP
        left, _bottom, width, _height = self.IMAGE
        place = self.image.axes.transData.transform((length, row + 0.5))
        edge, end = self.arrow.axes.transData.inverted().transform(place)
        start, lane, turn = x + (row + 0.5) * length / 10, left + width + 2.2, y - 1.9
        self.arrow.set_data([start, start, lane, lane, edge + 0.6], [y - 0.6, turn, turn, end, end])


def _fit(length: int) -> tuple[str, str]:
    """Whether rows of this length are those of the image, in words, and what comes of it."""
    if length == SIDE:
        return _("each row is a row of the image"), _("the image is upright")
    if length == 2 * SIDE:
        return _("each row holds two rows of the image"), _("two images appear side by side, half as tall")
    if 2 * length == SIDE:
        return _("each row is half a row of the image"), _("its left and right halves take turns, row by row")
    difference = abs(length - SIDE)
    if length < SIDE:
        fit = ngettext("each row is {count} number too short", "each row is {count} numbers too short", difference)
    else:
        fit = ngettext("each row is {count} number too long", "each row is {count} numbers too long", difference)
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


def flattening(digits: LabelledImages | None = None) -> LiveFigure:
    """The rows of the first image move into a vector; a pixel is found by row and column, or by its index."""
    scene = Flattening(digits or data.load())
    controls = {
        "row": Slider(_("row"), 14, 0, SIDE - 1),
        "column": Slider(_("column"), 13, 0, SIDE - 1),
        "index": Slider(_("index"), 405, 0, PIXELS - 1),
        "rows": Slider(_("rows flattened"), 15, 0, SIDE),
    }

    def show(row, column, index, rows):
        scene.show(round(rows), round(index))

    def link(name, values):
        if name == "index":
            row, column = divmod(values["index"], SIDE)
            return {"row": row, "column": column}
        return {"index": SIDE * values["row"] + values["column"]}

    def hover(axes, x, y):
        if axes == 0:
            return {"index": index_at(x, y)}
        return {"index": int(x)} if axes == 1 else {}

    return LiveFigure(scene, controls, show, hover=hover, link=link, play="rows")


def unflatten(digits: LabelledImages | None = None, length=30) -> LiveFigure:
    """The vector of an image cut into rows again, of a length from 14 to 56."""
    digits = digits or data.load()
    scene = Unflattening(digits)
    controls = {"length": Slider(_("numbers per row"), length, 14, scene.LONGEST), "label": class_choice(digits)}

    def show(length, label):
        scene.show(nth_of_class(digits, label), round(length))

    return LiveFigure(scene, controls, show)


def shuffled_pixels(digits: LabelledImages | None = None) -> LiveFigure:
    """An image and the same with some or all of its pixels in other places, and the journey of one pixel."""
    digits = digits or data.load()
    scene = ShuffledPixels(digits)
    controls = {
        "count": Slider(_("pixels shuffled"), 224, 0, PIXELS, 56),
        "index": Slider(_("index"), 405, 0, PIXELS - 1),
        "label": class_choice(digits),
    }

    def show(count, index, label):
        scene.show(nth_of_class(digits, label), round(count), round(index))

    def hover(axes, x, y):
        if axes == 0:
            return {"index": index_at(x, y)}
        order = shuffled_order(round(controls["count"].value))
        return {"index": order[index_at(x, y)]} if axes == 1 else {}

    return LiveFigure(scene, controls, show, hover=hover)
