"""The figures about a whole data set (lesson 04): counts, means and the map of similar images are right, and can be pointed at."""

import itertools

import numpy as np
import pytest
from matplotlib.text import Text

from helpers import data, language
from lesson_flattening_mnist import figures
from lesson_flattening_mnist.classes import growing_means
from lesson_flattening_mnist.similarity import principal_map
from tests import test_figures
from tests.pictures import first_axes_at, point_at

pytestmark = pytest.mark.usefixtures("unpainted")

FIGURES = {"balance": figures.class_balance, "mean": figures.mean_image, "map": figures.similarity_map}
every_figure = pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)

# As published with the data (LeCun, Cortes and Burges), classes 0 to 9
TRAIN = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
TEST = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


# How many images of each class


def test_bars_and_dots_are_the_shares_of_mnist():
    scene = figures.class_balance().scene
    axes = scene.figure.axes[0]
    heights = [bar.get_height() for bar in axes.patches[:10]]
    assert heights == pytest.approx([count / 600 for count in TRAIN])
    _equal, dots = axes.lines
    assert dots.get_ydata() == pytest.approx([count / 100 for count in TEST])
    assert all(f"{k}: {a:,} and {b:,}" in scene.alt for k, (a, b) in enumerate(zip(TRAIN, TEST, strict=True)))


def test_each_bar_stands_on_an_image_of_its_class():
    scene, digits = figures.class_balance().scene, data.load()
    bars, *thumbs, _area = scene.figure.axes
    for label, thumb in enumerate(thumbs):
        assert np.array_equal(thumb.images[0].get_array(), digits.images[digits.labels == label][0])
        middle = thumb.get_window_extent().x0 + thumb.get_window_extent().width / 2
        assert middle == pytest.approx(bars.transData.transform((label, 0))[0])


def test_marked_class_is_said_with_its_shares():
    figure = figures.class_balance()
    figure.controls["position"].value = 5
    assert figure.picture.summary.startswith(
        "Class 5: 5,421 of the 60,000 training images (9.04%) and 892 of the 10,000 test images (8.92%)."
    )
    frame, scene = figure.scene.frame, figure.scene
    assert frame.get_x() < 5 < frame.get_x() + frame.get_width()
    assert frame.get_height() == pytest.approx(TRAIN[5] / 600)
    assert [scene.name.get_text(), *(words.get_text() for words in scene.words)] == [
        "class 5",
        "5,421 of 60,000 for training: 9.04%",
        "892 of 10,000 for the test: 8.92%",
    ]


def test_class_is_pointed_at():
    figure = figures.class_balance()
    bars, thumb = figure.scene.figure.axes[:2]
    for x, position in ((6.3, 6), (-0.5, 0), (9.49, 9)):
        point_at(figure, bars, x, 3)
        assert figure.values == {"position": position}
        assert figure.picture.summary.startswith(f"Class {position}:")
    point_at(figure, thumb, 3, 3)
    assert figure.values == {"position": 9}


# The mean of a class


@pytest.mark.parametrize("images", [data.load().images[:2000], np.full((300, 28, 28), 255, np.uint8)])
def test_growing_means_are_means(images):
    counts = [1, 2, 10, len(images)]
    for mean, count in zip(growing_means(images, counts), counts, strict=True):
        assert mean == pytest.approx(images[:count].mean(axis=0))


@pytest.mark.parametrize(("name", "whole"), [("mnist", 6131), ("fashion_mnist", 1000)])
@pytest.mark.parametrize(("stop", "count"), [(0, 1), (3, 10), (8, 500), (-1, None)])
def test_mean_and_last_image_are_those_of_the_class(name, whole, stop, count):
    digits = data.load(name)
    figure = figures.mean_image(digits)
    scene, last = figure.scene, figure.controls["stop"].max
    figure.set(position=3, stop=stop if stop >= 0 else last)
    count = count or whole
    chosen = digits.images[digits.labels == 3][:count]
    assert len(chosen) == count
    mean = chosen.mean(axis=0)
    assert np.asarray(scene.mean.get_array()) == pytest.approx(mean)
    assert np.array_equal(scene.image.get_array(), chosen[-1])
    assert np.asarray(scene.gallery.get_array())[28:56, 28:] == pytest.approx(mean)  # 0 1 in the first row, 2 3 below
    column, row = (int(value + 0.5) for value in scene.spot.get_xy())
    assert mean[row, column] == mean.max()
    assert f"(row {row}, column {column}) has the grey value {mean.max():.0f}; " in scene.summary
    assert f"{np.count_nonzero(chosen.max(axis=0))} of its 784" in scene.summary
    assert f"images in the mean: {count:,} of {whole:,}." in scene.summary


