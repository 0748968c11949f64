"""How the public neural-network playground learns (lesson 09): gradients as in `training`, another rule for the step.

- `PlaygroundRule`: learns from examples in the order given;
- `half_squared_error`: its loss.

Source: github.com/tensorflow/playground, src/nn.ts and src/playground.ts, commit 02469bd; `tests/test_playground_rule.py`
compares with numbers from that program.
"""

import numpy as np

from helpers.nn.losses import Loss
from helpers.nn.network import Network
from helpers.nn.training import Diverged, as_examples, backpropagate

half_squared_error = Loss("half_squared_error", "½·(a − y)²", lambda a, y: (a - y) ** 2 / 2, lambda a, y: a - y)


class PlaygroundRule:
    """Changes a network's weights and biases as the playground does; what it has summed up stays from call to call.

    Three things differ from `train`: examples left over at the end of an epoch are not learnt from at once, their
    gradients count in the next epoch's first batch; the penalties act by a step of their own, after that of the
    gradient; and with l1, a weight that the penalty would push past 0 becomes 0 and is dead: it stays 0 for ever.

    learning_rate, batch_size, l1 and l2 (see `train_steps`) may be changed between two calls.
    """

    def __init__(self, network: Network, *, learning_rate: float, batch_size: int, l1: float = 0.0, l2: float = 0.0):
        if batch_size < 1:
            raise ValueError(f"batch_size must be 1 or more; given {batch_size}")
        self.network, self.learning_rate, self.batch_size, self.l1, self.l2 = network, learning_rate, batch_size, l1, l2
        self.alive = [np.ones(layer.weights.shape, bool) for layer in network.layers]
        self._forget()

    def epoch(self, inputs, targets) -> None:
        """Learn from each example once, in the order given.

        inputs: shape (m, n); targets: shape (m, outputs). Raises Diverged when an output is no longer finite,
        ValueError or TypeError for arguments that do not fit.
        """
        rows, wanted = as_examples(self.network, inputs, targets, half_squared_error)
        for start in range(0, len(wanted), self.batch_size):
            batch = slice(start, start + self.batch_size)
            self.add(rows(batch), wanted[batch])
            if start + self.batch_size <= len(wanted):
                self.update()

    @np.errstate(over="ignore", invalid="ignore")
    def add(self, inputs: np.ndarray, targets: np.ndarray) -> None:
        """Add the gradients of some examples to the sums; unchecked, but for outputs that are no longer finite."""
        outputs, found = backpropagate(self.network, inputs, targets, half_squared_error, 1)
        if not np.isfinite(outputs).all():
            raise Diverged(
                "training diverged: the numbers grew until they were no longer finite; start again from a new "
                f"network, with a learning rate smaller than {self.learning_rate}"
            )
        self.count += len(inputs)
        for (by_weights, by_bias), alive, (more_by_weights, more_by_bias) in zip(
            self.sums, self.alive, found, strict=True
        ):
            by_weights += more_by_weights * alive
            by_bias += more_by_bias

    @np.errstate(over="ignore", invalid="ignore")
    def update(self) -> None:
        """Make a step against the mean of the gradients summed up so far, and begin the sums again."""
        rate = self.learning_rate / self.count
        for layer, alive, (by_weights, by_bias) in zip(self.network.layers, self.alive, self.sums, strict=True):
            penalty = self.l1 * np.sign(layer.weights) + self.l2 * layer.weights  # by the weights before this step
            pulled = layer.weights - rate * by_weights
            pushed = pulled - self.learning_rate * penalty
            if self.l1:
                alive &= pulled * pushed >= 0
            layer.weights[:] = np.where(alive, pushed, 0)
            layer.bias -= rate * by_bias
        self._forget()

    def _forget(self) -> None:
        self.count = 0
        self.sums = [(np.zeros_like(layer.weights), np.zeros_like(layer.bias)) for layer in self.network.layers]
