"""Predictions: what a student expects of a figure, said before it is moved, and how it came out.

- `questions.py`: the questions of a prediction, from their block in `lesson.md`, and what to say of an answer;
- `form.py`, `form.js`: where a prediction is made; `comparison.py`: what was predicted beside what is so.

What a student predicted is a record, kept with the progress: {"predicted": the first answers, which count, "later": the
last of those given again}. An answer is a number, a text or the place of a choice, from 0; null: "I don't know yet".
"""

from helpers.predictions.comparison import Comparison
from helpers.predictions.form import PredictionForm
from helpers.predictions.questions import Prediction, read_prediction

__all__ = ["Comparison", "Prediction", "PredictionForm", "read_prediction"]
