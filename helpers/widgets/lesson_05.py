"""The live figures of lesson 05: networks of layers, what passes through them, and what their neurons look for."""

from helpers import data
from helpers.data import LabelledImages
from helpers.data.strokes import STROKES
from helpers.figures import Architecture, FirstLayerWeights, ForwardPass, FourDetector, Fragments, ThreeFourOne
from helpers.figures.words import subscript
from helpers.language import N_, _
from helpers.nn import Network
from helpers.widgets.live import Choice, LiveFigure, Slider

IMAGES = {784: N_("28 × 28, grey"), 3072: N_("32 × 32, in colour")}  # pixels, by the count of their numbers


def three_four_one(inputs=(1, 0.5, 0.2)) -> LiveFigure:
    """The network 3–4–1 of the lesson: three inputs from 0 to 1, and which of its neurons is written out."""
    scene = ThreeFourOne()
    controls = {f"x{k}": Slider(subscript("x", k), x, 0, 1, 0.1) for k, x in enumerate(inputs, start=1)}
    neurons = [(_("hidden neuron {h}").format(h=subscript("h", k + 1)), k) for k in range(4)]
    controls["neuron"] = Choice(_("written out"), [*neurons, (_("output"), 4)], 0)

    def show(x1, x2, x3, neuron):
        scene.show([x1, x2, x3], neuron)

    return LiveFigure(scene, controls, show)


def network_architecture(sizes=(784, 16, 16, 10)) -> LiveFigure:
    """Layers as circles, with all weights and biases counted: how many inputs, and up to four hidden layers.

    sizes: 784 or 3072 inputs, then none to four hidden layers of 1 to 64 neurons, then 10 outputs. Raises ValueError
    for others. A hidden layer whose slider stands at 0 is left out.
    """
    inputs, *hidden, outputs = sizes
    if inputs not in IMAGES or len(hidden) > 4 or not all(size in range(1, 65) for size in hidden) or outputs != 10:
        raise ValueError(
            "sizes must be 784 or 3072 inputs, none to four hidden layers of 1 to 64 neurons, and 10 outputs, such as "
            f"(784, 16, 16, 10); given {sizes!r}"
        )
    scene = Architecture()
    controls = {"inputs": Choice(_("inputs"), [(_(words), count) for count, words in IMAGES.items()], inputs)}
    for k in range(4):
        size = hidden[k] if k < len(hidden) else 0
        controls[f"hidden{k + 1}"] = Slider(_("hidden layer {k}").format(k=k + 1), size, 0, 64)

    def show(inputs, **hidden):
        scene.show([inputs, *(int(size) for size in hidden.values() if size), 10])

    return LiveFigure(scene, controls, show)


def forward_pass(network: Network | None = None, digits: LabelledImages | None = None, image=0) -> LiveFigure:
    """An image of the test set on its way through a trained network, and what its pixels send to one hidden neuron.

    network: by default the one that the course ships; digits: by default MNIST's test set, of which every 50th image is
    shown; image: the index of the first one. Raises TypeError or ValueError for those that `ForwardPass` cannot show.
    """
    network = Network.load(data.PRETRAINED) if network is None else network
    scene = ForwardPass(network, data.load(split="test") if digits is None else digits)
    images = scene.images
    controls = {
        "image": Slider(_("image"), 0, 0, images[-1], images.step),
        "neuron": Slider(_("hidden neuron"), 0, 0, network.sizes[1] - 1),
    }
    controls["image"].value = controls["image"].nearest(image)

    def show(image, neuron):
        scene.show(round(image), round(neuron))

    return LiveFigure(scene, controls, show)


def fragments(digit=9) -> LiveFigure:
    """The four steps to a digit that one would hope for: pixels, small pieces, fragments, output. digit: 4, 8 or 9."""
    scene = Fragments()
    controls = {
        "digit": Choice(_("digit"), [(str(known), known) for known in scene.images], digit),
        "step": Slider(_("step of the way"), 1, 1, 4),
    }
    return LiveFigure(scene, controls, scene.show, play="step")


def four_detector(weights=(1, 1, 1, 1, 0, 0, 0), bias=-3.5) -> LiveFigure:
    """An output neuron to be made a detector of the digit 4, with a slider for each stroke's weight and for the bias.

    weights: 7 numbers from −3 to 3, in the order of `helpers.data.strokes.STROKES`; bias: from −6 to 2.
    """
    scene = FourDetector()
    controls = {name: Slider(_(name), w, -3, 3, 0.5) for name, w in zip(STROKES, weights, strict=True)}
    controls["b"] = Slider(_("bias b"), bias, -6, 2, 0.5)

    def show(b, **strokes):
        scene.show(list(strokes.values()), b)

    return LiveFigure(scene, controls, show)


def first_layer_weights(network: Network | None = None, digits: LabelledImages | None = None) -> LiveFigure:
    """What the neurons of a first layer look for: their weights as images, and one of them applied to an image.

    network: one with 784 inputs and at most 16 neurons in its first layer, by default the trained one of the course;
    raises ValueError for any other. digits: the images, of which the first 51 can be chosen; by default MNIST's for the
    test. Pointing at a neuron's weights chooses it too.
    """
    scene = FirstLayerWeights(network or Network.load(data.PRETRAINED), digits or data.load(split="test"))
    controls = {
        "neuron": Slider(_("neuron"), 0, 0, len(scene.images) - 1),
        "index": Slider(_("image"), 0, 0, scene.count - 1),
    }

    def hover(axes, x, y):
        neuron = scene.neuron_at(x, y) if axes == 0 else None
        return {} if neuron is None else {"neuron": neuron}

    return LiveFigure(scene, controls, scene.show, hover=hover)
