"""The figures of errors in lesson 06: residuals and their sums, squares that are square, slopes, and the cost of an answer."""

import itertools
import math
import re

import numpy as np
import pytest

from helpers import data, language, nn
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.style import YELLOW, tint
from lesson_error_and_gradient_descent import figures

pytestmark = pytest.mark.usefixtures("unpainted")

POINTS = [(2, 1), (4, 6), (6, 4), (8, 7), (10, 8)]
LINES = [(0.5, 2), (0.75, 0.7), (0, 5.2), (-1, 11.2), (1.5, -4), (-0.35, 3.3), (-0.8, 9.2), (1.5, 12)]


def written(scene: Scene) -> list[str]:
    return [word for part in scene.figure.findobj(Lettering) for _x, _y, word in part.words]


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-").replace(",", "")) for found in re.findall(r"−?\d[\d,]*(?:\.\d+)?", text)]


def residuals_of(slope: float, intercept: float) -> list[float]:
    return [y - (slope * x + intercept) for x, y in POINTS]


def move(figure, handle: int, x: float, y: float, gesture: int = 1) -> None:
    figure.picture.pointer = {"gesture": gesture, "handle": handle, "axes": 0, "x": x, "y": y}


# ---------------------------------------------------------------- a line and five points


def test_three_sums_of_the_lesson_at_the_start():
    figure = figures.residuals()
    said = "the residuals are −2; 2; −1; 1; 1. Signed sum: 1; sum without the signs: 7; sum of the squares: 11"
    assert said in figure.picture.summary
    assert "mean squared error: 11 / 5 = 2.2." in figure.picture.summary


@pytest.mark.parametrize(("slope", "intercept"), LINES)
def test_table_holds_each_residual_and_the_sums(slope, intercept):
    scene = figures.residuals(slope, intercept).scene
    r = residuals_of(slope, intercept)
    rows = [[v, abs(v), v * v] for v in r]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    cells = sorted((-y, x, word) for part in (*scene.signed, scene.others) for x, y, word in part.words if y > 15)
    assert [numbers(word)[0] for _y, _x, word in cells] == pytest.approx(np.ravel(rows), abs=0.0051)
    for part, sign in zip(scene.signed, (1, -1, 0), strict=True):
        assert all(np.sign(numbers(word)[0]) == sign for _x, _y, word in part.words)
    assert f"y = {slope} · x + ".replace("-", "−") in scene.summary
    (mean,) = [word for word in written(scene) if "/ 5" in word]
    assert numbers(mean) == pytest.approx([rows[-1][2], 5, rows[-1][2] / 5], abs=0.0051)
    assert f"mean squared error: {mean}." in scene.summary


@pytest.mark.parametrize(("slope", "intercept"), LINES)
def test_squares_are_square_on_the_screen_and_stand_on_the_residuals(slope, intercept):
    scene = figures.residuals(slope, intercept).scene
    axes = scene.squares.axes
    for (x, y), r, path in zip(POINTS, residuals_of(slope, intercept), scene.squares.get_paths(), strict=True):
        width, height = np.ptp(axes.transData.transform(path.vertices), axis=0)
        assert width == pytest.approx(height)
        assert np.ptp(path.vertices, axis=0) == pytest.approx([abs(r), abs(r)])
        assert x in path.vertices[:, 0].round(9)
        assert sorted({y, round(y - r, 9)}) == pytest.approx(np.unique(path.vertices[:, 1].round(9)))


@pytest.mark.parametrize(("slope", "intercept"), [*LINES, (1, -1)])
def test_residuals_are_solid_above_the_line_and_dashed_below(slope, intercept):
    scene = figures.residuals(slope, intercept).scene
    for lines, sign in ((scene.above, 1), (scene.below, -1)):
        drawn = {tuple(path.vertices.ravel().round(6)) for path in lines.get_paths()}
        residuals = zip(POINTS, residuals_of(slope, intercept), strict=True)
        assert drawn == {(x, y, x, round(y - r, 6)) for (x, y), r in residuals if r * sign > 1e-9}
    assert scene.above.get_linestyles()[0][1] is None
    assert scene.below.get_linestyles()[0][1] is not None


