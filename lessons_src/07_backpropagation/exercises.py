"""The exercises of lesson 07."""

from functools import lru_cache

import numpy as np

from helpers import data, nn
from helpers.exercises.exercise import FunctionExercise, NumbersExercise
from helpers.language import N_, _, number

TO_BEAT = 0.965  # accuracy in validation
EPOCHS = 3
HELD_BACK = 5000  # of the training images


def _same(value: float, *wanted: float) -> bool:
    return any(abs(value - other) < 1e-9 for other in wanted)


def _one_step(w, b) -> str | None:
    """What is wrong with w and b after a step from w = 0.5 and b = −1, where dE/dw is −0.5 and dE/db is −0.25."""
    (w,), (b,) = w, b
    if _same(w, 1) and _same(b, -0.75):
        return None
    if _same(w, -0.5) and _same(b, -0.25, -0.5):
        return _("These are the slopes. The step takes them away from the old values: new w = 0.5 − 1 · dE/dw.")
    if _same(w, 0):
        return _("w went the wrong way. The step goes against the slope: minus a negative number makes w larger.")
    if _same(w, 1.5):
        return _("1.5 would be right from w = 1. The old w is 0.5: take 1 · dE/dw away from it.")
    if _same(w, 2.5):
        return _("2.5 comes out without the slope of the sigmoid: da/dz = a · (1 − a) = 0.25.")
    if _same(w, 0.75) and _same(b, -0.75):
        return _("0.75 comes out for w without the input: dz/dw = x = 2.")
    if _same(w, 0.75):
        return _("0.75 comes out for w when a factor of 2 is left out: dE/da = 2 · (a − y) = −1, and dz/dw = x = 2.")
    if not _same(w, 1):
        return _(
            "The new w is not {w}. Multiply 2 · (a − y), a · (1 − a) and x, and take the product away from 0.5."
        ).format(w=number(w, 10))
    if _same(b, -1.25):
        return _("w is right, but b went the wrong way: take dE/db, which is negative, away from −1.")
    if _same(b, -0.5):
        return _("w is right. The bias is not multiplied by the input: dz/db = 1, so dE/db is half of dE/dw.")
    if _same(b, -1):
        return _("w is right, but b has not moved. The bias learns too, with dz/db = 1.")
    return _("w is right, but b is not {b}. Its slope is dE/da · da/dz · 1; take it away from −1.").format(
        b=number(b, 10)
    )


def _spam(precision, recall, accuracy) -> str | None:
    """What is wrong with the three measures of 30 spams caught, 20 false alarms, 10 missed and 140 let through."""
    (precision,), (recall,), (accuracy,) = precision, recall, accuracy
    if _same(precision, 0.6) and _same(recall, 0.75) and _same(accuracy, 0.85):
        return None
    if _same(precision, 60) or _same(recall, 75) or _same(accuracy, 85):
        return _("Give shares from 0 to 1, not percentages: 0.5 rather than 50.")
    if _same(precision, 0.75) and _same(recall, 0.6):
        return _(
            "Precision and recall have changed places. Precision looks at the alarms, recall at the spam there is."
        )
    if _same(precision, 30 / 200):
        return _("Precision is a share of the 50 alarms, not of all 200 messages.")
    if _same(precision, 20 / 50):
        return _("0.4 is the share of false alarms. Precision is the share of the alarms that were right.")
    if not _same(precision, 0.6):
        return _("Precision is not {value}. How many of the 50 alarms were right?").format(value=number(precision, 10))
    if _same(recall, 30 / 200):
        return _("Recall is a share of the 40 spam messages, not of all 200.")
    if _same(recall, 0.25):
        return _("0.25 is the share of the spam that was missed. Recall is the share that was found.")
    if not _same(recall, 0.75):
        return _("Precision is right, but recall is not {value}. How many of the 40 spam messages were found?").format(
            value=number(recall, 10)
        )
    if _same(accuracy, 30 / 200):
        return _("Good messages that the filter let through were judged right too. Count them: 200 − 30 − 20 − 10.")
    if _same(accuracy, 140 / 200):
        return _("The 30 spam messages that were found count too. Right is: found, or rightly let through.")
    return _(
        "Precision and recall are right, but accuracy is not {value}. How many of the 200 messages were judged right? All but the 20 false alarms and the 10 missed."
    ).format(value=number(accuracy, 10))


@lru_cache(maxsize=64)
def _accuracy(layers: int, neurons: int, batch_size: int, learning_rate: float) -> float:
    """In validation, of a new network trained as the cockpit trains it."""
    digits = data.load()
    learned = len(digits) - HELD_BACK
    network = nn.Network([784, *[neurons] * layers, 10])
    *_earlier, last = nn.train(
        network,
        digits.pixels,
        digits.labels[:learned],
        epochs=EPOCHS,
        batch_size=batch_size,
        learning_rate=learning_rate,
        momentum=0.9,
        validation=(digits.pixels(slice(learned, None)), digits.labels[learned:]),
        rng=np.random.default_rng(0),
    )
    return last.validation_accuracy


