"""The network built by hand, in lesson 05: the detector of 4, pixels to flip, and what it and the trained one say to noise."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from helpers import data, language, nn
from helpers.figures.style import ORANGE, YELLOW
from lesson_layers import figures
from lesson_layers.by_hand import FourDetector
from lesson_layers.strokes import DIGIT_STROKES, PIXELS, STROKES, TINY_DIGITS, network_by_hand
from tests.pictures import first_axes_at, point_at

# The network


def by_plain_python(pixels) -> tuple[list[bool], list[float]]:
    """Which strokes are there, and how well they fit each digit: 0.5, less 1 for each stroke too many or too few."""
    there = [all(pixels[3 * row + column] for row, column in places) for places in PIXELS.values()]
    return there, [0.5 - sum(a != b for a, b in zip(there, own, strict=True)) for own in DIGIT_STROKES.values()]


def test_hidden_neurons_find_the_strokes_and_outputs_count_them():
    network = network_by_hand()
    assert network.sizes == [15, 7, 10]
    every = (np.arange(2**15)[::7, None] >> np.arange(15)) & 1
    _pixels, found, z = network.activations(every.astype(float))
    for k in range(0, len(every), 50):
        there, fits = by_plain_python(every[k])
        assert found[k].tolist() == there
        assert z[k].tolist() == fits
    assert network(TINY_DIGITS).argmax(axis=1).tolist() == list(range(10))
    assert network.layers[0](TINY_DIGITS).tolist() == [list(own) for own in DIGIT_STROKES.values()]


# Pixels to flip


def lit(circles) -> list[bool]:
    """Which circles are yellow."""
    return np.isclose(circles.get_facecolor()[:, :3], to_rgb(YELLOW)).all(axis=1).tolist()


def press(figure, x: float, y: float) -> None:
    """What the browser sends when the picture is pressed there: first where the pointer is."""
    axes = figure.scene.image.axes
    point_at(figure, axes, x, y)
    before = figure.picture.pressed.get("count", 0)
    figure.picture.pressed = {"count": before + 1, "axes": 0, "x": x, "y": y}


def test_100_of_150_single_flips_survive():
    figure = figures.by_hand()
    right = tied = 0
    for digit in range(10):
        for pixel in range(15):
            figure.scene.show(digit, {pixel}, 0)
            right += figure.scene.verdict.get_text() == "✓"
            tied += figure.scene.verdict.get_text() == "✓" and "Tied" in figure.scene.summary
    assert right == figure.scene.right == 100
    assert tied > 0


def test_what_the_lesson_says_of_single_pixels():
    scene = figures.by_hand(8, [(2, 1)]).scene
    assert "Largest output: 0, z = 0.5." in scene.summary
    flipped = np.abs(TINY_DIGITS[:, None] - np.eye(15))
    answers = network_by_hand()(flipped.reshape(150, 15)).reshape(10, 15, 10)
    unmoved = (answers == network_by_hand()(TINY_DIGITS)[:, None]).all(axis=(0, 2))
    assert np.flatnonzero(unmoved).tolist() == [3 * 1 + 1, 3 * 3 + 1]


def test_count_of_all_flips_is_not_told_before_it_is_asked_for():
    figure = figures.by_hand()
    said, before = "1 pixel flipped: 100 of 150 right", figure.picture.png
    assert not re.search(r"\b100\b", figure.picture.alt + figure.scene.counted.get_text())
    figure.try_all.click()
    assert figure.scene.counted.get_text() == said
    assert said in figure.picture.summary and said in figure.picture.alt
    assert figure.picture.png != before
    figure.controls["digit"].value = 9
    assert said in figure.picture.summary
    drawn, whole = figure.scene.counted.get_window_extent(), figure.scene.figure.bbox
    assert whole.contains(drawn.x0, drawn.y0) and whole.contains(drawn.x1, drawn.y1)


def test_a_pixel_is_flipped_by_a_press_and_by_the_button():
    figure = figures.by_hand(9, [])
    assert "Outputs above 0: 9." in figure.picture.summary
    press(figure, 0.4, 3.9)
    assert (figure.values["row"], figure.values["column"]) == (3, 0)
    assert "flipped (row, column): (3, 0); frame: (3, 0)." in figure.picture.summary
    assert "Largest output: 8, z = 0.5." in figure.picture.summary
    assert figure.scene.crosses.get_xydata().tolist() == [[0.5, 3.5]]
    figure.flip.click()
    assert "Outputs above 0: 9." in figure.picture.summary
    figure.controls["row"].value = 0
    figure.flip.click()
    assert "(0, 0)" in figure.picture.summary
    assert np.asarray(figure.scene.image.get_array())[0, 0] == 0
    figure.restore.click()
    assert "flipped (row, column): —;" in figure.picture.summary


def test_a_press_beside_the_pixels_flips_nothing():
    figure = figures.by_hand(9, [])
    figure.picture.pressed = {"count": 1, "axes": 1, "x": 60, "y": 20}
    assert "flipped (row, column): —;" in figure.picture.summary
    assert first_axes_at(figure.scene, figure.scene.image.axes)


@pytest.mark.parametrize(("digit", "flipped"), [(2, {13}), (9, {13}), (8, {7, 0}), (1, set()), (7, {0, 4, 9})])
def test_picture_is_what_the_network_computes(digit, flipped):
    scene = figures.by_hand(digit, [divmod(pixel, 3) for pixel in flipped]).scene
    pixels = [dark != (k in flipped) for k, dark in enumerate(TINY_DIGITS[digit] == 1)]
    there, z = by_plain_python(pixels)
    assert lit(scene.hidden) == there
    assert lit(scene.outputs) == [value > 0 for value in z]
    assert [float(word.replace("−", "-")) for _x, _y, word in scene.sums.words][7:] == z
    largest = [k for k, value in enumerate(z) if value == max(z)]
    assert (np.array(scene.outputs.get_linewidths()) > 2).nonzero()[0].tolist() == largest
    assert [word for _x, _y, word in scene.answer.words] == [str(largest[0])]
    assert ("Tied: " + "; ".join(map(str, largest[1:])) in scene.summary) == (len(largest) > 1)
    blue, orange = scene.connections.parts
    own = sum(DIGIT_STROKES[largest[0]])
    assert (len(blue.get_paths()), len(orange.get_paths())) == (own, 7 - own)


# Noise


def test_what_the_lesson_says_of_noise():
    figure = figures.noise()
    figure.controls["count"].value = 1000
    said = "So far: no lamp: 983 of 1,000; “5”: 955 of 1,000; largest output: 0.85 on average."
    assert figure.picture.summary.endswith(said)


def test_noise_begins_with_nothing_said():
    figure = figures.noise(count=0)
    assert not re.search(r"\d", figure.picture.summary + figure.picture.alt)
    assert not any(lit(figure.scene.lamps)) and not figure.scene.bars.get_paths()
    before = figure.picture.png
    figure.more.click()
    assert figure.values == {"count": 1} and figure.picture.png != before
    said = figure.picture.summary
    figure.set(count=0)
    assert figure.picture.png == before
    figure.set(count=1)
    assert figure.picture.summary == said


@pytest.mark.parametrize("count", [1, 37])
def test_answers_to_noise_are_those_of_the_networks(count):
    figure = figures.noise(count=count)
    scene, network = figure.scene, nn.Network.load(data.PRETRAINED)
    image, tiny = (np.asarray(part.get_array()) for part in (scene.image, scene.pixels))
    outputs = network(image.ravel())
    assert f"the trained one says {outputs.argmax()}, with {outputs.max():.2f}" in figure.picture.summary
    lengths = [(path.vertices[:, 0].max() - scene.ZERO) / scene.FULL for path in scene.bars.get_paths()]
    assert lengths == pytest.approx(outputs, abs=1e-5)
    z = by_plain_python(tiny.ravel())[1]
    assert lit(scene.lamps) == [value > 0 for value in z]
    fired = "; ".join(str(k) for k, value in enumerate(z) if value > 0) or "—"
    assert f"built by hand, lit: {fired};" in figure.picture.summary


def test_button_shows_the_next_noise_and_begins_again_after_the_last():
    figure = figures.noise(count=999)
    for count in (1000, 1, 2):
        figure.more.click()
        assert figure.values == {"count": count}


def test_another_network_can_be_asked():
    decayed = nn.Network.load(data.PRETRAINED_WITH_DECAY)
    assert "largest output: 0.41 on average" in figures.noise(decayed, 1000).picture.summary


@pytest.mark.parametrize("name", ["by_hand", "four_detector", "noise", "first_layers"])
def test_portuguese_has_no_english_numbers(name):
    language.use("pt-BR")
    figure = getattr(figures, name)()
    assert not re.search(r"\d\.\d", figure.picture.summary + figure.picture.alt)


# The detector of 4


def sums(weights, bias) -> list[float]:
    """The z of the digits 0 to 9 in plain Python."""
    return [sum(w * s for w, s in zip(weights, DIGIT_STROKES[digit], strict=True)) + bias for digit in range(10)]


def written(scene: FourDetector) -> list[float]:
    return [float(word.replace("−", "-")) for _x, _y, word in scene.sums.words]


def firing(scene: FourDetector) -> list[int]:
    """The digits under which "fires" stands; their lamps, and no others, must be yellow."""
    under = {(x, round(y, 6)) for x, y, word in scene.states.words if word == "fires"}
    said = [digit for digit, (x, y) in enumerate(scene.places) if (x, round(y - 4.6, 6)) in under]
    assert len(said) == len(scene.states.words)
    yellow = [k for k, colour in enumerate(scene.lamps.get_facecolor()) if tuple(colour[:3]) == to_rgb(YELLOW)]
    assert said == yellow
    return said


def test_start_fires_for_all_that_have_the_strokes_of_a_4():
    figure = figures.four_detector()
    assert firing(figure.scene) == [4, 8, 9]
    assert "fires for 4, 8, 9; it should fire for 4 alone" in figure.picture.summary


@pytest.mark.parametrize(
    ("weights", "bias"),
    [
        ((1, 1, 1, 1, 0, 0, 0), -3.5),
        ((3, -2.5, 1, 0.5, -1, 2, -3), -1.5),
        ((-3,) * 7, 2),
        ((3,) * 7, -6),
        ((0.5, 1, 1.5, 2, 2.5, 3, -0.5), 0),
    ],
)
def test_sums_are_those_of_plain_python(weights, bias):
    scene = FourDetector().show(weights, bias)
    z = sums(weights, bias)
    assert written(scene) == pytest.approx(z)
    assert firing(scene) == [digit for digit, value in enumerate(z) if value > 0]
    assert "; ".join(word for _x, _y, word in scene.sums.words) in scene.summary


def test_right_weights_can_be_set_and_fire_for_4_alone():
    figure = figures.four_detector()
    wanted = dict(zip(STROKES, (1, 1, 1, 1, -1, -1, -1), strict=True))
    figure.set(**{name: figure.controls[name].nearest(value) for name, value in wanted.items()})
    assert {name: figure.values[name] for name in STROKES} == wanted
    assert firing(figure.scene) == [4]
    assert "for 4 alone: it is a detector of 4" in figure.picture.summary


def test_sum_of_0_does_not_fire():
    scene = FourDetector().show((1, 1, 1, 1, 0, 0, 0), -4)
    assert written(scene)[4] == 0
    assert firing(scene) == []
    assert "fires for no digit" in scene.summary


def test_stroke_shows_size_and_sign_of_its_weight():
    scene = FourDetector().show((3, 1, 0, -1, -3, 0, 0), 0)
    assert [line.get_color() == ORANGE for line in scene.strokes] == [False, False, False, True, True, False, False]
    assert [line.get_linestyle() == "--" for line in scene.strokes] == [False] * 3 + [True] * 2 + [False] * 2
    thick, middle, thin = (scene.strokes[k].get_linewidth() for k in (0, 1, 2))
    assert thick > middle > thin
    assert [words.get_text() for words in scene.weights[:5]] == ["3", "1", "0", "−1", "−3"]


def test_strokes_stand_where_their_names_say():
    middle = {name: np.mean(ends, axis=0) for name, ends in zip(STROKES, FourDetector.ENDS, strict=True)}
    x0, y0 = middle["middle"]
    for name, (x, y) in middle.items():
        assert (x < x0) == ("left" in name)
        assert (x > x0) == ("right" in name)
        assert (y > y0) == ("upper" in name or name == "top")
        assert (y < y0) == ("lower" in name or name == "bottom")
