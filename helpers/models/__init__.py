"""Learning without pictures, for Python and for the live figures.

- `Experiment`: a network that learns points of the plane; `Settings`: what can be chosen about it; `Score`: how well it
  does after an epoch; `SOLVED`: the loss at which a challenge is won (lesson 09);
- `cockpit`: `TrainingRun`, a network that learns images (lesson 07);
- `few_images`: learning from few images, and cures for overfitting (lesson 08).
"""

from helpers.models.playground import Experiment
from helpers.models.scores import SOLVED, Score
from helpers.models.settings import Settings

__all__ = ["SOLVED", "Experiment", "Score", "Settings"]
