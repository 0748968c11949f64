"""The exercise whose answer is a playground (lesson 09): its network must learn the spiral."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpers.data.points import FEATURES
from helpers.exercises.exercise import Exercise, Feedback
from helpers.exercises.reading import Unanswered, Unreadable
from helpers.exercises.watch import within_limits
from helpers.language import _, ngettext, number
from helpers.models import SOLVED, Experiment, Settings
from helpers.nn import Diverged


@dataclass(frozen=True)
class PlaygroundExercise(Exercise):
    """A playground that learns the spiral, as a `LivePlayground` or an `Experiment`.

    It is right when it has learnt, or does so from the start with its present settings. epochs: how many it has;
    features: those it may be told of a point; refusal: what to say of others, with {features} for their names.
    """

    epochs: int
    features: Sequence[str] = tuple(FEATURES)
    refusal: str = ""

    def _judge(self, playground) -> Feedback:
        if playground is ...:
            raise Unanswered
        tried = within_limits(getattr, playground, "experiment", playground)
        if not isinstance(tried, Experiment):
            raise Unreadable(
                _("The check needs a playground: in the cell above, write its name, = and figures.playground( … ).")
            )
        if not tried.epoch and tried.points is None and tried.settings == Settings(dataset="spiral"):
            return Feedback(
                "empty",
                _("The playground is still as it was: change its settings, press Play, then run this cell again."),
            )
        problem = self._problem(tried)
        if problem:
            return Feedback("wrong", problem, tried.python())
        epochs = 0
        with contextlib.suppress(Diverged):  # with what was changed on the way, the start would be another
            epochs = learnt(tried.settings, self.epochs)[0]
        epochs = epochs or tried.epoch
        text = ngettext(
            "The spiral is learnt: loss {goal} or less on the judge's points after {epochs} epoch.",
            "The spiral is learnt: loss {goal} or less on the judge's points after {epochs} epochs.",
            epochs,
        )
        return Feedback("right", f"{text.format(goal=number(SOLVED), epochs=number(epochs))} {_(self.praise)}")

    def _problem(self, tried: Experiment) -> str | None:
        """What keeps the playground from being the answer."""
        chosen = tried.settings
        if chosen.dataset != "spiral" or tried.points is not None:
            return _("The challenge is the spiral: choose it as the data set, and no points of your own.")
        others = [FEATURES[name].title for name in chosen.features if name not in self.features]
        if others:
            return _(self.refusal).format(features=", ".join(others))
        if tried.solved:
            return None
        try:
            epochs, loss = learnt(chosen, self.epochs)
        except Diverged:
            return _("With these settings the numbers grow until they are too large. Take a smaller learning rate.")
        if epochs:
            return None
        said = ngettext(
            "After {epochs} epoch from the start, the loss on the judge's points is {loss}, not yet {goal}.",
            "After {epochs} epochs from the start, the loss on the judge's points is {loss}, not yet {goal}.",
            self.epochs,
        ).format(epochs=number(self.epochs), loss=number(loss, 3), goal=number(SOLVED))
        if not chosen.hidden or chosen.activation == "linear":
            advice = _("Give the network a hidden layer with an activation that is not linear.")
        elif chosen.learning_rate >= 1:
            advice = _("Large steps can overshoot: try a smaller learning rate.")
        else:
            advice = _("Give the network more neurons or more layers, or try another activation.")
        return f"{said} {advice}"


@lru_cache(maxsize=32)
def learnt(settings: Settings, epochs: int) -> tuple[int, float]:
    """In how many epochs the spiral is learnt with these settings, 0 if not in so many; and the loss then."""
    experiment = Experiment(settings)
    while experiment.epoch < epochs and not experiment.solved:
        experiment.step()
    return experiment.epoch * experiment.solved, experiment.spiral_loss
