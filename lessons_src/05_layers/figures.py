"""The live figures of this lesson."""

from .first_layer import first_layer_weights
from .forward import forward_pass
from .fragments import four_detector, fragments
from .networks import network_architecture, three_four_one

__all__ = [
    "first_layer_weights",
    "forward_pass",
    "four_detector",
    "fragments",
    "network_architecture",
    "three_four_one",
]
