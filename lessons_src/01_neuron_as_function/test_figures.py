"""The live figures of lesson 01: the cell, the number held, machines, tables, lines."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from helpers import language
from helpers.figures.style import BLUE, ORANGE, YELLOW
from lesson_neuron_as_function import figures
from lesson_neuron_as_function.functions import MACHINES, MachineRows, TableAndGraph
from lesson_neuron_as_function.nerve_cell import HeldNumber, NerveCell
from tests.pictures import pixels

every_machine = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.written())

# The cell and the number it holds


def lit(scene: NerveCell) -> np.ndarray:
    """Where the picture is of the colour of what is active."""
    return (abs(pixels(scene.png()) - np.array(to_rgb(YELLOW)) * 255) < 12).all(axis=2)


@pytest.mark.parametrize("part", range(1, 6))
def test_each_part_lights_up_in_both_neurons(part):
    scene = NerveCell().show(part)
    above, below = np.vsplit(lit(scene), [320])  # the brain's neuron, the computer's
    assert above.sum() > 150
    assert below.sum() > 150
    others = [lit(NerveCell().show(other)) for other in range(1, 6) if other != part]
    assert not any((lit(scene) & other).sum() > 20 for other in others)
    assert f"Part {part}, " in scene.summary


@pytest.mark.parametrize(("a", "count"), [(0, 0), (0.05, 1), (0.5, 10), (0.95, 19), (1, 20)])
def test_pulses_are_the_share_that_the_number_says(a, count):
    scene = HeldNumber().show(a)
    assert len(scene.pulses.get_segments()) == count
    assert f"sends {count} of at most 20 pulses" in scene.summary


# Machines


def python(formula: str, x: float) -> float:
    """What a formula as it is shown gives, worked out by Python itself."""
    return eval(formula.replace("·", "*").replace("²", "**2").replace("−", "-"), {"x": x})


@every_machine
@given(st.floats(-10, 10))
def test_machine_does_what_is_written_on_it(machine, x):
    assert machine(x) == pytest.approx(python(machine.written(), x))


@every_machine
@pytest.mark.parametrize("x", [-10, -3, 0, 2.5])
def test_number_stands_in_place_of_the_letter(machine, x):
    assert "x" not in machine.written(x)
    assert python(machine.written(x), None) == pytest.approx(machine(x))


@pytest.mark.parametrize(("x", "summary"), [(10, "f(10) = 2 · 10 = 20."), (1, "f(1) = 2 · 1 = 2."), (-3, "f(−3) = 2 · (−3) = −6.")])  # fmt: skip
def test_the_lesson_s_machine(x, summary):
    figure = figures.function_machine(x)
    assert figure.picture.summary == summary
    went_in, came_out = (text.get_text() for text in figure.scene.numbers)
    assert summary.startswith(f"f({went_in}) = ")
    assert summary.endswith(f" = {came_out}.")


def test_choosing_another_machine_changes_what_is_written_on_it():
    figure = figures.function_machine(x=4)
    figure.controls["f"].value = 4
    assert figure.scene.formulas[0].get_text() == "f(x) = x² / 5"
    assert figure.picture.summary == "f(4) = 4² / 5 = 3.2."
    before = pixels(figure.picture.png)
    figure.controls["f"].value = 0
    assert (pixels(figure.picture.png) != before).any()


def test_two_machines_in_both_orders():
    figure = figures.machines_in_a_row(x=4)
    assert figure.picture.summary == (
        "First f, then g: f(4) = 2 · 4 = 8, g(8) = 8 + 3 = 11. "
        "First g, then f: g(4) = 4 + 3 = 7, f(7) = 2 · 7 = 14. The results differ."
    )
    assert [text.get_text() for text in figure.scene.numbers] == ["4", "8", "11", "4", "7", "14"]


def test_pair_named_in_the_lesson_does_the_same_in_either_order():
    half, minus = (machine for machine in MACHINES if machine.written() in ("x / 2", "−x"))
    rows = [[("f", half), ("g", minus)], [("g", minus), ("f", half)]]
    for x in np.arange(-10, 11):
        assert MachineRows(2, rows=2).show(x, rows).summary.endswith("The results are the same.")


# Tables and graphs


@every_machine
@pytest.mark.parametrize("x", [-10, -0.5, 10])
def test_table_and_graph_hold_the_same_pairs(machine, x):
    scene = TableAndGraph().show(machine, x)
    shown = [float(cell.get_text().replace("−", "-")) for cell in scene.cells]
    assert shown == [machine(value) for value in scene.INPUTS]
    assert [float(cell.get_text().replace("−", "-")) for cell in scene.picked] == pytest.approx(
        [x, machine(x)], abs=0.005
    )
    assert scene.point.get_xydata().tolist() == [[x, machine(x)]]
    assert scene.dots.get_ydata().tolist() == shown
    assert scene.curve.get_ydata() == pytest.approx(machine(scene.curve.get_xdata()))
    assert abs(scene.curve.get_ydata()).max() <= 20, "the graph leaves its frame"


def test_point_in_portuguese_has_a_semicolon():
    language.use("pt-BR")
    assert "(0,5; 1)" in figures.table_and_graph(x=0.5).picture.summary


# The line


@pytest.mark.parametrize(("a", "way", "low", "high"), [(2, "rises", "−20", "20"), (0.5, "rises", "−5", "5"), (-1, "falls", "10", "−10"), (0, "lies flat", "0", "0")])  # fmt: skip
def test_line_tells_what_becomes_of_the_inputs(a, way, low, high):
    figure = figures.straight_line(a)
    assert f"the line {way}" in figure.picture.summary
    assert figure.picture.summary.endswith(f"become outputs from {low} to {high}.")
    threads = np.array(figure.scene.strands.get_segments())
    assert threads[:, 1, 1] == pytest.approx(a * threads[:, 0, 1])
    assert (threads[0, 0, 1], threads[-1, 0, 1]) == (-10, 10)


def test_line_is_dragged_by_its_end():
    figure = figures.straight_line(2)
    for y, a in ((-16, -2), (8.2, 1), (100, 3), (-100, -3)):
        figure.picture.pointer = {"gesture": 1, "handle": 0, "x": 3, "y": y}
        assert figure.values == {"a": a}
        assert figure.scene.handles == [(8, 8 * a)]


def test_sign_has_a_second_cue():
    line = figures.straight_line(-1).scene.line
    assert (line.get_color(), line.get_linestyle()) == (ORANGE, "--")
    line = figures.straight_line(1).scene.line
    assert (line.get_color(), line.get_linestyle()) == (BLUE, "-")


def test_summary_s_numbers_are_those_of_the_formula():
    summary = figures.straight_line(-2.5).picture.summary
    assert re.match(r"f\(x\) = −2\.5 · x: the line falls\. f\(1\) = −2\.5, f\(10\) = −25\.", summary)
