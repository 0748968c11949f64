"""The playground's controls: they do what they say, answer while it plays, and odd input leaves it usable."""

import asyncio
import gc
import itertools
import sys
import tracemalloc
from datetime import UTC, datetime
from types import SimpleNamespace

import numpy as np
import pytest

from helpers import language
from helpers.models import SOLVED, Experiment, Settings
from helpers.widgets import live_training
from lesson_playground import figures
from lesson_playground.live_playground import LivePlayground, playground

SPIRAL = {"dataset": "spiral", "hidden": [8, 8], "features": ["x1", "x2", "sin_x1", "sin_x2"]}


def words(figure) -> str:
    return figure.picture.summary


def weights(figure) -> np.ndarray:
    return np.concatenate([parameter.ravel() for parameter in figure.network.parameters])


def play(figure, until, during=lambda: None) -> None:
    """Press Play, and Pause as soon as `until()` is true; `during()` is called whenever others have their turn."""

    async def press():
        figure.desk.play.click()
        for _turn in range(20_000):
            await asyncio.sleep(0)
            during()
            if until() or not figure._task:
                break
        else:
            raise AssertionError("it plays and plays")
        if figure._task:
            figure.desk.play.click()

    asyncio.run(press())


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """How long the playground has waited each time, in seconds. Here it takes no time, and its clock goes on by 5 ms
    whenever it is looked at: no test depends on how quick the machine is."""
    module, ticks, seconds = sys.modules[LivePlayground.__module__], itertools.count(), []

    async def wait(how_long):
        seconds.append(how_long)
        await asyncio.sleep(0)

    for where, clock in ((module, "perf_counter"), (live_training, "perf_counter"), (live_training, "process_time")):
        monkeypatch.setattr(where, clock, lambda: 0.005 * next(ticks))
    loop = asyncio.get_running_loop
    monkeypatch.setattr(live_training, "asyncio", SimpleNamespace(sleep=wait, get_running_loop=loop))
    return seconds


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
    async def press():
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

    asyncio.run(press())


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


# ---------------------------------------------------------------- looking and editing


def press(figure, x, y) -> None:
    count = figure.picture.pressed.get("count", 0) + 1
    figure.picture.pressed = {"count": count, "axes": 0, "x": x, "y": y}


def point(figure, x, y) -> None:
    figure.picture.pointer = {"gesture": 0, "handle": -1, "axes": 0, "x": x, "y": y}
    figure.picture.inside = True


def middle(figure, spot) -> tuple[float, float]:
    left, bottom = figure.scene.corner(spot)
    return left + 1.7, bottom + 1.7


def test_pointing_shows_a_map_until_the_pointer_leaves():
    figure = playground()
    before = figure.picture.png
    point(figure, *middle(figure, (1, 2)))
    assert "Large map: layer 1, neuron 2, a1[2] = tanh(" in words(figure)
    frames = []
    figure.picture.observe(lambda _change: frames.append(1), "png")
    point(figure, *np.add(middle(figure, (1, 2)), 0.1))
    assert not frames, "pointing at the same neuron draws nothing"
    figure.picture.inside = False
    assert figure.picture.png == before


def test_neuron_that_is_gone_is_not_looked_at():
    figure = playground()
    point(figure, *middle(figure, (1, 3)))
    figure.set(layer_1=2)
    assert "Large map: output" in words(figure)
    press(figure, *middle(figure, (2, 1)))
    figure.set(layer_2=0)
    assert "Large map: output" in words(figure)


def test_click_chooses_a_neuron_and_again_the_output():
    figure = playground()
    press(figure, *middle(figure, (1, 2)))
    assert figure.controls["spot"].value == (1, 2)
    press(figure, *middle(figure, (1, 2)))
    assert figure.controls["spot"].value == "output"


def test_click_on_a_feature_switches_it():
    figure = playground()
    press(figure, *middle(figure, (0, 4)))
    assert figure.experiment.settings.features == ("x1", "x2", "x1_x2")
    press(figure, *middle(figure, (0, 4)))
    assert figure.experiment.settings.features == ("x1", "x2")


