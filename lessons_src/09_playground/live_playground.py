"""The playground (lesson 09): points of the plane, a network that learns them, and everything that can be chosen about it."""

from collections.abc import Mapping
from contextlib import contextmanager
from time import perf_counter

from helpers.data.own_points import own_points
from helpers.data.points import DATASETS, FEATURES, Points
from helpers.language import _, number, read, typed
from helpers.models import SOLVED, Experiment, Score, Settings
from helpers.models.own_points import OwnPoints
from helpers.nn import Diverged, Network
from helpers.widgets.live_training import LiveTraining, Pace

from .desk import LAYERS, OUTPUT, OWN, Desk
from .picture import Playground
from .wording import BIAS, Spot, View

AS_THEY_ARE = (
    "learning_rate", "activation", "regularisation", "regularisation_rate", "noise", "train_percent", "optimiser", "loss",
)  # fmt: skip


def playground(points=None, **settings) -> "LivePlayground":
    """Points of the plane and a network that learns them: play, and change everything.

    settings: those of `helpers.models.Settings`, for instance dataset="spiral", hidden=[8, 8], learning_rate=0.1;
    points: own points instead of a data set: rows of x1, x2 and a label, or the path of a CSV file.
    The results are `network` and `history` (a list of `helpers.models.Score`) of what is returned; `experiment` can
    be used from Python. Raises ValueError or TypeError for settings and points that are not possible.
    """
    return LivePlayground(Settings(**settings), None if points is None else own_points(points))


