"""What neurons look for, in lesson 05: fragments step by step, the detector of 4, the weights of a first layer."""

import math
import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from helpers import data, language, nn
from helpers.data import LabelledImages
from helpers.figures.style import BLUE, ORANGE, YELLOW
from lesson_layers import figures
from lesson_layers.first_layer import HOPED_FOR, FirstLayerWeights, spots
from lesson_layers.fragments import BUILT_FROM, FRAGMENTS, FourDetector, Fragments
from lesson_layers.strokes import DIGIT_STROKES, STROKES

PIECES = {4: 6, 8: 10, 9: 7}
EQUATIONS = {
    4: "4 = slanted stroke + horizontal stroke + right stroke",
    8: "8 = upper loop + lower loop",
    9: "9 = upper loop + right stroke",
}


def lit(scene: Fragments) -> list[bool]:
    """For each of the 16 pieces, then for each of the 5 fragments, whether its square is yellow."""
    return [tuple(colour[:3]) == to_rgb(YELLOW) for colour in scene.squares.get_facecolor()]


# Fragments


@pytest.mark.parametrize("name", ["upper loop", "lower loop"])
def test_loop_is_closed_by_five_pieces(name):
    pieces = FRAGMENTS[name]
    assert len(pieces) == 5
    for piece, following in zip(pieces, pieces[1:] + pieces[:1], strict=True):
        assert piece[-1] == pytest.approx(following[0])


@pytest.mark.parametrize("digit", PIECES)
def test_each_step_lights_what_it_found(digit):
    scene = Fragments()
    names = BUILT_FROM[digit]
    own = [name in names for name, pieces in FRAGMENTS.items() for _piece in pieces]
    whole = [name in names for name in FRAGMENTS]
    assert sum(own) == PIECES[digit]
    for step, expected in enumerate(([False] * 21, own + [False] * 5, own + whole, own + whole), start=1):
        scene.show(digit, step)
        assert lit(scene) == expected
        assert scene.lamp.get_visible() == (step == 4)
        assert f"Digit {digit}, step {step} of 4" in scene.summary
        assert scene.words.get_text() == EQUATIONS[digit]
    assert scene.lamp.center == scene.output_places[digit]
    assert [text.get_text() for text in scene.figure.findobj(Text) if text.get_position() == scene.lamp.center] == [
        str(digit)
    ]


@pytest.mark.parametrize("digit", PIECES)
def test_lines_join_what_is_lit(digit):
    scene = Fragments()
    assert scene.show(digit, 2).lines.get_segments() == []
    to_fragments = scene.show(digit, 3).lines.get_segments()
    assert len(to_fragments) == PIECES[digit]
    all_lines = scene.show(digit, 4).lines.get_segments()
    assert len(all_lines) == PIECES[digit] + len(BUILT_FROM[digit])
    yellow = {place for place, on in zip(scene.piece_places + scene.fragment_places, lit(scene), strict=True) if on}
    ends = {tuple(end) for line in all_lines for end in line}
    assert ends == yellow | {scene.output_places[digit]}


def test_fragments_are_shared_between_digits():
    scene = Fragments()
    lit_for = {digit: {k for k, on in enumerate(lit(scene.show(digit, 3))) if on} for digit in PIECES}
    assert len(lit_for[8] & lit_for[9]) == 6  # the upper loop and its five pieces
    assert len(lit_for[4] & lit_for[9]) == 3  # the right stroke and its two
    assert not lit_for[4] & lit_for[8]


@pytest.mark.parametrize("digit", PIECES)
def test_digit_comes_in_row_by_row(digit):
    scene = Fragments().show(digit, 1)
    image, strip = np.array(scene.image.get_array()), np.array(scene.strip.get_array())
    assert image.shape == (28, 28)
    assert image.max() == 1
    assert image[[0, 0, -1, -1], [0, -1, 0, -1]].tolist() == [0] * 4
    rows = [value for row in image.tolist() for value in row]
    assert strip.ravel().tolist() == pytest.approx([sum(rows[k : k + 4]) / 4 for k in range(0, 784, 4)])
    for name in BUILT_FROM[digit]:
        for x, y in np.concatenate(FRAGMENTS[name]):
            assert image[int((1 - y) * 28), int(x * 28)] > 0.5


def test_idea_is_called_an_idea():
    figure = figures.fragments()
    for step in range(1, 5):
        figure.controls["step"].value = step
        assert "an idea to help intuition, drawn up by a person; what one trained network does comes later" in figure.picture.summary
        assert "an idea to help intuition" in figure.picture.alt


