"""Python's usual errors get a line in the notebook's language, under the error that Python shows."""

import numpy as np
import pytest

from helpers import language
from helpers.exercises.python_errors import explanation

USUAL = {
    "wrong capital": ("bias = 7\nBias + 1", "the name “Bias”"),
    "before it has a value": ("def f():\n    total = total + 1\nf()", "before it has a value"),
    "brackets": ("f(2", "cannot read line 1"),
    "times left out": ("x = 2\n3x", "cannot read line 2"),
    "copied minus": ("bias = −7", "on your keyboard: -"),
    "indentation": ("def f(x):\nreturn x", "four spaces further in"),
    "return at the margin": ("def f(x):\n    x = 1\nreturn x", "four spaces further in"),
    "times as in books": ("640 × 480", "“times” as *"),
    "divided as in books": ("784 ÷ 16", "“divided by” as /"),
    "function without def": ("f(x) = 3 * x", "begins with def"),
    "brackets after a number": ("x = 7\nx(8)", "“Times” is written *"),
    "e": ("1 / (1 + e**-2)", "np.exp(x)"),
    "exp without brackets": ("np.exp - 2", "in brackets"),
    "decimal comma": ("rate = 0,05", "0.05, not 0,05"),
    "division": ("1 / 0", "divided by 0"),
    "too few values": ("def f(x):\n    return x\nf()", "too few or too many"),
    "too many values": ("def f(x):\n    return x\nf(1, 2)", "too few or too many"),
    "unknown option": ("def f(x):\n    return x\nf(y=1)", "no option of the name 'y'"),
    "dots left": ("bias = ...\nbias + 1", "three dots"),
    "None": ("None + 1", "without return"),
    "text and number": ("'7' + 7", "joins a text with another text, not with a value of type int"),
    "index": ("[1, 2][2]", "the number 0"),
    "place with decimals": ("np.array([1, 2])[0.5]", "must be whole numbers"),
    "places with decimals": ("np.array([1, 2])[np.array([0.5])]", "must be whole numbers"),
    "lists with @": (
        "[1, 2] @ [3, 4]",
        "no @ between a value of type list and one of type list. You cannot calculate with lists",
    ),
    "round brackets of an array": ("weights = np.array([1, 2])\nweights(0)", "Square brackets pick from it"),
    "round brackets of a text": ("name = 'a'\nname(0)", "holds a value of type str"),
    "path of Windows": ('open("C:\\Users\\ana")', "Write / in place of \\"),
    "curly quotes": ("name = “a”", "straight ones"),
    "dash": ("bias = –7", "minus sign"),
    "strange character": ("bias = 7€", "the character €"),
    "text without an end": ("name = 'a", "the quote that ends it is missing"),
    "colon forgotten": ("for x in [1]\n    x", "cannot read line 1. Compare it"),
    "tabs": ("if True:\n        x = 1\n\tx = 2", "Use spaces only"),
    "too many places": ("np.array([1, 2])[0, 1]", "more numbers in the square brackets"),
    "power": ("np.array([0.5]) ^ 2", "^ does not raise to a power"),
    "power of a number": ("0.5 ^ 2", "^ does not raise to a power"),
    "reshape": ("np.zeros(784).reshape(28, 27)", "784 numbers does not fit into the shape (28,27)"),
    "ragged": ("np.array([[1], [1, 2]])", "rows do not all have the same length"),
    "too large": ("1.5 ** 10000", "too large for the computer"),
    "recursion": ("def f():\n    f()\nf()", "more often than Python allows"),
    "decimals into whole numbers": ("pixels = np.array([255])\npixels /= 255", "a / b, not a /= b"),
    "after the dot": ("np.expp(1)", "There is no “expp” after that dot"),
    "after the dot of None": ("[1].append(2).sort()", "without return"),
    "file": ("open('no such file.csv')", "There is no file no such file.csv"),
    "module": ("import nunpy", "no module nunpy here"),
    "arrays": ("np.array([1, 2]) @ np.array([1, 2, 3])", "do not fit together"),
}


def error_of(code: str) -> BaseException:
    with pytest.raises(Exception) as raised:
        exec(compile(code, "cell", "exec"), {"np": np})
    return raised.value


@pytest.mark.parametrize(("code", "said"), USUAL.values(), ids=USUAL)
def test_usual_error_is_explained_in_both_languages(code, said):
    error = error_of(code)
    english = explanation(error)
    assert said in english
    language.use("pt-BR")
    assert explanation(error) not in ("", english)


def test_stopping_is_explained():
    assert "You stopped this cell" in explanation(KeyboardInterrupt())


UNUSUAL = {
    "error of one's own": RuntimeError("the chalk is broken"),
    "no name": NameError("gone"),
    "no line": SyntaxError("gone"),
    "empty list": IndexError("pop from empty list"),
    "type of one's own": TypeError("the chalk is of another kind"),
    "shape of one's own": ValueError("shapes are beautiful"),
    "infinity": OverflowError("cannot convert float infinity to integer"),
}


@pytest.mark.parametrize("error", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_error_is_left_as_it_is(error):
    """Where nothing is known, nothing is said."""
    assert explanation(error) == ""
