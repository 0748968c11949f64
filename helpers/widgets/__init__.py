"""Live figures: controls bound to the pictures of `helpers.figures`.

- `LiveFigure`, `Slider`, `Choice`, `PlayButtons`: what all are made of (`live.py`, with `picture.js` and `picture.css` for the browser);
- `LiveTraining`: a live figure that learns while one looks on (`live_training.py`);
- `digit_pad`, `quiz`: those that more than one lesson may show.

The live figures of a lesson stand in its folder, `figures.py`.
"""

from helpers import lessons
from helpers.widgets.digit_pad import digit_pad
from helpers.widgets.live import Choice, LiveFigure, PlayButtons, Slider, refuse_beyond
from helpers.widgets.live_training import LiveTraining
from helpers.widgets.quiz import quiz

__all__ = [
    "Choice",
    "LiveFigure",
    "LiveTraining",
    "PlayButtons",
    "Slider",
    "digit_pad",
    "quiz",
    "refuse_beyond",
]


def __getattr__(name: str):
    """A live figure of the lesson in hand: notebooks of the first edition find it here."""
    lesson = lessons.in_hand()
    if lesson is None or name not in getattr(lesson.figures, "__all__", ()):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(lesson.figures, name)
