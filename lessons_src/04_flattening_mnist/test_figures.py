"""The figures about one image (lesson 04): its numbers, the vector made of them and cut again, pixels that change places."""

import numpy as np
import pytest

from helpers import data, language
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.style import INK
from lesson_flattening_mnist import figures
from lesson_flattening_mnist.images import window_start
from tests import test_figures
from tests.pictures import first_axes_at, pixels, point_at

DIGITS = data.load()
FIGURES = {
    "browser": figures.image_browser,
    "distances": figures.distances,
    "flattening": figures.flattening,
    "unflatten": figures.unflatten,
    "shuffled": figures.shuffled_pixels,
}
PLACES = [(0, 0), (0, 27), (3, 4), (14, 13), (23, 24), (27, 0), (27, 27)]
INDICES = [0, 1, 27, 28, 59, 405, 700, 755, 756, 783]


def shade(image) -> np.ndarray:
    """What an image shows: grey values, NaN where there is nothing."""
    return np.ma.filled(image.get_array().astype(float), np.nan)


def inside(frame) -> tuple[float, ...]:
    """Left, top, width, height of what a frame surrounds, in pixels of the image."""
    (dx, dy), (x, y), width, height = frame.margin, frame.get_xy(), frame.get_width(), frame.get_height()
    return tuple(round(float(v), 6) for v in (x + dx, y + dy, width - 2 * dx, height - 2 * dy))


def corners(frame) -> tuple[int, int]:
    """The row and column that a frame around one pixel surrounds."""
    left, top, width, height = inside(frame)
    assert (width, height) == (1, 1)
    return top, left


# With other images, and without a kernel's help for the eye


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
@pytest.mark.parametrize("tag", ["pt-BR", "en"])
def test_clothes_can_be_shown_too(make, tag, monkeypatch):
    language.use(tag)
    clothes = data.load("fashion_mnist")
    test_figures.test_every_control_changes_picture_and_words(make(clothes))
    test_figures.test_no_label_is_clipped_or_covered(make(clothes), monkeypatch)


def test_images_are_those_of_the_data_set_that_is_given():
    clothes = data.load("fashion_mnist", "test")
    assert np.array_equal(shade(figures.unflatten(clothes, 28).scene.image), clothes.images[0])
    assert clothes.classes[clothes.labels[0]] in figures.unflatten(clothes).picture.summary


# Many words at once


@pytest.mark.parametrize("word", ["0", "253", "0,32", "14, 13"])
def test_lettering_looks_like_a_text_in_that_place(word):
    seen = []
    for kind in ("text", "lettering"):
        scene = Scene(400, 200)
        area = scene.add_drawing_area()
        if kind == "text":
            scene.moving(area.text(20, 10, word, fontsize=12, ha="center", va="center_baseline", color=INK))
        else:
            scene.moving(area.add_patch(Lettering())).write([(20, 10, word)])
        ink = 255 - pixels(scene.png())[:, :, 0]
        middle = [ink.sum(axis=axis) @ np.arange(ink.shape[1 - axis]) / ink.sum() for axis in (0, 1)]
        rows, columns = np.nonzero(ink > 90)
        seen.append((middle, [np.ptp(rows), np.ptp(columns)]))
    (text_middle, text_size), (middle, size) = seen
    assert middle == pytest.approx(text_middle, abs=0.6)  # pixels
    assert size == pytest.approx(text_size, abs=1)


def test_lettering_can_be_empty_again():
    scene = Scene(400, 200)
    lettering = scene.moving(scene.add_drawing_area().add_patch(Lettering()))
    white = scene.png()
    lettering.write([(20, 10, "5")])
    assert scene.png() != white
    lettering.write([])
    assert scene.png() == white


# An image and its numbers


def table(scene) -> list[str]:
    """The numbers in the cells, row by row, and whether each can be told from its shade."""
    for lettering, readable in (
        (scene.black, scene.cells.get_array() > 100),
        (scene.white, scene.cells.get_array() < 130),
    ):
        left, bottom, width, height = scene.TABLE
        for x, y, _word in lettering.words:
            assert readable[int((bottom + height - y) / height * 9), int((x - left) / width * 9)]
    words = sorted(scene.black.words + scene.white.words, key=lambda word: (-word[1], word[0]))
    return [word for _x, _y, word in words]


