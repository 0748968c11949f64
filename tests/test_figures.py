"""Pictures and live figures: every control at its ends, words and pictures that follow, drags, errors that are shown."""

import gc
import io
import itertools
import sys

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from helpers import language, nn, widgets
from helpers.figures import HalfPlane, NeuronDiagram, OnePixel, Scene
from helpers.figures.half_plane import cut, visible_line
from helpers.figures.style import BLUE, ORANGE, sign_colour
from helpers.widgets import Choice, LiveFigure, Slider

FIGURES = {name: getattr(widgets, name) for name in widgets.__all__ if not isinstance(getattr(widgets, name), type)}
FIGURES["neuron_diagram with activation"] = lambda: widgets.neuron_diagram([1, 1], [0, 5], 30, nn.double)
FIGURES["neuron_diagram of one input"] = lambda: widgets.neuron_diagram([2], [3], -2)
FIGURES["neuron_diagram of three inputs"] = lambda: widgets.neuron_diagram([2, 5, -1], [3, -6, 1], -2)

every_figure = pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
both_languages = pytest.mark.parametrize("tag", ["pt-BR", "en"])


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def positions(control: Slider | Choice) -> list:
    """Where a control is tried: a slider at its ends and in the middle, a list at every entry."""
    if isinstance(control, Choice):
        return [value for _words, value in control.options]
    return [control.min, control.nearest((control.min + control.max) / 2), control.max]


def shown(figure: LiveFigure) -> tuple[bytes, str, str]:
    return figure.picture.png, figure.picture.alt, figure.picture.summary


def seen_texts(scene: Scene) -> list[Text]:
    """All texts of a picture but the tick labels that Matplotlib keeps ready beyond the ends of an axis."""
    texts = []
    for axes in scene.figure.axes:
        texts += axes.texts
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            low, high = sorted(axis.get_view_interval())
            texts += [axis.label] + [t.label1 for t in axis.get_major_ticks() if low <= t.get_loc() <= high]
    return texts


@every_figure
@both_languages
def test_every_control_changes_picture_and_words(make, tag):
    language.use(tag)
    figure = make()
    start = figure.values
    for name, control in figure.controls.items():
        seen = []
        for position in positions(control):
            control.value = position
            seen.append(shown(figure))
            assert pixels(figure.picture.png).shape == (figure.scene.height, figure.scene.width, 3)
            assert not set("{}") & set("".join(seen[-1][1:]))
        png, alt, summary = (set(values) for values in zip(*seen, strict=True))
        assert len(png) == len(seen), f"{name}: the picture does not follow"
        assert len(summary) == len(seen), f"{name}: the summary does not follow"
        assert len(alt) == len(seen), f"{name}: the alt text does not follow"
        control.value = start[name]
    assert shown(figure) == shown(make())


@every_figure
@both_languages
def test_no_label_is_clipped_or_covered(make, tag):
    language.use(tag)
    figure = make()
    scene = figure.scene
    names = list(figure.controls)
    tried = [positions(control) for control in figure.controls.values()]
    states = [dict(zip(names, state, strict=True)) for state in itertools.product(*([p[0], p[-1]] for p in tried))]
    states += [
        figure.values | {name: place} for name, places in zip(names, tried, strict=True) for place in places[1:-1]
    ]
    for state in states:
        figure.set(**state)
        renderer = scene.canvas.get_renderer()
        texts = [text for text in seen_texts(scene) if text.get_visible() and text.get_text().strip()]
        boxes = [Text.get_window_extent(text, renderer) for text in texts]
        for text, box in zip(texts, boxes, strict=True):
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= scene.width and box.y1 <= scene.height
            assert inside, f"{text.get_text()!r} leaves the picture at {state}"
        for (one, a), (two, b) in itertools.combinations(zip(texts, boxes, strict=True), 2):
            width, height = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
            apart = width <= 1 or height <= 1
            assert apart, f"{one.get_text()!r} and {two.get_text()!r} overlap at {state}"


@every_figure
def test_letters_can_be_read_from_the_last_row(make):
    sizes = [text.get_fontsize() for text in make().scene.figure.findobj(Text) if text.get_text()]
    assert min(sizes) >= 12


@every_figure
@both_languages
def test_output_reads_well_without_a_kernel(make, tag):
    language.use(tag)
    figure = make()
    bundle = figure._repr_mimebundle_()
    assert bundle["text/plain"] == repr(figure) == figure.picture.alt != ""
    assert f'alt="{figure.scene.alt}"'.replace("&", "&amp;") in bundle["text/html"]
    assert f"data:image/png;base64,{bundle['image/png']}" in bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert all(control.description for control in figure.controls.values())


