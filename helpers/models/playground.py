"""The playground without its pictures (lesson 09): points, and a network that learns from them step by step.

It learns as github.com/tensorflow/playground does (commit 02469bd): with the same points, in the same order, and the
same first weights, the losses are the same.
"""

import math
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise
from numbers import Real

import numpy as np

from helpers import nn
from helpers.data.points import FEATURES, Points, judge_spiral, make_points
from helpers.language import _, number
from helpers.models.equation import Equation
from helpers.models.scores import SOLVED, Score, Scores
from helpers.models.settings import LOSSES, Settings, as_typed
from helpers.nn.training import backpropagate

_AT_ONCE = {"learning_rate", "regularisation", "regularisation_rate", "optimiser"}
_MOST_WRITTEN = 200  # own points that the line of Python holds


class Experiment:
    """A network that learns points of the plane.

    points: own points instead of a data set, shuffled and split by the settings; or a pair, to train on and to test on,
    used in this order. Raises ValueError for settings and points that do not fit together.

    settings: a `Settings`; points: the own points, or None; train, test: `Points`; regression: whether these have
    numbers to meet; network: a `Network` of float64 (its weights and biases may be changed in place); epoch: how many
    are done; position: how many examples of the next one are; current: a `Score`, how well the network does now;
    scores: the `Scores` of the epochs so far.
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
        self.current = self._judged()
        self.scores = Scores(self.current)

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
                text = _("{name} must be one of {known}; given {given}")
                raise ValueError(text.format(name="by", known="'example', 'batch', 'epoch'", given=repr(by)))

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
            self.scores.add(now)

    # ------------------------------------------------------------ what comes of it

    @property
    def history(self) -> list[Score]:
        """The scores of the epochs, before the first one included; of very many, every second, fourth, … and the last."""
        return self.scores.all()

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
            labels = (
                own.targets.tolist() if self.regression else [own.labels[int(target > 0)] for target in own.targets]
            )
            rows = ((x1, x2, label) for (x1, x2), label in zip(own.x.tolist(), labels, strict=True))
            given.append(f"points={as_typed(tuple(rows))}")
        elif self.points is not None:
            given.append("points=points")
        for one in fields(Settings):
            value = getattr(self.settings, one.name)
            if value != one.default and not (one.name in ("dataset", "noise") and self.points is not None):
                given.append(f"{one.name}={as_typed(value)}")
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
    def _judged(self, epoch: int | None = None) -> Score:
        outputs = self._forward(self._inputs)[-1]
        losses = self._rule.loss.function(outputs, self._targets)
        right = (outputs > 0) == (self._targets > 0)
        counts = len(self.train), len(self.test)
        sums = np.add.reduceat(np.concatenate([losses, right], axis=1), (0, counts[0]))
        (train_loss, train_right), (test_loss, test_right) = (sums.T / counts).T.tolist()
        accuracies = (None, None) if self.regression else (train_right, test_right)
        return Score(self.epoch if epoch is None else epoch, train_loss, test_loss, *accuracies)


_JUDGE = judge_spiral()


def _finite(value) -> float:
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise ValueError(_("a weight or bias must be a finite number; given {given}").format(given=repr(value)[:80]))
    return float(value)
