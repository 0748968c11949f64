"""The live figures of lesson 01: the neuron of the brain, a number held, and functions as machines, tables and graphs."""

import numpy as np

from helpers.figures import HeldNumber, MachineRows, NerveCell, StraightLine, TableAndGraph
from helpers.figures.functions import MACHINES
from helpers.language import _
from helpers.widgets.live import Choice, LiveFigure, Slider


def nerve_cell() -> LiveFigure:
    """A neuron of the brain above an artificial one: follow the signal through both, part by part."""
    scene = NerveCell()

    def show(part):
        scene.show(round(part))

    return LiveFigure(scene, {"part": Slider(_("part"), 1, 1, scene.PARTS)}, show)


def held_number(a=0.5) -> LiveFigure:
    """A neuron that holds a number from 0 to 1, beside the pulses of a brain cell as active as that."""
    scene = HeldNumber()
    return LiveFigure(scene, {"a": Slider(_("number"), a, 0, 1, 0.05)}, scene.show)


def function_machine(x=10) -> LiveFigure:
    """A function as a machine: choose what it does, and the number, from −10 to 10, that goes in."""
    scene = MachineRows(1)
    controls = {"x": Slider("x", x, -10, 10), "f": _machine("f", 0)}

    def show(x, f):
        scene.show(x, [[("f", MACHINES[f])]])

    return LiveFigure(scene, controls, show)


def table_and_graph(x=5) -> LiveFigure:
    """A function as a table and as a graph, with one input, from −10 to 10, picked out in both."""
    scene = TableAndGraph()
    controls = {"x": Slider("x", x, -10, 10, 0.5), "f": _machine("f", 0)}

    def show(x, f):
        scene.show(MACHINES[f], x)

    return LiveFigure(scene, controls, show)


def straight_line(a=2) -> LiveFigure:
    """The line a·x for x from −10 to 10: move a, from −3 to 3, or drag the end of the line."""
    scene = StraightLine()
    controls = {"a": Slider("a", a, -3, 3, 0.25)}

    def drag(handle, x, y, began):
        return {"a": np.clip(y / scene.HANDLE, -3, 3)}

    return LiveFigure(scene, controls, scene.show, drag)


def machines_in_a_row(x=4) -> LiveFigure:
    """Two function machines, f and g, one after the other, in both orders."""
    scene = MachineRows(2, rows=2)
    controls = {"x": Slider("x", x, -10, 10), "f": _machine("f", 0), "g": _machine("g", 1)}

    def show(x, f, g):
        f, g = ("f", MACHINES[f]), ("g", MACHINES[g])
        scene.show(x, [[f, g], [g, f]])

    return LiveFigure(scene, controls, show)


def _machine(letter: str, first: int) -> Choice:
    """A list of machines to choose from, each by its place in MACHINES."""
    return Choice(letter, [(f"{letter}(x) = {machine.written()}", i) for i, machine in enumerate(MACHINES)], first)
