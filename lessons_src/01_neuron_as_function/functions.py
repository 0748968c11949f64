"""Functions as machines, as a table and a graph, and as the line a·x."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

from helpers.figures import Scene
from helpers.figures.marks import CAPTION, TEXT
from helpers.figures.style import BLUE, FAINT, GREY, INK, LARGE, NORMAL, SMALL, YELLOW, sign_colour, sign_dashes, tint
from helpers.figures.words import factor
from helpers.language import _, number
from helpers.widgets import Choice, LiveFigure, Slider

REACH = 10  # the graphs show x from −REACH to REACH


@dataclass(frozen=True)
class Machine:
    """A function of one number. formula: how it is written, with {x} in place of x; rule: what it does."""

    formula: str
    rule: object

    def written(self, x: float | None = None) -> str:
        """The formula with the number x in it, or with the letter."""
        return self.formula.format(x="x" if x is None else factor(x))

    def __call__(self, x):
        return self.rule(x)


MACHINES = (
    Machine("2 · {x}", lambda x: 2 * x),
    Machine("{x} + 3", lambda x: x + 3),
    Machine("{x} / 2", lambda x: x / 2),
    Machine("−{x}", lambda x: -x),
    Machine("{x}² / 5", lambda x: x**2 / 5),
)


class MachineRows(Scene):
    """Function machines in one or more rows: a number goes in at the left, and what comes out goes into the next.

    rows: how many; machines: how many in each.
    """

    def __init__(self, machines: int, rows: int = 1):
        height = 14.5 * rows + 3.5
        super().__init__(850, round(10 * height))
        axes = self.add_drawing_area()
        places = np.linspace(9, 76, machines + 1)
        half = {1: 12, 2: 9.5}[machines]
        self.numbers, self.formulas, self.worked, self.captions = [], [], [], []
        self._shown = None
        for row in range(rows):
            y = height - 9.5 - 14.5 * row
            for k, x in enumerate(places):
                axes.add_patch(Circle((x, y), 4.6, facecolor="white", edgecolor=INK, linewidth=1.5))
                self.numbers.append(self.moving(axes.text(x, y, "", **TEXT | {"fontsize": LARGE})))
                if k == machines:
                    break
                middle = (x + places[k + 1]) / 2
                for start, end in ((x + 5, middle - half - 0.6), (middle + half + 0.6, places[k + 1] - 5)):
                    arrow = {"arrowstyle": "-|>", "mutation_scale": 16, "color": GREY, "linewidth": 2}
                    axes.add_patch(FancyArrowPatch((start, y), (end, y), shrinkA=0, shrinkB=0, **arrow))
                box = FancyBboxPatch((middle - half, y - 4), 2 * half, 8, boxstyle="round,pad=0,rounding_size=1.2")
                box.set(facecolor=tint(BLUE, 0.12), edgecolor=INK, linewidth=2)
                axes.add_patch(box)
                self.formulas.append(axes.text(middle, y + 1.5, "", **TEXT))
                self.worked.append(self.moving(axes.text(middle, y - 1.8, "", **TEXT | {"color": GREY})))
            self.captions.append(axes.text(2, y + 7.3, "", **TEXT | {"ha": "left", "color": GREY}))
        axes.text(places[0], 1.8, _("input"), **CAPTION)
        axes.text(places[-1], 1.8, _("output"), **CAPTION)

    def show(self, x: float, rows) -> "MachineRows":
        """Send x through every row; a row is a list of pairs (letter, machine), the one that runs first at the left."""
        formulas = [f"{letter}(x) = {machine.written()}" for row in rows for letter, machine in row]
        if formulas != self._shown:  # they change seldom: drawn with the still parts
            for text, formula in zip(self.formulas, formulas, strict=True):
                text.set_text(formula)
            for text, row in zip(self.captions, rows, strict=True):
                text.set_text(self._order(row) if len(rows) > 1 else "")
            self._shown = formulas
            self.repaint()
        texts, worked, results, said = iter(self.numbers), iter(self.worked), [], []
        for row in rows:
            value = x
            next(texts).set_text(number(value))
            steps = []
            for letter, machine in row:
                result = machine(value)
                steps.append(f"{letter}({number(value)}) = {machine.written(value)} = {number(result)}")
                next(worked).set_text(machine.written(value))
                next(texts).set_text(number(result))
                value = result
            results.append(value)
            said.append((self._order(row) + ": " if len(rows) > 1 else "") + ", ".join(steps) + ".")
        self.summary = " ".join(said)
        if len(rows) > 1:
            same = _("The results are the same.") if len(set(results)) == 1 else _("The results differ.")
            self.summary += " " + same
        what = _("A function machine with an input at the left and an output at the right.")
        if len(rows) > 1:
            what = _("Two machines in a row, in both orders.")
        self.alt = f"{what} {'; '.join(formulas[: len(rows[0])])}. {self.summary}"
        return self

    @staticmethod
    def _order(row) -> str:
        first, second = (letter for letter, _machine in row)
        return _("First {first}, then {second}").format(first=first, second=second)


class TableAndGraph(Scene):
    """A function twice: as a table of some inputs, and as a graph of all of them, with one input picked out in both."""

    INPUTS = (-10, -5, 0, 5, 10)

    def __init__(self):
        super().__init__(850, 430)
        table = self.figure.add_axes((20 / 850, 0, 260 / 850, 1))
        table.set(xlim=(0, 26), ylim=(0, 43))
        table.set_axis_off()
        rows = np.arange(34, 34 - 5 * len(self.INPUTS), -5)
        table.text(7, 39.5, "x", **TEXT | {"color": GREY})
        self.head = table.text(19, 39.5, "", **TEXT | {"color": GREY})
        table.plot([1, 25], [37, 37], color=GREY, linewidth=1.5)
        self.cells = []
        for x, y in zip(self.INPUTS, rows, strict=True):
            table.text(7, y, number(x), **TEXT)
            self.cells.append(table.text(19, y, "", **TEXT))
            table.plot([1, 25], [y - 2.5, y - 2.5], color=FAINT, linewidth=1)
        table.add_patch(Rectangle((1, 3.6), 24, 5, facecolor=tint(YELLOW, 0.6), edgecolor=INK, linewidth=1.5))
        self.picked = [self.moving(table.text(x, 6, "", **TEXT | {"weight": "bold"})) for x in (7, 19)]
        axes = self.add_plot(350, 50, 460, 345, grid=True, xlim=(-REACH, REACH), ylim=(-20, 20))
        axes.set(xticks=range(-10, 11, 5), yticks=range(-20, 21, 5))
        axes.tick_params(axis="x", pad=10)
        axes.axhline(0, color=GREY, linewidth=1)
        axes.axvline(0, color=GREY, linewidth=1)
        axes.text(1.02, 0.5, "x", transform=axes.transAxes, va="center", fontsize=NORMAL)
        self.label = axes.text(0.5, 1.02, "", transform=axes.transAxes, ha="center", va="bottom", fontsize=NORMAL)
        (self.curve,) = axes.plot([], [], color=BLUE, linewidth=3)
        (self.dots,) = axes.plot([], [], "o", color="white", markeredgecolor=BLUE, markeredgewidth=2, markersize=8)
        self.dots.set_clip_on(False)
        (guide,) = axes.plot([], [], color=INK, linewidth=1.5, linestyle=":")
        (point,) = axes.plot([], [], "o", color=YELLOW, markeredgecolor=INK, markeredgewidth=2, markersize=13)
        point.set_clip_on(False)
        self.guide, self.point = self.moving(guide), self.moving(point)
        self._shown = None

    def show(self, machine: Machine, x: float) -> "TableAndGraph":
        """Show the table and the graph of a machine, and its result for x."""
        name = f"f(x) = {machine.written()}"
        if machine != self._shown:
            inputs, fine = np.array(self.INPUTS), np.linspace(-REACH, REACH, 81)
            self.head.set_text("f(x)")
            self.label.set_text(name)
            for cell, value in zip(self.cells, machine(inputs), strict=True):
                cell.set_text(number(value))
            self.curve.set_data(fine, machine(fine))
            self.dots.set_data(inputs, machine(inputs))
            self._shown = machine
            self.repaint()
        y = machine(x)
        for cell, value in zip(self.picked, (x, y), strict=True):
            cell.set_text(number(value))
        self.guide.set_data([x, x, 0], [0, y, y])
        self.point.set_data([x], [y])
        self.summary = _(
            "f({x}) = {formula} = {y}: the row with x = {x}, and the point ({x}, {y}) of the graph."
        ).format(x=number(x), y=number(y), formula=machine.written(x))
        pairs = ", ".join(f"{number(v)} → {number(machine(v))}" for v in self.INPUTS)
        self.alt = _("A table and a graph of {function}, with the pairs {pairs}. {summary}").format(
            function=name, pairs=pairs, summary=self.summary
        )
        return self


class StraightLine(Scene):
    """The function a·x: its graph, and what it does to the numbers from −10 to 10.

    The end of the line, in `handles`, can be dragged.
    """

    HANDLE = 8  # the x of the place to drag

    def __init__(self):
        super().__init__(850, 430)
        axes = self.add_plot(60, 50, 400, 340, grid=True, xlim=(-REACH, REACH), ylim=(-30, 30))
        axes.set(xticks=range(-10, 11, 5), yticks=range(-30, 31, 10))
        axes.tick_params(axis="x", pad=10)
        axes.axhline(0, color=GREY, linewidth=1)
        axes.axvline(0, color=GREY, linewidth=1)
        axes.text(1.02, 0.5, "x", transform=axes.transAxes, va="center", fontsize=NORMAL)
        (line,) = axes.plot([], [], linewidth=3)
        (end,) = axes.plot([], [], "o", color="white", markeredgecolor=INK, markeredgewidth=2, markersize=13)
        self.line, self.end = self.moving(line), self.moving(end)
        place = {"transform": axes.transAxes, "ha": "center", "va": "bottom", "fontsize": LARGE, "weight": "bold"}
        self.name = self.moving(axes.text(0.5, 1.02, "", **place))
        strip = self.add_plot(570, 50, 200, 340, xlim=(0, 1), ylim=(-30, 30), xticks=[], yticks=range(-30, 31, 10))
        strip.spines[["left", "bottom"]].set_visible(False)
        strip.set_yticklabels([])
        for x, words in ((0, _("input")), (1, _("output"))):
            strip.axvline(x, color=GREY, linewidth=1.5)
            strip.text(x, 1.05, words, transform=strip.transAxes, ha="center", va="bottom", fontsize=NORMAL)
            for value in range(-30, 31, 10):
                strip.text(
                    x + (-0.06 if x == 0 else 0.06), value, number(value),
                    ha="right" if x == 0 else "left", va="center", fontsize=SMALL, color=GREY,
                )  # fmt: skip
        self.inputs = np.linspace(-REACH, REACH, 9)
        self.strands = self.moving(strip.add_collection(LineCollection([], linewidths=2), autolim=False))

    def show(self, a: float) -> "StraightLine":
        """Show the line for this a."""
        colour, dashes = sign_colour(a), sign_dashes(a)
        self.line.set(data=([-REACH, REACH], [-REACH * a, REACH * a]), color=colour, linestyle=dashes)
        self.end.set_data([self.HANDLE], [self.HANDLE * a])
        self.handles = [(self.HANDLE, self.HANDLE * a)]
        self.name.set(text=f"f(x) = {number(a)} · x", color=colour)
        self.strands.set(segments=[[(0, x), (1, a * x)] for x in self.inputs], color=colour, linestyle=dashes)
        way = _("rises") if a > 0 else _("falls") if a < 0 else _("lies flat")
        ends = [number(a * x) for x in (-REACH, REACH)]
        self.summary = _(
            "f(x) = {a} · x: the line {way}. f(1) = {a}, f(10) = {high}. The inputs from −10 to 10 become outputs from {low} to {high}."
        ).format(a=number(a), way=way, low=ends[0], high=ends[1])
        self.alt = _("The graph of a straight line through 0, and beside it where each input goes. {summary}").format(
            summary=self.summary
        )
        return self


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