def _beat(layers, neurons, batch_size, learning_rate) -> str | None:
    """What keeps the network with these settings from the accuracy to beat; None when it gets there."""
    layers, neurons, batch_size, learning_rate = (
        round(value, 9) for (value,) in (layers, neurons, batch_size, learning_rate)
    )
    for name, value, low, high in (
        ("layers", layers, 0, 2),
        ("neurons", neurons, 4, 64),
        ("batch_size", batch_size, 8, 512),
    ):
        if value != int(value) or not low <= value <= high:
            return _("{name} must be a whole number from {low} to {high}, as in the cockpit; given {value}.").format(
                name=name, low=low, high=high, value=number(value, 10)
            )
    if not 0 < learning_rate <= 10:
        return _("learning_rate must be above 0 and at most 10; given {value}.").format(value=number(learning_rate, 10))
    reached = _accuracy(int(layers), int(neurons), int(batch_size), learning_rate)
    if reached >= TO_BEAT:
        return None
    if layers == 0:
        advice = _("Without a hidden layer there is little more to be had. Add one.")
    elif learning_rate > 0.5:
        advice = _("Long steps may jump over the good places. Try a smaller learning rate.")
    elif neurons < 24:
        advice = _("More neurons can tell more apart. Add some.")
    elif learning_rate * 32 < batch_size * 0.02:
        advice = _(
            "Three epochs are too short for steps so few or so small: a larger learning rate, or smaller batches?"
        )
    else:
        advice = _("Change one number at a time, and watch what it does.")
    return (
        _("Your network got {percent}% of the validation images right; 96.5% is the mark.").format(
            percent=number(100 * reached, 1)
        )
        + f" {advice}"
    )


def _steps(images, batch_size, epochs):
    return -(-images // batch_size) * epochs


EXERCISES = (
    NumbersExercise(
        name="one_step",
        title=N_("One step by hand"),
        praise=N_(
            "dE/dw = −1 · 0.25 · 2 = −0.5, so w grows to 1; dE/db = −0.25, so b grows to −0.75. Now z is 1.25: a is nearer to 1."
        ),
        hints=(
            N_("dE/da = 2 · (a − y), da/dz = a · (1 − a), dz/dw = x, dz/db = 1. Put in a = 0.5, y = 1 and x = 2."),
            N_("dE/dw is the product of the first three; for dE/db, take 1 in place of x."),
            N_("new w = 0.5 − 1 · dE/dw, and new b = −1 − 1 · dE/db. Both slopes are negative."),
        ),
        sizes=(1, 1),
        problem=_one_step,
    ),
    FunctionExercise(
        name="steps",
        title=N_("How many steps?"),
        praise=N_("55,000 images in batches of 64 make 860 steps an epoch: the last batch has only 24 images."),
        hints=(
            N_("How many full batches are there? images // batch_size divides and drops what is left over."),
            N_(
                "Is there a last, smaller batch? Only if images % batch_size, what is left over, is not 0. It makes one more step."
            ),
            N_("Work out the steps of one epoch first, whole; multiply by epochs at the end."),
        ),
        reference=_steps,
        arguments=("images", "batch_size", "epochs"),
        cases=((100, 32, 1), (100, 32, 3), (60000, 32, 2), (55000, 64, 8), (10, 16, 4)),
        mistakes=(
            (
                lambda images, batch_size, epochs: images // batch_size * epochs,
                N_("The last batch is missing: images left over make one more, smaller batch."),
            ),
            (
                lambda images, batch_size, epochs: images / batch_size * epochs,
                N_("There is no part of a step: a smaller last batch is a whole step. Round up in each epoch."),
            ),
            (
                lambda images, batch_size, epochs: -(-images * epochs // batch_size),
                N_("Round up in each epoch, not once at the end: every epoch has its own smaller last batch."),
            ),
            (
                lambda images, batch_size, epochs: (images // batch_size + 1) * epochs,
                N_("When the images divide evenly, no batch is left over: 60,000 in batches of 32 make 1,875 steps."),
            ),
            (
                lambda images, batch_size, epochs: round(images / batch_size) * epochs,
                N_(
                    "round goes to the nearest whole number, which may be too low. However few images are left, they make one more step."
                ),
            ),
            (
                lambda images, batch_size, epochs: -(-images // batch_size),
                N_("These are the steps of one epoch. For the whole training, multiply by the number of epochs."),
            ),
            (
                lambda images, batch_size, epochs: images * epochs,
                N_("That counts every image as a step. A step takes a whole batch."),
            ),
            (
                lambda images, batch_size, epochs: images // batch_size,
                N_("The last, smaller batch is missing, and so are the epochs."),
            ),
            (
                lambda images, batch_size, epochs: images / batch_size,
                N_("Round up, as a smaller last batch is a whole step, and multiply by epochs."),
            ),
        ),
    ),
    NumbersExercise(
        name="spam",
        title=N_("Precision, recall and accuracy"),
        praise=N_("30 of 50 alarms, 30 of 40 spam messages, 170 of all 200: one filter, three different marks."),
        hints=(
            N_("Precision: of the 50 alarms, how many were right? Divide by 50."),
            N_("Recall: of the 40 spam messages, how many were found? Divide by 40."),
            N_("Accuracy: 20 false alarms and 10 missed are wrong. The others of the 200 are right."),
        ),
        sizes=(1, 1, 1),
        problem=_spam,
    ),
    NumbersExercise(
        name="beat_the_mark",
        title=N_("Beat 96.5%"),
        praise=N_("You have beaten the mark, on images that the network has not learned from."),
        hints=(
            N_("More neurons can tell more apart: what does the cockpit show with 64?"),
            N_("A single hidden layer learns faster than two. The learning rate may be 0.05 or 0.1."),
            N_("One layer, many neurons, batches of 16 or 32: then three epochs are enough."),
        ),
        sizes=(1, 1, 1, 1),
        problem=_beat,
    ),
)