@pytest.mark.parametrize(("row", "column"), PLACES)
def test_table_holds_the_numbers_of_the_window(row, column):
    figure = figures.image_browser()
    figure.set(row=row, column=column)
    scene, image = figure.scene, DIGITS.images[0]
    left, up, width, height = (int(v) for v in inside(scene.window))
    assert (width, height) == (9, 9)
    assert 0 <= left <= column < left + 9 <= 28
    assert 0 <= up <= row < up + 9 <= 28
    values = image[up : up + 9, left : left + 9]
    assert table(scene) == [str(value) for value in values.flat]
    assert np.array_equal(shade(scene.cells), values)
    assert corners(scene.pixel) == (row, column)
    assert corners(scene.cell) == (row - up, column - left)
    assert [word for *_place, word in scene.numbers.words] == [
        str(k) for first in (left, up) for k in range(first, first + 9)
    ]
    assert f"row {row}, column {column} has the grey value {image[row, column]} on" in figure.picture.summary
    assert f"rows {up} to {up + 8} and columns {left} to {left + 8}" in figure.picture.alt


def test_pixel_is_in_the_middle_where_there_is_room():
    assert [window_start(place, 28) for place in (0, 4, 5, 14, 23, 24, 27)] == [0, 0, 1, 10, 19, 19, 19]


@pytest.mark.parametrize(("tag", "word"), [("en", "0.318"), ("pt-BR", "0,318")])
def test_scale_from_0_to_1_is_written_as_the_language_does(tag, word):
    language.use(tag)
    figure = figures.image_browser()
    figure.set(top=1)
    values = DIGITS.images[0, 10:19, 9:18] / 255
    assert table(figure.scene) == [language.number(value) for value in values.flat]
    assert table(figure.scene)[4 * 9 + 4] == word[:3] + "2"  # rounded to two decimals
    assert word in figure.picture.summary  # 81 / 255 = 0.318
    assert "81" in figure.picture.summary


def test_numbers_stay_inside_their_cells():
    figure = figures.image_browser()
    for top in (255, 1):
        figure.set(top=top)
        room = figure.scene.TABLE[2] / 9 - 0.6  # the yellow frame reaches 3 pixels into a cell
        for word in set(figure.scene.written[top]):
            probe = Lettering()
            probe.write([(0, 0, word)])
            assert probe.get_path().get_extents().width < room


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
def test_examples_of_a_class_are_counted_from_its_first_image(name):
    digits = data.load(name)
    figure = figures.image_browser(digits)
    for label in range(10):
        for example in (1, 2, 50):
            figure.set(label=label, example=example)
            index = [k for k in range(2000) if digits.labels[k] == label][example - 1]
            assert np.array_equal(shade(figure.scene.image), digits.images[index])
            assert figure.picture.summary.startswith(f"Image {index}, of class {digits.classes[label]}")


def test_few_images_can_be_browsed_too():
    few = data.LabelledImages(DIGITS.images[:40], DIGITS.labels[:40], DIGITS.classes)
    figure = figures.image_browser(few)
    assert figure.controls["example"].max == np.bincount(few.labels).min() == 2


def test_window_follows_the_pointer_over_the_image_only():
    figure = figures.image_browser()
    scene = figure.scene
    point_at(figure, scene.image.axes, 20.7, 3.2)
    assert (figure.values["row"], figure.values["column"]) == (3, 20)
    point_at(figure, scene.image.axes, 28, 28)
    assert (figure.values["row"], figure.values["column"]) == (27, 27)
    before = figure.values
    point_at(figure, scene.cells.axes, 1, 1)
    point_at(figure, scene.figure.axes[-1], 1, 1)
    assert figure.values == before
    assert first_axes_at(scene, scene.image.axes)


# The vector


@pytest.mark.parametrize("rows", [0, 1, 15, 28])
def test_vector_holds_the_rows_that_have_moved(rows):
    figure = figures.flattening()
    figure.set(rows=rows)
    scene, image = figure.scene, DIGITS.images[0]
    (vector,) = shade(scene.strip)
    assert np.array_equal(vector[: 28 * rows], image[:rows].ravel())
    assert np.isnan(vector[28 * rows :]).all()
    assert vector.size == 784
    assert np.array_equal(shade(scene.image)[rows:], image[rows:])
    assert (shade(scene.image)[:rows] > 180).all()  # pale
    assert f"{rows} of 28" in figure.picture.summary
    assert f"{28 * rows} of the 784" in figure.picture.summary
    assert scene.arrow.get_visible() == scene.row.get_visible() == scene.block.get_visible() == (rows > 0)


@pytest.mark.parametrize("rows", [1, 2, 15, 28])
def test_arrow_leads_the_last_row_to_its_place(rows):
    figure = figures.flattening()
    figure.set(rows=rows)
    scene = figure.scene
    assert inside(scene.row) == (0, rows - 1, 28, 1)
    left = scene.STRIP[0] + 2.8 * (rows - 1)  # 28 places of a pixel each
    assert (scene.block.get_x(), scene.block.get_width()) == pytest.approx((left, 2.8))
    x, y = scene.arrow.get_data()
    assert x[-1] == pytest.approx(left + 1.4)
    image_left, bottom, side, _side = scene.IMAGE
    assert y[0] == pytest.approx(bottom + side * (28 - rows + 0.5) / 28)
    assert x[0] > image_left + side


