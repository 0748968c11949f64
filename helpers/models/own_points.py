"""Points that students bring to the playground, or put there one by one (lesson 09)."""

import numpy as np

from helpers.data.points import Points
from helpers.language import _
from helpers.models.playground import Experiment


class OwnPoints:
    """A sheet of points. rows: x1, x2 and target of each; chosen: whether it takes the place of a data set.

    anew: whether the network is to begin anew with them: more of them are learnt by the same network.
    """

    def __init__(self, points: Points | None = None):
        self.rows: list[tuple[float, float, float]] = []
        self.labels = Points.labels
        self.chosen = points is not None
        if points is not None:
            self.take(points)
        self.anew = False

    def take(self, points: Points) -> None:
        """Hold these points instead of all others."""
        self.rows = [(*place, target) for place, target in zip(points.x.tolist(), points.targets.tolist(), strict=True)]
        self.labels, self.anew = points.labels, True

    @property
    def points(self) -> Points:
        """What is on the sheet, for regression where targets are not all −1 and 1."""
        table = np.array(self.rows, float).reshape(-1, 3)
        return Points(table[:, :2], table[:, 2], not set(table[:, 2]) <= {-1, 1}, self.labels)

    @property
    def missing(self) -> str:
        """What is missing before they can be learnt, if they are chosen."""
        if self.chosen and len({target for _x1, _x2, target in self.rows}) < 2:
            return _(
                "Own points: at least one of each class is needed. Choose a class and click in the large map, or type."
            )
        return ""

    def learnt_by(self, experiment: Experiment) -> str:
        """Let an experiment learn them; returns what is missing, in which case it goes back to its beginning."""
        missing = self.missing
        if missing:
            self.anew = True
            experiment.restart()
            return missing
        points = self.points
        if points.regression:
            experiment.change(loss="squared")
        experiment.use_points(points)
        if self.anew:
            self.anew = False
            experiment.restart()
        return ""