# The detector of 4


def sums(weights, bias) -> list[float]:
    """The z of the digits 0 to 9 in plain Python."""
    return [sum(w * s for w, s in zip(weights, DIGIT_STROKES[digit], strict=True)) + bias for digit in range(10)]


def written(scene: FourDetector) -> list[float]:
    return [float(word.replace("−", "-")) for _x, _y, word in scene.sums.words]


def firing(scene: FourDetector) -> list[int]:
    """The digits under which "fires" stands; their lamps, and no others, must be yellow."""
    under = {(x, round(y, 6)) for x, y, word in scene.states.words if word == "fires"}
    said = [digit for digit, (x, y) in enumerate(scene.places) if (x, round(y - 4.4, 6)) in under]
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


# The weights of a first layer


def first_layer(weights, bias=0.0) -> nn.Network:
    """A network whose first layer has these weights, rows of 784."""
    weights = np.asarray(weights, float)
    return nn.Network.of([nn.Layer(weights, np.full(len(weights), bias))])


def colours(image) -> np.ndarray:
    """1 where a picture is bluish, −1 where it is orange, 0 where it is white."""
    red, _green, blue = np.moveaxis(np.asarray(image.get_array(), float), -1, 0)
    return np.sign(np.round(blue - red, 6)).astype(int)


