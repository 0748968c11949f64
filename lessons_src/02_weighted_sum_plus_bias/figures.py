"""The live figures of this lesson."""

from .half_plane import half_plane
from .neuron import neuron_diagram, sum_walk
from .one_pixel import one_pixel, one_pixel_hidden

__all__ = [
    "half_plane",
    "neuron_diagram",
    "one_pixel",
    "one_pixel_hidden",
    "sum_walk",
]
