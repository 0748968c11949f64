"""The live figures of lesson 02: the numbers they tell, the line that is dragged, the pixel's outputs."""

import numpy as np
import pytest

from helpers import language
from helpers.figures.style import BLUE, ORANGE
from helpers.widgets import LiveFigure, Slider
from lesson_weighted_sum_plus_bias import figures
from lesson_weighted_sum_plus_bias.half_plane import HalfPlane, cut, visible_line
from lesson_weighted_sum_plus_bias.neuron import NeuronDiagram
from lesson_weighted_sum_plus_bias.one_pixel import OnePixel

# The neuron's numbers


def test_neuron_diagram_tells_the_lesson_s_numbers():
    scene = NeuronDiagram(2).show([2, 5], [3, 6], -2)
    assert scene.summary == "z = (2 · 3) + (5 · 6) + (−2) = 36 + (−2) = 34. Output: 34."
    assert scene.alt == (
        "A neuron: input x₁ = 2 with weight 3 gives 6; input x₂ = 5 with weight 6 gives 30; "
        "the weighted sum is 36; the bias is −2; z is 34; the output is 34."
    )
    assert [text.get_text() for text in scene.products] == ["2 · 3 = 6", "5 · 6 = 30"]


def test_lines_follow_the_weights():
    scene = NeuronDiagram(2).show([2, 5], [3, -6], -2)
    thin, thick = scene.edges
    assert thin.get_linewidth() < thick.get_linewidth()
    assert (thin.get_color(), thick.get_color()) == (BLUE, ORANGE)
    assert (thin.get_linestyle(), thick.get_linestyle()) == ("-", "--")


def test_numbers_in_portuguese_have_a_comma():
    language.use("pt-BR")
    assert NeuronDiagram(1).show([2.5], [3], 0).summary == "z = (2,5 · 3) + 0 = 7,5 + 0 = 7,5. Saída: 7,5."


@pytest.mark.parametrize(
    "arguments",
    [([], [], 0), ([1], [1, 2], 0), ([1] * 5, [1] * 5, 0), ([11], [1], 0), ([1], [-11], 0), ([1], [1], 41)],
)
def test_numbers_the_diagram_cannot_show(arguments):
    for make in (figures.neuron_diagram, figures.sum_walk):
        with pytest.raises(ValueError, match=r"1 to 4 inputs|must be a number from"):
            make(*arguments)


# The half-plane


def drag(figure: LiveFigure, gesture: int, handle: int, x: float, y: float) -> None:
    figure.picture.pointer = {"gesture": gesture, "handle": handle, "x": x, "y": y}


def line_value(figure: LiveFigure, x: float, y: float) -> float:
    v = figure.values
    return v["w1"] * x + v["w2"] * y + v["b"]


ROUNDED_B = 0.05 + 1e-9  # half a step of its slider
ROUNDED_W = 0.025 * 2**0.5 + 1e-9  # the same for the length of w


def test_dragging_the_middle_moves_b_only():
    figure = figures.half_plane(weights=[1, -1.5], bias=1)
    for place in ([2, 3], [-4, 1]):
        drag(figure, 1, 1, *place)
        assert line_value(figure, *place) == pytest.approx(0, abs=ROUNDED_B)
        assert (figure.values["w1"], figure.values["w2"]) == (1, -1.5)


def test_dragging_the_end_turns_the_line_about_its_middle_and_keeps_the_length_of_w():
    figure = figures.half_plane(weights=[1, -1.5], bias=1)
    for gesture in range(1, 26):  # each a new drag: roundings must not add up
        middle = figure.scene.handles[1]
        place = middle + 2 * np.array([np.cos(gesture / 4), np.sin(gesture / 4)])
        drag(figure, gesture, 2, *place)
        assert line_value(figure, *middle) == pytest.approx(0, abs=ROUNDED_B)
        assert line_value(figure, *place) == pytest.approx(0, abs=ROUNDED_B + 2 * ROUNDED_W)
        assert np.hypot(figure.values["w1"], figure.values["w2"]) == pytest.approx(np.hypot(1, 1.5), abs=ROUNDED_W)


