"""The live figures of lesson 03: the sigmoid, its slope, its place, the other activations, layers."""

import math
import re

import numpy as np
import pytest

from helpers import nn
from lesson_sigmoid import figures
from lesson_sigmoid.activations import TwoLayers
from lesson_sigmoid.shapes import X
from lesson_sigmoid.sigmoid import SigmoidCurve, SigmoidNeuron

pytestmark = pytest.mark.usefixtures("unpainted")


def sigma(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-")) for found in re.findall(r"−?\d+(?:\.\d+)?", text)]


# The curve and its slope


@pytest.mark.parametrize(("z", "words"), [(0, "= 0.5"), (2, "= 0.881"), (5, "= 0.993"), (-5, "= 0.007"), (-2, "= 0.119"), (8, "> 0.999"), (-8, "< 0.001")])  # fmt: skip
def test_values_that_the_lesson_names_and_none_that_reaches_0_or_1(z, words):
    scene = SigmoidCurve().show(z)
    assert scene.words.get_text() == f"σ({z}) {words}".replace("-", "−")
    assert scene.words.get_text() in scene.summary
    assert scene.point.get_xydata() == pytest.approx(np.array([[z, sigma(z)]]))
    assert f"gives {int(z > 0)}." in scene.summary


@pytest.mark.parametrize("z", [-8, -1.25, 0, 2, 6])
def test_tangent_touches_the_curve_with_its_slope(z):
    scene = SigmoidCurve(slope=True).show(z)
    (x0, y0), (x1, y1) = scene.tangent.get_xydata()
    difference = (sigma(z + 1e-6) - sigma(z - 1e-6)) / 2e-6
    assert (y1 - y0) / (x1 - x0) == pytest.approx(difference, rel=1e-6)
    assert (y0 + y1) / 2 == pytest.approx(sigma(z))
    assert scene.slope_point.get_xydata() == pytest.approx(np.array([[z, difference]]))


@pytest.mark.parametrize(("z", "zone"), [(0, "steep"), (-2, "steep"), (3, "sloping gently"), (5, "almost flat"), (-8, "almost flat")])  # fmt: skip
def test_zone_is_said_in_words(z, zone):
    assert zone in SigmoidCurve(slope=True).show(z).summary


def test_slope_at_the_middle_is_the_largest():
    assert "slope = 0.25," in figures.sigmoid_slope(0).picture.summary


# Weight and bias


@pytest.mark.parametrize(("s", "a"), [(8, "= 0.119"), (10, "= 0.5"), (12, "= 0.881"), (0, "< 0.001"), (20, "> 0.999")])
def test_bias_of_minus_ten_fires_only_above_ten(s, a):
    figure = figures.firing_threshold(s, -10)
    assert f") {a}. " in figure.picture.summary
    assert figure.picture.summary.endswith("The output is above 0.5 when the weighted sum is above 10.")
    assert figure.scene.point.get_xydata() == pytest.approx(np.array([[s, sigma(s - 10)]]))


def test_threshold_is_dragged():
    figure = figures.firing_threshold(0, -10)
    figure.picture.pointer = {"gesture": 1, "handle": 0, "x": -3.2, "y": 0.9}
    assert figure.values == {"s": 0, "b": 3}
    assert figure.scene.handles == [(-3, 0.5)]


@pytest.mark.parametrize(("w", "b"), [(1, 0), (2, -6), (-2, 5), (0.25, 20), (5, 20), (-5, -20)])
def test_curve_is_that_of_the_formula(w, b):
    scene = SigmoidNeuron().show(w, b)
    assert scene.curve.get_ydata() == pytest.approx(sigma(w * scene.curve.get_xdata() + b))
    middle = -b / w
    seen = abs(middle) <= 10
    assert scene.handles == ([(middle, 0.5)] if seen else [])
    assert scene.handle.get_visible() == scene.middle.get_visible() == seen
    assert ("lies outside the picture" in scene.summary) == (not seen)
    assert ("rises" in scene.summary) == (w > 0)
    assert scene.alt.endswith(scene.summary)


def test_slope_in_the_middle_is_a_quarter_of_the_weight():
    scene = SigmoidNeuron().show(3, -6)
    assert "its slope in the middle is 0.75" in scene.summary
    assert (sigma(1e-6) - sigma(-1e-6)) / 2e-6 * 3 == pytest.approx(0.75)


def test_weight_0_is_said_in_words():
    scene = SigmoidNeuron().show(0, 2)
    assert "The weight is 0: the output is 0.881 for every x." in scene.summary
    assert scene.handles == []


def test_dragging_the_middle_moves_b_only():
    figure = figures.sigmoid_neuron(2, 0)
    figure.picture.pointer = {"gesture": 1, "handle": 0, "x": 3, "y": 0.1}
    assert figure.values == {"w": 2, "b": -6}
    figure.picture.pointer = {"gesture": 1, "handle": 0, "x": 99, "y": 0.1}
    assert figure.values == {"w": 2, "b": -20}


# All activations


@pytest.mark.parametrize("z", [-4, -2, -0.25, 0.25, 2, 4])
def test_gallery_shows_values_and_slopes_of_all(z):
    figure = figures.activation_gallery(z)
    six = [nn.step, nn.linear, nn.relu, nn.leaky_relu, nn.tanh, nn.sigmoid]
    for activation, words, point in zip(six, figure.scene.words, figure.scene.points, strict=True):
        assert numbers(words.get_text()) == pytest.approx([activation(z), activation.derivative(z)], abs=5e-4)
        inside = abs(activation(z)) <= 2.5
        assert point.get_xydata().tolist() == [[z, activation(z) if inside else np.copysign(2.5, activation(z))]]
        assert point.get_marker() == ("o" if inside else "^" if activation(z) > 0 else "v")


def test_no_slope_at_a_jump_or_a_corner():
    words = [text.get_text() for text in figures.activation_gallery(0).scene.words]
    assert [text.endswith("no single slope") for text in words] == [True, False, True, True, False, False]


@pytest.mark.parametrize("z", [(2, 1, -1), (-5, 5, 0), (0, 0, 0)])
def test_bars_are_the_shares(z):
    scene = figures.softmax_bars(z).scene
    powers = [math.exp(value) for value in z]
    shares = [power / sum(powers) for power in powers]
    assert [bar.get_width() / 50 for bar in scene.bars] == pytest.approx(shares)
    assert sum(bar.get_width() for bar in scene.bars) == pytest.approx(50)


def test_adding_the_same_to_every_z_changes_no_share():
    shares = [[text.get_text() for text in figures.softmax_bars(z).scene.shares] for z in ((2, 1, -1), (3, 2, 0))]
    assert shares[0] == shares[1] == ["0.705", "0.259", "0.035"]


def test_largest_shares_are_all_named():
    assert "largest share goes to z₁, z₃." in figures.softmax_bars((1, 0, 1)).picture.summary


# Two layers

WEIGHTS = [(2, 1, -1), (-3, 3, 3), (0, 0, 1), (0.5, -2, 0)]


@pytest.mark.parametrize("weights", WEIGHTS)
def test_two_layers_without_activation_are_one_neuron(weights):
    scene = TwoLayers().show(nn.linear, *weights)
    w, b = numbers(re.search(r"with w = (\S+) and b = (\S+) does", scene.summary)[0].replace(" does", ""))
    x, y = scene.curve.get_data()
    assert y == pytest.approx(nn.Neuron([w], b)(x[:, None]))


@pytest.mark.parametrize("activation", [nn.relu, nn.sigmoid])
def test_output_with_an_activation(activation):
    scene = TwoLayers().show(activation, 2, 1, -1)
    x, y = scene.curve.get_data()
    assert y == pytest.approx(-activation(2 * x + 1) + activation(x - 1))
    assert "a graph with bends" in scene.summary


def test_no_bend_is_claimed_where_there_is_none():
    assert "a straight line" in TwoLayers().show(nn.relu, 2, 0, 0).summary


@pytest.mark.parametrize("activation", [nn.linear, nn.relu, nn.sigmoid])
def test_thin_lines_add_up_to_the_thick_one(activation):
    scene = TwoLayers().show(activation, 2, 1, -1)
    upper, lower = scene.parts
    assert upper.get_ydata() + lower.get_ydata() == pytest.approx(scene.curve.get_ydata())
    assert upper.get_ydata() == pytest.approx(-activation(2 * upper.get_xdata() + 1))
    assert (upper.get_linestyle(), lower.get_linestyle()) == ("--", "-")


# A shape out of ramps


def mean_distance(figure) -> float:
    return float(re.search(r"the sum is ([\d.]+) away", figure.picture.summary)[1])


def place(figure, ramps) -> None:
    for neuron, (middle, v) in enumerate(ramps, 1):
        figure.set(neuron=neuron, middle=middle, v=v)


def test_missing_neuron_of_the_w_goes_where_the_lesson_says():
    figure = figures.make_shape()
    before = mean_distance(figure)
    assert figure.values["neuron"] == 4
    figure.set(middle=3, v=1)
    assert mean_distance(figure) < before / 5
    tried = {}
    for middle in np.arange(-5, 5.25, 0.25):
        for v in (-1, 1):
            figure.set(middle=middle, v=v)
            tried[middle, v] = mean_distance(figure)
    assert min(tried, key=tried.get) == (3, 1)


def test_sum_and_ramps_are_those_of_the_weights():
    figure = figures.make_shape("hill", 2)
    figure.set(w=3)
    place(figure, [(-1.5, 1), (1.25, -0.9)])
    total = sigma(3 * X + 4.5) - 0.9 * sigma(3 * X - 3.75)
    assert figure.scene.total.get_ydata() == pytest.approx(total)
    assert figure.scene.chosen.get_ydata() == pytest.approx(-0.9 * sigma(3 * X - 3.75))
    assert "neuron 2: w = 3, b = −3.75, v = −0.9." in figure.picture.summary
    wanted = figure.scene.shape.get_ydata()
    assert mean_distance(figure) == pytest.approx(np.abs(total - wanted).mean(), abs=5e-4)


def test_two_neurons_make_stairs_and_hill_and_eight_come_closer_to_the_w_than_four():
    figure = figures.make_shape("stairs", 2)
    figure.set(w=20)
    place(figure, [(-2, 0.5), (2, 0.5)])
    assert mean_distance(figure) < 0.01
    figure.set(shape="hill", w=2.5)
    place(figure, [(-1.5, 1), (1.5, -1)])
    assert mean_distance(figure) < 0.02
    figure.set(shape="W", neurons=4)
    figure.set(v=1)
    with_four = mean_distance(figure)
    figure.set(neurons=8, w=5)
    place(figure, zip(np.arange(-3.5, 4), (-0.5, -0.5, 0.5, 0.5, -0.5, -0.5, 0.5, 0.5), strict=True))
    assert mean_distance(figure) < with_four / 2


def test_ramps_stay_while_another_number_of_neurons_is_seen():
    figure = figures.make_shape()
    figure.set(neuron=2, middle=0.5, v=-1.5)
    figure.set(neurons=2)
    assert figure.controls["neuron"].max == figure.values["neuron"] == 2
    assert (figure.values["middle"], figure.values["v"]) == (2, 0)
    figure.set(neurons=4)
    figure.controls["neuron"].value = 2
    assert (figure.values["middle"], figure.values["v"]) == (0.5, -1.5)


def test_dragging_a_diamond_chooses_its_neuron_and_moves_it():
    figure = figures.make_shape()
    assert figure.scene.handles == [(-3, -0.5), (-1, 0.5), (1, -0.5), (3, 0)]
    figure.picture.pointer = {"gesture": 1, "handle": 1, "x": -1.6, "y": 0.41}
    assert (figure.values["neuron"], figure.values["middle"], figure.values["v"]) == (2, -1.5, 0.8)
    assert figure.scene.handles == [(-3, -0.5), (-1.5, 0.4), (1, -0.5), (3, 0)]


def test_what_rises_is_blue_and_what_falls_is_dashed():
    scene = figures.make_shape().scene
    rising, falling = (lines.get_segments() for lines in scene.ramps)
    assert [line[-1, 1] for line in rising] == pytest.approx([1], abs=0.01)
    assert [line[-1, 1] for line in falling] == pytest.approx([-1, -1], abs=0.01)
