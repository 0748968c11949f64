"""The playground's controls: they do what they say, and answer while it plays."""

import asyncio
import gc
import tracemalloc

import numpy as np
import pytest

from helpers import language
from helpers.models import SOLVED, Experiment, Settings
from helpers.widgets import live_training
from lesson_playground import figures
from lesson_playground.live_playground import LivePlayground, playground
from tests.playgrounds import (
    SPIRAL,
    no_waiting,  # noqa: F401
    play,
    weights,
    words,
)

# ---------------------------------------------------------------- from Python


def test_it_begins_as_the_public_one():
    figure = playground()
    values = figure.values
    assert [values[name] for name in ("learning_rate", "activation", "regularisation", "regularisation_rate")] == [
        0.03,
        "tanh",
        "none",
        0,
    ]
    assert [values[name] for name in ("dataset", "noise", "train_percent", "batch_size")] == ["circle", 0, 50, 10]
    assert [values[f"layer_{k}"] for k in range(1, 7)] == [4, 2, 0, 0, 0, 0]
    assert [name for name in ("x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2") if values[name]] == [
        "x1",
        "x2",
    ]
    assert not values["test"]
    assert not values["discretise"]


def test_choices_are_those_of_the_public_one():
    controls = playground().controls

    def choices(name):
        return [value for _words, value in controls[name].options]

    assert choices("learning_rate") == [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
    assert choices("regularisation_rate") == [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
    assert {"relu", "tanh", "sigmoid", "linear"} <= set(choices("activation"))
    assert {"none", "l1", "l2"} == set(choices("regularisation"))
    assert {"circle", "xor", "gauss", "spiral", "plane", "multi_gauss"} <= set(choices("dataset"))
    assert choices("layer_6") == list(range(9))
    for name, ends in {"noise": (0, 50), "train_percent": (10, 90), "batch_size": (1, 30)}.items():
        assert (controls[name].min, controls[name].max) == ends


def test_settings_from_python_are_shown_by_the_controls():
    figure = playground(**SPIRAL, noise=5, learning_rate=0.02, activation="relu", batch_size=7, seed=3)
    values = figure.values
    assert (values["dataset"], values["noise"], values["learning_rate"]) == ("spiral", 5, 0.02)
    assert (values["layer_1"], values["layer_2"], values["layer_3"]) == (8, 8, 0)
    assert values["sin_x1"]
    assert not values["x1_x2"]
    assert (figure.experiment.settings.batch_size, figure.desk.seed.value) == (7, 3)


def test_line_of_python_makes_the_same_playground_again():
    figure = playground()
    figure.set(
        dataset="gauss", noise=20, layer_3=5, activation="relu", learning_rate=0.1, regularisation="l2", x1_x2=True
    )
    figure.restart()
    figure.desk.new_points.click()
    again = eval(figure.desk.code.value, {"figures": figures})
    assert again.experiment.settings == figure.experiment.settings
    assert np.array_equal(weights(again), weights(figure))
    assert np.array_equal(again.experiment.train.x, figure.experiment.train.x)


def test_network_and_history_are_had_back():
    figure = playground(hidden=[3])
    figure.step()
    assert figure.network.sizes == [2, 3, 1]
    assert [record.epoch for record in figure.history] == [0, 1]


@pytest.mark.parametrize(
    "wrong", [{"dataset": "moon"}, {"hidden": [9]}, {"learning_rate": "fast"}, {"points": [[1, 2]]}]
)
def test_impossible_settings_are_refused(wrong):
    with pytest.raises(ValueError, match=r".{20}"):
        playground(**wrong)


# ---------------------------------------------------------------- playing


def test_play_learns_as_the_experiment_alone_does():
    figure = playground()
    play(figure, lambda: figure.experiment.epoch > 30)
    alone = Experiment(Settings())
    for _epoch in range(figure.experiment.epoch):
        alone.step()
    assert figure.history == alone.history
    assert words(figure).startswith(f"Epoch {alone.epoch}: training loss {round(alone.current.train_loss, 3):g}, ")
    assert figure.desk.play.description == "Play"


def test_slices_are_short_and_pictures_regular(waits):
    figure, slices, pictures = playground(), [], []
    figure.picture.observe(lambda _change: pictures.append(figure.experiment.epoch), "png")
    play(figure, lambda: figure.experiment.epoch > 60, lambda: slices.append(figure.experiment.epoch))
    assert min(waits) > 0, "sleep(0) lets nobody else have a turn for long"
    assert np.diff(slices).max() <= 4  # epochs of 5 ms
    between = np.diff(pictures[:-1])  # the last is that of the pause
    assert 3 <= between.min() <= between.max() <= 11  # 50 ms by this clock, which goes on with every look


def test_words_come_less_often_than_pictures():
    figure, pictures, told = playground(), [], []
    figure.picture.observe(lambda _change: told.append(live_training.perf_counter()), "summary")
    figure.picture.observe(pictures.append, "png")
    play(figure, lambda: len(told) > 3)
    assert len(pictures) > 20 * len(told)
    assert 2 <= np.diff(told[:-1]).min() <= np.diff(told[:-1]).max() <= 2.2, (
        "every 2 seconds; the last are at the pause"
    )
    assert words(figure).startswith(f"Epoch {figure.experiment.epoch:,}:")


def test_step_is_an_epoch_a_batch_or_an_example():
    figure = playground()
    figure.desk.step.click()
    assert (figure.experiment.epoch, figure.experiment.position) == (1, 0)
    figure.desk.unit.value = "batch"
    figure.desk.step.click()
    assert figure.experiment.position == 10
    assert "Of the next one 10 of 250 examples are done." in words(figure)
    assert len(figure.scene.rings.get_xdata()) == 10
    figure.desk.unit.value = "example"
    figure.desk.step.click()
    assert figure.experiment.position == 11
    assert len(figure.scene.rings.get_xdata()) == 1
    figure.restart()
    assert len(figure.scene.rings.get_xdata()) == 0


def test_examples_are_played_one_a_picture(monkeypatch):
    figure = playground()
    figure.desk.unit.value = "example"
    monkeypatch.setattr(figure, "FRAME", 0.001)
    drawn = []
    figure.picture.observe(lambda _change: drawn.append(figure.experiment.position), "png")
    play(figure, lambda: figure.experiment.position > 5)
    assert drawn[:5] == [1, 2, 3, 4, 5]


def test_restart_draws_new_weights_and_same_weights_are_had_again():
    figure = playground()
    first = weights(figure)
    figure.step()
    figure.desk.same_weights.click()
    assert np.array_equal(weights(figure), first)
    figure.desk.restart.click()
    assert figure.desk.seed.value == 1
    assert not np.array_equal(weights(figure), first)
    figure.desk.seed.value = 0
    assert np.array_equal(weights(figure), first)
    assert figure.experiment.epoch == 0


def test_new_points_keep_the_weights():
    figure = playground()
    figure.step()
    before, points = weights(figure), figure.experiment.train.x
    figure.desk.new_points.click()
    assert np.array_equal(weights(figure), before)
    assert not np.array_equal(figure.experiment.train.x, points)
    assert (figure.desk.data_seed.value, figure.experiment.epoch) == (1, 1)


def test_only_one_plays_at_a_time():
    async def play_both():
        one = playground()
        one.start()
        await asyncio.sleep(0)
        two = playground()  # as when a cell is run again
        assert not one._task
        two.start()
        one.start()
        assert not two._task
        one.close()
        assert LivePlayground._at_work is None

    asyncio.run(play_both())


def test_rates_change_while_it_plays_and_nothing_starts_again():
    figure = playground()

    def change():
        if figure.experiment.epoch > 20 and figure.controls["learning_rate"].value != 0.1:
            figure.set(learning_rate=0.1, regularisation="l2", regularisation_rate=0.003)

    play(figure, lambda: figure.experiment.epoch > 60, change)
    assert figure.experiment.settings.learning_rate == 0.1
    assert figure.history[-1].epoch > 60
    assert figure.history[0].epoch == 0


def test_other_layers_start_again_and_go_on_playing():
    figure = playground()

    def change():
        if figure.experiment.epoch > 20 and figure.controls["layer_3"].value == 0:
            figure.set(layer_3=3)
            assert figure.experiment.epoch == 0
            assert figure._task

    play(figure, lambda: figure.network.sizes == [2, 4, 2, 3, 1] and figure.experiment.epoch > 5, change)
    assert figure.network.sizes == [2, 4, 2, 3, 1]


def test_playing_draws_for_a_normal_screen():
    figure = playground()
    figure.picture.pixel_ratio = 2.0
    seen = []
    play(figure, lambda: figure.experiment.epoch > 10, lambda: seen.append(figure.scene.figure.dpi))
    assert set(seen) == {100}
    assert figure.scene.figure.dpi == 200


def test_spiral_is_solved_and_the_epoch_is_told():
    figure = playground(**SPIRAL)
    play(figure, lambda: figure._solved is not None)
    epoch = figure._solved
    alone = Experiment(Settings(**SPIRAL))
    losses = []
    while len(losses) < epoch:
        alone.step()
        losses.append(alone.spiral_loss)
    assert losses[-1] <= SOLVED < min(losses[:-1])
    assert f"Target reached in epoch {epoch}; the best so far: epoch {epoch}." in words(figure)
    figure.restart()
    assert "Target reached" not in words(figure)


# ---------------------------------------------------------------- for long


def test_memory_does_not_grow():
    language.use("en")
    figure = playground()
    values = {"learning_rate": (0.03, 0.1), "layer_2": (2, 5), "dataset": ("circle", "xor"), "noise": (0, 20)}

    def some_time():
        for k in range(6):
            figure.set(**{name: pair[k % 2] for name, pair in values.items()})
            figure._learn_once()
            figure._redraw()

    some_time()
    gc.collect()
    tracemalloc.start()
    some_time()
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for _round in range(4):
        some_time()
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 60_000
