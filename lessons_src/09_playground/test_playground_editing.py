"""The playground looked at, edited and given own points; odd input leaves it usable."""

import asyncio
import itertools
from datetime import UTC, datetime

import numpy as np
import pytest

from helpers import language
from lesson_playground import figures
from lesson_playground.live_playground import playground
from tests.playgrounds import (
    middle,
    no_waiting,  # noqa: F401
    play,
    point,
    press,
    weights,
    words,
)

# ---------------------------------------------------------------- looking and editing


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


def test_file_with_two_words_as_labels_says_which_is_which_and_is_written_in_python():
    figure = playground()
    upload(figure, b"x2;x1;classe\n1;2;gato\n3;4;rato\n0;1;gato\n")
    assert figure.picture.error == ""
    assert "Target −1, crosses: gato; target 1, discs: rato." in words(figure)
    again = eval(figure.desk.code.value, {"figures": figures})
    assert 'points=[[2, 1, "gato"], [4, 3, "rato"], [1, 0, "gato"]]' in figure.desk.code.value
    assert words(again) == words(figure)


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
