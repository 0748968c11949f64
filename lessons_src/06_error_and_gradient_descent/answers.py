"""What may be answered in lesson 06."""

import math

import numpy as np

from tests.answers import Answers

NAMES = {"np": np}
ERROR_CALL = "outputs = [2, 6, 1], targets = [4, 5, 4]"
DESCENT_CALL = "w = 0, learning_rate = 0.1, steps = 4"
UPHILL = "w goes uphill"
ONE_STEP = "Only one step is taken"
EXAMPLE = "These are results with numbers of the example"


def F(w):
    return w**2 - 4 * w


def in_a_loop(outputs, targets):
    total = 0
    for output, target in zip(outputs, targets, strict=True):
        total += (output - target) ** 2
    return total / len(outputs)


def down(w, learning_rate, steps):
    """Step by step."""
    for _ in range(steps):
        w -= learning_rate * 2 * (w - 3)
    return w


def down_at_once(w, learning_rate, steps):
    return 3 + (w - 3) * (1 - 2 * learning_rate) ** steps


def down_again(w, learning_rate, steps):
    return w if steps == 0 else down_again(w - 2 * learning_rate * (w - 3), learning_rate, steps - 1)


def down_as_measured(w, learning_rate, steps, run=1e-6):
    def E(w):
        return (w - 3) ** 2

    for _ in range(steps):
        w = w - learning_rate * (E(w + run) - E(w - run)) / (2 * run)
    return w


def down_as_measured_to_one_side(w, learning_rate, steps, run=1e-7):
    for _ in range(steps):
        w = w - learning_rate * ((w + run - 3) ** 2 - (w - 3) ** 2) / run
    return w


def up(w, learning_rate, steps):
    for _ in range(steps):
        w = w + learning_rate * 2 * (w - 3)
    return w


