"""Pictures and live figures: every control at its ends, words and pictures that follow, drags, errors that are shown."""

import gc
import io
import itertools
import random
import re
import sys
import weakref
from collections.abc import Callable

import numpy as np
import pytest
from ipywidgets import Checkbox, Widget
from matplotlib.text import Text
from PIL import Image

from helpers import language, nn, widgets
from helpers.figures import Scene
from helpers.figures.style import BLUE, ORANGE, sign_colour
from helpers.lessons.folders import lesson_folders
from helpers.output import _Swap
from helpers.widgets import Choice, LiveFigure, Slider
from lesson_backpropagation.figures import training_cockpit
from lesson_playground.figures import playground
from lesson_weighted_sum_plus_bias.figures import half_plane, neuron_diagram, sum_walk
from tests.pictures import pixels

MANY = 64  # corners of the space of all controls that are tried


def live_figures() -> dict[str, Callable[[], LiveFigure]]:
    """What makes each live figure of the course, by lesson and name; the sweeps know of no other list."""
    found = {
        f"{lesson.name}, {name}": getattr(lesson.figures, name)
        for lesson in lesson_folders()
        for name in getattr(lesson.figures, "__all__", ())
    }
    return found | {
        "digit_pad": widgets.digit_pad,
        "neuron_diagram with activation": lambda: neuron_diagram([1, 1], [0, 5], 30, nn.double),
        "neuron_diagram of one input": lambda: neuron_diagram([2], [3], -2),
        "neuron_diagram of three inputs": lambda: neuron_diagram([2, 5, -1], [3, -6, 1], -2),
        "training_cockpit, confusion matrix": lambda: cockpit("matrix"),
        "training_cockpit, worst mistakes": lambda: cockpit("mistakes"),
    }


@pytest.mark.parametrize("lesson", lesson_folders(), ids=lambda lesson: lesson.name)
def test_every_figure_that_a_lesson_shows_is_tried_here(lesson):
    called = re.findall(r"\bfigures\.(\w+)\(", (lesson.path / "lesson.md").read_text(encoding="utf-8"))
    made = {name: getattr(getattr(lesson.figures, name, None), "__annotations__", {}).get("return") for name in called}
    figures = {name for name, kind in made.items() if isinstance(kind, type) and issubclass(kind, LiveFigure)}
    assert figures <= set(getattr(lesson.figures, "__all__", ())), "figures.py leaves it out of __all__"


def cockpit(view: str) -> LiveFigure:
    figure = training_cockpit()
    figure.set(view=view)
    return figure


@pytest.fixture(scope="module", params=live_figures().values(), ids=live_figures())
def make(request):
    return request.param


@pytest.fixture(scope="module", params=["pt-BR", "en"])
def tag(request):
    return request.param


@pytest.fixture(scope="module")
def shared(make, tag):
    """A live figure in a language; the sweeps share it, and leave it as they find it."""
    language.use(tag)
    figure = make()
    yield figure
    Widget.close_all()


@pytest.fixture
def figure(shared, tag):
    language.use(tag)
    return shared


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


def lay_out(scene: Scene) -> bytes:
    """Instead of a picture: its words get their places, and nothing is painted, which takes most of the time."""
    if scene._background is None:
        scene.figure.draw_without_rendering()
        scene._background = "laid out"
    return b""


def seen_texts(scene: Scene) -> list[Text]:
    """All texts of a picture but the tick labels that Matplotlib keeps ready beyond the ends of an axis."""
    texts = []
    for axes in scene.figure.axes:
        texts += axes.texts
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            low, high = sorted(axis.get_view_interval())
            texts += [axis.label] + [t.label1 for t in axis.get_major_ticks() if low <= t.get_loc() <= high]
    return texts


in_one_language = pytest.mark.parametrize(
    "tag", ["pt-BR"], indirect=True, scope="module"
)  # nothing differs in the other


def test_output_reads_well_without_a_kernel(figure):
    bundle = figure._repr_mimebundle_()
    assert bundle["text/plain"] == repr(figure) == figure.picture.alt != ""
    assert f'alt="{figure.scene.alt}"'.replace("&", "&amp;") in bundle["text/html"]
    assert f"data:image/png;base64,{bundle['image/png']}" in bundle["text/html"]
    assert all(control.description for control in figure.controls.values())


def test_letters_can_be_read_from_the_last_row(figure):
    sizes = [text.get_fontsize() for text in figure.scene.figure.findobj(Text) if text.get_text()]
    assert all(size >= 12 for size in sizes)


