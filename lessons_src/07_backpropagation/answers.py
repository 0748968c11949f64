"""What may be answered in lesson 07."""

import math

from tests.answers import Answers

CALL = "images = 100, batch_size = 32, epochs = 1"


def counted(images, batch_size, epochs):
    """Batch by batch."""
    steps = 0
    for _ in range(epochs):
        for _ in range(0, images, batch_size):
            steps += 1
    return steps


def one_more_if_any(images, batch_size, epochs):
    steps = images // batch_size
    if images % batch_size:
        steps += 1
    return steps * epochs


ANSWERS = {
    "one_step": Answers(
        variables=["new_w", "new_b"],
        right=((1,), (-0.75,)),
        also_right=[((0.5 - 2 * -0.5 * 0.5 * 0.5 * 2,), (-1 + 0.25,))],
        wrong_code="new_w = 0\nnew_b = -1.25",
        mistakes={
            "uphill": ((0,), (-1.25,), "w went the wrong way"),
            "no slope of the sigmoid": ((2.5,), (0,), "2.5 comes out without the slope of the sigmoid"),
            "b uphill": ((1,), (-1.25,), "w is right, but b went the wrong way"),
            "slopes": (-0.5, -0.25, "These are the slopes"),
            "slopes, bias with x": (-0.5, -0.5, "These are the slopes"),
            "from 1": (1.5, -0.75, "1.5 would be right from w = 1"),
            "no x": (0.75, -0.75, "0.75 comes out for w without the input"),
            "no 2": (0.75, -0.875, "when a factor of 2 is left out"),
            "another w": (1.0625, -0.75, ("The new w is not 1.0625", "1,0625")),
            "bias with x": (1, -0.5, "The bias is not multiplied by the input"),
            "bias still": (1, -1, "b has not moved"),
            "another b": (1, -0.875, ("b is not −0.875", "−0,875")),
        },
    ),
    "steps": Answers(
        variables=["steps"],
        right=(lambda images, batch_size, epochs: math.ceil(images / batch_size) * epochs,),
        also_right=[
            (counted,),
            (one_more_if_any,),
            (lambda i, b, e: (i + b - 1) // b * e,),
            (lambda i, b, e: float(math.ceil(i / b) * e),),
        ],
        wrong_code="def steps(images, batch_size, epochs):\n    return images // batch_size * epochs",
        first_call=CALL,
        mistakes={
            "floor": (lambda i, b, e: i // b * e, "The last batch is missing"),
            "a part": (lambda i, b, e: i / b * e, "There is no part of a step"),
            "once at the end": (lambda i, b, e: math.ceil(i * e / b), "Round up in each epoch"),
            "always one more": (lambda i, b, e: (i // b + 1) * e, "When the images divide evenly"),
            "nearest": (lambda i, b, e: round(i / b) * e, "round goes to the nearest whole number"),
            "one epoch": (lambda i, b, e: math.ceil(i / b), "These are the steps of one epoch"),
            "every image": (lambda i, b, e: i * e, "That counts every image as a step"),
            "one epoch, floor": (lambda i, b, e: i // b, "The last, smaller batch is missing, and so are the epochs"),
            "one epoch, a part": (lambda i, b, e: i / b, "Round up, as a smaller last batch"),
            "another": (
                lambda i, b, e: math.ceil(i / b) * e + 1,
                f"For {CALL} the function returns 5, but it should return 4.",
            ),
        },
    ),
    "spam": Answers(
        variables=["precision", "recall", "accuracy"],
        right=((0.6,), (0.75,), (0.85,)),
        also_right=[((30 / 50,), (30 / 40,), (170 / 200,))],
        wrong_code="precision = 0.75\nrecall = 0.6\naccuracy = 0.85",
        mistakes={
            "changed places": ((0.75,), (0.6,), (0.85,), "Precision and recall have changed places"),
            "percentages": ((60,), (75,), (85,), "Give shares from 0 to 1, not percentages"),
            "of all": ((30 / 200,), (0.75,), (0.85,), "Precision is a share of the 50 alarms"),
            "false alarms": (0.4, 0.75, 0.85, "0.4 is the share of false alarms"),
            "another precision": (0.125, 0.75, 0.85, ("Precision is not 0.125", "0,125")),
            "recall of all": (0.6, 0.15, 0.85, "Recall is a share of the 40 spam messages"),
            "missed": (0.6, 0.25, 0.85, "0.25 is the share of the spam that was missed"),
            "another recall": (0.6, 0.5, 0.85, ("recall is not 0.5", "0,5")),
            "only found": (0.6, 0.75, 0.15, "Good messages that the filter let through were judged right too"),
            "only let through": (0.6, 0.75, 0.7, "The 30 spam messages that were found count too"),
            "another accuracy": (0.6, 0.75, 0.8, ("accuracy is not 0.8", "0,8")),
        },
    ),
    "beat_the_mark": Answers(
        variables=["layers", "neurons", "batch_size", "learning_rate"],
        right=((1,), (64,), (32,), (0.1,)),
        also_right=[((1,), (48,), (32,), (0.1,))],
        wrong_code="layers, neurons, batch_size, learning_rate = 2, 16, 128, 0.05",
        rule=lambda layers, neurons, batch_size, learning_rate: False,
        mistakes={
            "few neurons": ((2,), (16,), (128,), (0.05,), "More neurons can tell more apart"),
            "no layer": ((0,), (64,), (64,), (0.1,), "Without a hidden layer there is little more to be had"),
            "long steps": ((1,), (64,), (256,), (5,), "Long steps may jump over the good places"),
            "short steps": (1, 64, 128, 0.01, "Three epochs are too short for steps so few or so small"),
            "nearly": (1, 28, 64, 0.1, ("Your network got 96.4%", "96,4%")),
            "three layers": (3, 64, 32, 0.1, "layers must be a whole number from 0 to 2"),
            "half a neuron": (1, 8.5, 32, 0.1, ("neurons must be a whole number from 4 to 64", "8,5")),
            "one at a time": (1, 64, 1, 0.1, "batch_size must be a whole number from 8 to 512"),
            "neurons of two layers": (2, (64, 64), 32, 0.1, "it holds 2 numbers."),
            "no step": (1, 64, 32, 0, "learning_rate must be above 0 and at most 10"),
        },
    ),
}
