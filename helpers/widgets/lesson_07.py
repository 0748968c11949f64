"""The live figures of lesson 07: the chain rule, what a trained network gets wrong, two choices of training, the cockpit."""

import asyncio
from copy import deepcopy
from time import perf_counter

import ipywidgets
import numpy as np

from helpers import data, nn
from helpers.data import SIDE, LabelledImages
from helpers.figures import (
    ChainRule,
    ConfusionMatrix,
    ProgressStrip,
    Scene,
    ThreeDescents,
    Training,
    TrainingProgress,
    WhyCrossEntropy,
    WorstMistakes,
)
from helpers.language import N_, _, number
from helpers.nn import Diverged, Network, Record
from helpers.nn.training import forward
from helpers.widgets.live import Choice, LiveFigure, Slider
from helpers.widgets.live_training import LiveTraining

RATES = [digit * 10.0**power for power in (-3, -2, -1, 0) for digit in (1, 2, 5)] + [10.0]
BATCHES = (8, 16, 32, 64, 128, 256, 512)
VIEWS = {"curves": N_("curves and weights"), "matrix": N_("confusion matrix"), "mistakes": N_("worst mistakes")}
OWN_CONTROLS = {"curves": (), "matrix": ("label", "answer"), "mistakes": ("rank",)}  # that only this view has
HELD_BACK = 5000  # of the training images, for validation; of fewer than 30,000, a sixth


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

    return LiveFigure(scene, _cell_sliders(len(classes)), show, hover=lambda axes, x, y: _cell(scene, x, y))


def _cell_sliders(classes: int) -> dict[str, Slider]:
    """For a cell of a confusion matrix: its row and its column."""
    last = classes - 1
    return {"label": Slider(_("class"), min(2, last), 0, last), "answer": Slider(_("taken for"), min(7, last), 0, last)}


def _cell(scene: ConfusionMatrix, x: float, y: float) -> dict[str, int]:
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

    return LiveFigure(scene, _place_slider(), show, hover=lambda axes, x, y: _place(scene, x, y))


def _place_slider() -> dict[str, Slider]:
    return {"rank": Slider(_("place"), 1, 1, WorstMistakes.COUNT)}


def _place(scene: WorstMistakes, x: float, y: float) -> dict[str, int]:
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


# ---------------------------------------------------------------- the cockpit


def training_cockpit(network: Network | None = None, digits: LabelledImages | None = None, epochs=10) -> "Cockpit":
    """Train a network and watch: choose its layers, the learning rate, the batches and the momentum; start, pause, stop.

    network: where training begins, a copy of it is trained; by default an untrained 784–16–16–10; digits: the images, by
    default MNIST's for training, of which the last 5,000 are kept for validation; epochs: after how many it pauses.
    The results are `network` and `history` (a list of `nn.Record`) of what is returned. Raises TypeError or ValueError
    for a network that the controls cannot describe.
    """
    return Cockpit(network, data.load() if digits is None else digits, epochs)