def test_paper_stays_white_and_signs_keep_their_colours():
    picture = pixels(widgets.half_plane().picture.png)
    assert (picture[0, 0] == 255).all()
    assert sign_colour(2) == BLUE != ORANGE == sign_colour(-2)


def test_dense_screens_get_more_dots():
    figure = widgets.sum_walk()
    figure.picture.pixel_ratio = 2.0
    assert pixels(figure.picture.png).shape == (2 * figure.scene.height, 2 * figure.scene.width, 3)
    assert figure.picture.width == figure.scene.width


def test_error_is_shown_under_the_picture_raised_and_gone_afterwards():
    figure = widgets.sum_walk()
    right = figure._show

    def broken(**_):
        raise RuntimeError("the chalk is broken")

    figure._show = broken
    with pytest.raises(RuntimeError):
        figure.controls["b"].value = 5
    assert "This picture could not be drawn" in figure.picture.error
    assert "RuntimeError: the chalk is broken" in figure.picture.error
    figure._show = right
    figure.controls["b"].value = 6
    assert figure.picture.error == ""
    assert "z = 42" in figure.picture.alt


def test_several_controls_at_once_are_one_message():
    figure = widgets.half_plane()
    frames = []
    figure.picture.observe(lambda change: frames.append(change), "png")
    figure.set(w1=-1, w2=0.5, b=2)
    assert len(frames) == 1


def test_memory_does_not_grow():
    figure = widgets.sum_walk()

    def move(times: int) -> None:
        for i in range(times):
            figure.controls["b"].value = i % 40

    move(300)  # fills the caches of letters and layouts
    gc.collect()
    before = sys.getallocatedblocks()
    move(1000)
    gc.collect()
    assert sys.getallocatedblocks() - before < 500  # half an object an event


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
    for make in (widgets.neuron_diagram, widgets.sum_walk):
        with pytest.raises(ValueError, match="1 to 4 inputs"):
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
    figure = widgets.half_plane(weights=[1, -1.5], bias=1)
    for place in ([2, 3], [-4, 1]):
        drag(figure, 1, 1, *place)
        assert line_value(figure, *place) == pytest.approx(0, abs=ROUNDED_B)
        assert (figure.values["w1"], figure.values["w2"]) == (1, -1.5)


def test_dragging_the_end_turns_the_line_about_its_middle_and_keeps_the_length_of_w():
    figure = widgets.half_plane(weights=[1, -1.5], bias=1)
    for gesture in range(1, 26):  # each a new drag: roundings must not add up
        middle = figure.scene.handles[1]
        place = middle + 2 * np.array([np.cos(gesture / 4), np.sin(gesture / 4)])
        drag(figure, gesture, 2, *place)
        assert line_value(figure, *middle) == pytest.approx(0, abs=ROUNDED_B)
        assert line_value(figure, *place) == pytest.approx(0, abs=ROUNDED_B + 2 * ROUNDED_W)
        assert np.hypot(figure.values["w1"], figure.values["w2"]) == pytest.approx(np.hypot(1, 1.5), abs=ROUNDED_W)


def test_turning_stops_at_the_sliders_ends_without_leaving_the_pointer():
    figure = widgets.half_plane(weights=[2, 2], bias=0)
    drag(figure, 1, 2, *(figure.scene.handles[1] + [0, 3]))
    assert (abs(figure.values["w1"]), figure.values["w2"]) == (2, 0)


def test_dragged_values_are_those_the_sliders_can_stand_at():
    slider = Slider("w", 0, -2, 2, 0.05)
    assert [slider.nearest(value) for value in (0.024, 0.026, -1.414, 7, -7)] == [0, 0.05, -1.4, 2, -2]


def test_dragging_the_point_stays_on_the_map():
    figure = widgets.half_plane()
    drag(figure, 1, 0, 9, -1.5)
    assert (figure.values["x1"], figure.values["x2"]) == (5, -1.5)


def test_both_weights_zero_is_said_in_words_and_leaves_only_the_point_to_drag():
    figure = widgets.half_plane()
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
    figure = widgets.one_pixel_hidden()
    figure.set(x=x, crossed=0)
    assert [words.removesuffix(".").split(": ")[1] for words in figure.picture.summary.split(". ")[3:]] == [
        black,
        white,
    ]


def test_crossed_weights_put_both_out_at_grey():
    figure = widgets.one_pixel_hidden()
    lit = {}
    for x in np.arange(0, 11) / 10:
        figure.set(x=x, crossed=-1)
        lit[round(x, 1)] = figure.picture.summary.split("The neuron", 1)[1].count(" lit")
    assert [x for x, count in lit.items() if count == 0] == [0.4, 0.5, 0.6]
    assert set(lit.values()) == {0, 1}


def test_weight_does_nothing_at_a_black_pixel():
    figure = widgets.one_pixel()
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
