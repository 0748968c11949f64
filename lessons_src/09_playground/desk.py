"""The controls over the picture of the playground (lesson 09): what they are called, hold and look like.

- `Desk`: all of them; what they do is `LivePlayground`'s to say;
- `RATES`, `PENALTIES`, `LAYERS`: what can be chosen; `OUTPUT`, `OWN`: two choices that are no name of a setting.
"""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import ipywidgets

from helpers.data.points import DATASETS, FEATURES, REACH
from helpers.language import _, number
from helpers.models import Settings
from helpers.models.settings import ACTIVATIONS, LOSSES, MOST_LAYERS, MOST_NEURONS, REGULARISATIONS
from helpers.nn import OPTIMISERS, Network
from helpers.widgets import Choice, Slider

from . import wording as words
from .wording import BIAS, Spot, symbol

RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
PENALTIES = (0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
LAYERS = tuple(f"layer_{k}" for k in range(1, MOST_LAYERS + 1))
OUTPUT = "output"  # stands among the neurons for that of the last layer, however many layers there are
OWN = "own"  # stands among the data sets for the student's own points


class Desk:
    """Everything that can be pressed, chosen and typed.

    settings: what changes the picture, by name: those of `Settings` under the names they have there; all others are
    attributes. seed and data_seed are fields to type into.
    """

    def __init__(self, chosen: Settings, own: bool):
        self.settings = self._make_settings(chosen, own)
        self._make_buttons()
        self._make_fields()

    def _make_settings(self, chosen: Settings, own: bool) -> dict[str, ipywidgets.ValueWidget]:
        datasets = [(_(kind.title), name) for name, kind in DATASETS.items()] + [(_("own points"), OWN)]
        counts = [("–", 0), *((str(count), count) for count in range(1, MOST_NEURONS + 1))]
        controls = {
            "learning_rate": _numbers(_("learning rate"), RATES, chosen.learning_rate),
            "activation": _names(_("activation"), ACTIVATIONS, words.ACTIVATIONS, chosen.activation),
            "regularisation": _names(
                _("regularisation"), REGULARISATIONS, words.REGULARISATIONS, chosen.regularisation
            ),
            "regularisation_rate": _numbers(_("its rate"), PENALTIES, chosen.regularisation_rate),
            "dataset": Choice(_("data"), datasets, OWN if own else chosen.dataset),
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
        self.play = _button("", "")
        self.play.add_class("live-first")
        self.name_play(playing=False)
        self.step = _button(_("Step"), "step-forward")
        self.restart = _button(_("Restart"), "refresh")
        self.new_points = _button(_("New points"), "random")
        self.same_weights = _button(_("Same weights again"), "undo")
        self.new_weights = _button(_("New weights"), "refresh")
        self.add, self.clear = _button(_("Add"), "plus"), _button(_("Clear"), "trash")
        self.pin, self.unpin = _button(_("Pin this run"), "thumb-tack"), _button(_("Unpin"), "times")
        units = [(_("epoch"), "epoch"), (_("batch"), "batch"), (_("example"), "example")]
        self.unit = _switch(_("advance by one"), units)
        self.kind = _switch(_("class"), [("● 1", 1), ("× −1", -1)])

    def _make_fields(self) -> None:
        self.source = Choice(_("weight of"), [(_("bias"), BIAS)], BIAS)
        self.weight = ipywidgets.Text(description=_("value"), continuous_update=False)
        self.weight.add_class("live-number")
        self.seed, self.data_seed = (
            ipywidgets.BoundedIntText(description=name, min=0, max=2**31 - 1) for name in (_("weights"), _("points"))
        )
        self.x1, self.x2 = (
            ipywidgets.BoundedFloatText(description=name, min=-REACH, max=REACH, step=0.5) for name in ("x₁", "x₂")
        )
        self.file = ipywidgets.FileUpload(accept=".csv,.txt", description="CSV")
        self.pinned = ipywidgets.Text(description=_("pinned"))
        self.code = ipywidgets.Text(description="Python")

    def name_play(self, playing: bool) -> None:
        """Let the first button say what it does next."""
        self.play.description, self.play.icon = (_("Pause"), "pause") if playing else (_("Play"), "play")

    @property
    def spot(self) -> Spot | str:
        """The feature or neuron that is chosen, or OUTPUT."""
        return self.settings["spot"].value

    @staticmethod
    def spots(network: Network) -> list[Spot]:
        """All features and neurons; the output is the last."""
        counts = [len(FEATURES), *network.sizes[1:]]
        return [(layer, k) for layer, count in enumerate(counts) for k in range(count)]

    def list_neurons(self, network: Network, features: Sequence[str]) -> None:
        """Let the lists hold the neurons there are, and the inputs of the one that is chosen."""
        *found, output = self.spots(network)
        neurons, unlearnt = found[len(FEATURES) :], found[: len(FEATURES)]
        names = [(symbol(output, network), OUTPUT), *((symbol(spot, network), spot) for spot in neurons + unlearnt)]
        _refill(self.settings["spot"], names, OUTPUT)
        layer = len(network.layers) if self.spot == OUTPUT else self.spot[0]
        inputs = []  # the features or neurons that the neurons of this layer read
        if layer == 1:
            inputs = [(0, list(FEATURES).index(name)) for name in features]
        elif layer:
            inputs = [(layer - 1, k) for k in range(network.sizes[layer - 1])]
        names = [(_("bias"), BIAS), *((symbol(spot, network), k) for k, spot in enumerate(inputs))]
        _refill(self.source, names, BIAS)

    def rows(self) -> list[ipywidgets.Box]:
        """The controls in four rows; the last one holds a panel of which one drawer is open."""
        of = self.settings.__getitem__
        drawers = {
            "weight": (_("Weight"), [of("spot"), self.source, self.weight]),
            "seed": (_("Seed"), [self.seed, self.data_seed, self.same_weights, self.new_weights]),
            "points": (_("Points"), [self.kind, self.x1, self.x2, self.add, self.clear, self.file]),
            "method": (_("Method"), [of("optimiser"), of("loss")]),
            "compare": (_("Compare"), [self.pin, self.unpin, self.pinned]),
            "python": ("Python", [self.code]),
        }
        self.drawer = _switch("", [(name, key) for key, (name, _held) in drawers.items()])
        panel = _row(drawers["weight"][1], "live-panel")
        for control in (*self.settings.values(), self.source):
            control.style.description_width = "auto"
        self.drawer.observe(lambda change: panel.set_trait("children", tuple(drawers[change["new"]][1])), "value")
        rates = map(of, ("learning_rate", "activation", "regularisation", "regularisation_rate"))
        data = map(of, ("noise", "train_percent", "batch_size", "test", "discretise"))
        layers = [ipywidgets.Label(_("hidden layers")), *map(of, LAYERS)]
        return [
            _row([self.play, self.step, self.restart, self.unit, *rates], "live-above"),
            _row([of("dataset"), self.new_points, *data], "live-above"),
            _row([*map(of, FEATURES), *layers], "live-network"),
            _row([self.drawer, panel], "live-drawer"),
        ]


def _numbers(name: str, values: Sequence[float], chosen: float) -> Choice:
    """A list of numbers, among them the one chosen."""
    return Choice(name, [(number(value, 5), value) for value in sorted({*values, chosen})], chosen)


def _names(name: str, keys: Sequence[str], written: Mapping[str, str], chosen: str) -> Choice:
    return Choice(name, [(words.in_words(written, key), key) for key in keys], chosen)


def _tick(name: str, chosen: bool = False) -> ipywidgets.Checkbox:
    return ipywidgets.Checkbox(chosen, description=name, indent=False)


def _switch(name: str, options: Sequence[tuple[str, object]]) -> ipywidgets.ToggleButtons:
    return ipywidgets.ToggleButtons(options=options, description=name, style={"button_width": "auto"})


def _button(name: str, icon: str) -> ipywidgets.Button:
    return ipywidgets.Button(description=name, icon=icon)


def _row(widgets: Sequence[ipywidgets.Widget], *classes: str) -> ipywidgets.HBox:
    row = ipywidgets.HBox(widgets)
    for name in ("live-row", *classes):
        row.add_class(name)
    return row


def _refill(control: Choice, options: Sequence[tuple[str, object]], otherwise: object) -> None:
    """Let a list hold these options; it stands where it stood, if that is still there."""
    if control.options != tuple(options):
        was = control.value
        control.options = options
        control.value = was if was in dict(options).values() else otherwise
