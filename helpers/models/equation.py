"""The equation of a neuron with its numbers (lesson 09)."""

from collections.abc import Callable
from typing import NamedTuple


class Equation(NamedTuple):
    """What a neuron computes: name = activation(weight·input + … + bias); terms: pairs of weight and input's name."""

    name: str
    activation: str
    terms: list[tuple[float, str]]
    bias: float

    def text(self, written: Callable[[float], str] = "{:.2f}".format) -> str:
        """The equation in one line; written: how a number is to be written."""
        parts = [*((weight, f"·{name}") for weight, name in self.terms), (self.bias, "")]
        signs = ["−" if value < 0 else "+" for value, _name in parts]
        line = " ".join(f"{sign} {written(abs(value))}{name}" for sign, (value, name) in zip(signs, parts, strict=True))
        line = line.removeprefix("+ ").replace("− ", "−", line.startswith("− "))
        return f"{self.name} = {line}" if self.activation == "linear" else f"{self.name} = {self.activation}({line})"
