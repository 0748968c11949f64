"""The live figures of this lesson."""

from .by_hand import by_hand, four_detector
from .first_layer import first_layers
from .forward import forward_pass
from .networks import network_architecture, three_four_one
from .noise import noise

__all__ = [
    "by_hand",
    "first_layers",
    "forward_pass",
    "four_detector",
    "network_architecture",
    "noise",
    "three_four_one",
]
