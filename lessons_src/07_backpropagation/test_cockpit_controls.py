"""The training cockpit's sliders and views, while it trains and at rest."""

import io

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from helpers import data, language, nn, widgets
from helpers.data import LabelledImages
from helpers.models import cockpit as model
from helpers.widgets import live_training
from lesson_backpropagation import cockpit as module
from tests.cockpits import (
    EVERY,
    STEPS,
    cockpit,
    diverging,
    run,
    shown,
    steady_clock,  # noqa: F401
    steps_done,
    weights,
    written,
)

# ---------------------------------------------------------------- sliders


def test_learning_rate_and_momentum_apply_at_once(steady):
    figure = cockpit(epochs=500)
    figure.set(rate=module.RATES.index(0.5), momentum=0)
    moved = {}

    def step(rate, momentum):
        figure.set(rate=module.RATES.index(rate), momentum=momentum)
        before = weights(figure.network)
        figure._learn(live_training.perf_counter() + 0.02)  # three steps
        return np.abs(weights(figure.network) - before).max()

    for rate in (0.5, 0.001):
        moved[rate] = step(rate, 0)
    assert 0 < moved[0.001] < moved[0.5] / 50
    assert moved[0.001] < step(0.001, 0.95) < moved[0.5] / 10
    assert float(figure.run._momentum) == pytest.approx(0.95)
    assert "learning rate 0.001, momentum 0.95" in figure.picture.summary


def test_sliders_answer_while_it_trains():
    figure, seen = cockpit(epochs=500), []

    def move(turn):
        if steps_done(figure) > 20 and not seen:
            figure.controls["rate"].value = 0
            seen.append(figure.picture.summary)
            assert figure._task
        elif steps_done(figure) > 60:
            figure.pause()

    run(figure, move)
    assert "learning rate 0.001" in seen[0]


@pytest.mark.parametrize(("control", "value", "plan"), [
    ("neurons", 32, "784–32–32–10, batches of 32"),
    ("layers", 1, "784–16–10, batches of 32"),
    ("batch_size", 0, "784–16–16–10, batches of 8"),
])  # fmt: skip
def test_layers_and_batches_apply_at_the_next_start_and_say_so(control, value, plan):
    figure, said = cockpit(epochs=500), []

    def move(turn):
        if len(figure.history) == 2 and not said:
            figure.controls[control].value = value
            said.append(figure.picture.summary)
            assert figure.network.sizes == [784, 16, 16, 10]
        elif len(figure.history) > 2:
            figure.pause()

    run(figure, move)
    note = f"At the next start: {plan}."
    assert said[0].endswith(note)
    assert figure.picture.summary.endswith(note)
    assert f"at the next start: {plan}" in written(figure)
    assert len(figure.history) == 3
    run(figure, lambda turn: figure.history and figure.pause())
    assert figure.history[0].epoch == 1
    assert plan.startswith("–".join(map(str, figure.network.sizes)))
    assert figure.run.batch.steps == (63 if control == "batch_size" else STEPS)
    assert f"{plan}, learning rate" in figure.picture.summary
    assert "next start" not in figure.picture.alt


def test_choosing_the_old_layers_again_goes_on():
    figure = cockpit(epochs=1)
    run(figure)
    figure.set(neurons=64)
    figure.set(neurons=16)
    assert "next start" not in figure.picture.summary
    run(figure)
    assert len(figure.history) == 2


# ---------------------------------------------------------------- views

VIEWS = ["curves", "matrix", "mistakes"]
JUDGED = VIEWS[1:]
each_judged = pytest.mark.parametrize("view", JUDGED)


@pytest.fixture
def judgings(monkeypatch):
    """Grows whenever the network answers all validation images for a view."""
    calls, forward = [], model.forward
    monkeypatch.setattr(model, "forward", lambda *given: (calls.append(given), forward(*given))[1])
    return calls


def judged(figure) -> list[str]:
    """What the views of the validation images must say of the network as it is now."""
    digits = figure.run.digits
    images, labels = digits.pixels(slice(500, None)), digits.labels[500:]
    outputs = figure.network(images)
    matrix = nn.confusion_matrix(labels, outputs.argmax(axis=1), 10)
    worst = 500 + (-np.log(np.maximum(outputs[np.arange(100), labels], 1e-37))).argmax()
    return [f"{matrix.trace()} of 100 right", f"image {worst}, label {digits.classes[digits.labels[worst]]}"]