def bracket_turned(w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * 2 * (3 - w)
    return w


def returns_in_the_loop(w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * 2 * (w - 3)
        return w


def slope_before_the_loop(w, learning_rate, steps):
    slope = 2 * (w - 3)
    for _ in range(steps):
        w = w - learning_rate * slope
    return w


def from_1(w, learning_rate, steps):
    for _ in range(1, steps):
        w = w - learning_rate * 2 * (w - 3)
    return w


def to_steps(w, learning_rate, steps):
    for _ in range(steps + 1):
        w = w - learning_rate * 2 * (w - 3)
    return w


def no_minus_3(w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * 2 * w
    return w


def no_brackets(w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * (2 * w - 3)
    return w


def no_brackets_at_all(w, learning_rate, steps):
    for _ in range(steps):
        w = w - learning_rate * 2 * w - 3
    return w


def step_alone(w, learning_rate, steps, sign=1):
    for _ in range(steps):
        w = sign * learning_rate * 2 * (w - 3)
    return w


def every_place(w, learning_rate, steps):
    return [down(w, learning_rate, step) for step in range(steps + 1)]


ANSWERS = {
    "mean_squared_error": Answers(
        variables=["mean_squared_error"],
        right=(lambda o, t: np.mean((o - t) ** 2),),
        also_right=[
            (in_a_loop,),
            (lambda o, t: sum((t - o) ** 2) / len(t),),
            (lambda o, t: np.abs(o - t) @ np.abs(o - t) / o.size,),
            (lambda o, t: np.square(o - t).mean(),),
        ],
        wrong_code="def mean_squared_error(outputs, targets):\n    return np.sum((outputs - targets) ** 2)",
        first_call=ERROR_CALL,
        mistakes={
            "sum": (lambda o, t: np.sum((o - t) ** 2), "That is the sum of the squares"),
            "by 5": (lambda o, t: np.sum((o - t) ** 2) / 5, "The sum is always divided by 5"),
            "absolute": (lambda o, t: np.mean(np.abs(o - t)), "nothing is squared"),
            "absolute sum": (lambda o, t: np.abs(t - o).sum(), "nothing is squared"),
            "signed": (lambda o, t: np.mean(o - t), "Positive and negative errors cancel."),
            "signed, the other way": (lambda o, t: np.mean(t - o), "Positive and negative errors cancel."),
            "signed sum": (lambda o, t: np.sum(o - t), "Positive and negative errors cancel."),
            "signed sum, the other way": (lambda o, t: np.sum(t - o), "Positive and negative errors cancel."),
            "root": (lambda o, t: np.mean((o - t) ** 2) ** 0.5, "A square root is taken at the end"),
            "root of the sum": (lambda o, t: math.sqrt(sum((o - t) ** 2)), "A square root is taken at the end"),
            "half": (lambda o, t: np.mean((o - t) ** 2) / 2, "The result is halved"),
            "half the sum": (lambda o, t: 0.5 * np.sum((o - t) ** 2), "The result is halved"),
            "square of the mean": (lambda o, t: np.mean(o - t) ** 2, "a square taken after adding"),
            "of means": (lambda o, t: (np.mean(o) - np.mean(t)) ** 2, "a square taken after adding"),
            "square of the sum": (lambda o, t: np.sum(o - t) ** 2, "a square taken after adding"),
            "square of the sum, divided": (
                lambda o, t: np.sum(o - t) ** 2 / len(o),
                "a square taken after adding",
            ),
            "squares one by one": (lambda o, t: np.mean(o**2 - t**2), "Outputs and targets are squared one by one"),
            "squares, other way": (lambda o, t: np.mean(t**2 - o**2), "Outputs and targets are squared one by one"),
            "no brackets": (lambda o, t: np.mean(o - t**2), "Only targets is squared"),
            "^": (lambda o, t: np.mean((o - t) ^ 2), "^ does not raise to a power"),
            "^, sum": (lambda o, t: sum((o - t) ^ 2), "^ does not raise to a power"),
            "no mean": (lambda o, t: (o - t) ** 2, "the function returns 3 numbers"),
            "another": (
                lambda o, t: np.mean((o - t) ** 2) + 0.25,
                (
                    f"For {ERROR_CALL} the function returns 4.9166666667, but it should return 4.6666666667.",
                    "4,9166666667",
                ),
            ),
        },
    ),
    "measured_slope": Answers(
        variables=["slope"],
        right=((6,),),
        also_right=[
            (((F(5.1) - F(4.9)) / (5.1 - 4.9),),),
            ([(F(5.1) - F(4.9)) / 0.2],),
            ([(F(6) - F(4)) / 2],),
            ([(F(5 + 1e-9) - F(5 - 1e-9)) / 2e-9],),
            ([(F(5.01) - F(5)) / 0.01],),
            ([(F(5) - F(4.99)) / 0.01],),
        ],
        wrong_code="slope = 1.2",
        mistakes={
            "the error": ((5,), "5 is F(5) itself"),
            "rise": ((F(5.1) - F(4.9),), ("1.2 is the rise alone", "1,2 ")),
            "the wrong way round": ((-6,), "the sign is wrong. Take after minus before"),
            "before minus after": ((F(4.9) - F(5.1)) / (5.1 - 4.9), "the sign is wrong. Take after minus before"),
            "a shorter rise": (F(5.01) - F(4.99), ("0.12 is the rise alone", "0,12 ")),
            "run": (5.1 - 4.9, ("0.2 is the run alone", "0,2 ")),
            "a shorter run": (0.02, ("0.02 is the run alone", "0,02 ")),
            "run ÷ rise": ((5.1 - 4.9) / (F(5.1) - F(4.9)), "That is the run divided by the rise"),
            "half the run": ((F(5.1) - F(4.9)) / 0.1, "12 is twice the slope"),
            "half of a shorter run": ((F(5.01) - F(4.99)) / 0.01, "12 is twice the slope"),
            "no brackets above": (F(5.1) - F(4.9) / (5.1 - 4.9), "what comes out without brackets"),
            "no brackets below": ((F(5.1) - F(4.9)) / 5.1 - 4.9, "what comes out without brackets"),
            "no brackets": (F(5.1) - F(4.9) / 5.1 - 4.9, "what comes out without brackets"),
            "no brackets, shorter run": (F(5.01) - F(4.99) / (5.01 - 4.99), "what comes out without brackets"),
            "without −4w": ((5.1**2 - 4.9**2) / 0.2, "10 would be the slope of w² alone"),
            "slope of E": (2 * (5 - 3), "4 is the slope of the first error, E, at w = 5"),
            "at 1": ((F(1.1) - F(0.9)) / (1.1 - 0.9), "−2 is the slope at w = 1"),
            "E at 1": (-4, "−4 is the slope at w = 1"),
            "after": ((F(5.1) - F(5)) / 0.1, ("6.1 comes near. Did you measure to one side of 5 only?", "6,1 ")),
            "before": ((F(5) - F(4.9)) / 0.1, ("5.9 comes near. Did you measure to one side of 5 only?", "5,9 ")),
            "after, a long run": (F(6) - F(5), "7 comes near. Did you measure to one side of 5 only?"),
            "too far": (6.06, ("6.06 comes near. Did you measure to one side of 5 only?", "6,06 ")),
            "another": (1234.5, ("1,234.5 is not the slope at w = 5", "1.234,5")),
            "a little too much": (7.25, ("7.25 is not the slope at w = 5", "7,25 ")),
            "decimal comma": ((6, 0), "holds 2 numbers. Did you mean 6?"),
        },
    ),
    "descend": Answers(
        variables=["descend"],
        right=(down,),
        also_right=[
            (down_at_once,),
            (down_again,),
            (down_as_measured,),
            (down_as_measured_to_one_side,),
            (lambda *case: np.float64(down(*case)),),
        ],
        wrong_code="def descend(w, learning_rate, steps):\n    return w - learning_rate * 2 * (w - 3)",
        first_call=DESCENT_CALL,
        mistakes={
            "plus": (up, UPHILL),
            "one step": (lambda w, rate, steps: w - rate * 2 * (w - 3), ONE_STEP),
            "one too many": (to_steps, "That is one step too many"),
            "return in the loop": (returns_in_the_loop, ONE_STEP),
            "bracket turned": (bracket_turned, UPHILL),
            "one missing": (from_1, "One step is missing."),
            "slope taken once": (slope_before_the_loop, "The slope is taken at the start only"),
            "no 2": (lambda w, rate, steps: 3 + (w - 3) * (1 - rate) ** steps, "The 2 of the slope is missing"),
            "no rate": (lambda w, rate, steps: down(w, 1, steps), "The learning rate is missing"),
            "no − 3": (no_minus_3, "The − 3 of the slope is missing"),
            "no brackets": (no_brackets, "The brackets of the slope are missing"),
            "no brackets at all": (no_brackets_at_all, "The brackets of the slope are missing"),
            "lost": (lambda w, rate, steps: w, "w stays as it was"),
            "step alone": (step_alone, "w becomes the step alone"),
            "minus the step alone": (lambda *case: step_alone(*case, sign=-1), "w becomes the step alone"),
            "from 0": (lambda w, rate, steps: down(0, rate, steps), EXAMPLE),
            "with 0.1": (lambda w, rate, steps: down(w, 0.1, steps), EXAMPLE),
            "4 steps": (lambda w, rate, steps: down(w, rate, 4), EXAMPLE),
            "4 steps with 0.1": (lambda w, rate, steps: down(w, 0.1, 4), EXAMPLE),
            "the example": (lambda w, rate, steps: down(0, 0.1, 4), EXAMPLE),
            "rounded": (lambda *case: round(down(*case), 3), "The result is rounded"),
            "every place": (every_place, "the function returns 5 numbers"),
            "another": (
                lambda *case: down(*case) + 1,
                (f"For {DESCENT_CALL} the function returns 2.7712, but it should return 1.7712.", "2,7712"),
            ),
        },
    ),
    "largest_rate": Answers(
        variables=["rate"],
        right=((0.24,),),
        also_right=[((0.25 - 0.01,),), ([0.1 + 0.14],), (np.array([0.24]),)],
        wrong_code="rate = 0.25",
        mistakes={
            "swings": ((0.25,), "With 0.25, w swings for ever between two places"),
            "the fastest": ((0.12,), ("0.12 is about the fastest", "0,12 ")),
            "the other error": ((0.99,), ("0.99 belongs to the first error, E.", "0,99 ")),
            "the fastest, other side": (0.13, ("0.13 is about the fastest", "0,13 ")),
            "at the bottom": (1 / 8, ("0.125 is about the fastest", "0,125 ")),
            "the other error swings": (1, "1 belongs to the first error, E."),
            "diverges": (0.26, ("With 0.26 each step ends further from 3", " 0,26,")),
            "just diverges": (0.2500001, ("With 0.2500001 each step ends further from 3", " 0,2500001,")),
            "diverges fast": (24, "With 24 each step ends further from 3"),
            "a little less": (0.23, ("With 0.23 the descent converges, but so it does with a larger rate", "0,23 ")),
            "much less": (0.01, ("With 0.01 the descent converges, but so it does with a larger rate", "0,01 ")),
            "no hundredth": (0.249, ("With 0.249 the descent converges, but it is not one of the rates", "0,249 ")),
            "small, no hundredth": (0.005, ("With 0.005 the descent converges, but it is not one of", "0,005 ")),
            "nearly": (0.24000001, ("With 0.24000001 the descent converges, but it is not one of", "0,24000001 ")),
            "zero": (0, "With a rate of 0 the steps have no length"),
            "negative": (-0.24, ("With −0.24, a negative rate, w goes uphill", "−0,24")),
            "decimal comma": ((0, 24), "holds 2 numbers. Did you mean 0.24?"),
        },
    ),
}