def test_all_means_are_in_the_order_of_the_classes():
    figure, digits = figures.mean_image(), data.load()
    figure.controls["stop"].value = figure.controls["stop"].max
    tiles = np.asarray(figure.scene.gallery.get_array())
    for label in range(10):
        row, column = divmod(label, 2)
        tile = tiles[28 * row : 28 * (row + 1), 28 * column : 28 * (column + 1)]
        assert tile == pytest.approx(digits.images[digits.labels == label].mean(axis=0))


def test_slider_of_stops_says_how_many():
    slider = figures.mean_image().controls["stop"]
    said = [slider.written(stop) for stop in range(round(slider.max) + 1)]
    assert said == ["1", "2", "5", "10", "20", "50", "100", "200", "500", "1,000", "all"]


def test_small_mean_is_pointed_at():
    figure = figures.mean_image()
    gallery = figure.scene.gallery.axes
    assert first_axes_at(figure.scene, gallery)
    for x, y, label in ((0.1, 0, 0), (2, 5, 9), (2, 2.5, 5)):
        point_at(figure, gallery, x, y)
        assert figure.values["position"] == label
        assert figure.scene.frame.get_xy() == (label % 2, label // 2)
    before = figure.values
    point_at(figure, figure.scene.mean.axes, 0, 0)
    assert figure.values == before


# The map


def small_cloud() -> np.ndarray:
    return np.random.default_rng(4).normal(size=(40, 6)) * [5, 1, 3, 0.5, 2, 1] + 7


def test_principal_map_agrees_with_the_singular_values():
    cloud = small_cloud()
    centred = cloud - cloud.mean(axis=0)
    _left, singular, directions = np.linalg.svd(centred, full_matrices=False)
    places, shares = principal_map(cloud)
    assert shares == pytest.approx(singular[:2] ** 2 / (singular**2).sum())
    assert np.abs(places) == pytest.approx(np.abs(centred @ directions[:2].T))


def test_signs_do_not_depend_on_what_the_library_happens_to_give(monkeypatch):
    right, eigh = principal_map(small_cloud())[0], np.linalg.eigh

    def other_signs(matrix):
        values, vectors = eigh(matrix)
        return values, vectors * np.resize([1, -1], len(values))

    for sign in (1, -1):
        monkeypatch.setattr(np.linalg, "eigh", lambda matrix, s=sign: (other_signs(matrix)[0], s * other_signs(matrix)[1]))  # fmt: skip
        assert principal_map(small_cloud())[0] == pytest.approx(right)


@pytest.mark.parametrize(("name", "shares"), [("mnist", [0.097, 0.071]), ("fashion_mnist", [0.290, 0.178])])
def test_directions_hold_what_is_known_of_the_whole_data_set(name, shares):
    """The shares of all 60,000 images of each data set; 1,500 images come near."""
    scene = figures.similarity_map(data.load(name)).scene
    assert scene.shares == pytest.approx(shares, abs=0.01)
    assert len(scene.places) == 1500
    assert f"together {100 * sum(scene.shares):.0f}%." in scene.alt


def test_similar_images_lie_near_each_other_and_unlike_ones_do_not():
    def said(first, second):
        figure.set(first=first, second=second)
        return figure.picture.summary

    figure = figures.similarity_map()
    assert "of the classes 0 (blue circles) and 1 (orange triangles), 98% lie nearer to the middle" in said(0, 1)
    assert "of the classes 4 (blue circles) and 9 (orange triangles), 57% lie nearer to the middle" in said(4, 9)


def test_what_the_lesson_says_of_nearest_points_holds():
    digits = data.load()
    pixels, labels = digits.pixels(slice(0, 1500)).astype(float), digits.labels[:1500]
    for points, share in ((figures.similarity_map(digits).scene.places, 0.34), (pixels, 0.91)):
        norms = (points**2).sum(axis=1)
        squares = norms[:, None] + norms - 2 * points @ points.T
        np.fill_diagonal(squares, np.inf)
        assert np.mean(labels[squares.argmin(axis=1)] == labels) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (9, 4), (3, 3)])
def test_points_and_names_are_those_of_the_chosen_classes(first, second):
    figure, labels = figures.similarity_map(), data.load().labels[:1500]
    figure.set(first=first, second=second)
    scene, seen = figure.scene, [True, first != second]
    assert [points.get_visible() for points in scene.points] == seen
    for label, points, centre, name in list(zip((first, second), scene.points, scene.centres, scene.names, strict=True))[: sum(seen)]:  # fmt: skip
        assert points.get_xydata() == pytest.approx(scene.places[labels == label])
        assert centre.get_xydata() == pytest.approx(scene.places[labels == label].mean(axis=0, keepdims=True))
        assert name.get_text() == str(label)
    assert ("choose two different ones" in scene.summary) == (first == second)
    assert [name.get_visible() for name in scene.names] == [c.get_visible() for c in scene.centres] == seen


