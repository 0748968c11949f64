"""Pictures: numbers in, a Matplotlib picture with alt text and a summary in words out.

- `Scene`: the base of all (`scene.py`); colours and type are in `style.py`;
- `Timeline`, `Pipelines`, `PixelImage`, `Sound`, `SharedWork`: lesson 00;
- `NerveCell`, `HeldNumber`, `MachineRows`, `TableAndGraph`, `StraightLine`: lesson 01;
- `NeuronDiagram`, `SumWalk`, `HalfPlane`, `OnePixel`: lesson 02;
- `SigmoidCurve`, `SigmoidNeuron`, `ActivationGallery`, `SoftmaxBars`, `TwoLayers`: lesson 03;
- `ImageBrowser`, `Flattening`, `Unflattening`, `ShuffledPixels`, `ClassBalance`, `MeanImage`, `SimilarityMap`: lesson 04;
- `ThreeFourOne` (its network: `three_four_one_network`), `Architecture`, `ForwardPass`, `Fragments`, `FourDetector`,
  `FirstLayerWeights`: lesson 05;
- `Residuals`, `WhySquares`, `OutputCost`, `SlopeOfError`, `BallOnParabola`, `Valleys`, `ContourDescent`: lesson 06;
- `ChainRule`, `TrainingProgress` (of a `Training`, under a `ProgressStrip`), `ConfusionMatrix`, `WorstMistakes`,
  `WhyCrossEntropy`, `ThreeDescents`, `DigitPad`: lesson 07;
- `PolynomialFit` (its numbers: `polynomial_errors`), `ThreeSets`, `FewImages`, `CuredCurves`, `FourCurves` (its: `four_curves`): lesson 08;
- `Playground`: lesson 09;
- `CourseInOnePicture`: lesson 10.
"""

from helpers.figures.activations import ActivationGallery, SigmoidCurve, SigmoidNeuron, SoftmaxBars, TwoLayers
from helpers.figures.datasets import ClassBalance, MeanImage, SimilarityMap
from helpers.figures.descent import BallOnParabola, ContourDescent, SlopeOfError, Valleys
from helpers.figures.digit_pad import DigitPad
from helpers.figures.errors import OutputCost, Residuals, WhySquares
from helpers.figures.fragments import FirstLayerWeights, FourDetector, Fragments
from helpers.figures.functions import MachineRows, StraightLine, TableAndGraph
from helpers.figures.half_plane import HalfPlane
from helpers.figures.images import Flattening, ImageBrowser, ShuffledPixels, Unflattening
from helpers.figures.learning_curves import CuredCurves, FewImages, FourCurves, four_curves
from helpers.figures.nerve_cell import HeldNumber, NerveCell
from helpers.figures.networks import Architecture, ForwardPass, ThreeFourOne, three_four_one_network
from helpers.figures.neuron import NeuronDiagram, SumWalk
from helpers.figures.one_pixel import OnePixel
from helpers.figures.overfitting import PolynomialFit, ThreeSets, polynomial_errors
from helpers.figures.playground import Playground
from helpers.figures.recap import CourseInOnePicture
from helpers.figures.scene import Scene
from helpers.figures.start import Pipelines, PixelImage, SharedWork, Sound, Timeline
from helpers.figures.training import (
    ChainRule,
    ConfusionMatrix,
    ProgressStrip,
    Training,
    TrainingProgress,
    WorstMistakes,
)
from helpers.figures.training_choices import ThreeDescents, WhyCrossEntropy

__all__ = [
    "ActivationGallery",
    "Architecture",
    "BallOnParabola",
    "ChainRule",
    "ClassBalance",
    "ConfusionMatrix",
    "ContourDescent",
    "CourseInOnePicture",
    "CuredCurves",
    "DigitPad",
    "FewImages",
    "FirstLayerWeights",
    "Flattening",
    "ForwardPass",
    "FourCurves",
    "FourDetector",
    "Fragments",
    "HalfPlane",
    "HeldNumber",
    "ImageBrowser",
    "MachineRows",
    "MeanImage",
    "NerveCell",
    "NeuronDiagram",
    "OnePixel",
    "OutputCost",
    "Pipelines",
    "PixelImage",
    "Playground",
    "PolynomialFit",
    "ProgressStrip",
    "Residuals",
    "Scene",
    "SharedWork",
    "ShuffledPixels",
    "SigmoidCurve",
    "SigmoidNeuron",
    "SimilarityMap",
    "SlopeOfError",
    "SoftmaxBars",
    "Sound",
    "StraightLine",
    "SumWalk",
    "TableAndGraph",
    "ThreeDescents",
    "ThreeFourOne",
    "ThreeSets",
    "Timeline",
    "Training",
    "TrainingProgress",
    "TwoLayers",
    "Unflattening",
    "Valleys",
    "WhyCrossEntropy",
    "WhySquares",
    "WorstMistakes",
    "four_curves",
    "polynomial_errors",
    "three_four_one_network",
]
