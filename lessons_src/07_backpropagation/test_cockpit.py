"""The training cockpit: it trains, pauses and stops at once, answers its sliders meanwhile, and survives what goes wrong."""

import asyncio
import copy
import io
import itertools
import re

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from helpers import data, language, nn, widgets
from helpers.data import LabelledImages
from helpers.figures.lettering import Lettering
from helpers.models import cockpit as model
from helpers.widgets import cockpit as module
from helpers.widgets import live_training
from lesson_backpropagation import figures

EVERY = data.load()
FEW = LabelledImages(EVERY.images[:600], EVERY.labels[:600], EVERY.classes)  # 500 to learn from, 100 for validation
STEPS = 16  # an epoch: 500 images in batches of 32


def cockpit(network=None, digits=FEW, **arguments):
    return figures.training_cockpit(network, digits, **arguments)


def run(figure, during=lambda turn: None) -> None:
    """Press Start and wait for the end; `during(turn)` is called whenever the training gives others a turn."""

    async def press():
        figure.start_button.click()
        turn = 0
        while figure._task or turn == 0:
            await asyncio.sleep(0)
            during(turn)
            turn += 1

    asyncio.run(press())


@pytest.fixture
def steady(monkeypatch):
    """A clock for the cockpit that goes on by 5 ms whenever it is looked at; what it shows is in `now`."""
    ticks = itertools.count()
    for where, clock in ((module, "perf_counter"), (live_training, "perf_counter"), (live_training, "process_time")):
        monkeypatch.setattr(where, clock, lambda: 0.005 * next(ticks))


def steps_done(figure) -> int:
    return (figure.run.batch.epoch - 1) * figure.run.batch.steps + figure.run.batch.step if figure.run.batch else 0


def written(figure) -> list[str]:
    words = [word for part in figure.scene.figure.findobj(Lettering) for _x, _y, word in part.words]
    return [*words, *(text.get_text() for text in figure.scene.figure.findobj(Text))]


def weights(network) -> np.ndarray:
    return np.concatenate([parameter.ravel() for parameter in network.parameters])


def shown(figure) -> tuple:
    return figure.picture.png, figure.picture.alt, figure.picture.summary, figure.picture.error


# ---------------------------------------------------------------- training


def test_start_trains_until_all_epochs_are_done():
    figure = cockpit(epochs=6)
    before = figure.run.before
    assert (figure.history, figure.run.batch) == ([], None)
    assert "not trained here yet" in written(figure)
    run(figure)
    assert [record.epoch for record in figure.history] == [1, 2, 3, 4, 5, 6]
    first, last = figure.history[0], figure.history[-1]
    assert last.accuracy > first.accuracy + 0.2
    assert last.loss < first.loss
    assert last.validation_accuracy > before[1] + 0.3
    assert figure.picture.summary.startswith(f"After epoch 6 of 6: training loss {round(last.loss, 3):g}, accuracy ")
    assert f"validation: {100 * last.validation_accuracy:g}%" in written(figure)
    assert f"epoch 6 of 6, step {STEPS} of {STEPS}" in written(figure)
    strip = figure.scene.strip
    assert strip.bar.get_width() == pytest.approx(strip.RIGHT - strip.LEFT)
    assert figure.start_button.description == "Start"


def test_it_trains_the_network_it_shows_as_the_engine_does():
    figure = cockpit(epochs=2)
    run(figure)
    network = nn.Network([784, 16, 16, 10])
    options = {"epochs": 2, "batch_size": 32, "learning_rate": np.float32(0.05), "momentum": np.float32(0.9)}
    rest = FEW.pixels(slice(500, None)), FEW.labels[500:]
    expected = list(
        nn.train(network, FEW.pixels, FEW.labels[:500], **options, validation=rest, rng=np.random.default_rng(0))
    )
    assert figure.history == expected
    assert weights(figure.network) == pytest.approx(weights(network))
    tiles = np.asarray(figure.scene.weights.get_array())
    red, _green, blue = np.moveaxis(tiles[30:58, 59:87].astype(int), -1, 0)  # of the second row the third: neuron 6
    neuron = figure.network.layers[0].weights[6].reshape(28, 28)
    strong = np.abs(neuron) > 0.1 * np.abs(neuron).max()
    assert np.array_equal((blue > red)[strong], (neuron > 0)[strong])


