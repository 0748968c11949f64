"""From pen strokes to images: made as MNIST was, measured on MNIST itself, whatever the strokes are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import data
from helpers.data.drawing import PEN, as_mnist, shifted, thickened

CIRCLE = [[(14 + 9 * np.sin(t), 14 - 9 * np.cos(t)) for t in np.linspace(0, 2 * np.pi, 50)]]
SEVEN = [[(6, 4), (20, 4), (11, 25)], [(8, 14), (18, 14)]]


def box(image: np.ndarray) -> tuple[int, int]:
    """Height and width of the ink."""
    ink = np.argwhere(image)
    return tuple(ink.max(axis=0) - ink.min(axis=0) + 1)


def centre_of_mass(images: np.ndarray) -> np.ndarray:
    """(row, column) of one image, or of each of many."""
    places = np.arange(28)
    mass = images.sum(axis=(-2, -1))
    return np.stack([images.sum(axis=-1) @ places / mass, images.sum(axis=-2) @ places / mass], axis=-1)


@pytest.fixture(scope="module")
def mnist():
    return data.load().images[:5000].astype(float)


# ---------------------------------------------------------------- as MNIST was made


def test_mnist_is_as_the_drawings_are_made(mnist):
    """What the module relies on: 20 pixels long, the centre of mass in pixel 14, counted from 0, by whole pixels."""
    assert np.mean([max(box(image)) == 20 for image in mnist]) > 0.999
    centres = centre_of_mass(mnist)
    assert np.abs(centres.mean(axis=0) - 14).max() < 0.02
    assert np.abs(centres - 14).max() < 0.53
    assert centres.std(axis=0) == pytest.approx([1 / np.sqrt(12)] * 2, abs=0.01)  # evenly from −0.5 to 0.5


@pytest.mark.parametrize("strokes", [CIRCLE, SEVEN, [[(0, 0), (28, 28)]], [[(20, 3), (20.5, 7)]]])
@pytest.mark.parametrize("width", [1, PEN, 4])
def test_longer_side_and_centre_of_mass_are_mnist_s(strokes, width):
    image = as_mnist(strokes, width)
    assert (image.shape, image.dtype) == ((28, 28), np.uint8)
    assert max(box(image)) == 20
    assert np.abs(centre_of_mass(image) - 14).max() <= 0.55
    assert image.max() == 255 or width == 1


@given(st.floats(0.3, 1), st.floats(-4, 4), st.floats(-4, 4))
def test_size_and_place_of_a_drawing_do_not_matter(scale, right, down):
    """But for the rounding to a fine grid."""
    again = [[(14 + scale * (x - 14) + right, 14 + scale * (y - 14) + down) for x, y in line] for line in SEVEN]
    assert np.abs(as_mnist(again).astype(int) - as_mnist(SEVEN)).mean() < 3


def test_mean_centre_of_mass_is_pixel_14():
    rng = np.random.default_rng(1)
    centres = centre_of_mass(np.stack([as_mnist([rng.uniform(2, 26, (4, 2))]) for _ in range(400)]))
    assert np.abs(centres.mean(axis=0) - 14).max() < 0.06


def test_proportions_are_kept():
    height, width = box(as_mnist([[(4, 4), (9, 4), (9, 14), (4, 14), (4, 4)]]))
    assert height == 20
    assert width in (12, 13)  # 17.5 and 8.75 between the middles of the lines, and grey edges


def test_lines_and_greys_are_like_mnist_s(mnist):
    """A circle as long as a digit's lines usually are has as much ink, and as many grey pixels, a pixel of its length."""
    length = np.pi * (20 - PEN)
    circle = as_mnist(CIRCLE)
    assert circle.sum() / 255 / length == pytest.approx(PEN, rel=0.03)
    grey, white = ((circle > 0) & (circle < 250)).sum(), (circle >= 250).sum()
    mnist_grey, mnist_white = ((mnist > 0) & (mnist < 250)).sum(), (mnist >= 250).sum()
    assert grey / white == pytest.approx(mnist_grey / mnist_white, rel=0.2)