def test_the_drawn_line_is_the_one_of_the_sliders():
    scene = figures.residuals(-0.5, 8).scene
    for x, y in scene.line.get_xydata():
        assert y == pytest.approx(8 - 0.5 * x)
    assert np.ptp(scene.line.get_xdata()) == 12


def test_bad_lines_can_have_a_signed_sum_of_0():
    figure = figures.residuals(0, 5.2)
    assert "Signed sum: 0; sum without the signs: 10.8; sum of the squares: 30.8" in figure.picture.summary
    figure.set(slope=-1, intercept=11.2)
    assert "Signed sum: 0; sum without the signs: 21.2; sum of the squares: 130.8" in figure.picture.summary


def test_signed_sum_stays_while_the_line_turns():
    figure = figures.residuals()
    move(figure, 0, 3, 5.2)
    assert figure.values == {"slope": 0.5, "intercept": 2.2}
    seen = set()
    for x, y in ((11, 3), (11, 5.2), (10, 9.33), (6.5, 9.9), (7, -30), (1, 4.1)):
        move(figure, 1, x, y, gesture=2)
        seen.add(figure.values["slope"])
        assert "Signed sum: 0;" in figure.picture.summary
        assert figure.scene.handles[0] == pytest.approx((6, 5.2))
    assert seen == {-0.45, 0, 1.05, 1.5, -1, 0.2}


def test_pointer_at_the_middle_does_not_turn_the_line():
    figure = figures.residuals()
    move(figure, 1, 6, 9)
    assert figure.values == {"slope": 0.5, "intercept": 2}


def test_middle_is_dragged_up_and_down_and_stays_in_the_picture():
    figure = figures.residuals(1, -1)
    move(figure, 0, 11, 6.52)
    assert figure.values == {"slope": 1, "intercept": 0.5}
    move(figure, 0, 6, 40)
    assert figure.values == {"slope": 1, "intercept": 4}
    move(figure, 0, 6, -40)
    assert figure.values == {"slope": 1, "intercept": -6}


@pytest.mark.parametrize("edge", [0, 10])
def test_line_at_the_edge_of_the_picture_still_turns_about_its_middle(edge):
    figure = figures.residuals()
    move(figure, 0, 6, edge)
    for slope in np.arange(-1, 1.51, 0.05):
        move(figure, 1, 8, edge + 2 * slope, gesture=2)
        assert figure.values["slope"] == pytest.approx(slope)
        assert figure.scene.handles[0] == (6, edge)


def test_handles_lie_on_the_line_apart_and_in_sight():
    figure = figures.residuals()
    scene = figure.scene
    for slope, intercept in itertools.product(np.linspace(-1, 1.5, 6), np.linspace(-9, 16, 26)):
        figure.set(slope=slope, intercept=intercept)
        assert bool(scene.handles) == (0 <= round(6 * figure.values["slope"] + figure.values["intercept"], 9) <= 10)
        for x, y in scene.handles:
            assert 0 <= x <= 12
            assert 0 <= y <= 10
            assert y == pytest.approx(figure.values["slope"] * x + figure.values["intercept"])
        if scene.handles:
            assert math.dist(*scene.handles) > 3
            assert scene.end.get_xydata()[0] == pytest.approx(scene.handles[1])
        assert scene.middle.get_visible() == scene.end.get_visible() == bool(scene.handles)


@pytest.mark.parametrize(("slope", "intercept", "outside"), [(1.5, 12, True), (-0.2, -1, True), (0.5, 11, True), (-1, 12, False), (1.5, -4, False), (0.5, -4, False)])  # fmt: skip
def test_line_that_cannot_be_seen_is_said_to_lie_outside(slope, intercept, outside):
    assert ("outside the picture" in figures.residuals(slope, intercept).picture.summary) == outside


