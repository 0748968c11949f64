"""Pictures and live figures: every control at its ends, words and pictures that follow, drags, errors that are shown."""

import gc
import itertools
import random
import sys

import pytest
from ipywidgets import Checkbox
from matplotlib.text import Text

from helpers import language, nn, widgets
from helpers.figures import Scene
from helpers.figures.style import BLUE, ORANGE, sign_colour
from helpers.widgets import Choice, LiveFigure, Slider
from tests.pictures import pixels

FIGURES = {
    name: getattr(widgets, name)
    for name in widgets.__all__
    if name != "quiz" and not isinstance(getattr(widgets, name), type)
}
FIGURES["neuron_diagram with activation"] = lambda: widgets.neuron_diagram([1, 1], [0, 5], 30, nn.double)
FIGURES["neuron_diagram of one input"] = lambda: widgets.neuron_diagram([2], [3], -2)
FIGURES["neuron_diagram of three inputs"] = lambda: widgets.neuron_diagram([2, 5, -1], [3, -6, 1], -2)
FIGURES["training_cockpit, confusion matrix"] = lambda: cockpit("matrix")
FIGURES["training_cockpit, worst mistakes"] = lambda: cockpit("mistakes")


def cockpit(view: str) -> LiveFigure:
    figure = widgets.training_cockpit()
    figure.set(view=view)
    return figure


MANY = 512  # corners of the space of all controls that are tried

every_figure = pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
both_languages = pytest.mark.parametrize("tag", ["pt-BR", "en"])


def positions(control: Slider | Choice | Checkbox) -> list:
    """Where a control is tried: a slider at its ends and in the middle, a list at every entry."""
    if isinstance(control, Choice):
        return [value for _words, value in control.options]
    if isinstance(control, Checkbox):
        return [False, True]
    return [control.min, control.nearest((control.min + control.max) / 2), control.max]


def usable(figure: LiveFigure) -> dict[str, Slider | Choice]:
    """The controls that are seen: the cockpit hides those of its other views."""
    return {name: control for name, control in figure.controls.items() if control in figure.children[0].children}


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
    for name, control in usable(figure).items():
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
    names = list(usable(figure))
    tried = [positions(control) for control in usable(figure).values()]
    corners = list(itertools.islice(itertools.product(*([p[0], p[-1]] for p in tried)), MANY + 1))
    if len(corners) > MANY:  # then some that chance chooses
        choose = random.Random(0)
        corners = [[choose.choice((p[0], p[-1])) for p in tried] for _corner in range(60)]
    states = [dict(zip(names, corner, strict=True)) for corner in corners]
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
    assert all(size >= 12 for size in sizes)


@every_figure
@both_languages
def test_output_reads_well_without_a_kernel(make, tag):
    language.use(tag)
    figure = make()
    bundle = figure._repr_mimebundle_()
    assert bundle["text/plain"] == repr(figure) == figure.picture.alt != ""
    assert f'alt="{figure.scene.alt}"'.replace("&", "&amp;") in bundle["text/html"]
    assert f"data:image/png;base64,{bundle['image/png']}" in bundle["text/html"]
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
