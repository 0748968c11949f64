"""The cockpit of a training on images: settings, start, pause, stop, and three views of the network as it learns."""

from time import perf_counter

import ipywidgets

from helpers import data, nn
from helpers.data import LabelledImages
from helpers.figures import Scene
from helpers.language import N_, _, number
from helpers.models.cockpit import MOST_LAYERS, NEURONS, Plan, TrainingRun
from helpers.nn import Diverged, Network, Record
from helpers.widgets import Choice, Slider
from helpers.widgets.live_training import LiveTraining, Pace

from .mistakes import ConfusionMatrix, WorstMistakes, cell_at, cell_sliders, place_at, place_slider
from .progress import ProgressStrip, Training, TrainingProgress

RATES = [digit * 10.0**power for power in (-3, -2, -1, 0) for digit in (1, 2, 5)] + [10.0]
BATCHES = (8, 16, 32, 64, 128, 256, 512)
VIEWS = {"curves": N_("curves and weights"), "matrix": N_("confusion matrix"), "mistakes": N_("worst mistakes")}
OWN_CONTROLS = {"curves": (), "matrix": ("label", "answer"), "mistakes": ("rank",)}  # that only this view has


def training_cockpit(network: Network | None = None, digits: LabelledImages | None = None, epochs=10) -> "Cockpit":
    """Train a network and watch: choose its layers, the learning rate, the batches and the momentum; start, pause, stop.

    network: where training begins, a copy of it is trained; by default an untrained 784–16–16–10; digits: the images, by
    default MNIST's for training, of which the last 5,000 are kept for validation; epochs: after how many it pauses.
    The results are `network` and `history` (a list of `nn.Record`) of what is returned. Raises TypeError or ValueError
    for a network that the controls cannot describe, for other than images, and for epochs that are not 1 or more.
    """
    return Cockpit(TrainingRun(network, data.load() if digits is None else digits, epochs))


class Cockpit(LiveTraining):
    """A training and its controls.

    run: the training; network: what is trained; history: a record of each epoch. Made by `training_cockpit`.

    The control `view` chooses between scenes. For those of the validation images, made when first looked at, the network
    answers all these images anew after each epoch and when the training rests, but only while one of them is looked at.
    """

    FRAME = 0.08  # seconds from one picture to the next; twice as long where new answers make some of them slow

    def __init__(self, run: TrainingRun):
        self._pause_others()
        self.run = run
        classes, hidden = len(run.digits.classes), run.hidden
        views = [(_(words), view) for view, words in VIEWS.items()]
        if classes != 10 or len(run.validation[1]) < WorstMistakes.COUNT:
            del views[1:]  # the scenes of the others do not take such images
        common = {
            "layers": Slider(_("hidden layers"), len(hidden), 0, MOST_LAYERS),
            "neurons": Slider(_("neurons in each"), hidden[0] if hidden else 16, NEURONS[0], NEURONS[-1], NEURONS.step),
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
        self.controls = common | cell_sliders(classes) | place_slider()
        run.begin(self._plan())
        super().__init__(self._scenes["curves"], self.controls, self._show_view, hover=self._point_at)
        self.controls["view"].style.description_width = "initial"  # its list needs the room more than its name

    @property
    def network(self) -> Network:
        """The network as it is now."""
        return self.run.network

    @property
    def history(self) -> list[Record]:
        """How well it did in each epoch."""
        return self.run.history

    def start(self) -> None:
        """Begin or go on with the training; from the beginning when the sliders want other layers or batches."""
        if self._task:
            return
        if self._plan() != self.run.plan:
            self.run.begin(self._plan())
        self.run.prolong()
        super().start()

    def stop(self) -> None:
        """End the training, and put the network back to its beginning."""
        if self._task:
            self._task.cancel()
        self.run.begin(self._plan())
        self._rest()

    def _plan(self) -> Plan:
        """The sizes of the network and of its batches that the sliders ask for."""
        layers, neurons, batch_size = (round(self.controls[name].value) for name in ("layers", "neurons", "batch_size"))
        return self.run.sized(layers, neurons, BATCHES[batch_size])

    def _learn(self, until: float) -> bool:
        """Learn from one batch after the other."""
        try:
            while not self.run.done and perf_counter() < until:
                if self.run.step():
                    break  # an epoch's last step, after which the network is judged, gets a slice of its own
        except Diverged as problem:
            self._fall_back(problem)
            return False
        return not self.run.done

    def _is_due(self, pace: Pace) -> bool:
        return pace.is_due(self.FRAME if self.controls["view"].value == "curves" else 2 * self.FRAME)

    def _fall_back(self, problem: Diverged) -> None:
        """Put the network back to its beginning, and say why."""
        self.run.begin(self._plan())
        hint = _("The training had to end. Choose a smaller learning rate and start again.")
        self._rest(f"{hint}\n{problem}")

    def _rest(self, error: str = "") -> None:
        self.run.forget_outputs()
        super()._rest(error)

    def _name(self) -> None:
        words = (_("Pause"), "pause") if self._task else (_("Start"), "play")
        self.start_button.description, self.start_button.icon = words

    def _show_view(self, view, rate, momentum, label, answer, rank, **_others) -> None:
        run, planned = self.run, self._plan()
        run.set_rates(RATES[round(rate)], momentum)
        training = Training(
            run.network,
            run.before,
            run.history,
            run.batch,
            run.epochs,
            RATES[round(rate)],
            momentum,
            run.plan.batch_size,
            None if planned == run.plan else planned,
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
        scene, run = self._scenes.get(view), self.run
        if view == "curves" or (scene is self.scene and run.knows_outputs):
            return scene
        shown, labels, classes = run.outputs(), run.validation[1], run.digits.classes
        if view == "matrix":
            shown = nn.confusion_matrix(labels, shown.argmax(axis=1), len(classes))
        if scene:
            scene.update(shown)
            return scene
        if view == "matrix":
            scene = ConfusionMatrix(shown, classes, ProgressStrip.HEIGHT)
        else:
            scene = WorstMistakes(shown, run.digits, run.split, ProgressStrip.HEIGHT)
        self._scenes[view], self._strips[view] = scene, ProgressStrip(scene, _("validation images"))
        return scene

    def _point_at(self, _axes, x, y) -> dict[str, int]:
        view = self.controls["view"].value
        if view == "curves":
            return {}
        return (cell_at if view == "matrix" else place_at)(self.scene, x, y)
