"""Pictures: numbers in, a Matplotlib picture with alt text and a summary in words out.

- `Scene`: the base of all (`scene.py`); colours and type are in `style.py`;
- `NeuronDiagram`, `SumWalk`, `HalfPlane`, `OnePixel`: lesson 02.
"""

from helpers.figures.half_plane import HalfPlane
from helpers.figures.neuron import NeuronDiagram, SumWalk
from helpers.figures.one_pixel import OnePixel
from helpers.figures.scene import Scene

__all__ = ["HalfPlane", "NeuronDiagram", "OnePixel", "Scene", "SumWalk"]
