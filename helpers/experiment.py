"""The playground without its pictures (lesson 09): settings, points and a network that learns from them step by step.

- `Settings`: what can be chosen;
- `Experiment`: what comes of it; `Record`: how well it does after an epoch;
- `Equation`: a neuron with its numbers.

It learns as github.com/tensorflow/playground does (commit 02469bd): with the same points, in the same order, and the
same first weights, the losses are the same.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from numbers import Integral, Real
from typing import NamedTuple

import numpy as np

from helpers import nn
from helpers.data.points import DATASETS, FEATURES, Points, judge_spiral, make_points
from helpers.language import N_, _, number
from helpers.nn.training import backpropagate

ACTIVATIONS = ("tanh", "relu", "sigmoid", "linear", "leaky_relu", "step")
REGULARISATIONS = ("none", "l1", "l2")
LOSSES = {"squared": nn.half_squared_error, "cross_entropy": nn.sign_cross_entropy}
MOST_LAYERS, MOST_NEURONS = 6, 8
SOLVED = 0.05  # the loss on the judge's spiral at which the challenge is won

_AT_ONCE = {"learning_rate", "regularisation", "regularisation_rate", "optimiser"}
_LONGEST = 8192  # rows of history; then every second one is dropped, so that an hour of playing fits
_MOST_WRITTEN = 200  # own points that the line of Python holds


@dataclass(frozen=True)
class Settings:
    """What can be chosen in the playground; names, defaults and limits are those of the public one.

    dataset: a name in `data.DATASETS`; noise: from 0 to 50; train_percent: of the points, from 10 to 90;
    batch_size: from 1 to 30; features: names in `data.FEATURES`; hidden: how many neurons in each hidden layer, at most
    6 layers of 8; activation: that of the hidden layers; regularisation: "none", "l1" or "l2";
    optimiser: "sgd", "momentum" or "adam"; loss: "squared", ½·(output − target)², or for classes "cross_entropy";
    seed: of the first weights; data_seed: of the points.

    Raises ValueError for anything else.
    """

    dataset: str = "circle"
    noise: float = 0
    train_percent: float = 50
    batch_size: int = 10
    features: Sequence[str] = ("x1", "x2")
    hidden: Sequence[int] = (4, 2)
    activation: str = "tanh"
    learning_rate: float = 0.03
    regularisation: str = "none"
    regularisation_rate: float = 0.0
    optimiser: str = "sgd"
    loss: str = "squared"
    seed: int = 0
    data_seed: int = 0

    def __post_init__(self):
        for name, allowed in (
            ("dataset", DATASETS),
            ("activation", ACTIVATIONS),
            ("regularisation", REGULARISATIONS),
            ("optimiser", nn.OPTIMISERS),
            ("loss", LOSSES),
        ):
            given = getattr(self, name)
            self._require(isinstance(given, str) and given in allowed, name, _one_of(allowed))
        for name, kind, least, most, wanted in (
            ("noise", Real, 0, 50, N_("a number from 0 to 50")),
            ("train_percent", Real, 10, 90, N_("a number from 10 to 90")),
            ("batch_size", Integral, 1, 30, N_("a whole number from 1 to 30")),
            ("learning_rate", Real, 5e-324, math.inf, N_("a number above 0")),
            ("regularisation_rate", Real, 0, math.inf, N_("0 or a number above 0")),
            ("seed", Integral, 0, math.inf, N_("a whole number, 0 or more")),
            ("data_seed", Integral, 0, math.inf, N_("a whole number, 0 or more")),
        ):
            given = getattr(self, name)
            right = isinstance(given, kind) and not isinstance(given, bool) and math.isfinite(given)
            self._require(right and least <= given <= most, name, _(wanted))
            object.__setattr__(self, name, int(given) if kind is Integral else float(given))
        self._check_features()
        self._check_hidden()

    def _check_features(self) -> None:
        names = list(map(str, _listed(self.features)))
        right = names and len({*names}) == len(names) and {*names} <= {*FEATURES}
        self._require(right, "features", _("some of {names}, each once").format(names=", ".join(map(_short, FEATURES))))
        object.__setattr__(self, "features", tuple(name for name in FEATURES if name in names))

    def _check_hidden(self) -> None:
        sizes = _listed(self.hidden)
        right = len(sizes) <= MOST_LAYERS and all(isinstance(n, Integral) and 1 <= n <= MOST_NEURONS for n in sizes)
        wanted = _("at most 6 whole numbers from 1 to 8, such as [4, 2], or [] for no hidden layer")
        self._require(right, "hidden", wanted)
        object.__setattr__(self, "hidden", tuple(map(int, sizes)))

    def _require(self, right: bool, name: str, wanted: str) -> None:
        if not right:
            text = _("{name} must be {wanted}; given {given}")
            raise ValueError(text.format(name=name, wanted=wanted, given=repr(getattr(self, name))[:80]))


def _one_of(names) -> str:
    return _("one of {names}").format(names=", ".join(map(_short, names)))


def _listed(value) -> list:
    return [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)


class Record(NamedTuple):
    """How well the network does after an epoch (0: before the first): mean losses, without penalty, and accuracies.

    The accuracies are the shares of points that lie on the right side, None for regression.
    """

    epoch: int
    train_loss: float
    test_loss: float
    train_accuracy: float | None
    test_accuracy: float | None


class Equation(NamedTuple):
    """What a neuron computes: name = activation(weight·input + … + bias); terms: pairs of weight and input's name."""

    name: str
    activation: str
    terms: list[tuple[float, str]]
    bias: float

    def text(self, written: Callable[[float], str] = "{:.2f}".format) -> str:
        """The equation in one line; written: how a number is to be written."""
        parts = [*((weight, f"·{name}") for weight, name in self.terms), (self.bias, "")]
        signs = ["−" if value < 0 else "+" for value, _name in parts]
        line = " ".join(f"{sign} {written(abs(value))}{name}" for sign, (value, name) in zip(signs, parts, strict=True))
        line = line.removeprefix("+ ").replace("− ", "−", line.startswith("− "))
        return f"{self.name} = {line}" if self.activation == "linear" else f"{self.name} = {self.activation}({line})"