def test_tiles_have_the_signs_of_the_weights():
    assert [to_rgb(colour)[0] > to_rgb(colour)[2] for colour in (BLUE, ORANGE)] == [False, True]
    weights = np.random.default_rng(0).choice([-1.0, 0.0, 1.0], (16, 784))
    figure = figures.first_layer_weights(first_layer(weights))
    tiles = colours(figure.scene.figure.axes[0].images[0])
    for k in range(16):
        top, left = 29 * (k // 4) + 1, 29 * (k % 4) + 1
        assert (tiles[top : top + 28, left : left + 28] == weights[k].reshape(28, 28)).all()
    figure.controls["neuron"].value = 7
    assert (colours(figure.scene.weights) == weights[7].reshape(28, 28)).all()
    pixels = data.load(split="test").images[0]
    shown = colours(figure.scene.products)
    assert (shown[pixels > 30] == weights[7].reshape(28, 28)[pixels > 30]).all()
    assert not shown[pixels == 0].any()


def test_paler_is_nearer_to_0():
    weights = np.tile(np.linspace(0, 1, 28), 28)
    pale = np.asarray(figures.first_layer_weights(first_layer([weights])).scene.weights.get_array())[0, :, 0]
    pale = pale.astype(int)
    assert pale[0] == 255
    assert (np.diff(pale) <= 0).all()
    assert len(set(pale)) > 20


@pytest.mark.parametrize(("neuron", "index"), [(0, 0), (5, 3), (15, 50), (9, 8)])
def test_parts_add_up_to_z(neuron, index):
    network = nn.Network.load(data.PRETRAINED)
    figure = figures.first_layer_weights()
    figure.set(neuron=neuron, index=index)
    weights, bias = network.layers[0].weights[neuron].tolist(), float(network.layers[0].bias[neuron])
    test = data.load(split="test")
    products = [w * pixel / 255 for w, pixel in zip(weights, test.images[index].ravel().tolist(), strict=True)]
    positive, negative = sum(p for p in products if p > 0), sum(p for p in products if p < 0)
    z = positive + negative + bias
    shown = [float(words.get_text().replace("−", "-")) for words in figure.scene.sums]
    assert shown == pytest.approx([positive, negative, bias, z], abs=0.006)
    lengths = [np.ptp(bar.vertices[:, 0]) for bar in figure.scene.bars.get_paths()]
    assert lengths == pytest.approx([abs(v) * lengths[0] / positive for v in (positive, negative, bias, z)], rel=1e-4)
    a = 1 / (1 + math.exp(-z))
    told = re.fullmatch(r"([<>]?) ?([\d.]+)", figure.scene.output.get_text())
    assert told[2] not in ("0", "1")
    assert {"": abs(a - float(told[2])) < 0.006, "<": a < 0.01, ">": a > 0.99}[told[1]]
    name = test.classes[test.labels[index]]
    assert figure.scene.titles[1].get_text() == f"image {index}: {name}"
    for words in figure.scene.sums:
        assert words.get_text() in figure.picture.summary


def test_spots():
    assert spots(np.zeros((28, 28), bool)) == 0
    assert spots(np.ones((28, 28), bool)) == 1
    corners = np.eye(6, dtype=bool)
    assert spots(corners) == 1
    corners[3, 3] = False
    assert spots(corners) == 2
    apart = np.zeros((5, 28), bool)
    apart[::2, ::2] = True
    assert spots(apart) == 3 * 14


def test_trained_neurons_look_mostly_unlike_those_hoped_for():
    for image in HOPED_FOR:
        assert spots(image > image.max() / 2) == 1
        assert -image.max() / 2 < image.min() < 0
    figure = figures.first_layer_weights()
    weights = nn.Network.load(data.PRETRAINED).layers[0].weights.reshape(16, 28, 28)
    single = [k for k, image in enumerate(weights) if spots(image > np.abs(image).max() / 2) == 1]
    assert len(single) < 8
    assert f"in one spot, as in all four hoped for: {len(single)}." in figure.picture.alt
    for k, image in enumerate(weights):
        figure.controls["neuron"].value = k
        strong = image > np.abs(image).max() / 2
        assert f"{strong.sum()} positive (spots: {spots(strong)})" in figure.picture.summary


def test_pointing_at_weights_chooses_their_neuron():
    figure = figures.first_layer_weights()

    def point(axes, x, y):
        figure.picture.pointer = {"gesture": 0, "handle": -1, "axes": axes, "x": x, "y": y}
        return figure.values["neuron"]

    assert point(0, 40, 70) == 9
    assert figure.scene.frame.get_xy() == (28.5, 57.5)
    assert point(0, 116.2, 5) == 9  # the grey edge
    assert point(0, 116.2, 116.2) == 9
    assert point(0, 114, 114) == 15
    assert figure.scene.frame.get_xy() == (86.5, 86.5)
    assert point(1, 5, 5) == 15


def test_fewer_neurons_leave_places_empty():
    figure = figures.first_layer_weights(nn.Network([784, 3, 10]))
    assert figure.controls["neuron"].max == 2
    assert (np.asarray(figure.scene.figure.axes[0].images[0].get_array())[1:28, 88:116] == 255).all()
    assert figure.scene.neuron_at(110, 10) is None
    assert "weights of 3 neurons" in figure.picture.alt


def test_layer_of_zeros_is_shown_white():
    figure = figures.first_layer_weights(first_layer(np.zeros((2, 784))))
    assert (np.asarray(figure.scene.weights.get_array()) == 255).all()
    assert "0 positive (spots: 0), 0 negative (spots: 0)" in figure.picture.summary


def test_few_images_and_other_images_can_be_shown():
    boots = data.load("fashion_mnist", "test")
    assert figures.first_layer_weights(digits=boots).controls["index"].max == 50
    few = LabelledImages(boots.images[:3], boots.labels[:3], boots.classes)
    figure = figures.first_layer_weights(digits=few)
    assert figure.controls["index"].max == 2
    figure.controls["index"].value = 2
    assert figure.scene.titles[1].get_text() == f"image 2: {boots.classes[boots.labels[2]]}"
    assert (np.asarray(figure.scene.pixels.get_array())[..., 0] == boots.images[2]).all()


@pytest.mark.parametrize("tag", ["pt-BR", "en"])
def test_longest_name_has_room(tag):
    language.use(tag)
    boots = data.load("fashion_mnist", "test")
    figure = figures.first_layer_weights(digits=boots)
    longest = max(range(51), key=lambda index: len(str(index)) + len(boots.classes[boots.labels[index]]))
    figure.set(neuron=15, index=longest)
    renderer = figure.scene.canvas.get_renderer()
    boxes = [title.get_window_extent(renderer) for title in (*figure.scene.titles, figure.scene.product_title)]
    assert boxes[0].x1 < boxes[1].x0 < boxes[1].x1 < boxes[2].x0


@pytest.mark.parametrize("sizes", [[784, 17, 10], [783, 16, 10], [4, 3, 1]])
def test_other_networks_are_refused(sizes):
    with pytest.raises(ValueError, match="784 inputs and at most 16 neurons"):
        FirstLayerWeights(nn.Network(sizes), data.load(split="test"))


@pytest.mark.parametrize("name", ["fragments", "four_detector", "first_layer_weights"])
def test_portuguese_has_no_english_numbers(name):
    language.use("pt-BR")
    figure = getattr(figures, name)()
    assert not re.search(r"\d\.\d", figure.picture.summary + figure.picture.alt)
