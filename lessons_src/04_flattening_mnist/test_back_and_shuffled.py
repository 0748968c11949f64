"""The way back from the vector to an image, and pixels that change places."""

import re

import numpy as np
import pytest

from lesson_flattening_mnist import figures
from lesson_flattening_mnist.flattening import shuffled_order
from lesson_flattening_mnist.test_figures import DIGITS, INDICES, corners, inside, shade
from tests.pictures import first_axes_at, point_at

pytestmark = pytest.mark.usefixtures("unpainted")

# And back


@pytest.mark.parametrize("length", range(14, 57))
def test_pieces_of_the_vector_are_the_rows(length):
    figure = figures.unflatten(length=length)
    scene, vector = figure.scene, DIGITS.images[0].ravel()
    pieces = [vector[k : k + length].tolist() for k in range(0, 784, length)]
    shown = shade(scene.image)
    assert [row[~np.isnan(row)].tolist() for row in shown] == pieces
    assert scene.image.get_extent() == [0, length, len(pieces), 0]
    assert (shade(scene.strip) == vector).all()
    assert [segment[0][0] for segment in scene.cuts.get_segments()] == list(range(0, 785, length))
    missing = length - len(pieces[-1])
    assert np.isnan(shown).sum() == missing
    assert scene.missing.get_visible() == (missing > 0)
    if missing:
        assert scene.missing.get_bbox().bounds == (len(pieces[-1]), len(pieces) - 1, missing, 1)
    assert ("and a last one of" in figure.picture.summary) == (missing > 0)
    full, rest = (
        int(n) for n in re.match(rf"784 = (\d+) · {length}(?: \+ (\d+))?:", figure.picture.summary).groups("0")
    )
    assert full * length + rest == 784
    assert rest < length


def test_image_stands_at_28_only():
    figure = figures.unflatten(length=28)
    assert np.array_equal(shade(figure.scene.image), DIGITS.images[0])
    said = []
    for length in range(14, 57):
        figure.set(length=length)
        if "the image is upright" in figure.picture.summary:
            said.append(length)
    assert said == [28]


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (27, "each row is 1 number too short: the image leans"),
        (29, "each row is 1 number too long: the image leans"),
        (20, "each row is 8 numbers too short: the image breaks up into stripes"),
        (56, "each row holds two rows of the image: two images appear side by side"),
        (14, "each row is half a row of the image"),
    ],
)
def test_what_other_lengths_do_is_said(length, words):
    assert words in figures.unflatten(length=length).picture.summary


@pytest.mark.parametrize("length", [14, 20, 28, 29, 56])
def test_one_piece_can_be_followed_into_the_image(length):
    scene = figures.unflatten(length=length).scene
    _left, row, width, height = inside(scene.row)
    assert inside(scene.piece) == (row * length, 0, length, 1)
    assert (width, height) == (length, 1)
    x, y = scene.arrow.get_data()
    assert x[0] == pytest.approx(scene.STRIP[0] + (row + 0.5) * length / 10)
    end = scene.arrow.axes.transData.transform((x[-1], y[-1]))
    column, at_row = scene.image.axes.transData.inverted().transform(end)
    assert at_row == pytest.approx(row + 0.5)
    assert length < column < length + 1
    assert x[-1] < x[-2]


@pytest.mark.parametrize("length", [14, 20, 28, 29, 56])
def test_rows_are_as_large_as_there_is_room_and_their_pixels_are_square(length):
    scene = figures.unflatten(length=length).scene
    rows = -(-784 // length)
    place = scene.image.axes.transData
    (left, top), (right, bottom) = place.transform([(0, 0), (length, rows)])
    room = scene.image.axes.get_window_extent()
    assert (right - left) / length == pytest.approx((top - bottom) / rows)
    assert max((right - left) / room.width, (top - bottom) / room.height) == pytest.approx(1)
    assert (left + right) / 2 == pytest.approx((room.x0 + room.x1) / 2)


@pytest.mark.parametrize(("length", "columns"), [(28, {0}), (56, {0, 28}), (14, {0}), (27, set(range(27)))])
def test_marks_say_where_the_rows_of_the_image_begin(length, columns):
    scene = figures.unflatten(length=length).scene
    starts = [segment[0] for segment in scene.starts.get_segments()]
    assert [length * row + column for column, row in starts] == list(range(0, 784, 28))
    assert {column for column, _row in starts} == columns


# Pixels in other places


@pytest.mark.parametrize("count", range(0, 785, 56))
def test_shuffling_only_moves_pixels(count):
    order = shuffled_order(count)
    assert sorted(order) == list(range(784))
    moved = (order != np.arange(784)).sum()
    assert count - 5 <= moved <= count  # a few may come back to where they were
    assert np.array_equal(order, shuffled_order(count))


def test_all_pixels_are_in_the_order_that_the_seed_gives():
    assert np.array_equal(shuffled_order(784), np.random.default_rng(4).permutation(784))
    assert np.array_equal(shuffled_order(0), np.arange(784))


@pytest.mark.parametrize("label", [0, 5, 9])
@pytest.mark.parametrize("count", [0, 224, 784])
def test_every_image_is_shuffled_in_the_same_way(label, count):
    figure = figures.shuffled_pixels()
    figure.set(label=label, count=count)
    image = DIGITS.images[np.argmax(DIGITS.labels == label)]
    left, right = map(shade, figure.scene.images)
    assert np.array_equal(left, image)
    assert np.array_equal(right.ravel(), image.ravel()[shuffled_order(count)])
    assert np.array_equal(left, right) == (count == 0)


@pytest.mark.parametrize("count", [0, 224, 784])
@pytest.mark.parametrize("index", [0, 405, 783])
def test_journey_of_a_pixel(count, index):
    figure = figures.shuffled_pixels()
    figure.set(count=count, index=index)
    scene = figure.scene
    old, new = (tuple(map(int, corners(frame))) for frame in scene.frames)
    assert old == divmod(index, 28)
    assert shuffled_order(count)[28 * new[0] + new[1]] == index
    words = [text.get_text() for text in scene.places]
    assert words == ["row {}, column {}".format(*place) for place in (old, new)]
    assert all(place in figure.picture.summary for place in words)
    assert ("has kept its place" in figure.picture.summary) == (old == new)
    ends = [scene.arrow._posA_posB[k] for k in (0, 1)]
    for (x, y), image, (row, column) in zip(ends, scene.images, (old, new), strict=True):
        inverse = image.axes.transData.inverted()
        place = inverse.transform(scene.figure.axes[-1].transData.transform((x, y)))
        assert place == pytest.approx([column + 0.5, row + 0.5])


@pytest.mark.parametrize("place", INDICES)
def test_pointer_follows_a_pixel_from_both_sides(place):
    figure, order = figures.shuffled_pixels(), shuffled_order(224)
    row, column = divmod(place, 28)
    left, right = (image.axes for image in figure.scene.images)
    point_at(figure, left, column + 0.3, row + 0.9)
    assert figure.values["index"] == place
    point_at(figure, right, column + 0.9, row + 0.3)
    assert figure.values["index"] == order[place]
    point_at(figure, figure.scene.figure.axes[-1], 42, 40)
    assert figure.values["index"] == order[place]
    assert first_axes_at(figure.scene, left)
    assert first_axes_at(figure.scene, right)