class Experiment:
    """A network that learns points of the plane.

    points: own points instead of a data set, shuffled and split by the settings; or a pair, to train on and to test on,
    used in this order. Raises ValueError for settings and points that do not fit together.

    settings: a `Settings`; points: the own points, or None; train, test: `Points`; regression: whether these have
    numbers to meet; network: a `Network` of float64 (its weights and biases may be changed in place); epoch: how many
    are done; position: how many examples of the next one are; current: a `Record`, how well the network does now;
    lowest: the `Record` of the epoch with the lowest test loss since the start; reached: the first epoch with one of at
    most SOLVED, None as long as there is none.
    """

    def __init__(self, settings: Settings | None = None, points: Points | tuple[Points, Points] | None = None):
        self.settings = Settings() if settings is None else settings
        self._take(self.settings, points)
        self.restart()

    # ------------------------------------------------------------ what is chosen

    def change(self, **settings) -> None:
        """Choose anew, by the names of `Settings`; what is not named stays.

        Learning rate, regularisation, its rate and the optimiser change while the network goes on learning. A new
        data_seed alone draws other points for the same network. All else starts again at epoch 0, from weights drawn
        with the same seed. Own points stay until a dataset is named.
        Raises ValueError, and changes nothing, for settings that are not possible.
        """
        new = replace(self.settings, **settings)
        points = None if "dataset" in settings else self.points
        changed = {one.name for one in fields(new) if getattr(new, one.name) != getattr(self.settings, one.name)}
        if points is not self.points:
            changed.add("dataset")
        if not changed <= _AT_ONCE:
            self._take(new, points)
        self.settings = new
        if not changed <= _AT_ONCE | {"data_seed"}:
            self.restart()
        elif "data_seed" in changed:
            self._go_on_with_other_points()
        else:
            self._set_rates()

    def use_points(self, points: Points | tuple[Points, Points]) -> None:
        """Learn from these points from now on; only from classes to regression or back the network starts again."""
        was = self.regression
        self._take(self.settings, points)
        if self.regression == was:
            self._go_on_with_other_points()
        else:
            self.restart()

    def restart(self, new_weights: bool = False) -> None:
        """Back to epoch 0, with the same first weights, or with those of the next seed."""
        if new_weights:
            self.settings = replace(self.settings, seed=self.settings.seed + 1)
        chosen, rng = self.settings, np.random.default_rng([self.settings.seed, 0])
        layers = [
            nn.Layer(
                rng.uniform(-0.5, 0.5, (neurons, inputs)), np.full(neurons, 0.1), nn.activations[chosen.activation]
            )
            for inputs, neurons in pairwise([len(chosen.features), *chosen.hidden, 1])
        ]
        layers[-1].activation = nn.linear if self.regression else nn.tanh
        self.network = nn.Network.of(layers)
        self._rule = nn.PlaygroundRule(self.network, learning_rate=1, batch_size=1, loss=LOSSES[chosen.loss])
        self._set_rates()
        self.epoch = self.position = 0
        self._found = None
        self._curves, self._count, self._every = np.empty((_LONGEST, len(Record._fields))), 0, 1
        self.current = self.lowest = self._judged()
        self.reached = None
        self._record()

    def set_weight(self, layer: int, neuron: int, input: int, value: float) -> None:
        """Give a weight another value; all count from 0, layer 0 is the first that has weights.

        Raises IndexError for a weight that is not there, ValueError for a value that is no finite number.
        """
        self.network.layers[layer].weights[neuron, input] = _finite(value)
        self.current = self._judged()

    def set_bias(self, layer: int, neuron: int, value: float) -> None:
        """Give a bias another value; as `set_weight`."""
        self.network.layers[layer].bias[neuron] = _finite(value)
        self.current = self._judged()

    def _take(self, chosen: Settings, own) -> None:
        if isinstance(own, tuple):
            train, test = own
        else:
            rng = np.random.default_rng([chosen.data_seed, 1])
            if own is None:
                points = make_points(chosen.dataset, noise=chosen.noise, rng=rng)
            else:
                points = own.take(rng.permutation(len(own)))
            count = min(max(int(len(points) * chosen.train_percent / 100), 1), len(points) - 1)
            train, test = points.take(slice(count)), points.take(slice(count, None))
        if not len(train) or not len(test) or train.regression != test.regression:
            raise ValueError(_("points must be 2 or more, or a pair of Points, both of classes or both for regression"))
        if train.regression and chosen.loss == "cross_entropy":
            raise ValueError(_('loss="cross_entropy" is for two classes; for regression take loss="squared"'))
        self.points, self.train, self.test, self.regression = own, train, test, train.regression
        x, targets = np.concatenate([train.x, test.x]), np.concatenate([train.targets, test.targets])
        self._inputs, self._targets = self._read(x, chosen.features), targets[:, None]

    def _go_on_with_other_points(self) -> None:
        self._set_rates()
        self.position, self.current = 0, self._judged()

    def _set_rates(self) -> None:
        chosen, rule = self.settings, self._rule
        rule.learning_rate = chosen.learning_rate
        rule.batch_size = min(chosen.batch_size, len(self.train))  # with fewer examples than that it would never step
        rule.l1, rule.l2 = (chosen.regularisation_rate * (chosen.regularisation == name) for name in ("l1", "l2"))
        if rule.optimiser != chosen.optimiser:
            rule.use_optimiser(chosen.optimiser)

    # ------------------------------------------------------------ learning

    def step(self, by: str = "epoch") -> None:
        """Learn from the next example; or, with by="batch", until the weights have changed once; or to the epoch's end.

        Raises `nn.Diverged` when a number is no longer finite; the network is then as it was before this epoch.
        """
        count, size = len(self.train), self._rule.batch_size
        self._found = None
        with np.errstate(over="ignore", invalid="ignore"):
            if by == "epoch":
                self._learn(count)
            elif by == "batch":
                if self.position - self.position % size + size > count:  # the examples left over do not make a batch
                    self._learn(count)
                self._learn(self.position - self.position % size + size)
            elif by == "example":
                one = slice(self.position, self.position + 1)
                loss = self._rule.loss
                self._found = backpropagate(self.network, self._inputs[one], self._targets[one], loss, 1)[1]
                self._learn(one.stop)
            else:
                raise ValueError(f'by must be "example", "batch" or "epoch"; given {by!r}')

    @property
    def gradients(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """How the loss changed with the weights and the bias of each layer: that of the example, if the last step was
        one, or else the mean loss of the last batch, before its step."""
        return self._found or self._rule.parts(self._rule.gradient)

    def _learn(self, stop: int) -> None:
        if self.position == 0:
            self._safe = self._rule.state()
        self._rule.learn(self._inputs, self._targets, self.position, stop)
        ends = stop == len(self.train)
        now = self._judged(self.epoch + ends)
        if not all(map(math.isfinite, (self._rule.parameters.sum(), now.train_loss, now.test_loss))):
            self._rule.restore(self._safe)
            self.position, self.current = 0, self._judged(self.epoch)
            text = _(
                "Training diverged in epoch {epoch}: the numbers grew until they were too large for the computer. Take a "
                "learning rate smaller than {rate}, then start again."
            )
            raise nn.Diverged(text.format(epoch=number(now.epoch), rate=number(self.settings.learning_rate, 10)))
        self.position, self.epoch, self.current = 0 if ends else stop, now.epoch, now
        if ends:
            self._record()

    # ------------------------------------------------------------ what comes of it

    @property
    def history(self) -> list[Record]:
        """The records of the epochs, before the first one included; of very many, every second, fourth, … and the last."""
        return [_record(row) for row in self.curves.tolist()]

    @property
    def curves(self) -> np.ndarray:
        """The same in one array, a row a record, NaN for no accuracy: a view that is quickly had, to draw from."""
        return self._curves[: self._count]

    def values(self, points: np.ndarray) -> list[np.ndarray]:
        """The inputs of the network for points, shape (m, 2), and the outputs of each layer, of shape (m, neurons)."""
        return self._forward(self._read(points, self.settings.features))

    @property
    def spiral_loss(self) -> float | None:
        """The mean of ½·(output − target)² on the judge's spiral, whatever the loss learnt by; None for regression."""
        if self.regression:
            return None
        return float(nn.half_squared_error.function(self.values(_JUDGE.x)[-1][:, 0], _JUDGE.targets).mean())

    @property
    def solved(self) -> bool:
        """Whether the spiral challenge is won: the spiral loss is at most SOLVED."""
        return not self.regression and self.spiral_loss <= SOLVED

    def equation(self, layer: int, neuron: int) -> Equation:
        """What a neuron computes, with its numbers; both count from 0, layer 0 is the first that has weights."""
        found = self.network.layers[layer]
        if layer:
            names = [f"a{layer}[{k}]" for k in range(found.weights.shape[1])]
        else:
            names = [FEATURES[name].title for name in self.settings.features]
        terms = list(zip(found.weights[neuron].tolist(), names, strict=True))
        return Equation(f"a{layer + 1}[{neuron}]", found.activation.name, terms, float(found.bias[neuron]))

    def python(self) -> str:
        """One line of Python that makes this playground again, as it was before the first epoch.

        More than 200 own points, or a pair, are not written out: they are to stand in a variable `points`.
        """
        given = []
        if isinstance(self.points, Points) and len(self.points) <= _MOST_WRITTEN:
            own = self.points
            targets = own.targets if self.regression else np.where(own.targets > 0, *own.labels[::-1])
            rows = (", ".join(map(_short, row)) for row in np.column_stack([own.x, targets]).tolist())
            given.append(f"points=[{', '.join(f'[{row}]' for row in rows)}]")
        elif self.points is not None:
            given.append("points=points")
        for one in fields(Settings):
            value = getattr(self.settings, one.name)
            if value != one.default and not (one.name in ("dataset", "noise") and self.points is not None):
                given.append(f"{one.name}={_short(value)}")
        return f"playground({', '.join(given)})"

    def __repr__(self) -> str:
        now = self.current
        text = _("Epoch {epoch}: training loss {train_loss}, test loss {test_loss}.").format(
            epoch=number(now.epoch), train_loss=number(now.train_loss, 3), test_loss=number(now.test_loss, 3)
        )
        return f"{self.python()}\n{text}"

    # ------------------------------------------------------------

    @staticmethod
    def _read(points: np.ndarray, features: Sequence[str]) -> np.ndarray:
        return np.stack([FEATURES[name].of(points) for name in features], axis=1)

    @np.errstate(over="ignore", invalid="ignore")
    def _forward(self, inputs: np.ndarray) -> list[np.ndarray]:
        a = [inputs]
        for layer in self.network.layers:
            a.append(layer.activation.function(a[-1] @ layer.weights.T + layer.bias))
        return a

    @np.errstate(over="ignore", invalid="ignore")
    def _judged(self, epoch: int | None = None) -> Record:
        outputs = self._forward(self._inputs)[-1]
        losses = self._rule.loss.function(outputs, self._targets)
        right = (outputs > 0) == (self._targets > 0)
        counts = len(self.train), len(self.test)
        sums = np.add.reduceat(np.concatenate([losses, right], axis=1), (0, counts[0]))
        (train_loss, train_right), (test_loss, test_right) = (sums.T / counts).T.tolist()
        accuracies = (None, None) if self.regression else (train_right, test_right)
        return Record(self.epoch if epoch is None else epoch, train_loss, test_loss, *accuracies)

    def _record(self) -> None:
        """Write the current record down. A last row that is not on the stride was only the latest: it gives way."""
        if self._count and self._curves[self._count - 1, 0] % self._every:
            self._count -= 1
        if self._count == _LONGEST:
            self._curves[: _LONGEST // 2] = self._curves[::2].copy()
            self._count, self._every = _LONGEST // 2, 2 * self._every
        self._curves[self._count] = self.current
        self._count += 1
        if self.current.test_loss < self.lowest.test_loss:
            self.lowest = self.current
        if self.reached is None and self.current.test_loss <= SOLVED:
            self.reached = self.epoch


_JUDGE = judge_spiral()


def _record(row: list[float]) -> Record:
    epoch, *losses = row[:3]
    return Record(int(epoch), *losses, *(None if math.isnan(accuracy) else accuracy for accuracy in row[3:]))


def _finite(value) -> float:
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise ValueError(_("a weight or bias must be a finite number; given {given}").format(given=repr(value)[:80]))
    return float(value)


def _short(value) -> str:
    """A setting as one would type it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_short, value))}]"
    return f'"{value}"' if isinstance(value, str) else repr(value).removesuffix(".0")