@pytest.mark.parametrize("tag", ["pt-BR", "en"])
def test_table_has_room_for_the_widest_numbers(tag):
    language.use(tag)
    scene = figures.residuals(1.45, 15.9).scene
    boxes = []
    for part in (*scene.signed, scene.others, scene.equation):
        for x, y, word in part.words:
            alone = Lettering(size=part.size)
            alone.write([(x, y, word)])
            boxes.append(alone.get_path().get_extents())
    assert min(box.x0 for box in boxes) > 54  # beside the graph
    assert max(box.x1 for box in boxes) < 84.5
    for one, two in itertools.combinations(boxes, 2):
        assert not (min(one.x1, two.x1) > max(one.x0, two.x0) - 0.5 and min(one.y1, two.y1) > max(one.y0, two.y0))


# ---------------------------------------------------------------- one error


@pytest.mark.parametrize("e", [-3, -1.5, -0.1, 0, 0.5, 2, 3])
def test_tangents_touch_both_graphs_with_their_slopes(e):
    scene = figures.why_squares(e).scene
    for k, function in enumerate((abs, lambda e: e * e)):
        slope = (function(e + 1e-6) - function(e - 1e-6)) / 2e-6
        (x0, y0), (x1, y1) = scene.tangents[k].get_xydata()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-6)
        assert [(x0 + x1) / 2, (y0 + y1) / 2] == pytest.approx([e, function(e)])
        assert scene.points[k].get_xydata() == pytest.approx(np.array([[e, function(e)]]))
    assert scene.tangents[0].get_visible() == (e != 0)
    assert scene.tangents[1].get_visible()


def test_values_and_slopes_are_said():
    assert figures.why_squares(2).picture.summary == "e = 2. |e| = 2 (slope 1); e² = 4 (slope 4)."
    assert figures.why_squares(-1.5).picture.summary == "e = −1.5. |e| = 1.5 (slope −1); e² = 2.25 (slope −3)."
    assert figures.why_squares(0).picture.summary == "e = 0. |e| = 0 (no single slope); e² = 0 (slope 0)."
    assert written(figures.why_squares(-1.5).scene) == ["|e| = 1.5", "slope −1", "e² = 2.25", "slope −3"]


# ---------------------------------------------------------------- a network's answer


@pytest.fixture(scope="module")
def test_set():
    return data.load(split="test")


@pytest.fixture(scope="module")
def trained():
    return nn.Network.load(data.PRETRAINED)


def test_lesson_begins_with_a_3_and_an_untrained_network_that_says_8():
    summary = figures.output_cost().picture.summary
    assert summary == "Image 30, label 3, untrained network: the largest output is 8, a ≈ 0.7. Cost ≈ 2.62."


@pytest.mark.parametrize("image", [0, 8, 18, 30, 66, 99])
@pytest.mark.parametrize("name", ["untrained network", "trained network"])
def test_bars_targets_squares_and_cost_are_those_of_the_network(trained, test_set, name, image):
    figure = figures.output_cost()
    figure.set(image=image, network=name)
    scene = figure.scene
    network = trained if name == "trained network" else figure_network(9)
    outputs = [float(a) for a in network(test_set.images[image].ravel() / 255)]
    label = int(test_set.labels[image])
    squares = [(a - (k == label)) ** 2 for k, a in enumerate(outputs)]
    assert (scene.image.get_array() == test_set.images[image]).all()
    lengths = [np.ptp(path.vertices[:, 0]) for path in scene.bars.get_paths()]
    assert np.array(lengths) / (scene.END - scene.zero) == pytest.approx(outputs, abs=1e-5)
    areas = [np.prod(np.ptp(path.vertices, axis=0)) for path in scene.squares.get_paths()]
    assert np.array(areas) / scene.UNIT**2 == pytest.approx(squares, abs=1e-5)
    fills = [tint(YELLOW, float(k == label)) for k in range(10)]
    assert scene.wanted.get_facecolor()[:, :3] == pytest.approx(np.array(fills))
    assert numbers(scene.total.words[0][2]) == pytest.approx([sum(squares)], abs=0.0051)
    answer = outputs.index(max(outputs))
    assert (np.array(scene.bars.get_linewidths()) > 2).tolist() == [k == answer for k in range(10)]
    assert f"Image {image}, label {label}, {name}: the largest output is {answer}, " in scene.summary
    assert numbers(scene.summary)[-2:] == pytest.approx([max(outputs), sum(squares)], abs=0.0051)
    assert f"{answer} {'✓' if answer == label else '×'}" in written(scene)
    cells = [numbers(word)[0] for x, _y, word in scene.words.words if x > 50]
    targets = [float(k == label) for k in range(10)]
    assert cells == pytest.approx([*outputs, *targets, *squares], abs=0.0051)