def test_curves_hold_every_record():
    figure = cockpit(epochs=3)
    run(figure)
    (loss, judged_loss), (accuracy, judged_accuracy) = figure.scene.curves
    records = figure.history
    assert loss.get_xydata().tolist() == [[r.epoch, r.loss] for r in records]
    assert accuracy.get_ydata().tolist() == pytest.approx([100 * r.accuracy for r in records])
    assert judged_loss.get_ydata().tolist() == [figure.run.before[0], *(r.validation_loss for r in records)]
    assert judged_accuracy.get_xdata().tolist() == [0, 1, 2, 3]
    for plot in figure.scene.plots:
        assert plot.get_xlim() == (0, 3)
        for line in plot.lines:
            y = line.get_ydata()
            assert plot.get_ylim()[0] <= min(y) <= max(y) <= plot.get_ylim()[1]


def test_start_at_the_end_goes_on_for_as_many_epochs():
    figure = cockpit(epochs=2)
    run(figure)
    half = weights(figure.network)
    run(figure)
    assert [record.epoch for record in figure.history] == [1, 2, 3, 4]
    assert not np.array_equal(weights(figure.network), half)
    assert figure.scene.plots[0].get_xlim() == (0, 4)
    longer = cockpit(epochs=4)
    run(longer)
    assert longer.history == figure.history


def test_validation_takes_the_last_5000_and_the_test_set_is_left_alone():
    figure = cockpit(digits=EVERY)
    assert len(figure.run.examples[1]) == 55_000
    assert np.array_equal(figure.run.validation[1], EVERY.labels[55_000:])
    assert np.array_equal(figure.run.validation[0](np.arange(5_000)), EVERY.pixels(slice(55_000, None)))


def test_it_starts_from_a_given_network_and_leaves_that_alone():
    trained = nn.Network.load(data.PRETRAINED)
    kept = weights(trained)
    figure = cockpit(trained, epochs=1)
    assert np.array_equal(weights(figure.network), kept)
    accuracy = (trained(FEW.pixels(slice(500, None))).argmax(axis=1) == FEW.labels[500:]).mean()
    assert f"validation accuracy {100 * accuracy:g}%" in figure.picture.summary
    assert [plot.get_ylim()[0] for plot in figure.scene.plots] == [0, 90]
    run(figure)
    assert np.array_equal(weights(trained), kept)
    assert not np.array_equal(weights(figure.network), kept)
    assert figure.history[0].accuracy > 0.9


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
@pytest.mark.parametrize(
    ("layers", "sizes", "tiles"), [(0, [784, 10], 10), (1, [784, 4, 10], 4), (2, [784, 4, 4, 10], 4)]
)
def test_every_number_of_layers_trains(name, layers, sizes, tiles):
    every = data.load(name)
    figure = cockpit(digits=LabelledImages(every.images[:600], every.labels[:600], every.classes, name), epochs=2)
    figure.set(layers=layers, neurons=4)
    run(figure)
    assert figure.network.sizes == sizes
    assert figure.history[1].loss < figure.history[0].loss
    assert f"the weights of {tiles} neurons" in figure.picture.alt


@pytest.mark.parametrize(
    "sizes", [[784, 16, 16, 16, 10], [784, 16, 8, 10], [784, 15, 10], [784, 68, 10], [100, 16, 10], [784, 16, 9]]
)
def test_network_that_the_sliders_cannot_describe_is_refused(sizes):
    with pytest.raises(
        ValueError,
        match=r"such as Network\(\[784, 16, 16, 10\]\); given Network " + re.escape("–".join(map(str, sizes))),
    ):
        cockpit(nn.Network(sizes))


def test_only_a_softmax_network_is_taken():
    assert cockpit(copy.deepcopy(nn.Network([784, 16, 10]))).network.sizes == [784, 16, 10]
    with pytest.raises(ValueError, match="10 outputs with softmax"):
        cockpit(nn.Network([784, 16, 10], output=nn.sigmoid))
    with pytest.raises(TypeError, match=r"must be a Network of helpers.nn; given \[784, 10\]"):
        cockpit([784, 10])


# ---------------------------------------------------------------- others get their turn