def test_every_neuron_and_weight_can_be_chosen_and_edited_without_a_pointer():
    figure = playground(hidden=[2], features=["x1", "sin_x2"])
    value = itertools.count(2)
    for _words, spot in figure.controls["spot"].options:
        figure.controls["spot"].value = spot
        layer, k = figure._spot
        assert figure.desk.weight.disabled == (layer == 0)
        for _words, source in figure.desk.source.options:
            figure.desk.source.value = source
            if layer:
                new = float(next(value))
                figure.desk.weight.value = f"{new}"
                found = figure.network.layers[layer - 1]
                assert (found.bias[k] if source < 0 else found.weights[k, source]) == new
                assert f", {new:g}; slope of the loss" in words(figure)
    assert sorted(weights(figure)) == list(range(2, 11))


def field(figure) -> float:
    return language.read(figure.desk.weight.value)


def test_field_shows_the_weight_that_is_marked():
    figure = playground()
    figure.controls["spot"].value = (1, 3)
    figure.desk.source.value = 1
    assert field(figure) == pytest.approx(figure.network.layers[0].weights[3, 1], abs=1e-4)
    before = weights(figure)
    figure.step()
    assert field(figure) == pytest.approx(figure.network.layers[0].weights[3, 1], abs=1e-4)
    assert not np.array_equal(before, weights(figure))


def test_field_says_what_the_words_say_while_it_plays():
    figure, told = playground(), []

    def note(change):
        told.append((figure.desk.weight.disabled, figure.desk.weight.value, words(figure)))

    figure.desk.weight.observe(note, "value")
    figure.picture.observe(note, "summary")
    play(figure, lambda: len(told) > 4)
    playing = [(value, said) for disabled, value, said in told[1::2] if disabled]  # the field is written first
    assert len(playing) > 1
    for value, said in playing:
        assert f"Marked: the bias of output, {language.number(language.read(value), 3)};" in said
    assert not figure.desk.weight.disabled


@pytest.mark.parametrize("tag", ["en", "pt-BR"])
@pytest.mark.parametrize("text", ["1.5", "1,5", " 1.5 ", "+1,50"])
def test_field_takes_a_point_and_a_comma(tag, text):
    language.use(tag)
    figure = playground()
    figure.desk.weight.value = text
    assert figure.network.layers[-1].bias[0] == 1.5
    assert figure.desk.weight.value == ("1.5" if tag == "en" else "1,5")
    figure.desk.weight.value = "−0,25"
    assert figure.network.layers[-1].bias[0] == -0.25
    assert figure.picture.error == ""


@pytest.mark.parametrize("text", ["", "abc", "1.000,5", "1,5,2", "1 5"])
def test_field_refuses_what_is_no_number(text):
    figure = playground()
    figure.desk.weight.value = text
    assert figure.picture.error == f"{text!r} is not a number. Type one such as −1.5."
    assert figure.network.layers[-1].bias[0] == 0.1
    assert figure.desk.weight.value == "0.1"


def test_lists_of_neurons_are_short_and_the_words_tell_their_full_names():
    figure = playground()
    names = [name for name, _spot in figure.controls["spot"].options]
    assert names[:3] == ["output", "a1[0]", "a1[1]"]
    figure.controls["spot"].value = (2, 1)
    figure.desk.source.value = 3
    assert [name for name, _k in figure.desk.source.options] == ["bias", "a1[0]", "a1[1]", "a1[2]", "a1[3]"]
    assert "Large map: layer 2, neuron 1, a2[1] = " in words(figure)
    assert "Marked: the weight from layer 1, neuron 3 to layer 2, neuron 1, " in words(figure)


def test_pinned_run_stays_while_others_come():
    figure = playground()
    for _epoch in range(5):
        figure.step()
    figure.desk.pin.click()
    loss = f"{figure.experiment.current.test_loss:.3f}"
    figure.set(learning_rate=0.3)
    figure.restart()
    assert f"test loss {loss.rstrip('0')} after epoch 5." in words(figure)
    assert figure.desk.pinned.value == "figures.playground()"
    figure.desk.unpin.click()
    assert "Pinned" not in words(figure)


