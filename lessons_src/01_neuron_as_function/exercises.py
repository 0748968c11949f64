"""The exercises of lesson 01."""

from helpers.exercises.exercise import FunctionExercise, NumberExercise, NumbersExercise
from helpers.language import N_, _, number

DOUBLED = (-3.0, 0.0, 4.5)  # what goes into f(x) = 2 · x


def _doubled(outputs) -> str | None:
    """What is wrong with the outputs of f(x) = 2 · x; None when all are right."""
    for x, output in zip(DOUBLED, outputs, strict=True):
        output = round(output, 9)
        if output == 2 * x:
            continue
        said = _("For x = {x}, f(x) = 2 · x is not {output}.").format(x=number(x), output=number(output, 10))
        if output == -2 * x:
            return said + " " + _("The sign is wrong: doubling a number does not change its sign.")
        if output == x + 2:
            return said + " " + _("That is x + 2; multiply by 2.")
        if output == x**2:
            return said + " " + _("That is x times itself; multiply it by 2.")
        return said + " " + _("Put {x} in place of x and multiply by 2.").format(x=number(x))
    return None


NUMBERS = tuple((x,) for x in (2.0, 0.0, -4.0, 1.25))

EXERCISES = (
    NumbersExercise(
        name="outputs",
        title=N_("Predict what comes out"),
        praise=N_("−6, 0 and 9. Doubling keeps the sign, and 0 stays 0."),
        hints=(
            N_("f(10) means: put 10 in place of x. Do the same with −3: 2 · (−3)."),
            N_("Write the three results in this order, with commas between them: f(−3), f(0), f(4.5)."),
        ),
        sizes=(3,),
        problem=_doubled,
    ),
    FunctionExercise(
        name="write_f",
        title=N_("Write a function"),
        praise=N_("f(x) = 3 · x − 1: multiply first, then subtract, and hand the result back with return."),
        hints=(
            N_("A function hands its result back with return, as in “return 2 * x”."),
            N_("Python writes “times” as *; 3x without the * is an error."),
            N_("Only one line is missing: return 3 * x - 1. Begin it with four spaces."),
        ),
        reference=lambda x: 3 * x - 1,
        arguments=("x",),
        cases=NUMBERS,
        mistakes=(
            (lambda x: 3 * (x - 1), N_("The 1 is taken away before multiplying. Multiply first: no brackets here.")),
            (lambda x: 3 * x + 1, N_("These are the values of 3 · x + 1; the formula takes 1 away.")),
            (lambda x: 3 * x, N_("The − 1 is missing: the function only triples.")),
            (
                lambda x: x**3 - 1,
                N_("These are the values of x ** 3 − 1, and x ** 3 is x · x · x. “Times” is a single *."),
            ),
            (lambda x: 2 * x, N_("That is the function from above, 2 · x. Here it is 3 · x − 1.")),
            (lambda x: x - 1, N_("The 3 · is missing: multiply x by 3 before taking 1 away.")),
            (lambda x: 5.0, N_("The function returned 5 for every x: use x in it.")),
        ),
    ),
    NumberExercise(
        name="find_a",
        title=N_("Find the number that multiplies"),
        praise=N_("−2.5 · 4 = −10. The minus makes the line fall."),
        hints=(
            N_("Which number times 4 gives −10? Does it have to be positive or negative?"),
            N_("Dividing undoes multiplying: work out −10 / 4."),
        ),
        target=-2.5,
        mistakes=(
            (2.5, N_("2.5 · 4 = 10: the size is right but the sign is wrong.")),
            (-0.4, N_("The other way round: divide the output by the input, −10 / 4.")),
            (-14, N_("−14 is −10 − 4. The machine multiplies, so divide −10 by 4 to undo it.")),
            (-40, N_("−40 is −10 · 4. To find a, divide.")),
            (
                -2,
                N_(
                    "−2 · 4 = −8: close, but a is not a whole number. // and int() lose the decimals; a single / keeps them."
                ),
            ),
            (-3, N_("−3 · 4 = −12: too far; a is not a whole number. // rounds down; a single / keeps the decimals.")),
        ),
        otherwise=N_("With a = {answer}, the input 4 does not come out as −10. Which number times 4 gives −10?"),
    ),
    FunctionExercise(
        name="in_a_row",
        title=N_("Put two machines in a row"),
        praise=N_("add_three(double(x)) is 2 · x + 3: the inner function runs first."),
        hints=(
            N_("What comes out of double(x) is a number. It can go straight into add_three( )."),
            N_("The function that runs first goes inside the brackets of the other."),
        ),
        reference=lambda x: 2 * x + 3,
        arguments=("x",),
        cases=NUMBERS,
        mistakes=(
            (lambda x: 2 * (x + 3), N_("The order is the other way round: this adds 3 first and then doubles.")),
            (lambda x: 2 * x, N_("Only double is at work. Hand its result on to add_three.")),
            (lambda x: x + 3, N_("Only add_three is at work. It should receive what comes out of double.")),
            (
                lambda x: 3 * x + 3,
                N_("This adds the two results together. The second machine should receive the result of the first."),
            ),
            (
                lambda x: 2 * x * (x + 3),
                N_("This multiplies the two results. The second machine should receive the result of the first."),
            ),
            (lambda x: 4 * x, N_("double is at work twice. The second machine is add_three.")),
            (lambda x: x + 6, N_("add_three is at work twice. The first machine is double.")),
        ),
    ),
)
