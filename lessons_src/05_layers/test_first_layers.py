"""The first layers of two networks, in lesson 05: their weights as images, and those that look as one would hope."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from helpers import data, nn
from helpers.figures.style import BLUE, ORANGE, YELLOW
from lesson_layers import figures
from lesson_layers.first_layer import FirstLayers, _hoped_for, spots
from tests.pictures import point_at

pytestmark = pytest.mark.usefixtures("unpainted")


def network(weights) -> nn.Network:
    """784–n–10, whose first layer has these n rows of weights."""
    weights = np.asarray(weights, float)
    last = nn.Layer(np.zeros((10, len(weights))), np.zeros(10))
    return nn.Network.of([nn.Layer(weights, np.zeros(len(weights))), last])


def shipped() -> list[nn.Network]:
    return [nn.Network.load(path) for path in (data.PRETRAINED, data.PRETRAINED_WITH_DECAY)]


def colours(image) -> np.ndarray:
    """1 where a picture is bluish, −1 where it is orange, 0 where it is white."""
    red, _green, blue = np.moveaxis(np.asarray(image.get_array(), float), -1, 0)
    return np.sign(np.round(blue - red, 6)).astype(int)


def framed(axes) -> list[int]:
    """The neurons with a yellow frame."""
    places = [p.get_xy() for p in axes.patches if p.get_edgecolor()[:3] == to_rgb(YELLOW)]
    return [round((4 * (y + 0.5) + x + 0.5) / 29) for x, y in places]


def test_tiles_and_the_enlarged_neuron_have_the_signs_of_the_weights():
    assert [to_rgb(colour)[0] > to_rgb(colour)[2] for colour in (BLUE, ORANGE)] == [False, True]
    both = [np.random.default_rng(seed).choice([-1.0, 0.0, 1.0], (16, 784)) for seed in (0, 1)]
    figure = figures.first_layers(*map(network, both))
    for k, weights in enumerate(both):
        tiles = colours(figure.scene.figure.axes[k].images[0])
        for neuron in range(16):
            top, left = 29 * (neuron // 4) + 1, 29 * (neuron % 4) + 1
            assert (tiles[top : top + 28, left : left + 28] == weights[neuron].reshape(28, 28)).all()
        figure.set(network=k, neuron=7)
        assert (colours(figure.scene.enlarged) == weights[7].reshape(28, 28)).all()


def test_paler_is_nearer_to_0():
    weights = np.tile(np.linspace(0, 1, 28), 28)
    figure = figures.first_layers(network([weights]), network([weights]))
    figure.set(neuron=0)
    pale = np.asarray(figure.scene.enlarged.get_array())[0, :, 0].astype(int)
    assert pale[0] == 255
    assert (np.diff(pale) <= 0).all()
    assert len(set(pale)) > 20


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


def test_hoped_for_is_one_spot():
    for image in _hoped_for():
        assert spots(image > image.max() / 2) == 1
        assert -image.max() / 2 < image.min() < 0


def test_with_decay_more_neurons_have_one_blue_spot():
    """What the lesson says of the two networks."""
    scene = figures.first_layers().scene
    single = [
        [k for k, row in enumerate(one.layers[0].weights) if spots(row.reshape(28, 28) > np.abs(row).max() / 2) == 1]
        for one in shipped()
    ]
    assert [len(neurons) for neurons in single] == [3, 6]
    assert single[0] == [5, 11, 15]
    assert [framed(axes) for axes in scene.figure.axes[:2]] == single
    assert "trained as before and with weight decay: 3 / 16; 6 / 16. Right answers: 95%; 94%." in scene.alt


def test_right_answers_are_those_to_every_fifth_test_image():
    test = data.load(split="test")
    right = [np.mean(one(test.pixels(slice(None)))[::5].argmax(axis=1) == test.labels[::5]) for one in shipped()]
    assert figures.first_layers().scene.right == pytest.approx(right)


def test_pointing_at_weights_chooses_their_neuron():
    figure = figures.first_layers()
    first, second, hoped, *_others = figure.scene.figure.axes
    for axes, x, y, values in (
        (first, 40, 70, (0, 9)),
        (second, 114, 5, (1, 3)),
        (second, 116.2, 5, (1, 3)),
        (second, 114, 114, (1, 15)),
    ):
        point_at(figure, axes, x, y)
        assert tuple(figure.values.values()) == values
    assert [frame.get_visible() for frame in figure.scene.frames] == [False, True]
    assert figure.scene.frames[1].get_xy() == pytest.approx((88, 88))
    point_at(figure, hoped, 5, 5)
    assert tuple(figure.values.values()) == (1, 15)


def test_fewer_neurons_leave_places_empty():
    figure = figures.first_layers(nn.Network([784, 3, 10]), nn.Network([784, 4, 10]))
    assert figure.controls["neuron"].max == 2
    assert (np.asarray(figure.scene.figure.axes[0].images[0].get_array())[1:28, 88:116] == 255).all()
    assert figure.scene.neuron_at(0, 110, 10) is None
    assert figure.scene.neuron_at(1, 110, 10) == 3


def test_layer_of_zeros_is_shown_white():
    figure = figures.first_layers(network(np.zeros((2, 784))), network(np.zeros((2, 784))))
    assert (np.asarray(figure.scene.enlarged.get_array()) == 255).all()
    assert "strongly positive weights, 0 (spots: 0); strongly negative, 0 (spots: 0)" in figure.picture.summary


@pytest.mark.parametrize("sizes", [[784, 17, 10], [783, 16, 10], [784, 3, 1]])
def test_other_networks_are_refused(sizes):
    with pytest.raises(ValueError, match="784 inputs, at most 16 neurons in the first layer and 10 outputs"):
        FirstLayers(shipped()[0], nn.Network(sizes))
