"""The pictures of gradient descent: slopes against differences, paths against the formula, what is said, drags, buttons."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Ellipse

from helpers import nn, widgets
from helpers.figures.style import GREEN, PURPLE
from lesson_error_and_gradient_descent import figures
from lesson_error_and_gradient_descent.contour import ContourDescent
from lesson_error_and_gradient_descent.descent import WAVES, BallOnParabola, SlopeOfError, Valleys, conduct

pytestmark = pytest.mark.usefixtures("unpainted")


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-").replace(",", "")) for found in re.findall(r"−?\d[\d,]*(?:\.\d+)?", text)]


def two_examples(w: float) -> float:
    """The mean squared error of a neuron w·x for x = 1 with 2 wanted and x = 1 with 4 wanted."""
    return nn.squared_error([w * 1, w * 1], [2, 4]) / 2


def waves(w: float) -> float:
    return w**2 / 20 + 2 * np.sin(w) + 2


def four_points(place) -> float:
    """The mean squared error of the line w·x + b for the four points of the picture; place is b, w."""
    b, w = place
    x, y = np.array([[-3, -1], [-1, -1], [1, 1], [3, 5]]).T
    return nn.squared_error(w * x + b, y) / 4


def arrows(scene) -> np.ndarray:
    """Where each arrow begins and where its tip is, shape (n, 2, 2)."""
    return scene.arrows.shape.get_path().vertices.reshape(-1, 6, 2)[:, :2]


# ---------------------------------------------------------------- the slope of the error


@pytest.mark.parametrize("w", [-1, 0.5, 2.9, 3, 3.1, 5, 7])
def test_tangent_touches_the_error_with_its_slope(w):
    scene = SlopeOfError().show(w)
    (x0, y0), (x1, y1) = scene.tangent.get_xydata()
    slope = nn.difference_quotient(two_examples, w)
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-6)
    assert y0 + (w - x0) * slope == pytest.approx(two_examples(w), abs=1e-6)
    assert scene.point.get_xydata().tolist() == [[w, pytest.approx(two_examples(w))]]
    assert to_hex(scene.tangent.get_color()) == GREEN.lower()


@pytest.mark.parametrize("w", [-1, 0.5, 2.9, 3.1, 5, 7])
def test_triangle_has_a_run_of_1_and_the_slope_as_its_rise(w):
    scene = SlopeOfError().show(w)
    point, corner, end = scene.triangle.get_xy()[:3]
    assert corner[1] == point[1]
    assert corner[0] == end[0]
    left, right = sorted([point.tolist(), end.tolist()])
    assert right[0] - left[0] == pytest.approx(1)
    assert right[1] - left[1] == pytest.approx(nn.difference_quotient(two_examples, w), abs=1e-6)
    assert numbers(scene.rise.get_text()) == pytest.approx([right[1] - left[1]])
    assert all(y < two_examples(x) for x, y in (corner, end))  # it never lies across the curve


@pytest.mark.parametrize(("w", "words"), [(-1, "larger w"), (2.9, "larger w"), (3.1, "smaller w"), (7, "smaller w")])
def test_arrow_points_where_the_error_is_smaller(w, words):
    scene = SlopeOfError().show(w)
    assert scene.arrow.get_visible()
    box = scene.arrow.get_path().get_extents()
    way = np.sign((box.x0 + box.x1) / 2 - w)
    assert (box.x0 if way > 0 else box.x1) == pytest.approx(w, abs=0.1)
    assert box.width == pytest.approx(1.5, abs=0.1)
    assert two_examples(w + 0.05 * way) < two_examples(w)
    assert (way > 0) == (words == "larger w")
    assert scene.way.get_text() == words
    assert words in scene.summary
    assert ("to the right, a larger w" in scene.summary) == (way > 0)


def test_no_arrow_at_the_lowest_point():
    scene = SlopeOfError().show(3)
    assert not scene.arrow.get_visible()
    assert scene.way.get_text() == "lowest point"
    assert scene.summary.endswith("The slope is 0: this is the lowest point.")


def test_point_is_dragged_along_the_curve():
    figure = figures.slope_of_error(5)
    assert figure.scene.handles == [(5, 5)]
    figure.picture.pointer = {"gesture": 1, "handle": 0, "x": 1.23, "y": 20}
    assert figure.values == {"w": 1.2}
    figure.picture.pointer = {"gesture": 1, "handle": 0, "x": 99, "y": 20}
    assert figure.values == {"w": 7}
    assert figure.scene.handles == [(7, 17)]


# ---------------------------------------------------------------- the ball


@pytest.mark.parametrize("make", [BallOnParabola, Valleys])
@pytest.mark.parametrize(("start", "rate", "steps"), [(7, 0.1, 0), (7, 0.1, 5), (-1, 0.9, 20), (3.4, 0.3, 13)])
def test_ball_goes_the_way_of_gradient_descent(make, start, rate, steps):
    scene = make().show(start, rate, steps)
    error = two_examples if make is BallOnParabola else waves
    way = list(nn.gradient_descent(error, start, rate, steps))
    points = np.array([(step.point, step.value) for step in way])
    near = {"abs": 1e-5}
    assert scene.start.get_xydata() == pytest.approx(points[:1], **near)
    assert scene.arrows.dots.get_xydata() == pytest.approx(points[1:].reshape(-1, 2), **near)
    assert scene.ball.get_xydata() == pytest.approx(points[-1:], **near)
    assert scene.fall.get_xydata() == pytest.approx(np.column_stack([np.arange(steps + 1), points[:, 1]]), **near)
    assert scene.last.get_xydata() == pytest.approx(np.array([[steps, points[-1, 1]]]), **near)
    (x0, y0), (x1, y1) = scene.tangent.get_xydata()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(way[-1].gradient, abs=1e-5)
    following = list(nn.gradient_descent(error, start, rate, steps + 1))[-1].point
    assert numbers(scene.left_words.get_text())[-1] == pytest.approx(following, abs=0.006)
    assert scene.left_words.get_text().removeprefix("next ") in scene.summary
    assert f"steps taken: {steps}." in scene.summary


def test_every_step_is_an_arrow_to_the_next_place():
    scene = BallOnParabola().show(7, 0.9, 4)
    points = np.array([[w, two_examples(w)] for w in (3 + 4 * (-0.8) ** np.arange(5))])
    assert arrows(scene)[:, 0] == pytest.approx(points[:-1])
    missing = np.hypot(*((points[1:] - arrows(scene)[:, 1]) * scene.arrows.pixels).T)
    assert missing == pytest.approx(np.full(4, 4))  # pixels between each tip and its dot


def test_no_arrows_without_steps_and_none_for_a_ball_at_rest():
    assert len(arrows(BallOnParabola().show(7, 0.1, 0))) == 0
    assert len(arrows(BallOnParabola().show(3, 0.1, 20))) == 0


def test_half_reaches_the_bottom_in_one_step():
    figure = figures.ball_on_parabola(learning_rate=0.5, start=-0.6, steps=1)
    assert figure.scene.ball.get_xydata() == pytest.approx(np.array([[3, 1]]))
    assert "One step leads exactly to the bottom." in figure.picture.summary


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0.01, "creeps"), (0.05, "creeps"), (0.06, "settles at the bottom without overshooting"), (0.49, "without overshooting"),
        (0.5, "One step"), (0.51, "less and less, and settles"), (0.99, "less and less"), (1, "for ever"), (1.01, "diverges"), (1.2, "diverges"),
    ],
)  # fmt: skip
def test_word_for_what_happens(rate, words):
    scene = BallOnParabola().show(7, rate, 20)
    assert words in scene.verdict.get_text()
    assert scene.summary.endswith(scene.verdict.get_text())
    far = np.abs([step.point - 3 for step in nn.gradient_descent(two_examples, 7, rate, 20, lambda w: 2 * (w - 3))])
    if "diverges" in words:
        assert (np.diff(far) > 0).all()
    elif "ever" in words:
        assert far == pytest.approx(np.full(21, 4))
    else:
        assert far[-1] < far[0]


def test_start_at_the_bottom_is_said():
    assert "It starts at the bottom" in BallOnParabola().show(3, 1.2, 20).summary
    assert "It starts at the bottom" in ContourDescent().show(1, 1, 0.22, 20).summary
    assert conduct([], 20, 0.1) == "It starts at the bottom: the slope is 0, and no step moves it."


@pytest.mark.parametrize("show", [lambda n: BallOnParabola().show(7, 0.1, n), lambda n: ContourDescent().show(3, -4, 0.17, n)])  # fmt: skip
def test_outcome_is_not_told_before_the_first_step(show):
    assert show(0).summary.endswith("?")
    assert "settles" in show(1).summary
    assert "settles" not in show(0).verdict.get_text()


@pytest.mark.parametrize(("steps", "side", "marker"), [(20, "right", ">"), (19, "left", "<")])
def test_diverging_ball_leaves_the_picture_and_says_where(steps, side, marker):
    scene = BallOnParabola().show(7, 1.2, steps)
    (x, y), (low, high) = scene.ball.get_xydata()[0], scene.axes.get_xlim()
    assert (x, y) == ((high if side == "right" else low), scene.axes.get_ylim()[1])
    assert scene.ball.get_marker() == marker
    assert scene.last.get_marker() == "^"
    assert scene.out.get_text() == f"out of the picture to the {side}"
    assert f"The ball is out of the picture to the {side}." in scene.summary
    assert "It diverges" in scene.summary
    w, error = (numbers(re.search(pattern, scene.summary)[1])[0] for pattern in (r"Now w = (\S+)", r"error is (\S+),"))
    assert w == pytest.approx(3 + 4 * (-1.4) ** steps, abs=0.01)
    assert error == pytest.approx(two_examples(3 + 4 * (-1.4) ** steps), abs=0.01)


def test_ball_that_came_back_is_a_ball_again():
    scene = BallOnParabola().show(7, 1.2, 20).show(7, 0.1, 20)
    assert (scene.ball.get_marker(), scene.last.get_marker(), scene.out.get_text()) == ("o", "o", "")
    assert "out of the picture" not in scene.summary


@pytest.mark.parametrize(("make", "low", "high"), [(figures.ball_on_parabola, -1, 7), (figures.valleys, -10, 8)])
def test_start_is_dragged(make, low, high):
    figure = make()
    before = figure.values
    for x, start in ((0.52, 0.5), (-99, low), (99, high)):
        figure.picture.pointer = {"gesture": 1, "handle": 0, "x": x, "y": -5}
        assert figure.values == before | {"start": start}
        assert figure.scene.handles[0][0] == figure.scene.start.get_xdata()[0] == start


@pytest.mark.parametrize("make", [figures.ball_on_parabola, figures.valleys, figures.contour_descent])
def test_buttons_make_one_step_more_and_begin_anew(make):
    figure = make(steps=3)
    (buttons,) = (part for part in figure.children[0].children if isinstance(part, widgets.PlayButtons))
    buttons.step.click()
    assert figure.values["steps"] == 4
    assert "steps taken: 4." in figure.picture.summary
    buttons.reset.click()
    assert figure.values["steps"] == 0
    assert len(arrows(figure.scene)) == 0


# ---------------------------------------------------------------- valleys


def test_bottoms_and_tops_are_those_of_the_curve():
    w = np.linspace(*Valleys().axes.get_xlim(), 100_001)
    falls = np.diff(waves(w)) < 0
    turns = np.flatnonzero(falls[1:] != falls[:-1]) + 1
    inside = w[turns] < 8  # at 8.28 there is another top: what starts at 8 or before does not pass it
    assert w[turns][falls[turns - 1] & inside] == pytest.approx(WAVES.bottoms, abs=1e-3)
    assert w[turns][~falls[turns - 1] & inside] == pytest.approx(WAVES.tops, abs=1e-3)
    assert [WAVES.slope(x) for x in (-9, 0, 2.5, 8)] == pytest.approx(
        [nn.difference_quotient(waves, x) for x in (-9, 0, 2.5, 8)], abs=1e-6
    )


@pytest.mark.parametrize(
    ("start", "valley", "w", "kind"),
    [
        (-10, "left", -7.47, "local"), (-5, "left", -7.47, "local"),
        (-4.9, "middle", -1.5, "global"), (0, "middle", -1.5, "global"), (1.6, "middle", -1.5, "global"),
        (1.7, "right", 4.49, "local"), (8, "right", 4.49, "local"),
    ],
)  # fmt: skip
def test_where_one_ends_depends_on_where_one_begins(start, valley, w, kind):
    figure = figures.valleys(start=start, learning_rate=0.3, steps=30)
    assert figure.scene.ball.get_xdata()[0] == pytest.approx(w, abs=0.05)
    name = f"Valley {'in' if valley == 'middle' else 'on'} the {valley}: {'the global' if kind == 'global' else 'a local'} minimum, "
    assert figure.scene.verdict.get_text().startswith(name)
    assert name in figure.picture.summary
    assert numbers(figure.scene.verdict.get_text()) == pytest.approx([waves(w), w], abs=0.006)
    assert ("The global minimum, E = 0.12 at w = −1.5, is in another valley." in figure.picture.summary) == (
        kind == "local"
    )
    assert figure.picture.summary.endswith("The ball rests at the bottom.")


def test_ball_on_its_way_is_not_said_to_rest():
    assert Valleys().show(8, 0.1, 3).summary.endswith("The ball is not at rest.")


def test_only_the_deepest_bottom_is_called_global():
    scene = Valleys()
    labels = {round(float(text.get_position()[0]), 1): text.get_text() for text in scene.axes.texts}
    assert labels == {-7.5: "local minimum", -1.5: "global minimum", 4.5: "local minimum"}


def test_large_steps_leap_out_of_a_valley_but_stay_in_the_picture():
    scene = Valleys().show(8, 2.5, 30)
    assert len(set(np.searchsorted(WAVES.tops, scene.arrows.dots.get_xdata()))) == 3
    for rate in np.linspace(0.05, 2.5, 8):
        for start in range(-10, 9):
            way = [step.point for step in nn.gradient_descent(waves, start, rate, 30, WAVES.slope)]
            assert -10 <= min(way) <= max(way) <= 8


# ---------------------------------------------------------------- two weights


@pytest.mark.parametrize("place", [(-4, 3), (1, 1), (0.5, -2), (6, 4)])
def test_map_is_that_of_the_four_points(place):
    b, w = place
    assert ContourDescent.error(place) == pytest.approx(four_points(place))
    assert ContourDescent.error(place) == pytest.approx(5 * (w - 1) ** 2 + (b - 1) ** 2 + 1)
    measured = nn.difference_quotient(four_points, np.array(place, float))
    assert ContourDescent.slopes(place) == pytest.approx(measured, abs=1e-6)


def test_error_is_the_same_all_along_a_contour_line_and_is_the_number_at_it():
    scene = ContourDescent()
    rings = [patch for patch in scene.axes.patches if isinstance(patch, Ellipse)]
    levels = {}
    for ring in rings:
        angle = np.linspace(0, 2 * np.pi, 13)
        b = ring.center[0] + ring.width / 2 * np.cos(angle)
        w = ring.center[1] + ring.height / 2 * np.sin(angle)
        errors = [four_points(place) for place in zip(b, w, strict=True)]
        assert np.ptp(errors) == pytest.approx(0, abs=1e-9)
        levels[ring.width / 2 + 1] = errors[0]
    assert len(rings) == 10
    labels = {text.get_position()[0]: float(text.get_text()) for text in scene.axes.texts if text.get_text()}
    assert labels == pytest.approx({b: levels[b] for b in (2, 3, 4, 5, 6)})


@pytest.mark.parametrize(("w", "b", "rate", "steps"), [(3, -4, 0.17, 6), (-2, 6, 0.05, 20), (2, 0, 0.1, 1), (4, -4, 0.2, 0)])  # fmt: skip
def test_path_is_that_of_gradient_descent(w, b, rate, steps):
    scene = ContourDescent().show(w, b, rate, steps)
    way = list(nn.gradient_descent(four_points, np.array([b, w], float), rate, steps))
    places = np.array([step.point for step in way])
    assert scene.start.get_xydata().tolist() == [[b, w]]
    assert scene.arrows.dots.get_xydata() == pytest.approx(places[1:].reshape(-1, 2), abs=1e-5)
    assert scene.ball.get_xydata() == pytest.approx(places[-1:], abs=1e-5)
    now_b, now_w = places[-1]
    assert numbers(scene.left_words.get_text()) == pytest.approx([now_w, now_b, way[-1].value], abs=0.006)
    x, y = scene.line.get_data()
    assert y == pytest.approx(now_w * np.array(x) + now_b, abs=1e-4)
    for segment, (px, py) in zip(scene.residuals.get_segments(), [(-3, -1), (-1, -1), (1, 1), (3, 5)], strict=True):
        assert segment == pytest.approx(np.array([[px, py], [px, now_w * px + now_b]]), abs=1e-4)


def test_steps_cross_the_contour_line_at_right_angles():
    scene = ContourDescent().show(3, -4, 0.02, 1)
    across, along = scene.arrows.pixels
    assert across == pytest.approx(along)
    (start, tip) = arrows(scene)[0]
    tangent = np.array([-(start[1] - 1) * 5, start[0] - 1])  # along 5·(w − 1)² + (b − 1)² = constant
    assert (tip - start) @ tangent == pytest.approx(0, abs=1e-9)
    assert (tip - start) @ (start - 1) < 0


@pytest.mark.parametrize(("rate", "words", "zigzag"), [(0.04, "creeps", False), (0.1, "without overshooting", False), (0.11, "one side to the other", True), (0.19, "one side to the other", True), (0.2, "for ever", True), (0.21, "diverges", True)])  # fmt: skip
def test_path_zigzags_when_the_rate_is_large(rate, words, zigzag):
    scene = ContourDescent().show(3, -4, rate, 8)
    side = np.sign(np.round(scene.arrows.dots.get_ydata() - 1, 9))
    assert (set(side[1:] * side[:-1]) == {-1}) == zigzag
    assert words in scene.verdict.get_text()
    assert scene.summary.endswith(scene.verdict.get_text())


def test_direction_that_is_at_its_bottom_does_not_count():
    assert "creeps" not in ContourDescent().show(3, 1, 0.04, 8).summary  # b is right, w takes large steps
    assert "diverges" not in ContourDescent().show(1, -4, 0.22, 8).summary


@pytest.mark.parametrize(("steps", "side", "marker"), [(20, "above", "^"), (19, "below", "v")])
def test_diverging_path_leaves_the_map(steps, side, marker):
    scene = ContourDescent().show(3, -4, 0.22, steps)
    assert scene.ball.get_marker() == marker
    assert scene.ball.get_ydata()[0] == scene.axes.get_ylim()[side == "above"]
    assert scene.out.get_text() == f"out of the picture, {side}"
    assert scene.out.get_text() in scene.summary
    assert "It diverges" in scene.summary


def test_start_is_dragged_over_the_map():
    figure = figures.contour_descent()
    figure.picture.pointer = {"gesture": 1, "handle": 0, "x": 2.02, "y": -0.51}
    assert (figure.values["b"], figure.values["w"]) == (2, -0.5)
    figure.picture.pointer = {"gesture": 1, "handle": 0, "x": -99, "y": 99}
    assert (figure.values["b"], figure.values["w"]) == (-4, 4)
    assert figure.scene.handles == [(-4, 4)]


def test_error_has_the_colour_of_errors():
    scene = BallOnParabola()
    assert to_hex(scene.axes.lines[0].get_color()) == to_hex(scene.fall.get_color()) == PURPLE.lower()