def test_strip_has_one_dot_of_the_screen_for_each_number():
    figure = figures.flattening()
    figure.set(rows=28, row=0, column=0)
    left, bottom, width, _height = (round(10 * v) for v in figure.scene.STRIP)
    line = pixels(figure.picture.png)[figure.scene.height - bottom - 8, left : left + width, 0]
    assert width == 784
    assert line[10 : 27 * 28 - 4] == pytest.approx(
        DIGITS.images[0].ravel()[10 : 27 * 28 - 4], abs=7
    )  # the palette has 145 greys


@pytest.mark.parametrize("index", INDICES)
def test_index_and_place_are_found_from_both_sides(index):
    row, column = index // 28, index % 28
    figure = figures.flattening()
    figure.controls["index"].value = index
    assert (figure.values["row"], figure.values["column"]) == (row, column)
    figure.set(index=0)
    figure.controls["row"].value = row
    figure.controls["column"].value = column
    assert figure.values["index"] == index
    assert figure.scene.formula.get_text() == f"28 · {row} + {column} = {index}"
    assert (
        f"28 · {row} + {column} = {index} and the grey value {DIGITS.images[0, row, column]}." in figure.picture.summary
    )
    assert corners(figure.scene.pixel) == (row, column)
    assert figure.scene.mark.get_xdata() == [index + 0.5] * 2


@pytest.mark.parametrize("index", [0, 3, 4, 405, 391, 779, 783])
def test_neighbours_are_shown_with_their_places(index):
    figure = figures.flattening()
    figure.set(rows=28, index=index)
    scene, vector = figure.scene, DIGITS.images[0].ravel()
    shown = [int(word) for *_place, word in scene.indices.words]
    assert len(shown) == 9
    assert shown == list(range(shown[0], shown[0] + 9))
    assert index in shown
    assert 4 <= index - shown[0] <= 4 or shown[0] == 0 or shown[-1] == 783
    values = sorted(scene.black.words + scene.white.words)
    assert [word for *_place, word in values] == [str(vector[k]) for k in shown]
    assert [word for *_place, word in scene.places.words] == [f"{k // 28}, {k % 28}" for k in shown]
    assert inside(scene.cell) == (index - shown[0], 0, 1, 1)
    starts = [segment[0][0] for segment in scene.zoom.get_segments()]
    assert starts == pytest.approx([scene.STRIP[0] + shown[0] / 10, scene.STRIP[0] + (shown[0] + 9) / 10])


def test_place_of_a_row_that_has_not_moved_is_shown_empty():
    figure = figures.flattening()
    figure.set(rows=14, index=14 * 28 + 2)
    scene = figure.scene
    assert len(scene.black.words + scene.white.words) == 2  # the last two of row 13
    assert np.isnan(shade(scene.cells)).sum() == 7
    assert scene.mark.get_linestyle() != "-"
    assert "not in the vector yet: the place is empty" in figure.picture.summary
    figure.set(rows=15)
    assert len(scene.black.words + scene.white.words) == 9
    assert scene.mark.get_linestyle() == "-"
    assert "Its row is in the vector." in figure.picture.summary


def test_pointer_finds_a_pixel_in_the_image_and_in_the_vector():
    figure = figures.flattening()
    scene = figure.scene
    point_at(figure, scene.image.axes, 3.9, 2.1)
    assert [figure.values[name] for name in ("row", "column", "index")] == [2, 3, 59]
    point_at(figure, scene.strip.axes, 700.4, 0.2)
    assert [figure.values[name] for name in ("row", "column", "index")] == [25, 0, 700]
    point_at(figure, scene.image.axes, 28, 5)
    assert [figure.values[name] for name in ("row", "column", "index")] == [5, 27, 167]
    point_at(figure, scene.strip.axes, 784, 0.2)
    assert [figure.values[name] for name in ("row", "column", "index")] == [27, 27, 783]
    point_at(figure, scene.cells.axes, 3, 0.5)
    point_at(figure, scene.figure.axes[-1], 3, 0.5)
    assert figure.values["index"] == 783
    assert first_axes_at(scene, scene.image.axes)
    assert first_axes_at(scene, scene.strip.axes)


def test_rows_move_one_by_one():
    figure = figures.flattening()
    buttons = figure.children[0].children[-1]
    buttons.reset.click()
    assert figure.values["rows"] == 0
    buttons.step.click()
    assert figure.values["rows"] == 1