# ---------------------------------------------------------------- own points and odd input


def click(figure, x1, x2) -> None:
    scene = figure.scene
    press(figure, scene.LEFT + 27.2 * (x1 + 6) / 12, scene.BOTTOM + 27.2 * (x2 + 6) / 12)


def test_own_points_by_click():
    figure = playground()
    click(figure, 1, 1)
    assert figure.experiment.points is None, "a click adds points only where their class can be seen"
    figure.desk.drawer.value = "points"
    click(figure, 1, 2)
    assert "at least one of each class" in figure.picture.error
    assert figure.scene._plotted[0].x == pytest.approx(np.array([(1, 2)]))
    figure.desk.step.click()
    figure.desk.play.click()
    assert (figure.experiment.epoch, figure._task) == (0, None)
    figure.desk.kind.value = -1
    click(figure, -3, 4)
    assert figure.picture.error == ""
    assert sorted(zip(*figure.experiment.points.x.round(6).T, figure.experiment.points.targets, strict=True)) == [
        (-3, 4, -1),
        (1, 2, 1),
    ]
    figure.desk.step.click()
    assert figure.experiment.epoch == 1
    figure.desk.clear.click()
    assert "at least one of each class" in figure.picture.error
    figure.controls["dataset"].value = "circle"
    assert figure.experiment.points is None
    assert figure.picture.error == ""


def test_own_points_begin_at_epoch_0_and_nothing_of_another_data_set_is_left():
    figure = playground(hidden=[3])
    first = weights(figure)
    for _epoch in range(3):
        figure.step()
    figure.desk.drawer.value = "points"
    click(figure, 1, 2)
    assert words(figure).startswith("Epoch 0: there are no points of both classes yet. Large map")
    written = " ".join(word for _x, _y, word in figure.scene.words.words)
    assert "training – test – output" in written
    figure.add_point(-1, 2, -1)
    assert np.array_equal(weights(figure), first)
    assert words(figure).startswith("Epoch 0: training loss")
    figure.step()
    figure.add_point(3, 3, 1)
    assert figure.experiment.epoch == 1, "more of them are learnt by the same network"
    assert len(figure.history) == 2
    upload(figure, b"1,2,0\n2,1,0\n-1,-2,1\n-2,-1,1\n")
    assert (figure.experiment.epoch, len(figure.history)) == (0, 1)
    assert np.array_equal(weights(figure), first)
    figure.step()
    figure.desk.clear.click()
    figure.add_point(1, 1, 1)
    figure.add_point(2, 1, -1)
    assert (figure.experiment.epoch, len(figure.history)) == (0, 1)


def test_clicks_are_rounded_to_two_decimals():
    figure = playground()
    figure.desk.drawer.value = "points"
    click(figure, 1.23456, -0.001)
    figure.desk.kind.value = -1
    click(figure, -3.14159, 4)
    assert "points=[[1.23, 0, 1], [-3.14, 4, -1]]" in figure.desk.code.value


def test_own_points_by_keyboard_and_from_python():
    figure = playground()
    for x1, x2, kind in ((1, 1, 1), (2, -3, -1), (-2, 0.5, 1)):
        figure.desk.x1.value, figure.desk.x2.value, figure.desk.kind.value = x1, x2, kind
        figure.desk.add.click()
    same = playground(points=[[1, 1, 1], [2, -3, -1], [-2, 0.5, 1]])
    assert figure.desk.code.value == same.desk.code.value
    assert np.array_equal(weights(figure), weights(same))
    assert "Points of the test have a dark edge." in words(figure)
    same.desk.drawer.value = "points"
    click(same, 5, 5)
    assert len(same.experiment.points) == 4


def upload(figure, content: bytes) -> None:
    figure.desk.file.value = (
        {
            "name": "mine.csv",
            "type": "",
            "size": len(content),
            "content": memoryview(content),
            "last_modified": datetime.now(UTC),
        },
    )


