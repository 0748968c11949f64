"""What may be answered in lesson 08."""

import numpy as np

from helpers import data
from tests.answers import Answers

NAMES = {"np": np, "data": data}
LOSSES_CALL = "validation_losses = [2.1, 0.9, 0.7, 0.8, 1.0]"
L2_ITSELF = "The number l2 is missing from the L2 penalty"
MINUS_ONE = "The square of −1 is 1."
ADDED_FIRST = "comes from adding first and squaring afterwards."
BIAS_IN_L2 = "leave it out of the L2 penalty"


def in_a_loop(validation_losses):
    best = 0
    for place, loss in enumerate(validation_losses):
        if loss < validation_losses[best]:
            best = place
    return best + 1


def begins_at_3(validation_losses):
    best = 3
    for place, loss in enumerate(validation_losses):
        if loss < best:
            best, epoch = loss, place + 1
    return epoch


def up_to_the_first_rise(validation_losses):
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] > validation_losses[epoch - 1]:
            return epoch
    return len(validation_losses)


ANSWERS = {
    "choose_degree": Answers(
        variables=["best_degree"],
        right=(5,),
        wrong_code="best_degree = 12",
        mistakes={
            "training error": (12, "Degree 12 has the lowest error in training."),
            "first points": (3, "Degree 3 was best for the first points."),
            "one less": (4, "Degree 4 still underfits a little"),
            "near": (6, "It comes near"),
            "also near": (7, "It comes near"),
            "error": (0.01, "0.01 is the error itself."),
            "both errors": ((0.008, 0.01), "The answer should be one number, but it holds 2 numbers."),
            "another": (8.5, ("8.5 is not the degree", "8,5 ")),
        },
    ),
    "which_overfits": Answers(
        variables=["network_that_overfits"],
        right=(3,),
        wrong_code="network_that_overfits = 1",
        mistakes={
            "underfits": (1, "In network 1 both losses stay high"),
            "jumps": (2, "In network 2 both losses jump about"),
            "good": (4, "In network 4 both losses fall and stay low"),
            "from 0": (0, "0 is none of the four networks."),
        },
    ),
    "best_epoch": Answers(
        variables=["best_epoch"],
        right=(lambda losses: losses.index(min(losses)) + 1,),
        also_right=[(in_a_loop,), (lambda losses: np.argmin(losses) + 1,), (lambda losses: 1 + np.array(losses).argmin(),)],
        wrong_code="def best_epoch(validation_losses):\n    return np.argmin(validation_losses)",
        first_call=LOSSES_CALL,
        mistakes={
            "from 0": (lambda losses: losses.index(min(losses)), "counted from 0. The first epoch is epoch 1"),
            "the loss": (lambda losses: min(losses), "That is the lowest loss itself."),
            "last": (lambda losses: len(losses), "That is the last epoch."),
            "highest": (lambda losses: losses.index(max(losses)) + 1, "That is where the loss is highest."),
            "highest, from 0": (lambda losses: np.argmax(losses), "That is where the loss is highest."),
            "first rise": (up_to_the_first_rise, "the epoch before the first rise."),
            "one too many": (lambda losses: in_a_loop(losses) + 1, "That is one epoch too late."),
            "a search that begins at 3": (
                begins_at_3,
                "[4100000000.0, 5200000000.0, 3900000000.0, 4400000000.0] the function stops with an error: UnboundLocalError",
            ),
            "losses up to there": (lambda losses: losses[: in_a_loop(losses)], "the function returns 3 numbers"),
            "another": (
                lambda losses: in_a_loop(losses) + 0.5,
                (f"For {LOSSES_CALL} the function returns 3.5, but it should return 3.", "3,5"),
            ),
        },
    ),
    "penalties": Answers(
        variables=["penalties"],
        right=((0.7, 0.6),),
        also_right=[((0.1 * (3**2 + (-1) ** 2 + 2**2) / 2, 0.1 * (3 + 1 + 2)),)],
        wrong_code="penalties = (1.4, 0.6)",
        mistakes={
            "no half": ((1.4, 0.6), "the ½ is missing"),
            "changed places": ((0.6, 0.7), "The two have changed places"),
            "signs": ((0.7, 0.4), "drop the sign of each weight before you add"),
            "no l2": ((7, 0.6), L2_ITSELF),
            "sum of squares": ((14, 6), L2_ITSELF),
            "-1**2": ((0.6, 0.6), MINUS_ONE),
            "-1**2, no half": ((0.1 * (3**2 + -(1**2) + 2**2), 0.6), MINUS_ONE),
            "square of the sum": ((0.1 * (3 - 1 + 2) ** 2 / 2, 0.6), ADDED_FIRST),
            "square of the sum, no half": ((1.6, 0.6), ADDED_FIRST),
            "no squares": ((0.3, 0.6), "Nothing is squared in the L2 penalty."),
            "bias": ((0.9, 0.8), BIAS_IN_L2),
            "bias, no half": ((1.8, 0.8), BIAS_IN_L2),
            "another L2": ((2.25, 0.6), ("2.25 is not the L2 penalty", "2,25 ")),
            "no l1": ((0.7, 6), "The number l1 is missing from the L1 penalty"),
            "half of L1": ((0.7, 0.3), "The L1 penalty has no ½."),
            "squares in L1": ((0.7, 1.4), "For L1, nothing is squared"),
            "bias in L1": ((0.7, 0.8), "The bias costs nothing in the L1 penalty either."),
            "another L1": ((0.7, 2.25), ("2.25 is not the L1 penalty", "2,25 ")),
            "decimal commas": ((0, 7, 0, 6), "there are 4 now. Did you mean 0.7, 0.6?"),
        },
    ),
}  # fmt: skip