def test_wider_pens_leave_more_ink():
    ink = [as_mnist(SEVEN, width).sum() for width in (1, 1.5, 2, 2.5, 3, 3.5, 4)]
    assert ink == sorted(set(ink))


def test_a_line_is_white_with_grey_sides():
    across = as_mnist([[(3, 5), (25, 5)]])[:, 14]
    assert across[across > 0].tolist() == pytest.approx([64, 255, 255, 64], abs=32)  # the grid's step


# ---------------------------------------------------------------- whatever is drawn


@pytest.mark.parametrize("strokes", [[], [[]], [[(np.nan, 3)]], [[], [(np.inf, np.inf)]]])
def test_nothing_drawn_is_black(strokes):
    assert not as_mnist(strokes).any()


def test_a_point_is_a_dot_in_the_middle():
    for point in ((3, 3), (0, 28), (1e300, -5)):
        image = as_mnist([[point]])
        assert max(box(image)) <= 4
        assert np.abs(centre_of_mass(image) - 14).max() <= 0.5
    assert max(box(as_mnist([[(5, 5), (5.1, 5.05)]]))) <= 6  # a hand that trembled


def test_points_beside_the_paper_are_on_its_edge_and_those_that_are_none_left_out():
    inside = [[(0, 5), (20, 5), (20, 28)]]
    assert np.array_equal(as_mnist([[(-90, 5), (20, 5), (20, 1e9)]]), as_mnist(inside))
    assert np.array_equal(as_mnist([[(0, 5), (np.nan, 9), (20, 5), (3, np.inf), (20, 28)]]), as_mnist(inside))


@given(st.lists(st.lists(st.tuples(st.floats(), st.floats()), max_size=6), max_size=4), st.floats(0.5, 10))
def test_any_strokes_give_an_image(strokes, width):
    image = as_mnist(strokes, width)
    assert (image.shape, image.dtype) == ((28, 28), np.uint8)
    assert image.any() == any(np.isfinite(point).all() for line in strokes for point in line)


def test_ink_is_never_pushed_over_the_edge():
    blot = [[(x, y) for x in range(28) for y in (0, 1, 2)], [(14, 2), (14, 28)]]  # almost all of it at the top
    image = as_mnist(blot)
    assert max(box(image)) == 20
    assert np.argwhere(image).max() <= 27


@pytest.mark.parametrize("strokes", [[[1, 2, 3]], [[(1, 2, 3)]], [[[(1, 2)]]]])
def test_other_shapes_are_refused(strokes):
    with pytest.raises(ValueError, match=r"points \(x, y\); given an array of shape"):
        as_mnist(strokes)


@pytest.mark.parametrize("width", [0, 0.4, -1, 10.5, np.nan])
def test_other_widths_are_refused(width):
    with pytest.raises(ValueError, match=r"width must be from 0\.5 to 10 pixels; given"):
        as_mnist(SEVEN, width)


# ---------------------------------------------------------------- images changed


def test_shifted_moves_whole_pixels_and_loses_what_leaves():
    image = np.arange(1, 17, dtype=np.uint8).reshape(4, 4)
    assert shifted(image, 0, 0).tolist() == image.tolist()
    assert shifted(image, 1, 2).tolist() == [[0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 2, 3], [0, 5, 6, 7]]
    assert shifted(image, -3, -1).tolist() == [[8, 0, 0, 0], [12, 0, 0, 0], [16, 0, 0, 0], [0, 0, 0, 0]]
    assert not shifted(image, 5, 0).any()
    assert not shifted(image, 0, -9).any()


def test_thickened_makes_lines_wider_by_so_many_pixels(mnist):
    image = np.zeros((28, 28), np.uint8)
    image[5:23, 12:15] = 255
    for by in (-2, -1, 0, 0.5, 1, 2):
        across = thickened(image, by)[14].sum() / 255
        assert across == pytest.approx(3 + by, abs=0.02)
    assert np.array_equal(thickened(image, 0), image)
    ink = [
        np.mean([thickened(digit, by).sum() for digit in mnist[:50].astype(np.uint8)]) for by in (-1.5, -1, 0, 1, 1.5)
    ]
    assert ink == sorted(ink)
