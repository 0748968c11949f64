"""The live figure of lesson 10: the whole course in one picture."""

from helpers import data
from helpers.figures import CourseInOnePicture
from helpers.figures.recap import STAGES
from helpers.language import _
from helpers.nn import Network
from helpers.widgets.live import LiveFigure, Slider


def course_in_one_picture(stage=10) -> LiveFigure:
    """From pixels to new data in ten stages, which fill up one after the other."""
    scene = CourseInOnePicture(Network.load(data.PRETRAINED), data.load(split="test"))

    def show(stage):
        scene.show(round(stage))

    return LiveFigure(scene, {"stage": Slider(_("stage"), stage, 1, len(STAGES))}, show, play="stage")
