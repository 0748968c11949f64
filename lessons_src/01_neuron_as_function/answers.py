"""What may be answered in lesson 01."""

from tests.answers import Answers


def double(x):
    return 2 * x


def add_three(x):
    return x + 3


NAMES = {"double": double, "add_three": add_three}

ANSWERS = {
    "outputs": Answers(
        variables=["outputs"],
        right=((-6, 0, 9),),
        also_right=[([double(-3), double(0), double(4.5)],)],
        wrong_code="outputs = (6, 0, 9)",
        mistakes={
            "sign of the first": (
                (6, 0, 9),
                "For x = −3, f(x) = 2 · x is not 6. The sign is wrong: doubling a number does not change its sign.",
            ),
            "sign of the last": (
                (-6, 0, -9),
                "For x = 4.5, f(x) = 2 · x is not −9. The sign is wrong: doubling a number does not change its sign.",
            ),
            "added": ((-1, 2, 6.5), "For x = −3, f(x) = 2 · x is not −1. That is x + 2"),
            "added at the end": ((-6, 0, 6.5), ("For x = 4.5, f(x) = 2 · x is not 6.5. That is x + 2", " 6,5")),
            "by itself": ((9, 0, 20.25), "For x = −3, f(x) = 2 · x is not 9. That is x times itself"),
            "by itself at the end": ((-6, 0, 20.25), ("is not 20.25. That is x times itself", " 20,25")),
            "added to 0": ((-6, 2, 9), "For x = 0, f(x) = 2 · x is not 2. That is x + 2"),
            "1 from 0": ((-6, 1, 9), "is not 1. Put 0 in place of x and multiply by 2."),
            "another": ((-5, 0, 9), "is not −5. Put −3 in place of x and multiply by 2."),
            "another at the end": ((-6, 0, 1234.5), ("is not 1,234.5. Put 4.5 in place of x", "1.234,5")),
            "nearly": ((-6, 0, 9.00000001), ("is not 9.00000001. Put 4.5", " 9,00000001")),
            "one only": (-6, "Give 3 numbers in brackets, with a comma between them."),
            "two only": ((-6, 0), "there are 2 now"),
            "decimal comma": ((-6, 0, 9, 0), "there are 4 now. Did you mean"),
        },
    ),
    "write_f": Answers(
        variables=["f"],
        right=(lambda x: 3 * x - 1,),
        also_right=[(lambda x: x + x + x - 1,), (lambda x, factor=3: factor * x - 1,)],
        wrong_code="def f(x):\n    return 3 * (x - 1)",
        first_call="x = 2.0",
        mistakes={
            "brackets": (lambda x: 3 * (x - 1), "taken away before multiplying"),
            "plus": (lambda x: 3 * x + 1, "the values of 3 · x + 1"),
            "no minus 1": (lambda x: 3 * x, "only triples"),
            "power": (lambda x: x**3 - 1, "the values of x ** 3 − 1"),
            "the function above": (lambda x: 2 * x, "the function from above"),
            "no 3": (lambda x: x - 1, "The 3 · is missing"),
            "2 in place of x": (lambda x: 3 * 2 - 1, "returned 5 for every x"),
            "another": (
                lambda x: 3 * x - 1.75,
                ("For x = 2.0 the function returns 4.25, but it should return 5.", "4,25"),
            ),
        },
    ),
    "find_a": Answers(
        variables=["a"],
        right=(-2.5,),
        also_right=[(-10 / 4,)],
        wrong_code="a = 2.5",
        mistakes={
            "sign": (2.5, "2.5 · 4 = 10: the size is right but the sign is wrong"),
            "the other way round": (4 / -10, "The other way round"),
            "minus": (-10 - 4, "−14 is −10 − 4"),
            "times": (-10 * 4, "−40 is −10 · 4"),
            "int()": (int(-10 / 4), "−2 · 4 = −8: close"),
            "//": (-10 // 4, "−3 · 4 = −12: too far"),
            "another": (1234.5, ("With a = 1,234.5, the input 4 does not", "1.234,5")),
        },
    ),
    "in_a_row": Answers(
        variables=["in_a_row"],
        right=(lambda x: add_three(double(x)),),
        also_right=[(lambda x: 2 * x + 3,)],
        wrong_code="def in_a_row(x):\n    return double(add_three(x))",
        first_call="x = 2.0",
        mistakes={
            "the other order": (lambda x: double(add_three(x)), "adds 3 first and then doubles"),
            "double only": (lambda x: double(x), "Only double is at work"),
            "add_three only": (lambda x: add_three(x), "Only add_three is at work"),
            "both added": (lambda x: double(x) + add_three(x), "adds the two results together"),
            "both multiplied": (lambda x: double(x) * add_three(x), "multiplies the two results"),
            "double twice": (lambda x: double(double(x)), "double is at work twice"),
            "add_three twice": (lambda x: add_three(add_three(x)), "add_three is at work twice"),
            "another": (
                lambda x: double(x) + 3.25,
                ("For x = 2.0 the function returns 7.25, but it should return 7.", "7,25"),
            ),
        },
    ),
}