@pytest.mark.parametrize("rank", [0, 1, 700, 1499])
def test_slider_goes_from_left_to_right_and_shows_the_nearest_point(rank):
    figure, digits = figures.similarity_map(), data.load()
    figure.controls["rank"].value = rank
    scene = figure.scene
    x = scene.places[:, 0]
    (index,) = np.flatnonzero(x == np.sort(x)[rank])
    distances = np.linalg.norm(scene.places - scene.places[index], axis=1)
    nearest = np.argsort(distances)[1]
    for i, mark, image, words in zip((index, nearest), scene.marked, scene.images, scene.words, strict=True):
        assert mark.get_xydata().tolist() == [scene.places[i].tolist()]
        assert np.array_equal(image.get_array(), digits.images[i])
        assert words.get_text() == str(digits.labels[i])
    assert f"is image {index:,}, class {digits.labels[index]}; nearest" in scene.summary
    assert f"is image {nearest:,}, class {digits.labels[nearest]}." in scene.summary


@pytest.mark.parametrize("i", [0, 5, 1234])
def test_pointer_takes_the_nearest_point(i):
    figure = figures.similarity_map()
    scene = figure.scene
    axes = scene.figure.axes[0]
    assert first_axes_at(scene, axes)
    others = np.delete(scene.places, i, axis=0) - scene.places[i]
    near = np.hypot(*others.T).min() / 2.1  # nearer to this point than to any other, in each direction
    for angle in np.linspace(0, 6, 5):
        point_at(figure, axes, *scene.places[i] + 0.99 * near * np.array([np.cos(angle), np.sin(angle)]))
        assert scene.marked[0].get_xydata().tolist() == [scene.places[i].tolist()]
    before = figure.values
    point_at(figure, scene.images[0].axes, 3, 3)
    assert figure.values == before


def test_map_is_as_wide_as_high_for_the_same_distance():
    axes = figures.similarity_map().scene.figure.axes[0]
    _left, _bottom, width, height = axes.get_position().bounds
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    assert (x1 - x0) / (width * 850) == pytest.approx((y1 - y0) / (height * 470))


# Other data sets


@every_figure
@pytest.mark.parametrize("tag", ["pt-BR", "en"])
def test_words_of_fashion_mnist_find_room(make, tag, monkeypatch):
    language.use(tag)
    test_figures.test_no_label_is_clipped_or_covered(make(data.load("fashion_mnist")), monkeypatch)


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
def test_names_of_any_two_classes_stay_on_the_map_and_apart(name):
    language.use("pt-BR")
    scene = figures.similarity_map(data.load(name)).scene
    renderer, room = scene.canvas.get_renderer(), scene.figure.axes[0].get_window_extent()
    for first, second in itertools.permutations(range(10), 2):
        scene.show(0, first, second)
        a, b = (Text.get_window_extent(text, renderer) for text in scene.names)
        assert not a.padded(4).overlaps(b.padded(4))
        assert all(room.x0 < box.x0 and box.x1 < room.x1 and room.y0 < box.y0 and box.y1 < room.y1 for box in (a, b))


@every_figure
def test_classes_with_names_are_called_by_name_and_label(make):
    figure = make(data.load("fashion_mnist"))
    if "position" in figure.controls:
        figure.set(position=9)
    else:
        figure.set(second=9)
    assert "ankle boot (9)" in figure.picture.summary


@every_figure
def test_of_many_classes_the_first_ten_that_occur_can_be_shown(make):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (2600, 28, 28), np.uint8)
    labels = np.repeat(np.arange(1, 27, dtype=np.uint8), 100)[rng.permutation(2600)]
    letters = data.LabelledImages(images, labels, ("—", *"abcdefghijklmnopqrstuvwxyz"), "letters")
    figure = make(letters, letters) if make is figures.class_balance else make(letters)
    if "position" in figure.controls:
        assert [figure.controls["position"].written(place) for place in (0, 9)] == ["1", "10"]
        figure.set(position=9)
        assert figure.picture.summary.startswith("Class j (10)")
    else:
        assert [name for name, _label in figure.controls["first"].options] == [f"{letters.classes[k]} ({k})" for k in range(1, 27)]  # fmt: skip