class LivePlayground(LiveTraining):
    """The controls of the playground and its picture. experiment: what learns. Made by `playground`."""

    READ = 2  # seconds from one summary to the next: it is read aloud by a screen reader

    def __init__(self, chosen: Settings, points: Points | None):
        self._pause_others()
        self.experiment = Experiment(chosen, points)
        self._own = OwnPoints(points)
        self._under: Spot | None = None  # what the pointer is over
        self._pinned, self._message, self._in_words = None, "", True
        self._solved = self._best = None  # in which epoch the challenge was won: in this run, and in the best of all
        self._last_step: tuple[Points, slice] | None = None  # the examples learnt from, if they were less than an epoch
        self.desk = Desk(chosen, self._own.chosen)
        super().__init__(
            Playground(), self.desk.settings, self._show_playground, hover=self._hovered, link=self._follow
        )
        self._connect()
        box, *rest = self.children
        box.children = self.desk.rows()
        box.add_class("live-playground")
        self.children = [box, *rest]

    @property
    def network(self) -> Network:
        """The network as it is now."""
        return self.experiment.network

    @property
    def history(self) -> list[Score]:
        """How well it did after each epoch, and before the first."""
        return self.experiment.history

    # ------------------------------------------------------------ playing

    def start(self) -> None:
        """Learn on and on."""
        if self._task or self._refuse(self._own.missing):
            return
        if self.picture.pixel_ratio > 1:
            self.scene.set_pixel_ratio(1)  # pictures for a dense screen take three times as long
        self._read = perf_counter()
        super().start()

    def step(self) -> None:
        """Pause, and learn from one more epoch, batch or example."""
        self.pause()
        if not self._refuse(self._own.missing):
            self._refuse(self._call(self._learn_once))

    def restart(self, new_weights: bool = True) -> None:
        """Pause, and go back to epoch 0, with new first weights or with the same again."""
        self.pause()
        self.experiment.restart(new_weights)
        self._refuse("")

    def _learn(self, until: float) -> bool:
        """Learn from one epoch after the other, or from one batch or example; whether nothing is wrong."""
        while not (problem := self._learn_once()):
            if self.desk.unit.value != "epoch" or perf_counter() >= until:
                break
        self._message = problem
        return not problem

    def _wait(self) -> float:
        return (
            self.WAIT if self.desk.unit.value == "epoch" else self.FRAME
        )  # one example or batch is seen after the other

    def _is_due(self, pace: Pace) -> bool:
        if self.desk.unit.value == "epoch" and not pace.is_due(self.FRAME):
            return False
        now = perf_counter()
        self._in_words = now - self._read >= self.READ
        if self._in_words:
            self._read = now
        return True

    def _learn_once(self) -> str:
        """Learn from one more epoch, batch or example; returns what is wrong, if something is."""
        experiment, unit = self.experiment, self.desk.unit.value
        start = experiment.position
        try:
            experiment.step(unit)
        except Diverged as problem:
            return str(problem)
        stop = experiment.position or len(experiment.train)
        self._last_step = None if unit == "epoch" else (experiment.train, slice(start if start < stop else 0, stop))
        is_challenge = experiment.settings.dataset == "spiral" and experiment.points is None and self._solved is None
        if is_challenge and experiment.current.test_loss < 4 * SOLVED and experiment.solved:
            self._solved = experiment.epoch
            self._best = min(self._solved, self._best or self._solved)
        return ""

    def _rest(self, error: str = "") -> None:
        if self.picture.pixel_ratio > 1:
            self.scene.set_pixel_ratio(self.picture.pixel_ratio)
        self._in_words = True
        super()._rest(self._message or error)

    # ------------------------------------------------------------ what is chosen

    def set(self, **values) -> None:
        self._message, self._in_words = "", True
        super().set(**values)

    def _refuse(self, problem: str) -> bool:
        """Show the picture as it is now, and what is wrong, if anything; returns whether something is."""
        self._message, self._in_words = problem, True
        self._redraw()
        return bool(problem)

    def _redraw(self) -> None:
        super()._redraw()
        if self._message:
            self.picture.error = self._message

    def _show_playground(self, **values) -> None:
        self._choose(values)
        self._fit_lists()
        if self._solved is not None and self.experiment.epoch < self._solved:
            self._solved = None
        self.scene.show(self.experiment, self._view(), self._in_words)
        self._write_fields()

    def _choose(self, values: Mapping[str, object]) -> None:
        """Let the experiment be as the controls stand; or the controls as the experiment, where that is not possible."""
        now = self.experiment.settings
        wanted = {name: values[name] for name in AS_THEY_ARE}
        if not any(values[name] for name in FEATURES):
            self._message = _("The network needs at least one feature.")
            self._put_back()
            return
        wanted["features"] = tuple(name for name in FEATURES if values[name])
        wanted["hidden"] = tuple(values[name] for name in LAYERS if values[name])
        wanted["batch_size"] = round(values["batch_size"])
        changed = {name: value for name, value in wanted.items() if value != getattr(now, name)}
        was_own, self._own.chosen = self._own.chosen, values["dataset"] == OWN
        if not self._own.chosen and (was_own or values["dataset"] != now.dataset):
            changed["dataset"] = values["dataset"]
        try:
            if changed:
                self.experiment.change(**changed)
        except ValueError as problem:
            self._message, self._own.chosen = str(problem), was_own
            self._put_back()
        if self._own.chosen and not was_own:
            self._own.anew = True
            self._learn_own()

    def _put_back(self) -> None:
        """Let the controls stand as the experiment is."""
        now = self.experiment.settings
        with self._quietly():
            for name in (*AS_THEY_ARE, "batch_size"):
                self.controls[name].value = getattr(now, name)
            self.controls["dataset"].value = OWN if self._own.chosen else now.dataset
            for name in FEATURES:
                self.controls[name].value = name in now.features

    @contextmanager
    def _quietly(self):
        """Within it controls can be moved without an answer."""
        was, self._waiting = self._waiting, True
        try:
            yield
        finally:
            self._waiting = was

    def _follow(self, name: str, values: Mapping[str, object]) -> dict[str, object]:
        kind = DATASETS.get(values["dataset"])
        return {"loss": "squared"} if name == "dataset" and kind and kind.regression else {}

    # ------------------------------------------------------------ what is looked at

    @property
    def _spot(self) -> Spot:
        """The feature or neuron that is chosen."""
        return (len(self.network.layers), 0) if self.desk.spot == OUTPUT else self.desk.spot

    def _view(self) -> View:
        spot, values = self._spot, self.values
        return View(
            spot=spot if self._under is None else self._under,
            marked=(spot, self.desk.source.value),
            discretise=values["discretise"],
            test=values["test"],
            sheet=self._own.points if self._own.missing else None,
            pinned=self._pinned,
            solved=self._solved,
            best=self._best,
            learnt=self._learnt(),
        )

    def _learnt(self) -> slice | None:
        """The examples of the last step, if it was smaller than an epoch and has not been undone by a new start."""
        experiment = self.experiment
        is_new = (experiment.epoch, experiment.position) == (0, 0)
        return self._last_step[1] if self._last_step and self._last_step[0] is experiment.train and not is_new else None

    def _fit_lists(self) -> None:
        """Let the lists hold the neurons there are, and the inputs of the one looked at."""
        with self._quietly():
            self.desk.list_neurons(self.network, self.experiment.settings.features)
        if self._under not in self.desk.spots(self.network):  # a neuron that is no longer there
            self._under = None

    def _hovered(self, _axes: int, x: float, y: float) -> dict:
        self._look_under(self.scene.spot_at(x, y))
        return {}

    def _left(self, _change) -> None:
        if not self.picture.inside:
            self._look_under(None)

    def _look_under(self, spot: Spot | None) -> None:
        if spot != self._under:
            self._under = spot
            if not self._task:
                self._redraw()

    def _pressed(self, _change) -> None:
        x, y = self.picture.pressed["x"], self.picture.pressed["y"]
        spot, weight, place = self.scene.spot_at(x, y), self.scene.weight_at(x, y), self.scene.point_at(x, y)
        if spot and spot[0] == 0:
            feature = self.controls[list(FEATURES)[spot[1]]]
            feature.value = not feature.value
        elif spot:
            self._select(spot if spot != self._spot else self.scene.spots()[-1], BIAS)
        elif weight:
            self.desk.drawer.value = "weight"
            self._select(*weight)
        elif place and self.desk.drawer.value == "points":
            x1, x2 = (round(value, 2) + 0.0 for value in place)  # + 0.0 turns −0.0 into 0.0
            self.add_point(x1, x2, self.desk.kind.value)

    def _select(self, spot: Spot, source: int) -> None:
        with self._quietly():
            self.controls["spot"].value = OUTPUT if spot == self.scene.spots()[-1] else spot
            self._fit_lists()
            self.desk.source.value = source
        self._refuse("")

    def _edit(self, change) -> None:
        """Give the weight or bias that is marked the value that was typed."""
        (layer, neuron), source = self._spot, self.desk.source.value
        if self._waiting or layer == 0:
            return
        try:
            value = read(change["new"])
        except ValueError:
            text = _("{text} is not a number. Type one such as {example}.")
            self._refuse(text.format(text=repr(change["new"])[:40], example=number(-1.5)))
            return
        try:
            if source == BIAS:
                self.experiment.set_bias(layer - 1, neuron, value)
            else:
                self.experiment.set_weight(layer - 1, neuron, source, value)
        except ValueError as problem:
            self._refuse(str(problem))
        else:
            self._refuse("")

    # ------------------------------------------------------------ own points

    def add_point(self, x1: float, x2: float, target: float) -> None:
        """Add an own point of class −1 or 1; the first takes the place of the data set."""
        self._own.rows.append((x1, x2, target))
        self._choose_own()

    def clear_points(self) -> None:
        """Take all own points away."""
        self._own.rows.clear()
        self._choose_own()

    def use_points(self, points) -> None:
        """Learn own points: rows of x1, x2 and a label, or a CSV file; raises ValueError if they are not possible."""
        self._own.take(own_points(points))
        self._choose_own()

    def _choose_own(self) -> None:
        if self.controls["dataset"].value == OWN:
            self._learn_own()
            self._redraw()
        else:
            self.controls["dataset"].value = OWN  # which does the same

    def _learn_own(self) -> None:
        """Let the experiment learn the own points, or wait for those that are missing."""
        self._message, self._in_words = self._own.learnt_by(self.experiment), True
        if self._message:
            self.pause()
        with self._quietly():
            self.controls["loss"].value = self.experiment.settings.loss

    def _upload(self, _change) -> None:
        for file in self.desk.file.value:
            try:
                self.use_points(bytes(file["content"]))
            except ValueError as problem:
                self._refuse(f"{file['name']}: {problem}")

    # ------------------------------------------------------------ its parts

    def _connect(self) -> None:
        """Say what each control does that is not one of the settings."""
        desk = self.desk
        for button, act in (
            (desk.play, lambda: self.pause() if self._task else self.start()),
            (desk.step, self.step),
            (desk.restart, self.restart),
            (desk.new_points, lambda: self._change(data_seed=self.experiment.settings.data_seed + 1)),
            (desk.same_weights, lambda: self.restart(False)),
            (desk.new_weights, self.restart),
            (desk.add, lambda: self.add_point(desk.x1.value, desk.x2.value, desk.kind.value)),
            (desk.clear, self.clear_points),
            (desk.pin, self.pin),
            (desk.unpin, self.unpin),
        ):
            button.on_click(lambda _button, act=act: act())
        for field, act in (
            (desk.source, lambda _change: self._waiting or self._refuse("")),
            (desk.weight, self._edit),
            (desk.seed, lambda change: self._change(seed=change["new"])),
            (desk.data_seed, lambda change: self._change(data_seed=change["new"])),
            (desk.file, self._upload),
        ):
            field.observe(act, "value")
        self.picture.observe(self._pressed, "pressed")
        self.picture.observe(self._left, "inside")

    def _name(self) -> None:
        self.desk.name_play(playing=self._task is not None)

    def _write_fields(self) -> None:
        """Let the fields that can be typed into show how things are now."""
        now = self.experiment.settings
        with self._quietly():
            self.desk.seed.value, self.desk.data_seed.value = now.seed, now.data_seed
            self.desk.code.value = f"figures.{self.experiment.python()}"  # one line that makes this playground again
            (layer, neuron), source = self._spot, self.desk.source.value
            self.desk.weight.disabled = (
                layer == 0 or self._task is not None
            )  # it would be another before one has typed it
            if layer and self._in_words:
                found = self.network.layers[layer - 1]
                self.desk.weight.value = typed(found.bias[neuron] if source == BIAS else found.weights[neuron, source])

    def _change(self, **settings) -> None:
        if not self._waiting:
            self.experiment.change(**settings)
            self._refuse("")

    def pin(self) -> None:
        """Keep the curves of this run, to compare others with."""
        self._pinned = self.experiment.scores.table.copy()
        self.desk.pinned.value = self.desk.code.value
        self._refuse("")

    def unpin(self) -> None:
        """Take the curves kept away."""
        self._pinned, self.desk.pinned.value = None, ""
        self._refuse("")