class Cockpit(LiveTraining):
    """A training and its controls.

    network: what is trained; history: a record of each epoch. Made by `training_cockpit`.

    The control `view` chooses between scenes. For those of the validation images, made when first looked at, the network
    answers all these images anew after each epoch and when the training rests, but only while one of them is looked at.
    """

    FRAME = 0.08  # seconds from one picture to the next; twice as long where new answers make some of them slow
    LAST = 1_000_000  # epochs

    def __init__(self, network: Network | None, digits: LabelledImages, epochs: int):
        classes = len(digits.classes)
        network = Network([784, 16, 16, classes]) if network is None else network
        hidden = _hidden_layers(network, classes)
        self._given = deepcopy(network)
        self._pause_others()
        self._digits, self._split = digits, len(digits) - min(HELD_BACK, len(digits) // 6)
        self._examples = digits.pixels, digits.labels[: self._split]
        self._validation = (lambda indices: digits.pixels(self._split + indices)), digits.labels[self._split :]
        # Arrays of a single number: the sliders change it in place while a training that has been given them goes on.
        self._rate, self._momentum = np.zeros((), np.float32), np.zeros((), np.float32)
        self._stretch = epochs
        views = [(_(words), view) for view, words in VIEWS.items()]
        if classes != 10 or len(self._validation[1]) < WorstMistakes.COUNT:
            del views[1:]  # the scenes of the others do not take such images
        common = {
            "layers": Slider(_("hidden layers"), len(hidden), 0, 2),
            "neurons": Slider(_("neurons in each"), hidden[0] if hidden else 16, 4, 64, 4),
            "batch_size": Slider(_("batch size"), 2, 0, len(BATCHES) - 1, written=lambda k: number(BATCHES[round(k)])),
            "rate": Slider(_("learning rate"), 5, 0, len(RATES) - 1, written=lambda k: number(RATES[round(k)], 3)),
            "momentum": Slider(_("momentum"), 0.9, 0, 0.95, 0.05),
            "view": Choice(_("view"), views, "curves"),
        }
        self.start_button, self.stop_button = ipywidgets.Button(), ipywidgets.Button()
        self.start_button.on_click(lambda _button: self.pause() if self._task else self.start())
        self.stop_button.on_click(lambda _button: self.stop())
        self.stop_button.description, self.stop_button.icon = _("Stop and reset"), "stop"
        self._name()
        buttons = ipywidgets.HBox([self.start_button, self.stop_button])
        buttons.add_class("live-play")
        self._common = (*common.values(), buttons)  # to all views
        self._scenes, self._strips = {"curves": TrainingProgress()}, {}
        self.controls = common | _cell_sliders(classes) | _place_slider()
        self._begin()
        super().__init__(self._scenes["curves"], self.controls, self._show_view, hover=self._point_at)
        self.controls["view"].style.description_width = "initial"  # its list needs the room more than its name

    def start(self) -> None:
        """Begin or go on with the training; from the beginning when the sliders want other layers or batches."""
        if self._task:
            return
        if self._plan() != self._begun:
            self._begin()
        if len(self.history) >= self._epochs:
            self._epochs += self._stretch
        super().start()

    def stop(self) -> None:
        """End the training, and put the network back to its beginning."""
        if self._task:
            self._task.cancel()
        self._begin()
        self._rest()

    def _plan(self) -> tuple[list[int], int]:
        """The sizes of the network and of its batches that the sliders ask for."""
        layers, neurons, batch_size = (round(self.controls[name].value) for name in ("layers", "neurons", "batch_size"))
        ends = self._given.sizes
        return [ends[0], *[neurons] * layers, ends[-1]], BATCHES[batch_size]

    def _begin(self) -> None:
        """Take the network as it is before any training, and forget all records."""
        self._begun = sizes, batch_size = self._plan()
        activation = self._given.layers[0].activation if len(self._given.layers) > 1 else nn.sigmoid
        self.network = deepcopy(self._given) if sizes == self._given.sizes else Network(sizes, activation)
        self.history: list[Record] = []
        self._batch, self._epochs = None, self._stretch
        self._before = nn.evaluate(self.network, *self._validation)
        self._outputs = None  # for the validation images, None when it is time to work them out anew
        self._steps = nn.train_steps(
            self.network,
            *self._examples,
            validation=self._validation,
            epochs=self.LAST,
            batch_size=batch_size,
            learning_rate=self._rate,
            momentum=self._momentum,
            rng=np.random.default_rng(0),
        )

    async def _train(self) -> None:
        drawn = perf_counter()
        while len(self.history) < self._epochs:
            try:
                self._call(self._learn)
            except Diverged as problem:
                self._fall_back(problem)
                return
            await asyncio.sleep(0.001)  # 0 would let nobody else have a turn for long
            frame = self.FRAME if self.controls["view"].value == "curves" else 2 * self.FRAME
            if perf_counter() - drawn >= frame:
                drawn = perf_counter()
                self._redraw()
                await asyncio.sleep(0.001)

    def _learn(self) -> None:
        """Learn from one batch after the other until the slice of time is over."""
        began = perf_counter()
        while perf_counter() - began < self.SLICE:
            self._batch = next(self._steps)
            if self._batch.record:
                self.history.append(self._batch.record)
                self._outputs = None
            if self._batch.step >= self._batch.steps - 1:
                return  # an epoch's last step, after which the network is judged, gets a slice of its own

    def _fall_back(self, problem: Diverged) -> None:
        """Put the network back to its beginning, and say why."""
        self._begin()
        hint = _("The training had to end. Choose a smaller learning rate and start again.")
        self._rest(f"{hint}\n{problem}")

    def _rest(self, error: str = "") -> None:
        self._outputs = None
        super()._rest(error)

    def _name(self) -> None:
        words = (_("Pause"), "pause") if self._task else (_("Start"), "play")
        self.start_button.description, self.start_button.icon = words

    def _show_view(self, view, rate, momentum, label, answer, rank, **_others) -> None:
        self._rate[...], self._momentum[...] = RATES[round(rate)], momentum
        planned = self._plan()
        training = Training(
            self.network,
            self._before,
            self.history,
            self._batch,
            self._epochs,
            RATES[round(rate)],
            momentum,
            self._begun[1],
            None if planned == self._begun else planned,
        )
        self.scene = self._scene(view)
        # Pictures for a dense screen take three times as long: there are none while it trains.
        self.scene.set_pixel_ratio(1 if self._task else self.picture.pixel_ratio)
        if view == "curves":
            self.scene.show(training)
        else:
            self.scene.show(*(round(label), round(answer)) if view == "matrix" else (round(rank) - 1,))
            words = self._strips[view].show(training) + " " + _("Judged on the validation images.")
            self.scene.alt, self.scene.summary = f"{self.scene.alt} {words}", f"{words} {self.scene.summary}"
        self.picture.axes, self.picture.hovers = self.scene.axes_boxes(), view != "curves"
        self.children[0].children = (*self._common, *(self.controls[name] for name in OWN_CONTROLS[view]))

    def _scene(self, view: str) -> Scene:
        """The scene of a view; those of the validation images, with the network's answers."""
        scene, (pixels, labels) = self._scenes.get(view), self._validation
        if view == "curves" or (scene is self.scene and self._outputs is not None):
            return scene
        if self._outputs is None:
            # Just before a training diverges, the network may answer with what is no number.
            self._outputs = np.nan_to_num(forward(self.network, pixels, len(labels)))
        shown = self._outputs
        if view == "matrix":
            shown = nn.confusion_matrix(labels, shown.argmax(axis=1), len(self._digits.classes))
        if scene:
            scene.update(shown)
            return scene
        if view == "matrix":
            scene = ConfusionMatrix(shown, self._digits.classes, ProgressStrip.HEIGHT)
        else:
            scene = WorstMistakes(shown, self._digits, self._split, ProgressStrip.HEIGHT)
        self._scenes[view], self._strips[view] = scene, ProgressStrip(scene, _("validation images"))
        return scene

    def _point_at(self, _axes, x, y) -> dict[str, int]:
        view = self.controls["view"].value
        if view == "curves":
            return {}
        return (_cell if view == "matrix" else _place)(self.scene, x, y)


def _hidden_layers(network: Network, classes: int) -> list[int]:
    """The sizes of the hidden layers; raises ValueError when the sliders cannot describe them."""
    if not isinstance(network, Network):
        raise TypeError(f"network must be a Network of helpers.nn; given {network!r}")
    inputs, *hidden, outputs = network.sizes
    known = len(hidden) <= 2 and len(set(hidden)) <= 1 and all(size in range(4, 65, 4) for size in hidden)
    if inputs != 784 or outputs != classes or not known or network.layers[-1].activation != nn.softmax:
        raise ValueError(
            "the cockpit trains networks with 784 inputs, none to two hidden layers of the same 4, 8, 12 … or 64 neurons, "
            f"and {classes} outputs with softmax, such as Network([784, 16, 16, {classes}]); given {network!r}"
        )
    return hidden
