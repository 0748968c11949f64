"""How the public neural-network playground learns (lesson 09): gradients as in `training`, another rule for the step.

- `PlaygroundRule`: learns from examples in the order given;
- `half_squared_error`: its loss; `sign_cross_entropy`: another one for targets −1 and 1;
- `OPTIMISERS`: its way of making a step, plain gradient descent ("sgd"), and two more.

Source: github.com/tensorflow/playground, src/nn.ts and src/playground.ts, commit 02469bd; `tests/test_playground_rule.py`
compares with numbers from that program.
"""

import numpy as np

from helpers.language import _, number
from helpers.nn.losses import Loss
from helpers.nn.network import Network
from helpers.nn.training import Diverged, as_examples, backpropagate

half_squared_error = Loss("half_squared_error", "½·(a − y)²", lambda a, y: (a - y) ** 2 / 2, lambda a, y: a - y)


def _share(a, y):
    """The share that an output a from −1 to 1 gives to the class y, −1 or 1; never 0."""
    return np.maximum((1 + a * y) / 2, np.finfo(a.dtype).tiny)


sign_cross_entropy = Loss(
    "sign_cross_entropy", "−ln((1 + a·y) / 2)", lambda a, y: -np.log(_share(a, y)), lambda a, y: -y / (2 * _share(a, y))
)

OPTIMISERS = ("sgd", "momentum", "adam")
MOMENTUM = 0.9
ADAM = 0.9, 0.999, 1e-8  # β1, β2, ε


