"""The playground (lesson 09): points of the plane, a network that learns them, and everything that can be chosen about it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from time import perf_counter

import ipywidgets
import numpy as np

from helpers.data.points import DATASETS, FEATURES, Points, own_points
from helpers.figures import playground as words
from helpers.figures.playground import BIAS, Playground, Spot, View, symbol
from helpers.language import _, number, read, typed
from helpers.models import SOLVED, Experiment, Score, Settings
from helpers.models.settings import ACTIVATIONS, LOSSES, MOST_LAYERS, MOST_NEURONS, REGULARISATIONS
from helpers.nn import OPTIMISERS, Diverged, Network
from helpers.widgets.live import Choice, Slider
from helpers.widgets.live_training import LiveTraining

RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
PENALTIES = (0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
LAYERS = tuple(f"layer_{k}" for k in range(1, MOST_LAYERS + 1))
AS_THEY_ARE = (
    "learning_rate", "activation", "regularisation", "regularisation_rate", "noise", "train_percent", "optimiser", "loss",
)  # fmt: skip
OUTPUT = "output"  # stands among the neurons for that of the last layer, however many layers there are
OWN = "own"  # stands among the data sets for the student's own points


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

    FRAME = 0.05  # seconds from one picture to the next
    READ = 2  # seconds from one summary to the next: it is read aloud by a screen reader

    def __init__(self, chosen: Settings, points: Points | None):
        self._pause_others()
        self.experiment = Experiment(chosen, points)
        self._is_own, self._sheet = points is not None, [] if points is None else _rows(points)  # own points
        self._anew = False  # whether the network begins anew with the next own points
        self._under: Spot | None = None  # what the pointer is over
        self._pinned, self._message, self._in_words = None, "", True
        self._solved = self._best = None  # in which epoch the challenge was won: in this run, and in the best of all
        self._last_step: tuple[Points, slice] | None = None  # the examples learnt from, if they were less than an epoch
        self._make_buttons()
        controls = self._make_controls(chosen)
        super().__init__(Playground(), controls, self._show_playground, hover=self._hovered, link=self._follow)
        self.picture.observe(self._pressed, "pressed")
        self.picture.observe(self._left, "inside")
        self._lay_out()

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
        if self._task or self._refuse(self._missing()):
            return
        if self.picture.pixel_ratio > 1:
            self.scene.set_pixel_ratio(1)  # pictures for a dense screen take three times as long
        super().start()

    def step(self) -> None:
        """Pause, and learn from one more epoch, batch or example."""
        self.pause()
        if not self._refuse(self._missing()):
            self._refuse(self._call(self._learn_once))

    def restart(self, new_weights: bool = True) -> None:
        """Pause, and go back to epoch 0, with new first weights or with the same again."""
        self.pause()
        self.experiment.restart(new_weights)
        self._refuse("")

    async def _train(self) -> None:
        drawn = read = perf_counter()
        while not (problem := self._call(self._learn, drawn + self.FRAME)):
            # 0 would let nobody else have a turn for long; of examples and batches one is to be seen after the other.
            await asyncio.sleep(0.001 if self.unit.value == "epoch" else self.FRAME)
            now = perf_counter()
            if now - drawn >= self.FRAME:
                self._in_words, drawn = now - read >= self.READ, now
                read = now if self._in_words else read
                self._redraw()
                await asyncio.sleep(0.001)
        self._message = problem

    def _learn(self, until: float) -> str:
        """Learn until this time or until the slice of time is over; one step if it is smaller than an epoch."""
        until = min(until, perf_counter() + self.SLICE)
        while not (problem := self._learn_once()):
            if self.unit.value != "epoch" or perf_counter() >= until:
                break
        return problem

    def _learn_once(self) -> str:
        """Learn from one more epoch, batch or example; returns what is wrong, if something is."""
        experiment, unit = self.experiment, self.unit.value
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
        was_own, self._is_own = self._is_own, values["dataset"] == OWN
        if not self._is_own and (was_own or values["dataset"] != now.dataset):
            changed["dataset"] = values["dataset"]
        try:
            if changed:
                self.experiment.change(**changed)
        except ValueError as problem:
            self._message, self._is_own = str(problem), was_own
            self._put_back()
        if self._is_own and not was_own:
            self._anew = True
            self._use_sheet()

    def _put_back(self) -> None:
        """Let the controls stand as the experiment is."""
        now = self.experiment.settings
        with self._quietly():
            for name in (*AS_THEY_ARE, "batch_size"):
                self.controls[name].value = getattr(now, name)
            self.controls["dataset"].value = OWN if self._is_own else now.dataset
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
        spot = self.controls["spot"].value
        return (len(self.network.layers), 0) if spot == OUTPUT else spot

    def _view(self) -> View:
        spot, values = self._spot, self.values
        return View(
            spot=spot if self._under is None else self._under,
            marked=(spot, self.source.value),
            discretise=values["discretise"],
            test=values["test"],
            sheet=_points(self._sheet) if self._missing() else None,
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
        network = self.network
        counts = [len(FEATURES), *network.sizes[1:]]
        *found, output = [(layer, k) for layer, count in enumerate(counts) for k in range(count)]
        neurons, features = found[len(FEATURES) :], found[: len(FEATURES)]
        names = [(symbol(output, network), OUTPUT), *((symbol(spot, network), spot) for spot in neurons + features)]
        _refill(self, self.controls["spot"], names, OUTPUT)
        inputs = [] if self._spot[0] == 0 else self._inputs_of(self._spot[0])
        names = [(_("bias"), BIAS), *((symbol(spot, network), k) for k, spot in enumerate(inputs))]
        _refill(self, self.source, names, BIAS)
        if self._under not in (*found, output):  # a neuron that is no longer there
            self._under = None

    def _inputs_of(self, layer: int) -> list[Spot]:
        """The features or neurons that the neurons of a layer read."""
        if layer == 1:
            return [(0, list(FEATURES).index(name)) for name in self.experiment.settings.features]
        return [(layer - 1, k) for k in range(self.network.sizes[layer - 1])]

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
            self.drawer.value = "weight"
            self._select(*weight)
        elif place and self.drawer.value == "points":
            x1, x2 = (round(value, 2) + 0.0 for value in place)  # + 0.0 turns −0.0 into 0.0
            self.add_point(x1, x2, self.kind.value)

    def _select(self, spot: Spot, source: int) -> None:
        with self._quietly():
            self.controls["spot"].value = OUTPUT if spot == self.scene.spots()[-1] else spot
            self._fit_lists()
            self.source.value = source
        self._refuse("")

    def _edit(self, change) -> None:
        """Give the weight or bias that is marked the value that was typed."""
        (layer, neuron), source = self._spot, self.source.value
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
        self._sheet.append((x1, x2, target))
        self._choose_own()

    def clear_points(self) -> None:
        """Take all own points away."""
        self._sheet.clear()
        self._choose_own()

    def use_points(self, points) -> None:
        """Learn own points: rows of x1, x2 and a label, or a CSV file; raises ValueError if they are not possible."""
        self._sheet, self._anew = _rows(own_points(points)), True
        self._choose_own()

    def _choose_own(self) -> None:
        if self.controls["dataset"].value == OWN:
            self._use_sheet()
            self._redraw()
        else:
            self.controls["dataset"].value = OWN  # which does the same

    def _use_sheet(self) -> None:
        self._message, self._in_words = self._missing(), True
        if self._message:
            self._anew = True
            self.experiment.restart()
            self.pause()
            return
        points = _points(self._sheet)
        if points.regression:
            with self._quietly():
                self.controls["loss"].value = "squared"
            self.experiment.change(loss="squared")
        self.experiment.use_points(points)
        if self._anew:
            self._anew = False
            self.experiment.restart()

    def _missing(self) -> str:
        """What is missing in the own points before they can be learnt."""
        if self._is_own and len({target for _x1, _x2, target in self._sheet}) < 2:
            return _(
                "Own points: at least one of each class is needed. Choose a class and click in the large map, or type."
            )
        return ""

    def _upload(self, _change) -> None:
        for file in self.file.value:
            try:
                self.use_points(bytes(file["content"]))
            except ValueError as problem:
                self._refuse(f"{file['name']}: {problem}")

    # ------------------------------------------------------------ its parts

    def _make_controls(self, chosen: Settings) -> dict[str, ipywidgets.ValueWidget]:
        """Everything that changes the picture, by name: those of `Settings` under the names they have there."""
        datasets = [(_(kind.title), name) for name, kind in DATASETS.items()] + [(_("own points"), OWN)]
        counts = [("–", 0), *((str(count), count) for count in range(1, MOST_NEURONS + 1))]
        controls = {
            "learning_rate": _numbers(_("learning rate"), RATES, chosen.learning_rate),
            "activation": _names(_("activation"), ACTIVATIONS, words.ACTIVATIONS, chosen.activation),
            "regularisation": _names(
                _("regularisation"), REGULARISATIONS, words.REGULARISATIONS, chosen.regularisation
            ),
            "regularisation_rate": _numbers(_("its rate"), PENALTIES, chosen.regularisation_rate),
            "dataset": Choice(_("data"), datasets, OWN if self._is_own else chosen.dataset),
            "noise": Slider(_("noise"), chosen.noise, 0, 50, 5),
            "train_percent": Slider(_("training, %"), chosen.train_percent, 10, 90, 10),
            "batch_size": Slider(_("batches of"), chosen.batch_size, 1, 30),
            "test": _tick(_("test points")),
            "discretise": _tick(_("only signs")),
        }
        controls |= {name: _tick(feature.title, name in chosen.features) for name, feature in FEATURES.items()}
        for k, (name, count) in enumerate(zip_longest(LAYERS, chosen.hidden, fillvalue=0), start=1):
            controls[name] = Choice(_("layer {layer}").format(layer=k), counts, count)
        return controls | {
            "spot": Choice(_("look at"), [(_("output"), OUTPUT)], OUTPUT),
            "optimiser": _names(_("optimiser"), OPTIMISERS, words.OPTIMISERS, chosen.optimiser),
            "loss": _names(_("loss"), LOSSES, words.LOSSES, chosen.loss),
        }

    def _make_buttons(self) -> None:
        """Everything else."""
        self.play_button = _button("", "", lambda: self.pause() if self._task else self.start())
        self.step_button = _button(_("Step"), "step-forward", self.step)
        self.reset_button = _button(_("Restart"), "refresh", self.restart)
        self.data_button = _button(
            _("New points"), "random", lambda: self._change(data_seed=self.experiment.settings.data_seed + 1)
        )
        units = [(_("epoch"), "epoch"), (_("batch"), "batch"), (_("example"), "example")]
        self.unit = _switch(_("advance by one"), units)
        panels = {
            "weight": _("Weight"),
            "seed": _("Seed"),
            "points": _("Points"),
            "method": _("Method"),
            "compare": _("Compare"),
            "python": "Python",
        }
        self.drawer = _switch("", [(name, key) for key, name in panels.items()])
        self.source = Choice(_("weight of"), [(_("bias"), BIAS)], BIAS)
        self.source.observe(lambda _change: self._waiting or self._refuse(""), "value")
        self.weight = ipywidgets.Text(description=_("value"), continuous_update=False)
        self.weight.add_class("live-number")
        self.weight.observe(self._edit, "value")
        self.seed, self.data_seed = (
            ipywidgets.BoundedIntText(description=name, min=0, max=2**31 - 1) for name in (_("weights"), _("points"))
        )
        self.seed.observe(lambda change: self._change(seed=change["new"]), "value")
        self.data_seed.observe(lambda change: self._change(data_seed=change["new"]), "value")
        self.same_button = _button(_("Same weights again"), "undo", lambda: self.restart(False))
        self.new_button = _button(_("New weights"), "refresh", self.restart)
        self.kind = _switch(_("class"), [("● 1", 1), ("× −1", -1)])
        self.x1, self.x2 = (
            ipywidgets.BoundedFloatText(description=name, min=-6, max=6, step=0.5) for name in ("x₁", "x₂")
        )
        self.add_button = _button(
            _("Add"), "plus", lambda: self.add_point(self.x1.value, self.x2.value, self.kind.value)
        )
        self.clear_button = _button(_("Clear"), "trash", self.clear_points)
        self.file = ipywidgets.FileUpload(accept=".csv,.txt", description="CSV")
        self.file.observe(self._upload, "value")
        self.pin_button = _button(_("Pin this run"), "thumb-tack", self.pin)
        self.unpin_button = _button(_("Unpin"), "times", self.unpin)
        self.pinned = ipywidgets.Text(description=_("pinned"))
        self.code = ipywidgets.Text(description="Python")
        self.play_button.add_class("live-first")
        self._name()

    def _lay_out(self) -> None:
        """Put the controls over the picture in four rows."""
        of = self.controls.__getitem__
        panels = {
            "weight": [of("spot"), self.source, self.weight],
            "seed": [self.seed, self.data_seed, self.same_button, self.new_button],
            "points": [self.kind, self.x1, self.x2, self.add_button, self.clear_button, self.file],
            "method": [of("optimiser"), of("loss")],
            "compare": [self.pin_button, self.unpin_button, self.pinned],
            "python": [self.code],
        }
        panel = _row(panels["weight"], "live-panel")
        self.drawer.observe(lambda change: panel.set_trait("children", tuple(panels[change["new"]])), "value")
        choices = [of(name) for name in ("learning_rate", "activation", "regularisation", "regularisation_rate")]
        data = [
            of("dataset"),
            self.data_button,
            of("noise"),
            of("train_percent"),
            of("batch_size"),
            of("test"),
            of("discretise"),
        ]
        layers = [ipywidgets.Label(_("hidden layers")), *map(of, LAYERS)]
        rows = [
            _row([self.play_button, self.step_button, self.reset_button, self.unit, *choices], "live-above"),
            _row(data, "live-above"),
            _row([*map(of, FEATURES), *layers], "live-network"),
            _row([self.drawer, panel], "live-drawer"),
        ]
        for control in (*self.controls.values(), self.source):
            control.style.description_width = "auto"
        box, *rest = self.children
        box.children = rows
        box.add_class("live-playground")
        self.children = [box, *rest]

    def _name(self) -> None:
        self.play_button.description, self.play_button.icon = (
            (_("Pause"), "pause") if self._task else (_("Play"), "play")
        )

    def _write_fields(self) -> None:
        """Let the fields that can be typed into show how things are now."""
        now = self.experiment.settings
        with self._quietly():
            self.seed.value, self.data_seed.value = now.seed, now.data_seed
            self.code.value = self._python()
            (layer, neuron), source = self._spot, self.source.value
            self.weight.disabled = layer == 0 or self._task is not None  # it would be another before one has typed it
            if layer and self._in_words:
                found = self.network.layers[layer - 1]
                self.weight.value = typed(found.bias[neuron] if source == BIAS else found.weights[neuron, source])

    def _python(self) -> str:
        """One line that makes this playground again, as the lessons write it."""
        return f"widgets.{self.experiment.python()}"

    def _change(self, **settings) -> None:
        if not self._waiting:
            self.experiment.change(**settings)
            self._refuse("")

    def pin(self) -> None:
        """Keep the curves of this run, to compare others with."""
        self._pinned = self.experiment.scores.table.copy()
        self.pinned.value = self._python()
        self._refuse("")

    def unpin(self) -> None:
        """Take the curves kept away."""
        self._pinned, self.pinned.value = None, ""
        self._refuse("")


def _numbers(name: str, values: Sequence[float], chosen: float) -> Choice:
    """A list of numbers, among them the one chosen."""
    return Choice(name, [(number(value, 5), value) for value in sorted({*values, chosen})], chosen)


def _names(name: str, keys: Sequence[str], written: Mapping[str, str], chosen: str) -> Choice:
    return Choice(name, [(words.in_words(written, key), key) for key in keys], chosen)


def _tick(name: str, chosen: bool = False) -> ipywidgets.Checkbox:
    return ipywidgets.Checkbox(chosen, description=name, indent=False)


def _switch(name: str, options: Sequence[tuple[str, object]]) -> ipywidgets.ToggleButtons:
    return ipywidgets.ToggleButtons(options=options, description=name, style={"button_width": "auto"})


def _button(name: str, icon: str, act: Callable[[], None]) -> ipywidgets.Button:
    button = ipywidgets.Button(description=name, icon=icon)
    button.on_click(lambda _button: act())
    return button


def _row(widgets: Sequence[ipywidgets.Widget], *classes: str) -> ipywidgets.HBox:
    row = ipywidgets.HBox(widgets)
    for name in ("live-row", *classes):
        row.add_class(name)
    return row


def _refill(figure: LivePlayground, control: Choice, options: Sequence[tuple[str, object]], otherwise: object) -> None:
    """Let a list hold these options; it stands where it stood, if that is still there."""
    if control.options != tuple(options):
        with figure._quietly():
            was = control.value
            control.options = options
            control.value = was if was in dict(options).values() else otherwise


def _rows(points: Points) -> list[tuple[float, float, float]]:
    return [(*place, target) for place, target in zip(points.x.tolist(), points.targets.tolist(), strict=True)]


def _points(rows: Sequence[tuple[float, float, float]]) -> Points:
    table = np.array(rows, float).reshape(-1, 3)
    return Points(table[:, :2], table[:, 2], regression=not set(table[:, 2]) <= {-1, 1})
