"""The training cockpit: it trains, pauses and stops at once, and lets others have their turn."""

import asyncio
import copy
import io
import re

import numpy as np
import pytest
from PIL import Image

from helpers import data, nn
from helpers.data import LabelledImages
from helpers.widgets import live_training
from tests.cockpits import (
    EVERY,
    FEW,
    STEPS,
    cockpit,
    run,
    shown,
    steady_clock,  # noqa: F401
    steps_done,
    weights,
    written,
)

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