def figure_network(seed: int) -> nn.Network:
    return nn.Network([784, 16, 16, 10], output=nn.sigmoid, rng=np.random.default_rng(seed))


def test_what_only_rounds_to_0_or_1_is_not_written_as_if_it_were(trained, test_set):
    figure = figures.output_cost()
    figure.set(network="trained network")
    cells = {x: [] for x, _y, _word in figure.scene.words.words}
    for x, _y, word in figure.scene.words.words:
        cells[x].append(word)
    assert cells[57] == ["≈ 0"] * 3 + ["≈ 1"] + ["≈ 0"] * 6
    assert cells[62.5] == ["0"] * 3 + ["1"] + ["0"] * 6
    assert cells[76.5] == ["≈ 0"] * 10


def test_ones_own_network_takes_the_trained_ones_place(test_set):
    mine = nn.Network([784, 10], rng=np.random.default_rng(5))
    figure = figures.output_cost(mine, image=4)
    figure.set(network="trained network")
    target = np.eye(10)[test_set.labels[4]]
    cost = ((mine(test_set.pixels(4)[0]) - target) ** 2).sum()
    assert numbers(figure.picture.summary)[-1] == pytest.approx(cost, abs=0.0051)


@pytest.mark.parametrize("tag", ["pt-BR", "en"])
def test_fashion_has_its_names_and_room_for_them(tag):
    language.use(tag)
    fashion = data.load("fashion_mnist", "test")
    figure = figures.output_cost(digits=fashion, image=0)
    scene = figure.scene
    name = fashion.classes[fashion.labels[0]]
    assert name in written(scene)
    assert name in figure.picture.summary
    rows = [text for text in scene.figure.axes[0].texts if text.get_text() in fashion.classes]
    assert [text.get_text() for text in rows] == list(fashion.classes)
    assert max(text.get_window_extent().x1 for text in rows) < 10 * scene.zero
    for label in fashion.classes:
        alone = Lettering()
        alone.write([(10, 11.9, f"{label} ×")])
        assert alone.get_path().get_extents().x0 > 0
        assert alone.get_path().get_extents().x1 < 20


def test_few_images_are_enough(test_set):
    few = data.LabelledImages(test_set.images[:3], test_set.labels[:3], test_set.classes)
    figure = figures.output_cost(digits=few)
    assert figure.controls["image"].max == figure.values["image"] == 2
    assert figures.output_cost().controls["image"].max == 99


@pytest.mark.parametrize("network", [nn.Network([783, 10]), nn.Network([784, 9]), nn.Network([784, 10], output=nn.linear)])  # fmt: skip
def test_other_networks_are_refused(network):
    with pytest.raises(ValueError, match=r"784 inputs and 10 outputs of sigmoid or softmax.*given sizes"):
        figures.output_cost(network)


def test_what_is_no_network_or_no_images_is_refused(test_set):
    with pytest.raises(TypeError, match="network must be a Network"):
        figures.output_cost([784, 16, 10])
    none = data.LabelledImages(test_set.images[:0], test_set.labels[:0], test_set.classes)
    with pytest.raises(ValueError, match="images of 10 classes; given 0 images"):
        figures.output_cost(digits=none)
    few = data.LabelledImages(test_set.images[:5], np.zeros(5, np.uint8), ("0", "1"))
    with pytest.raises(ValueError, match="given 5 images of 2 classes"):
        figures.output_cost(digits=few)
