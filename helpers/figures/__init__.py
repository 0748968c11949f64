"""Pictures: numbers in, a Matplotlib picture with alt text and a summary in words out.

- `Scene`: the base of all (`scene.py`); colours and type are in `style.py`;
- `Timeline`, `Pipelines`, `PixelImage`, `Sound`, `SharedWork`: lesson 00;
- `NerveCell`, `HeldNumber`, `MachineRows`, `TableAndGraph`, `StraightLine`: lesson 01;
- `NeuronDiagram`, `SumWalk`, `HalfPlane`, `OnePixel`: lesson 02;
- `SigmoidCurve`, `SigmoidNeuron`, `ActivationGallery`, `SoftmaxBars`, `TwoLayers`: lesson 03.
"""

from helpers.figures.activations import ActivationGallery, SigmoidCurve, SigmoidNeuron, SoftmaxBars, TwoLayers
from helpers.figures.functions import MachineRows, StraightLine, TableAndGraph
from helpers.figures.half_plane import HalfPlane
from helpers.figures.nerve_cell import HeldNumber, NerveCell
from helpers.figures.neuron import NeuronDiagram, SumWalk
from helpers.figures.one_pixel import OnePixel
from helpers.figures.scene import Scene
from helpers.figures.start import Pipelines, PixelImage, SharedWork, Sound, Timeline

__all__ = [
    "ActivationGallery",
    "HalfPlane",
    "HeldNumber",
    "MachineRows",
    "NerveCell",
    "NeuronDiagram",
    "OnePixel",
    "Pipelines",
    "PixelImage",
    "Scene",
    "SharedWork",
    "SigmoidCurve",
    "SigmoidNeuron",
    "SoftmaxBars",
    "Sound",
    "StraightLine",
    "SumWalk",
    "TableAndGraph",
    "Timeline",
    "TwoLayers",
]
