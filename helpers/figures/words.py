"""How numbers and names are written in pictures and in the words about them."""

from helpers.data import LabelledImages
from helpers.language import _, number

SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"


def subscript(letter: str, index: int) -> str:
    """`letter` with a small number below: x₁."""
    return letter + "".join(SUBSCRIPTS[int(digit)] for digit in str(index))


def factor(value: float) -> str:
    """A number as it stands inside a product: a negative one in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def rounded(value: float) -> str:
    """An activation with two decimals; one that is not 0 or 1 is never written as if it were."""
    if 0 < value < 0.005:
        return "< " + number(0.01)
    return "> " + number(0.99) if 0.995 <= value <= 1 else number(value)


def in_words(value: float) -> str:
    """The same to be read in a sentence: "more than 0.99"."""
    sign, _space, digits = rounded(value).rpartition(" ")
    words = {"<": _("less than {value}"), ">": _("more than {value}")}
    return words[sign].format(value=digits) if sign else digits


def percent(share: float, decimals: int = 0) -> str:
    """A share of 1 in per cent: 0.112 is "11%"."""
    return number(100 * share, decimals) + "%"


def class_name(digits: LabelledImages, label: int) -> str:
    """The name of a class; with its label when the name is a word: "7", or "sneaker (7)"."""
    name = digits.classes[label]
    return name if name == str(label) else f"{name} ({label})"