@in_one_language
def test_every_control_changes_picture_and_words(figure):
    before, start = shown(figure), figure.values
    for name, control in usable(figure).items():
        seen = []
        for position in positions(control):
            control.value = position
            seen.append(shown(figure))
            assert Image.open(io.BytesIO(figure.picture.png)).size == (figure.scene.width, figure.scene.height)
            assert not set("{}") & set("".join(seen[-1][1:]))
        png, alt, summary = (set(values) for values in zip(*seen, strict=True))
        assert len(png) == len(seen), f"{name}: the picture does not follow"
        assert len(summary) == len(seen), f"{name}: the summary does not follow"
        assert len(alt) == len(seen), f"{name}: the alt text does not follow"
        control.value = start[name]
    assert shown(figure) == before


@in_one_language
def test_parts_that_follow_are_marked_as_moving(figure):
    """What is not marked stays in the picture's background as it was first drawn."""
    start = figure.values
    figure.set(**{name: positions(control)[-1] for name, control in usable(figure).items()})
    figure.scene.repaint()
    assert figure.picture.png == figure.scene.png(), "something changes that is not marked with moving(…)"
    figure.set(**start)


def test_no_label_is_clipped_or_covered(figure, monkeypatch):
    scene, start = figure.scene, figure.values
    monkeypatch.setattr(scene, "png", lambda: lay_out(scene))
    names = list(usable(figure))
    tried = [positions(control) for control in usable(figure).values()]
    corners = list(itertools.islice(itertools.product(*([p[0], p[-1]] for p in tried)), MANY + 1))
    if len(corners) > MANY:  # then some that chance chooses
        choose = random.Random(0)
        corners = [[choose.choice((p[0], p[-1])) for p in tried] for _corner in range(MANY)]
    states = [dict(zip(names, corner, strict=True)) for corner in corners]
    states += [start | {name: place} for name, places in zip(names, tried, strict=True) for place in places[1:-1]]
    for state in states:
        figure.set(**state)
        renderer = scene.canvas.get_renderer()
        texts = [text for text in seen_texts(scene) if text.get_visible() and text.get_text().strip()]
        boxes = [Text.get_window_extent(text, renderer) for text in texts]
        for text, box in zip(texts, boxes, strict=True):
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= scene.width and box.y1 <= scene.height
            assert inside, f"{text.get_text()!r} leaves the picture at {state}"
        low, high = np.array([box.extents for box in boxes]).reshape(-1, 2, 2).swapaxes(0, 1)
        common = np.minimum(high[:, None], high) - np.maximum(low[:, None], low)  # width and height, for each pair
        pairs = np.argwhere(np.triu((common > 1).all(axis=-1), 1))
        covered = [(texts[one].get_text(), texts[two].get_text()) for one, two in pairs]
        assert covered == [], f"they overlap at {state}"
    monkeypatch.undo()
    scene.repaint()
    figure.set(**start)


def test_paper_stays_white_and_signs_keep_their_colours():
    picture = pixels(half_plane().picture.png)
    assert (picture[0, 0] == 255).all()
    assert sign_colour(2) == BLUE != ORANGE == sign_colour(-2)


def test_dense_screens_get_more_dots():
    figure = sum_walk()
    figure.picture.pixel_ratio = 2.0
    assert pixels(figure.picture.png).shape == (2 * figure.scene.height, 2 * figure.scene.width, 3)
    assert figure.picture.width == figure.scene.width


def test_error_is_shown_under_the_picture_raised_and_gone_afterwards():
    figure = sum_walk()
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
    figure = half_plane()
    frames = []
    figure.picture.observe(lambda change: frames.append(change), "png")
    figure.set(w1=-1, w2=0.5, b=2)
    assert len(frames) == 1


@pytest.mark.parametrize("make_one", [sum_walk, playground, widgets.quiz, _Swap])
def test_what_is_closed_is_forgotten(make_one):
    kept = weakref.ref(make_one())
    Widget.close_all()
    gc.collect()
    assert kept() is None


def test_memory_does_not_grow():
    figure = sum_walk()

    def move(times: int) -> None:
        for i in range(times):
            figure.controls["b"].value = i % 40

    move(240)  # fills the caches of letters and layouts
    gc.collect()
    before = sys.getallocatedblocks()
    move(300)
    gc.collect()
    assert sys.getallocatedblocks() - before < 150  # half an object an event
