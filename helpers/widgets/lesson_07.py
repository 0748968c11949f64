"""The live figures of lesson 07: the chain rule, what a trained network gets wrong, two choices of training."""

from helpers import data, nn
from helpers.data import SIDE, LabelledImages
from helpers.figures import ChainRule, ConfusionMatrix, ThreeDescents, WhyCrossEntropy, WorstMistakes
from helpers.language import _
from helpers.nn import Network
from helpers.nn.training import forward
from helpers.widgets.live import LiveFigure, Slider


def chain_rule(x=1, y=0, w=2, b=0, steps=0) -> LiveFigure:
    """A neuron's way to its error and back: input from −2 to 2, target from 0 to 1, w and b from −4 to 4, up to 20 steps."""
    controls = {
        "x": Slider(_("input x"), x, -2, 2, 0.1),
        "w": Slider(_("start w"), w, -4, 4, 0.1),
        "b": Slider(_("start b"), b, -4, 4, 0.1),
        "y": Slider(_("target y"), y, 0, 1, 0.1),
        "steps": Slider(_("steps"), steps, 0, ChainRule.STEPS),
    }
    scene = ChainRule()

    def show(x, w, b, y, steps):
        scene.show(x, y, w, b, round(steps))

    return LiveFigure(scene, controls, show, play="steps")


def confusion_matrix(labels=None, answers=None, classes=None) -> LiveFigure:
    """How often each label got each answer: choose a class, and an answer that its images got.

    labels, answers: whole numbers, one an image; by default those of MNIST's test and of the trained network of the
    course; classes: their names, by default 0 to 9. Raises ValueError when they do not fit. A cell can be pointed at.
    """
    if labels is None:
        digits = data.load(split="test")
        labels, answers = digits.labels, Network.load(data.PRETRAINED)(digits.pixels(slice(None))).argmax(axis=1)
    classes = tuple("0123456789") if classes is None else tuple(classes)
    scene = ConfusionMatrix(nn.confusion_matrix(labels, answers, len(classes)), classes)

    def show(label, answer):
        scene.show(round(label), round(answer))

    return LiveFigure(scene, cell_sliders(len(classes)), show, hover=lambda axes, x, y: cell_at(scene, x, y))


def cell_sliders(classes: int) -> dict[str, Slider]:
    """For a cell of a confusion matrix: its row and its column."""
    last = classes - 1
    return {"label": Slider(_("class"), min(2, last), 0, last), "answer": Slider(_("taken for"), min(7, last), 0, last)}


def cell_at(scene: ConfusionMatrix, x: float, y: float) -> dict[str, int]:
    """The values of these sliders for the cell that is pointed at."""
    cell = scene.cell_at(x, y)
    return {} if cell is None else dict(zip(("label", "answer"), cell, strict=True))


def worst_mistakes(network: Network | None = None, digits: LabelledImages | None = None) -> LiveFigure:
    """The twelve images that a network got most wrong: choose one, or point at it.

    network: 784 inputs and 10 outputs of sigmoid or softmax, by default the trained one of the course; digits: at least
    12 images of ten classes, by default MNIST's for the test. Raises TypeError or ValueError for others.
    """
    network = Network.load(data.PRETRAINED) if network is None else network
    digits = data.load(split="test") if digits is None else digits
    if not isinstance(network, Network):
        raise TypeError(f"network must be a Network of helpers.nn; given {network!r}")
    last = network.layers[-1].activation
    if network.sizes[0] != SIDE**2 or network.sizes[-1] != 10 or last not in (nn.sigmoid, nn.softmax):
        raise ValueError(
            "this picture shows networks with 784 inputs and 10 outputs of sigmoid or softmax, such as "
            f"Network([784, 16, 16, 10]); given sizes {network.sizes} and outputs of {last.name}"
        )
    scene = WorstMistakes(forward(network, digits.pixels, len(digits)), digits)

    def show(rank):
        scene.show(round(rank) - 1)

    return LiveFigure(scene, place_slider(), show, hover=lambda axes, x, y: place_at(scene, x, y))


def place_slider() -> dict[str, Slider]:
    return {"rank": Slider(_("place"), 1, 1, WorstMistakes.COUNT)}


def place_at(scene: WorstMistakes, x: float, y: float) -> dict[str, int]:
    """The value of this slider for the image that is pointed at."""
    rank = scene.rank_at(x, y)
    return {} if rank is None else {"rank": rank + 1}


def why_cross_entropy(a=0.1) -> LiveFigure:
    """What an output for the right class costs: a from 0.01 to 0.99, by its squared error and by cross-entropy.

    The points on the curves can be dragged.
    """
    scene = WhyCrossEntropy()

    def drag(handle, x, y, began):
        return {"a": x}

    return LiveFigure(scene, {"a": Slider(_("output a"), a, 0.01, 0.99, 0.01)}, scene.show, drag)


def three_descents(learning_rate=0.16, start=(-3.6, 0.6), steps=10) -> LiveFigure:
    """Gradient descent, momentum and Adam in a long narrow valley: learning rate from 0.01 to 0.22, up to 60 steps.

    start: w₁ from −4 to 4 and w₂ from −0.8 to 0.8; it can be dragged. At 0.16, gradient descent zigzags across the
    valley and creeps along it, and momentum rolls past the bottom; at 0.2 and above gradient descent never settles.
    """
    scene = ThreeDescents()
    controls = {
        "w1": Slider(_("start w₁"), start[0], -4, 4, 0.1),
        "w2": Slider(_("start w₂"), start[1], -0.8, 0.8, 0.1),
        "learning_rate": Slider(_("learning rate"), learning_rate, 0.01, 0.22, 0.01),
        "steps": Slider(_("steps"), steps, 0, ThreeDescents.STEPS),
    }

    def show(w1, w2, learning_rate, steps):
        scene.show(w1, w2, learning_rate, round(steps))

    def drag(handle, x, y, began):
        return dict(zip(("w1", "w2"), scene.start_at(handle, x, y), strict=True))

    return LiveFigure(scene, controls, show, drag, play="steps")