class PlaygroundRule:
    """Changes a network's weights and biases as the playground does; what it has summed up stays from call to call.

    Three things differ from `train`: examples left over at the end of an epoch are not learnt from at once, their
    gradients count in the next epoch's first batch; the penalties act by a step of their own, after that of the
    gradient; and with l1, a weight that the penalty would push past 0 becomes 0 and is dead: it stays 0 for ever.

    loss: `half_squared_error` or `sign_cross_entropy`; optimiser: "sgd", "momentum" (the step is the mean gradient and
    0.9 of the step before; Polyak, 1964) or "adam" (Kingma and Ba, 2015); a penalty's step is the same with each.
    learning_rate, batch_size, l1 and l2 (see `train_steps`) may be changed between two calls.

    The network's weights and biases become parts of one array, `parameters`: change them in place. `sums` and `alive`
    are in the shape of the layers; `gradient` is the mean gradient of the last step, made like `parameters`.
    """

    def __init__(
        self,
        network: Network,
        *,
        learning_rate: float,
        batch_size: int,
        l1: float = 0.0,
        l2: float = 0.0,
        loss: Loss = half_squared_error,
        optimiser: str = "sgd",
    ):
        if batch_size < 1:
            raise ValueError(_("batch_size must be 1 or more; given {given}").format(given=batch_size))
        self.network, self.learning_rate, self.batch_size, self.l1, self.l2 = network, learning_rate, batch_size, l1, l2
        self.loss = loss
        first = np.concatenate([parameter.ravel() for parameter in network.parameters])
        self._rows = np.zeros((5, len(first)), first.dtype)
        self.parameters, self.gradient, self._sums, self._velocity, self._squares = self._rows
        self.parameters[:] = first
        self.sums = self.parts(self._sums)
        self._more = np.empty_like(first)  # the gradients of the examples being added
        self._found = self.parts(self._more)
        self.count = 0
        for layer, (weights, bias) in zip(network.layers, self.parts(self.parameters), strict=True):
            layer.weights, layer.bias = weights, bias
        self._is_weight = np.zeros(len(first), bool)
        for weights, _bias in self.parts(self._is_weight):
            weights[:] = True
        self._alive = np.ones(len(first), bool)
        self.alive = [weights for weights, _bias in self.parts(self._alive)]
        self.use_optimiser(optimiser)

    def use_optimiser(self, name: str) -> None:
        """Make the steps in another way from now on; raises ValueError for a name that is not in OPTIMISERS."""
        if name not in OPTIMISERS:
            text = _("{name} must be one of {known}; given {given}")
            raise ValueError(text.format(name="optimiser", known=", ".join(OPTIMISERS), given=repr(name)))
        self.optimiser = name
        self._steps = 0
        self._velocity[:] = self._squares[:] = 0

    def state(self) -> tuple:
        """All that learning changes, to be given to `restore` later."""
        return self._rows.copy(), self._alive.copy(), self.count, self._steps

    def restore(self, state: tuple) -> None:
        """Go back to a state."""
        self._rows[:], self._alive[:], self.count, self._steps = state

    def parts(self, flat: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """Weights and bias of each layer, as parts of an array that is made like `parameters`."""
        found, at = [], 0
        for layer in self.network.layers:
            middle, end = at + layer.weights.size, at + layer.parameter_count
            found.append((flat[at:middle].reshape(layer.weights.shape), flat[middle:end]))
            at = end
        return found

    @np.errstate(over="ignore", invalid="ignore")
    def epoch(self, inputs, targets) -> None:
        """Learn from each example once, in the order given.

        inputs: shape (m, n); targets: shape (m, outputs). Raises Diverged when an output is no longer finite,
        ValueError or TypeError for arguments that do not fit.
        """
        rows, wanted = as_examples(self.network, inputs, targets, self.loss)
        self.learn(rows(slice(None)), wanted, 0, len(wanted))
        if not np.isfinite(self.parameters.sum()):
            text = _(
                "training diverged: the numbers grew until they were no longer finite; start again from a new network, with "
                "a learning rate smaller than {rate}"
            )
            raise Diverged(text.format(rate=number(self.learning_rate, 10)))

    def learn(self, inputs: np.ndarray, targets: np.ndarray, start: int, stop: int) -> None:
        """The part of an epoch from example `start` to the one before `stop`; unchecked, and may warn of an overflow."""
        while start < stop:
            end = min(start - start % self.batch_size + self.batch_size, stop)
            self.add(inputs[start:end], targets[start:end])
            if end % self.batch_size == 0:
                self.update()
            start = end

    def add(self, inputs: np.ndarray, targets: np.ndarray) -> None:
        """Add the gradients of some examples to the sums; unchecked."""
        backpropagate(self.network, inputs, targets, self.loss, 1, self._found)
        np.add(self._sums, self._more, out=self._sums, where=self._alive)
        self.count += len(inputs)

    def update(self) -> None:
        """Make a step against the mean of the gradients summed up so far, and begin the sums again."""
        np.divide(self._sums, self.count, out=self.gradient)
        self._sums[:] = self.count = 0
        moved = self.parameters - self.learning_rate * self._direction()
        if self.l1 or self.l2:
            penalty = self.l1 * np.sign(self.parameters) + self.l2 * self.parameters  # by the weights before this step
            pushed = moved - self.learning_rate * penalty * self._is_weight
            if self.l1:
                died = self._alive & self._is_weight & (moved * pushed < 0)
                self._alive &= ~died
                self.parameters[died] = 0
            moved = pushed
        np.copyto(self.parameters, moved, where=self._alive)

    def _direction(self) -> np.ndarray:
        """What the learning rate multiplies: the mean gradient, or what the optimiser makes of it."""
        if self.optimiser == "sgd":
            return self.gradient
        self._steps += 1
        if self.optimiser == "momentum":
            self._velocity *= MOMENTUM
            self._velocity += self.gradient
            return self._velocity
        one, two, least = ADAM
        self._velocity += (1 - one) * (self.gradient - self._velocity)
        self._squares += (1 - two) * (self.gradient**2 - self._squares)
        mean, square = self._velocity / (1 - one**self._steps), self._squares / (1 - two**self._steps)
        return mean / (np.sqrt(square) + least)