ODD = {
    "words": b"x,y,label\n1,2,3\n1,two,3\n",
    "one class": b"1,2,1\n3,4,1\n",
    "nothing": b"",
    "too many": b"1,2,1\n3,4,0\n" * 50_000,
    "NaN": b"1,2,1\nnan,2,-1\n",
    "infinite": b"1,2,1\n1,inf,-1\n",
    "two columns": b"1,2\n3,4\n",
    "outside": b"100,2,1\n3,4,-1\n",
    "a picture": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_odd_files_are_refused_and_all_goes_on(content):
    figure = playground()
    figure.step()
    before = weights(figure)
    upload(figure, content)
    assert figure.picture.error.startswith("mine.csv: ")
    assert "Traceback" not in figure.picture.error
    assert np.array_equal(weights(figure), before)
    figure.step()
    assert figure.picture.error == ""
    assert figure.experiment.epoch == 2


def test_a_picture_is_refused_in_the_language_of_the_notebook():
    language.use("pt-BR")
    figure = playground()
    upload(figure, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert figure.picture.error.startswith("mine.csv: Este não é um arquivo de texto. Salve sua tabela como CSV")


def test_file_with_numbers_to_meet_is_regression_with_its_own_loss():
    figure = playground(loss="cross_entropy")
    upload(figure, b"x1;x2;y\n1;2;0,5\n-1;2;0,1\n0;-1;-0,9\n")
    assert figure.picture.error == ""
    assert figure.experiment.regression
    assert figure.controls["loss"].value == "squared"
    figure.step()
    assert figure.experiment.epoch == 1


def test_numbers_beyond_all_bounds_are_told_and_the_network_stays():
    figure = playground(hidden=[8, 8], activation="relu", learning_rate=10.0, dataset="plane")
    play(figure, lambda: False)
    assert not figure._task
    assert "Training diverged" in figure.picture.error
    assert "learning rate smaller than 10" in figure.picture.error
    assert np.isfinite(weights(figure)).all()
    assert figure.picture.png
    figure.set(learning_rate=0.03)
    assert figure.picture.error == ""
    figure.restart()
    play(figure, lambda: figure.experiment.epoch > 5)
    assert figure.experiment.epoch > 5


def test_last_feature_cannot_be_switched_off():
    figure = playground(features=["x2"])
    figure.controls["x2"].value = False
    assert "at least one feature" in figure.picture.error
    assert figure.controls["x2"].value
    figure.controls["x1"].value = True
    assert figure.picture.error == ""


def test_cross_entropy_is_not_for_regression():
    figure = playground(loss="cross_entropy")
    figure.controls["dataset"].value = "plane"
    assert (figure.experiment.regression, figure.experiment.settings.loss) == (True, "squared")
    figure.controls["loss"].value = "cross_entropy"
    assert "cross_entropy" in figure.picture.error
    assert figure.controls["loss"].value == "squared"


@pytest.mark.parametrize("value", ["nan", "inf", "1e999"])
def test_weight_must_be_finite(value):
    figure = playground()
    before = weights(figure)
    figure.desk.weight.value = value
    assert "finite" in figure.picture.error
    assert np.array_equal(weights(figure), before)


def test_mistake_in_the_program_ends_the_playing_and_is_shown(monkeypatch):
    figure = playground()

    def broken():
        raise RuntimeError("the chalk is broken")

    monkeypatch.setattr(figure, "_learn_once", broken)

    async def start():
        figure.start()
        with pytest.raises(RuntimeError, match="chalk"):
            await figure._task
        await asyncio.sleep(0)

    asyncio.run(start())
    assert not figure._task
    assert "RuntimeError: the chalk is broken" in figure.picture.error


# ---------------------------------------------------------------- for long


def test_memory_does_not_grow():
    language.use("en")
    figure = playground()
    values = {"learning_rate": (0.03, 0.1), "layer_2": (2, 5), "dataset": ("circle", "xor"), "noise": (0, 20)}

    def some_time():
        for k in range(10):
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
    assert grown < 100_000
