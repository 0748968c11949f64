"""The exercises of lesson 09."""

from helpers.exercises.exercise import NumbersExercise
from helpers.exercises.playground import PlaygroundExercise
from helpers.language import N_, _, number

DISC, RING, EDGE = 2.5**2, 3.5**2, 5**2  # squares of the distances where the disc ends, and the ring begins and ends
SQUARES = ("x₁²", "x₂²")


def _circle(answer) -> str | None:
    """What is wrong with the weights of x₁² and x₂² and the bias that tell the disc from the ring; None when nothing is.

    z is greatest and least on the axes, so that it is enough to look there.
    """
    *weights, bias = answer

    def tells(sign):
        """Whether sign · z is above 0 on the disc, and below 0 on the ring."""
        inside = [sign * (w * square + bias) for w in weights for square in (0, DISC)]
        return min(inside) > 0 and max(sign * (w * square + bias) for w in weights for square in (RING, EDGE)) < 0

    if tells(1):
        return None
    if tells(-1):
        return _("You tell the disc from the ring, but the wrong way round: turn all three signs.")
    if not any(weights):
        return _("With both weights at 0, z is the bias everywhere: {bias}. Let z change with the distance.").format(
            bias=number(bias, 10)
        )
    if not bias > 0:
        return _("In the middle, both inputs are 0 and z is the bias, {bias}: it has to be above 0 there.").format(
            bias=number(bias, 10)
        )
    if any(w >= 0 for w in weights):
        w, name = next((w, name) for w, name in zip(weights, SQUARES, strict=True) if w >= 0)
        text = _("The weight of {name} is {weight}: along that axis z never falls below 0. It has to be below 0.")
        return text.format(name=name, weight=number(w, 10))
    disc = _("Where {name} is 6.25 the disc ends: z = {weight} · 6.25 + {bias} should still be above 0.")
    ring = _("Where {name} is 12.25 the ring begins: z = {weight} · 12.25 + {bias} should be below 0.")
    return next(
        text.format(name=name, weight=number(w, 10), bias=number(bias, 10))
        for square, sign, text in ((DISC, 1, disc), (RING, -1, ring))
        for w, name in zip(weights, SQUARES, strict=True)
        if sign * (w * square + bias) <= 0
    )


def _crossings(answer) -> str | None:
    """What is wrong with where the line 2·x₁ − x₂ + 3 = 0 crosses the axes, at x₁ = −1.5 and x₂ = 3; None when nothing is."""
    x1, x2 = (round(value, 9) for value in answer)
    if (x1, x2) == (-1.5, 3):
        return None
    if (x1, x2) == (3, -1.5):
        return _("Both numbers are right, but in the wrong order: first x₁, then x₂.")
    if (x1, x2) == (1.5, -3):
        return _("Both signs are wrong. From 2·x₁ + 3 = 0 follows 2·x₁ = −3.")
    if (x1, x2) == (2, -1):
        return _(
            "Those are the weights. Put 0 in place of x₂, and look for the x₁ that makes z equal to 0; then the other way."
        )
    if x1 == -1.5:
        return _(
            "x₁ is right. For x₂, put 0 in place of x₁: −x₂ + 3 = 0. With {value} that does not come to 0."
        ).format(value=number(answer[1], 10))
    if x1 == 1.5:
        return _("The sign of x₁ is wrong: 2 · 1.5 + 3 is 6, not 0.")
    if x1 == -3:
        return _("−3 is 2·x₁. Divide by the weight, 2.")
    return _("On the x₁ axis, x₂ is 0, so 2·x₁ + 3 has to be 0. With {value} it is not.").format(
        value=number(answer[0], 10)
    )


EXERCISES = (
    NumbersExercise(
        name="circle_by_hand",
        title=N_("The circle by hand"),
        praise=N_(
            "x₁² + x₂² is the square of the distance from the middle: with these two inputs one neuron draws a circle."
        ),
        hints=(
            N_(
                "In the middle x₁² and x₂² are 0, and z is the bias alone. Further out z must fall: what sign do the weights need?"
            ),
            N_("With both weights at −1, z = bias − (x₁² + x₂²), the bias minus the square of the distance."),
            N_(
                "The squares of the distances: 2.5² = 6.25 and 3.5² = 12.25. With weights of −1, take a bias between them."
            ),
        ),
        sizes=(3,),
        problem=_circle,
    ),
    NumbersExercise(
        name="line_of_a_neuron",
        title=N_("A neuron's line"),
        praise=N_("Two places fix a line. On one side of it the neuron gives more than 0, on the other less."),
        hints=(
            N_("The line is where z = 2·x₁ − x₂ + 3 is 0. On the x₁ axis, x₂ is 0."),
            N_("On the x₁ axis: 2·x₁ + 3 = 0. On the x₂ axis: −x₂ + 3 = 0."),
            N_(
                "In the figure of part 2, without hidden layers, you can set the weights 2 and −1 and the bias 3, under Weight, and look at the map."
            ),
        ),
        sizes=(2,),
        problem=_crossings,
    ),
    PlaygroundExercise(
        name="spiral",
        title=N_("The spiral, level one"),
        praise=N_("You chose what the network is told; its layers did the rest."),
        hints=(
            N_("The arms cross each axis again and again. Which features go up and down like that?"),
            N_("Switch on sin x₁ and sin x₂ as well as x₁ and x₂, and give the network more neurons."),
            N_("With these four features and two hidden layers of 8 neurons, about a hundred epochs are enough."),
        ),
        epochs=500,
    ),
    PlaygroundExercise(
        name="spiral_hard",
        title=N_("The spiral, level two"),
        praise=N_("From x₁ and x₂ alone the layers have put every bend together by themselves."),
        hints=(
            N_("Every bend of the boundary has to be put together from lines: that takes many neurons."),
            N_("Three hidden layers of 8 neurons are enough, but with tanh they learn slowly. Try ReLU."),
            N_(
                "With ReLU, rate 0.03 and a few hundred epochs it works in most runs. Quicker still: Adam, under Method, with 0.01."
            ),
        ),
        epochs=1500,
        features=("x1", "x2"),
        refusal=N_("On level two x₁ and x₂ are all that the network may be told. Switch off: {features}."),
    ),
)