def is_up_to_date(figure) -> None:
    for view, words in zip(JUDGED, judged(figure), strict=True):
        figure.set(view=view)
        assert words in figure.picture.alt


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
def test_views_show_the_network_as_it_is_on_the_validation_images(name, steady):
    every = data.load(name)
    figure = cockpit(digits=LabelledImages(every.images[:600], every.labels[:600], every.classes, name), epochs=500)

    def in_the_middle(view, start):
        """Of an epoch, with the network judged since the last one."""
        return (
            steps_done(figure) > start + 50
            and figure.run.batch.step < 12
            and (view == "curves" or figure.run.knows_outputs)
        )

    is_up_to_date(figure)
    for view in VIEWS:
        figure.set(view=view)
        start = steps_done(figure)
        run(figure, lambda turn, view=view, start=start: in_the_middle(view, start) and figure.pause())
        is_up_to_date(figure)
    before = judged(figure)
    figure.stop()
    is_up_to_date(figure)
    assert judged(figure) != before


def test_stop_puts_the_matrix_back_too():
    figure, fresh = cockpit(epochs=500), cockpit(epochs=500)
    fresh.set(view="matrix")
    figure.set(view="matrix")
    run(figure, lambda turn: len(figure.history) > 2 and figure.stop_button.click())
    assert shown(figure) == shown(fresh)


@each_judged
def test_a_view_is_renewed_after_each_epoch_not_with_each_picture(view, steady, judgings, monkeypatch):
    figure = cockpit(epochs=8)
    figure.set(view=view, batch_size=0)  # another plan, of 63 steps an epoch
    judgings.clear()
    moments, updates, update = [], [], figure.scene.update
    monkeypatch.setattr(figure.scene, "update", lambda content: (updates.append(content), update(content)))
    figure.picture.observe(lambda _change: moments.append((len(figure.history), len(judgings), len(updates))), "png")
    run(figure)
    assert len(moments) >= 2 * 8  # two pictures an epoch, or more
    assert moments[:-1] == [(epochs, epochs + 1, epochs + 1) for epochs, *_counts in moments[:-1]]
    assert moments[-1] == (8, 9, 9)


def test_curves_alone_cost_no_judging(judgings):
    figure = cockpit(epochs=3)
    run(figure)
    figure.set(rate=1, neurons=8)
    figure.stop()
    assert judgings == []
    assert list(figure._scenes) == ["curves"]
    figure.set(view="matrix")
    figure.set(label=3)
    figure.set(rate=2)
    figure.set(view="mistakes")
    assert len(judgings) == 1


def test_view_changes_while_it_trains():
    figure, seen = cockpit(epochs=500), {}

    def change(turn):
        views = [view for view in VIEWS if len(figure.history) >= 2 * VIEWS.index(view)]
        if views[-1] not in seen:
            before = figure.picture.png
            figure.controls["view"].value = views[-1]
            assert views[-1] == "curves" or figure.picture.png != before
            seen[views[-1]] = figure.picture.alt
            assert figure._task
        elif len(figure.history) > 5:
            figure.pause()

    run(figure, change)
    for view, words in zip(VIEWS, ("Curves of the loss", "A table of 10", "The twelve images"), strict=True):
        assert seen[view].startswith(words)
        epochs = 2 * VIEWS.index(view)
        assert f"After epoch {epochs} of 500" in seen[view] if epochs else "Before training" in seen[view]


@pytest.mark.parametrize("view", VIEWS)
def test_progress_is_seen_in_every_view(view):
    figure = cockpit(epochs=4)
    figure.set(view=view)
    assert "not trained here yet" in written(figure)
    assert figure.picture.summary.startswith("Before training: validation loss ")
    run(figure, lambda turn: len(figure.history) == 2 and figure.pause())
    epoch, step = figure.run.batch.epoch, figure.run.batch.step
    assert f"epoch {epoch} of 4, step {step} of {STEPS}" in written(figure)
    assert figure.picture.summary.startswith("After epoch 2 of 4: training loss ")
    figure.set(neurons=64)
    assert "784–16–16–10, batches of 32, learning rate 0.05, momentum 0.9" in written(figure)
    assert "at the next start: 784–64–64–10, batches of 32" in written(figure)
    assert "At the next start: 784–64–64–10, batches of 32." in figure.picture.summary
    assert ("Judged on the validation images." in figure.picture.summary) == (view != "curves")
    assert ("validation images" in written(figure)) == (view != "curves")


