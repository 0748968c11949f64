"""The figures of two choices of training: cross-entropy beside the squared error, and three descents in one valley."""

import re

import numpy as np
import pytest

from helpers import language, nn
from lesson_backpropagation import figures

pytestmark = pytest.mark.usefixtures("unpainted")

STEPS, RATE, START = 40, 0.16, (-3.6, 0.6)


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-").replace(",", "")) for found in re.findall(r"−?\d[\d,]*(?:\.\d+)?", text)]


def drag(figure, x: float, y: float, handle: int = 0) -> None:
    gesture = figure.picture.pointer.get("gesture", 0) + 1
    figure.picture.pointer = {"gesture": gesture, "handle": handle, "axes": 0, "x": x, "y": y}


# ---------------------------------------------------------------- cross-entropy beside the squared error


def losses(z: float) -> tuple[float, float]:
    """The squared error and the cross-entropy of the output that a sigmoid makes of z, when 1 is wanted."""
    a = 1 / (1 + np.exp(-z))
    return (1 - a) ** 2, -np.log(a)


@pytest.mark.parametrize("a", [0.01, 0.1, 0.33, 0.5, 0.9, 0.99])
def test_numbers_are_the_errors_and_what_small_changes_of_a_and_z_do(a):
    scene = figures.why_cross_entropy(a).scene
    h, z = 1e-6, np.log(a / (1 - a))
    by_a = ((1 - a - h) ** 2 - (1 - a + h) ** 2) / (2 * h), (-np.log(a + h) + np.log(a - h)) / (2 * h)
    by_z = (np.array(losses(z + h)) - losses(z - h)) / (2 * h)
    for k, y in enumerate(scene.ROWS):
        row = [numbers(word)[0] for _x, height, word in scene.values.words if height == y]
        assert row == pytest.approx([losses(z)[k], by_a[k], a * (1 - a), by_z[k]], abs=0.00051)
    assert scene.points.get_ydata() == pytest.approx(np.array(losses(z)))
    assert scene.steepness.get_ydata() == pytest.approx(np.abs(by_z), abs=1e-6)
    for tangent, value, slope in zip(scene.tangents, losses(z), by_a, strict=True):
        (x0, y0), (x1, y1) = tangent.get_xydata()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, rel=1e-6)
        assert y0 + (a - x0) * slope == pytest.approx(value)
    times = scene.values.words[-1][2]
    assert times == f"{language.number(by_z[1] / by_z[0], 1)} times as steep"
    assert f"cross-entropy is {times} as the squared error." in scene.summary


def test_curves_are_the_errors_and_their_slopes_by_z():
    left, right = figures.why_cross_entropy().scene.figure.axes[:2]
    for axes, of_a in ((left, lambda a: ((1 - a) ** 2, -np.log(a))), (right, lambda a: (2 * a * (1 - a) ** 2, 1 - a))):
        for line, k in zip(axes.lines[:2], (0, 1), strict=True):
            a, y = line.get_data()
            assert y == pytest.approx(of_a(a)[k])
        assert [line.get_linestyle() for line in axes.lines[:2]] == ["--", "-"]


def test_slope_by_z_is_that_of_a_softmax_too():
    z = np.array([[0.3, -1.2, 2.0]])
    a, target = nn.softmax(z), np.array([[0.0, 1.0, 0.0]])
    scene = figures.why_cross_entropy().scene
    *_others, by_z = scene.numbers(nn.cross_entropy, a[0, 1])
    assert by_z == pytest.approx(nn.cross_entropy.by_z(nn.softmax, a, target)[0, 1])


@pytest.mark.parametrize(
    ("a", "words"),
    [
        (0.01, "almost nothing"), (0.09, "almost nothing"), (0.1, "almost nothing"), (0.49, "less than half"),
        (0.5, "half or more"), (0.89, "half or more"), (0.9, "almost everything"), (0.99, "almost everything"),
    ],
)  # fmt: skip
def test_word_for_what_the_right_class_gets(a, words):
    assert figures.why_cross_entropy(a).picture.summary.startswith(f"Output a = {a}. The right class gets {words}.")


def test_both_points_are_dragged_along_their_curves():
    figure = figures.why_cross_entropy(0.5)
    assert figure.scene.handles == [(0.5, 0.25), (0.5, pytest.approx(np.log(2)))]
    drag(figure, 0.204, 3, handle=1)
    assert figure.values == {"a": 0.2}
    drag(figure, -2, 0)
    assert figure.values == {"a": 0.01}
    drag(figure, 1.3, 0)
    assert figure.values == {"a": 0.99}


# ---------------------------------------------------------------- three descents


def valley(w) -> float:
    return w[0] ** 2 / 20 + 5 * w[1] ** 2


def ways(start=START, rate=RATE, steps=STEPS) -> list[list[nn.Step]]:
    """The three ways, with the slopes measured."""
    task = (valley, start, rate, steps)
    return [list(way) for way in (nn.gradient_descent(*task), nn.gradient_descent(*task, momentum=0.9), nn.adam(*task))]


