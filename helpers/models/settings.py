"""What can be chosen in the playground (lesson 09).

- `Settings`: a choice, checked; `ACTIVATIONS`, `REGULARISATIONS`, `LOSSES`: the names there are;
- `as_typed`: a setting as one would type it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral, Real

from helpers import nn
from helpers.data.points import DATASETS, FEATURES
from helpers.language import N_, _

ACTIVATIONS = ("tanh", "relu", "sigmoid", "linear", "leaky_relu", "step")
REGULARISATIONS = ("none", "l1", "l2")
LOSSES = {"squared": nn.half_squared_error, "cross_entropy": nn.sign_cross_entropy}
MOST_LAYERS, MOST_NEURONS = 6, 8


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
        names = list(map(str, _as_list(self.features)))
        right = names and len({*names}) == len(names) and {*names} <= {*FEATURES}
        self._require(
            right, "features", _("some of {names}, each once").format(names=", ".join(map(as_typed, FEATURES)))
        )
        object.__setattr__(self, "features", tuple(name for name in FEATURES if name in names))

    def _check_hidden(self) -> None:
        sizes = _as_list(self.hidden)
        right = len(sizes) <= MOST_LAYERS and all(isinstance(n, Integral) and 1 <= n <= MOST_NEURONS for n in sizes)
        wanted = _("at most 6 whole numbers from 1 to 8, such as [4, 2], or [] for no hidden layer")
        self._require(right, "hidden", wanted)
        object.__setattr__(self, "hidden", tuple(map(int, sizes)))

    def _require(self, right: bool, name: str, wanted: str) -> None:
        if not right:
            text = _("{name} must be {wanted}; given {given}")
            raise ValueError(text.format(name=name, wanted=wanted, given=repr(getattr(self, name))[:80]))


def _one_of(names) -> str:
    return _("one of {names}").format(names=", ".join(map(as_typed, names)))


def _as_list(value) -> list:
    return [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)


def as_typed(value) -> str:
    """A setting as one would type it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_typed, value))}]"
    return f'"{value}"' if isinstance(value, str) else repr(value).removesuffix(".0")