def test_slices_are_short_and_pictures_regular(steady, monkeypatch):
    figure, counts, drawn, sleep = cockpit(epochs=8), [0], [], asyncio.sleep

    async def count(seconds):
        assert seconds > 0, "sleep(0) lets nobody else have a turn for long"
        counts.append(steps_done(figure))
        await sleep(0)

    redraw = figure._redraw
    monkeypatch.setattr(figure, "_redraw", lambda: (drawn.append(live_training.perf_counter()), redraw()))

    async def press():
        figure.start()
        await figure._task

    monkeypatch.setattr(asyncio, "sleep", count)
    asyncio.run(press())
    slices = np.diff(counts)
    assert slices.max() == 3  # of 5 ms each
    assert slices.sum() == 8 * STEPS
    assert 0 in slices  # a picture has a slice of its own
    assert counts.count(STEPS - 1) == 1  # the last step of an epoch, and the judging, too
    assert len(drawn) > 8
    assert np.diff(drawn[:-1]).max() < 0.15


def test_pause_holds_at_once_and_start_goes_on():
    figure, seen = cockpit(epochs=500), []

    def pause_after_a_while(turn):
        if steps_done(figure) > 40 and not seen:
            assert (figure.start_button.description, figure.start_button.icon) == ("Pause", "pause")
            figure.start_button.click()
            seen.append(steps_done(figure))

    run(figure, pause_after_a_while)
    assert steps_done(figure) == seen[0]
    assert (figure.start_button.description, figure.start_button.icon) == ("Start", "play")
    epoch, step = figure.run.batch.epoch, figure.run.batch.step
    assert f"epoch {epoch} of 500, step {step} of {STEPS}" in written(figure)
    held, records = weights(figure.network), list(figure.history)
    assert len(records) == figure.run.batch.epoch - (step < STEPS)

    run(figure, lambda turn: steps_done(figure) > seen[0] and figure.pause())
    assert steps_done(figure) > seen[0]
    assert figure.history[: len(records)] == records
    assert not np.array_equal(weights(figure.network), held)


def test_a_pause_changes_nothing_in_the_result():
    paused = cockpit(epochs=3)
    for _press in range(1000):
        run(paused, lambda turn: paused.pause())
        if len(paused.history) == 3:
            break
    straight = cockpit(epochs=3)
    run(straight)
    assert paused.history == straight.history
    assert np.array_equal(weights(paused.network), weights(straight.network))


def test_two_presses_in_a_row_do_nothing():
    figure = cockpit()

    async def press():
        figure.start_button.click()
        figure.start_button.click()
        await asyncio.sleep(0.01)

    asyncio.run(press())
    assert (figure._task, steps_done(figure), figure.start_button.description) == (None, 0, "Start")


def test_start_while_it_trains_starts_no_second_training():
    figure = cockpit(epochs=1)

    async def press():
        figure.start()
        figure.start()
        assert len(asyncio.all_tasks()) == 2  # this one and the training
        await figure._task

    asyncio.run(press())
    assert len(figure.history) == 1


@pytest.mark.parametrize("given", [None, nn.Network.load(data.PRETRAINED)])
def test_stop_puts_all_back(given):
    figure, fresh = cockpit(given, epochs=500), cockpit(given, epochs=500)
    run(figure, lambda turn: len(figure.history) > 2 and figure.stop_button.click())
    assert (figure.history, figure.run.batch, figure._task) == ([], None, None)
    assert np.array_equal(weights(figure.network), weights(fresh.network))
    assert shown(figure) == shown(fresh)
    run(figure, lambda turn: len(figure.history) > 1 and figure.pause())
    run(fresh, lambda turn: len(fresh.history) > 1 and fresh.pause())
    assert figure.history[:2] == fresh.history[:2]


def test_nothing_goes_on_after_stop():
    figure = cockpit(epochs=500)

    async def press():
        figure.start()
        await asyncio.sleep(0.05)
        figure.stop()
        await asyncio.sleep(0.05)

    asyncio.run(press())
    assert (figure.history, figure.run.batch) == ([], None)


def test_stop_goes_back_to_the_network_as_it_was_given():
    given = nn.Network([784, 16, 16, 10])
    figure, kept = cockpit(given), weights(given)
    given.layers[0].weights[:] = 0
    figure.stop()
    assert np.array_equal(weights(figure.network), kept)


def test_stop_works_when_nothing_trains():
    figure = cockpit()
    before = shown(figure)
    figure.stop_button.click()
    assert shown(figure) == before


def test_a_new_cockpit_pauses_the_old_one():
    old, made = cockpit(epochs=20), []

    def make_another(turn):
        if steps_done(old) > 20 and not made:
            cockpit()
            made.append(steps_done(old))

    run(old, make_another)
    assert steps_done(old) == made[0]
    assert old.start_button.description == "Start"