@pytest.mark.parametrize("start", [START, (4, -0.8), (-2, 0)])
@pytest.mark.parametrize(("rate", "steps"), [(0.01, 60), (0.16, 40), (0.16, 1), (0.2, 60), (0.22, 3), (0.1, 0)])
def test_paths_are_those_of_the_three_rules(start, rate, steps):
    scene = figures.three_descents(rate, start, steps).scene
    told = [numbers(part) for part in scene.summary.split("; ")[1:]]
    for k, (way, middle) in enumerate(zip(ways(start, rate, steps), scene.middles, strict=True)):
        points, values = np.array([step.point for step in way]), np.array([step.value for step in way])
        assert scene.paths[k].get_xydata() - (0, middle) == pytest.approx(points, abs=1e-5)
        inside = abs(points[-1, 1]) <= scene.HIGH
        edge = points[-1].clip([-5, -scene.HIGH], [5, scene.HIGH])
        assert scene.balls[k].get_xydata()[0] - (0, middle) == pytest.approx(edge, abs=1e-5)
        assert scene.falls[k].get_xydata() == pytest.approx(np.column_stack([range(steps + 1), values]), abs=1e-5)
        assert scene.lasts[k].get_xydata()[0] == pytest.approx([steps, min(values[-1], 2.5)], abs=1e-5)
        assert numbers(scene.errors.words[k][2]) == pytest.approx([values[-1]], abs=0.00051)
        assert told[k] == pytest.approx([values[-1], *points[-1]] if inside else [values[-1]], abs=0.0051)


def test_typical_ways_show_at_the_settings_of_the_lesson():
    """Gradient descent zigzags and creeps, momentum rolls past the bottom and is faster, Adam takes an even way."""
    scene = figures.three_descents(steps=STEPS).scene
    plain, momentum, adam = (
        line.get_xydata() - (0, middle) for line, middle in zip(scene.paths, scene.middles, strict=True)
    )
    assert (np.sign(plain[:6, 1]) == [1, -1, 1, -1, 1, -1]).all()  # across the valley, and back
    assert (np.diff(plain[:, 0]) > 0).all()
    assert plain[-1, 0] < START[0] / 2  # less than half of the way along it
    assert momentum[:, 0].max() > 0.5  # past the bottom, which is at 0
    along, across = np.abs(adam[1] - adam[0])
    assert along == pytest.approx(across)  # although it is 17 times as steep across
    e_plain, e_momentum, e_adam = (numbers(word)[0] for _x, _y, word in scene.errors.words)
    assert e_plain > 5 * e_momentum
    assert e_plain > 5 * e_adam


def test_after_the_first_ten_steps_none_is_far_ahead():
    errors = [numbers(word)[0] for _x, _y, word in figures.three_descents().scene.errors.words]
    assert max(errors) < 1.1 * min(errors)


@pytest.mark.parametrize(("steps", "marker"), [(59, "v"), (60, "^")])
def test_only_gradient_descent_leaves_its_map_when_the_rate_is_too_large(steps, marker):
    figure = figures.three_descents(0.22, steps=steps)
    assert [ball.get_marker() for ball in figure.scene.balls] == [marker, "o", "o"]
    assert [last.get_marker() for last in figure.scene.lasts] == ["^", "o", "o"]
    assert figure.picture.summary.count("out of the picture") == 1
    assert "gradient descent: E = " in figure.picture.summary.split(", out of the picture")[0]
    _x, y = figure.scene.balls[0].get_xydata()[0]
    assert abs(y - figure.scene.middles[0]) == pytest.approx(figure.scene.HIGH)  # at the edge
    language.use("pt-BR")
    assert "fora da figura" in figures.three_descents(0.22, steps=60).picture.summary


def test_no_path_leaves_its_map_to_a_side():
    for w1 in (-4, 4):
        for rate in np.arange(0.01, 0.225, 0.01):
            assert all(abs(step.point[0]) <= 4.2 for way in ways((w1, 0.8), rate, 60) for step in way)


def test_paths_stay_inside_the_frames_of_their_maps():
    figure = figures.three_descents(0.22, steps=60)
    scene, axes = figure.scene, figure.scene.figure.axes[0]
    for path, middle in zip(scene.paths, scene.middles, strict=True):
        box = path.get_clip_box().transformed(axes.transData.inverted())
        assert (box.y0, box.y1) == pytest.approx((middle - scene.HIGH, middle + scene.HIGH))


def test_a_unit_is_as_long_in_both_directions():
    axes = figures.three_descents().scene.figure.axes[0]
    (x0, y0), (x1, y1) = axes.transData.transform([(0, 0), (1, 1)])
    assert x1 - x0 == pytest.approx(y1 - y0)


@pytest.mark.parametrize("handle", [0, 1, 2])
def test_start_is_dragged_on_each_map(handle):
    figure = figures.three_descents(steps=20)
    scene = figure.scene
    assert figure.picture.handles == [[0, x, y] for x, y in scene.handles]
    assert scene.starts.get_xydata() == pytest.approx(np.array([(-3.6, 0.6 + middle) for middle in scene.middles]))
    drag(figure, 2.03, scene.middles[handle] - 0.31, handle)
    assert figure.values == {"w1": 2, "w2": -0.3, "learning_rate": 0.16, "steps": 20}
    assert scene.handles == [(2, pytest.approx(middle - 0.3)) for middle in scene.middles]
    drag(figure, 9, 99, handle)
    assert (figure.values["w1"], figure.values["w2"]) == (4, 0.8)


def test_steps_can_be_played():
    figure = figures.three_descents(steps=0)
    (box, *_rest) = figure.children
    buttons = box.children[-1]
    buttons.step.click()
    assert figure.values["steps"] == 1
    buttons.reset.click()
    assert figure.values["steps"] == 0


def test_at_the_bottom_nothing_moves():
    scene = figures.three_descents(start=(0, 0), steps=60).scene
    assert [word for _x, _y, word in scene.errors.words] == ["E = 0"] * 3
    for path, middle in zip(scene.paths, scene.middles, strict=True):
        assert (path.get_xydata() == (0, middle)).all()