def test_turning_stops_at_the_sliders_ends_without_leaving_the_pointer():
    figure = figures.half_plane(weights=[2, 2], bias=0)
    drag(figure, 1, 2, *(figure.scene.handles[1] + [0, 3]))
    assert (abs(figure.values["w1"]), figure.values["w2"]) == (2, 0)


def test_dragged_values_are_those_the_sliders_can_stand_at():
    slider = Slider("w", 0, -2, 2, 0.05)
    assert [slider.nearest(value) for value in (0.024, 0.026, -1.414, 7, -7)] == [0, 0.05, -1.4, 2, -2]


def test_dragging_the_point_stays_on_the_map():
    figure = figures.half_plane()
    drag(figure, 1, 0, 9, -1.5)
    assert (figure.values["x1"], figure.values["x2"]) == (5, -1.5)


def test_both_weights_zero_is_said_in_words_and_leaves_only_the_point_to_drag():
    figure = figures.half_plane()
    figure.set(w1=0, w2=0, b=3)
    assert "Both weights are 0: there is no line, and z = b = 3 at every point." in figure.picture.summary
    assert len(figure.picture.handles) == 1
    drag(figure, 1, 0, 1, 1)
    assert "The point (1, 1) has z = 3: on the positive side." in figure.picture.summary


def test_line_outside_the_map_is_said_in_words():
    scene = HalfPlane().show([0, 0], [1, 1], 15)
    assert "The line lies outside the map: z is positive all over the map." in scene.summary
    assert len(scene.handles) == 1


def test_point_on_the_border():
    assert "on neither side" in HalfPlane().show([1, 0], [1, 1], -1).summary


@pytest.mark.parametrize("seed", range(20))
def test_line_and_half_plane_agree_with_the_formula(seed):
    rng = np.random.default_rng(seed)
    weights, bias = rng.uniform(-2, 2, 2), rng.uniform(-1, 1)
    ends = visible_line(weights, bias)
    assert ends @ weights + bias == pytest.approx([0, 0], abs=1e-12)
    assert np.abs(ends).max(axis=1) == pytest.approx([5, 5])  # both on the map's edge
    corners = cut(weights, bias)
    assert (corners @ weights + bias >= -1e-12).all()
    points = rng.uniform(-5, 5, (2000, 2))
    x, y = corners.T
    area = abs((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2
    assert area / 100 == pytest.approx((points @ weights + bias > 0).mean(), abs=0.04)


# One pixel


@pytest.mark.parametrize(("x", "black", "white"), [(0, "lit", "off"), (0.5, "lit", "lit"), (1, "off", "lit")])
def test_hidden_layer_lights_both_at_grey(x, black, white):
    figure = figures.one_pixel_hidden()
    figure.set(x=x, crossed=0)
    assert [words.removesuffix(".").split(": ")[1] for words in figure.picture.summary.split(". ")[3:]] == [
        black,
        white,
    ]


def test_crossed_weights_put_both_out_at_grey():
    figure = figures.one_pixel_hidden()
    lit = {}
    for x in np.arange(0, 11) / 10:
        figure.set(x=x, crossed=-1)
        lit[round(x, 1)] = figure.picture.summary.split("The neuron", 1)[1].count(" lit")
    assert [x for x, count in lit.items() if count == 0] == [0.4, 0.5, 0.6]
    assert set(lit.values()) == {0, 1}


def test_weight_does_nothing_at_a_black_pixel():
    figure = figures.one_pixel()
    figure.set(w_black=5)
    assert "“black” has z = 0 · 5 + 0 = 0: off" in figure.picture.summary
    figure.set(b_black=0.5)
    assert "“black” has z = 0 · 5 + 0.5 = 0.5: lit" in figure.picture.summary


def test_connections_that_stay_are_drawn_again_when_they_change_after_all():
    outputs = [([1, 0], -0.5), ([0, 1], -0.5)]
    scene = OnePixel(hidden=True).show(0.2, [[([-1], 0.65), ([1], -0.35)], outputs])
    scene.png()
    later = scene.show(0.2, [[([-1], 0.65), ([-1], 0.9)], outputs]).png()
    assert later == OnePixel(hidden=True).show(0.2, [[([-1], 0.65), ([-1], 0.9)], outputs]).png()