@pytest.mark.parametrize("tag", ["en", "pt-BR"])
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_the_strip_keep_apart(view, tag):
    language.use(tag)
    figure = cockpit(epochs=100)
    run(figure, lambda turn: steps_done(figure) > 3 and figure.pause())
    figure.run.batch = nn.Batch(100, 6875, 6875, None)
    figure.set(view=view, layers=2, neurons=64, batch_size=6, rate=module.RATES.index(0.001), momentum=0.95)
    figure.run.plan = model.Plan([784, 64, 64, 10], 256)
    figure.run.network = nn.Network([784, 64, 64, 10])
    figure._redraw()
    scene = figure.scene
    strip = scene.strip if view == "curves" else figure._strips[view]
    renderer = scene.canvas.get_renderer()
    progress, *others = (strip.progress.get_window_extent(renderer), *_extents(strip.settings, renderer))
    bar = strip.bar.get_window_extent(renderer)
    assert bar.x0 < progress.x0 - 4
    assert progress.x1 < 10 * strip.RIGHT - 4
    (settings, later) = others
    note = [
        text for text in scene.figure.findobj(Text) if text.get_text() in ("validation images", "imagens de validação")
    ]
    assert settings.x0 > 0
    assert settings.x1 < (note[0].get_window_extent(renderer).x0 if note else 850) - 10
    assert later.x0 > 10 * strip.RIGHT + 10
    assert later.x1 < 846


def _extents(lettering, renderer) -> list:
    """Where each word of a lettering lies."""
    words, extents = lettering.words, []
    for word in words:
        lettering.write([word])
        extents.append(lettering.get_window_extent(renderer))
    lettering.write(words)
    return extents


def test_each_view_has_its_own_controls_under_the_buttons():
    figure = cockpit()
    common = ["layers", "neurons", "batch_size", "rate", "momentum", "view"]
    for view, own in (("curves", []), ("matrix", ["label", "answer"]), ("mistakes", ["rank"]), ("curves", [])):
        figure.set(view=view)
        parts = figure.children[0].children
        assert parts[6].children == (figure.start_button, figure.stop_button)
        assert parts[:6] + parts[7:] == tuple(figure.controls[name] for name in common + own)
        sliders = [part for part in parts if isinstance(part, widgets.Slider)]
        assert figure.picture.readouts == [slider.written(slider.value) for slider in sliders]


def test_a_cell_and_an_image_are_pointed_at():
    figure = cockpit()

    def point(x, y):
        figure.picture.pointer = {"gesture": 0, "handle": -1, "axes": 0, "x": x, "y": y}
        return tuple(figure.controls[name].value for name in ("label", "answer", "rank"))

    start = point(40, 20)
    assert not figure.picture.hovers
    figure.set(view="matrix")
    assert figure.picture.hovers
    scene = figure.scene
    assert point(scene.columns[4], scene.rows[7]) == (7, 4, start[2])
    assert "Images of 7 taken for 4: " in figure.picture.summary
    figure.set(view="mistakes")
    x, y = figure.scene._corner(6)
    assert point(x + 1, y + 1) == (7, 4, 7)
    assert "Number 7 of the worst" in figure.picture.summary
    assert figure.picture.axes == figure.scene.axes_boxes()
    figure.set(view="curves")
    assert not figure.picture.hovers
    assert point(scene.columns[1], scene.rows[1]) == (7, 4, 7)


def test_pictures_of_all_views_are_of_one_size():
    figure, sizes = cockpit(), set()
    for view in VIEWS:
        figure.set(view=view)
        sizes.add(Image.open(io.BytesIO(figure.picture.png)).size)
    assert sizes == {(850, 480)}


def test_other_than_ten_classes_or_too_few_images_have_curves_only():
    letters = LabelledImages(EVERY.images[:600], EVERY.labels[:600], tuple("abcdefghijkl"))
    few = LabelledImages(EVERY.images[:60], EVERY.labels[:60], EVERY.classes)
    for digits in (letters, few):
        figure = cockpit(digits=digits, epochs=1)
        assert [value for _words, value in figure.controls["view"].options] == ["curves"]
        run(figure)
        assert len(figure.history) == 1
    assert [value for _words, value in cockpit().controls["view"].options] == VIEWS


@each_judged
def test_a_network_about_to_diverge_can_be_looked_at(view):
    figure = diverging()
    figure.network.layers[-1].weights[:] = np.float32(1e38)
    figure.set(view=view)
    figure.stop()
    figure.set(rate=3, momentum=0)
    run(figure, lambda turn: figure.history and figure.pause())
    assert figure.picture.error == ""


@each_judged
def test_diverging_in_another_view(view):
    figure = diverging()
    figure.set(view=view)
    run(figure)
    assert "training diverged" in figure.picture.error
    assert figure.picture.summary.startswith("Before training")
    is_up_to_date(figure)