def test_starting_one_cockpit_pauses_another():
    one, two = cockpit(epochs=500), cockpit(epochs=1)

    async def press():
        one.start()
        await asyncio.sleep(0.02)
        two.start()
        done = steps_done(one)
        assert one._task is None
        await two._task
        assert steps_done(one) == done

    asyncio.run(press())
    assert len(two.history) == 1


def test_stopping_one_at_rest_leaves_the_one_that_trains_alone():
    one, two = cockpit(epochs=500), cockpit()

    async def press():
        one.start()
        two.stop()
        await asyncio.sleep(0.02)
        assert one._task
        cockpit()
        assert one._task is None

    asyncio.run(press())
    assert steps_done(one) > 0


def test_a_closed_cockpit_trains_no_more():
    figure, closed = cockpit(epochs=20), []

    def close(turn):
        if steps_done(figure) > 20 and not closed:
            figure.close()
            closed.append(steps_done(figure))

    run(figure, close)
    assert steps_done(figure) == closed[0]


def test_a_cockpit_that_is_at_rest_is_not_held():
    figure = cockpit(epochs=1)
    run(figure)
    assert live_training.LiveTraining._at_work is None


def test_pictures_are_small_while_it_trains_and_sharp_afterwards():
    figure = cockpit(epochs=500)
    figure.picture.pixel_ratio = 2.0
    widths = []
    figure.picture.observe(lambda change: widths.append(Image.open(io.BytesIO(change["new"])).width), "png")

    def look(turn):
        if turn == 20:
            figure.set(view="matrix")
        if len(widths) > 3:
            figure.pause()

    run(figure, look)
    assert widths == [850] * 4 + [1700]
    figure.set(view="curves")
    assert widths[-1] == 1700


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


# ---------------------------------------------------------------- what goes wrong


def diverging():
    figure = cockpit(nn.Network([784, 64, 64, 10], nn.linear), epochs=50)
    figure.set(rate=len(module.RATES) - 1, momentum=0.95)
    return figure


@pytest.mark.parametrize(
    ("tag", "hint"), [("en", "Choose a smaller learning rate"), ("pt-BR", "taxa de aprendizado menor")]
)
def test_diverging_is_said_and_the_cockpit_stays_usable(tag, hint, monkeypatch):
    language.use(tag)
    figure = diverging()
    broken = nn.Diverged("training diverged in epoch 1, step 3")

    def steps(*_arguments, **_options):
        yield nn.Batch(1, 1, 2, None)
        raise broken

    with monkeypatch.context() as patch:
        patch.setattr(nn, "train_steps", steps)
        figure.stop()
        run(figure)
    assert hint in figure.picture.error
    assert "training diverged in epoch 1, step 3" in figure.picture.error
    assert (figure._task, figure.history) == (None, [])
    figure.stop()
    assert figure.picture.error == ""
    figure.set(rate=3, momentum=0)
    run(figure, lambda turn: figure.history and figure.pause())
    assert figure.picture.error == ""
    assert np.isfinite(weights(figure.network)).all()


def test_a_network_that_really_diverges():
    figure = diverging()
    run(figure)
    assert "training diverged" in figure.picture.error
    assert np.isfinite(weights(figure.network)).all()
    figure.set(rate=2, momentum=0)
    run(figure, lambda turn: figure.history and figure.pause())
    assert figure.history[0].loss < 3


def test_an_error_is_shown_and_raised(monkeypatch):
    figure = cockpit()

    def broken(*_arguments, **_options):
        raise RuntimeError("the chalk is broken")
        yield

    monkeypatch.setattr(nn, "train_steps", broken)
    figure.stop()
    raised = []

    async def press():
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: raised.append(context))
        figure.start()
        task = figure._task
        with pytest.raises(RuntimeError, match="the chalk is broken"):
            await task

    asyncio.run(press())
    assert "RuntimeError: the chalk is broken" in figure.picture.error
    assert figure.start_button.description == "Start"


@pytest.mark.parametrize(
    ("tag", "names"), [("en", ["Start", "Stop and reset"]), ("pt-BR", ["Iniciar", "Parar e zerar"])]
)
def test_buttons_speak_the_language_of_the_notebook(tag, names):
    language.use(tag)
    figure = cockpit()
    assert [figure.start_button.description, figure.stop_button.description] == names
