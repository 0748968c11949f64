"""Gradient descent on the curve of an error: its slope, a ball on a parabola and in valleys."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, PathPatch, Polygon
from matplotlib.path import Path

from helpers.figures import Scene
from helpers.figures.marks import SMALL_TEXT, TEXT, dot, on_white
from helpers.figures.style import GREEN, GREY, INK, NORMAL, PURPLE, SMALL, tint
from helpers.figures.words import factor
from helpers.language import _, number
from helpers.models.curves import PARABOLA, Curve
from helpers.nn import Step, gradient_descent
from helpers.widgets import LiveFigure, Slider

# Near each bottom it bends nearly as the parabola does, so that the same learning rates do the same there.
WAVES = Curve(
    lambda w: w**2 / 20 + 2 * np.sin(w) + 2,
    lambda w: w / 10 + 2 * np.cos(w),
    (-7.471, -1.496, 4.486),
    (-4.963, 1.654),
)


def conduct(factors, steps: int, learning_rate: float) -> str:
    """What a descent does when each step multiplies its distances from the bottom by these factors.

    It is not told before the first step: the reader should predict it.
    """
    if not steps:
        return _("What will the descent do at a learning rate of {rate}?").format(rate=number(learning_rate))
    factors = np.round(factors, 9)
    if not factors.size:
        return _("It starts at the bottom: the slope is 0, and no step moves it.")
    if factors.min() < -1:
        return _("It diverges: each swing is wider than the one before.")
    if factors.min() == -1:
        return _("It swings to and fro for ever and never settles.")
    if factors.min() < 0:
        return _("It swings from one side to the other, less and less, and settles.")
    if not factors.any():
        return _("One step leads exactly to the bottom.")
    if factors.max() < 0.9:
        return _("It settles at the bottom without overshooting.")
    return _("It creeps: at this rate it needs many steps.")


class SlopeOfError(Scene):
    """The error as a function of one weight: the line that touches the curve, its rise for a run of 1, and downhill.

    The point, in `handles`, can be dragged.
    """

    def __init__(self):
        super().__init__(850, 400)
        axes = self.add_plot(70, 55, 500, 325, grid=True, xlim=(-4.5, 10), ylim=(-5, 27), yticks=range(0, 26, 5))
        axes.set(xticks=range(-4, 11, 2), xlabel=_("weight w"), ylabel=_("error E"))
        w = np.linspace(-2.2, 8.2, 209)
        axes.plot(w, PARABOLA.error(w), color=PURPLE, linewidth=3)
        triangle = Polygon(np.zeros((3, 2)), facecolor=tint(GREEN, 0.25), edgecolor=GREEN, linewidth=1.5)
        (tangent,) = axes.plot([], [], color=GREEN, linewidth=4, solid_capstyle="round")
        (guide,) = axes.plot([], [], color=INK, linewidth=1.5, linestyle=":")
        self.triangle, self.tangent = self.moving(axes.add_patch(triangle)), self.moving(tangent)
        self.rise, self.run = (self.moving(axes.text(0, 0, "", **SMALL_TEXT)) for _side in range(2))
        style = {"arrowstyle": "-|>", "mutation_scale": 22, "color": INK, "linewidth": 3, "shrinkA": 0, "shrinkB": 0}
        self.arrow = self.moving(axes.add_patch(FancyArrowPatch((0, 0), (1, 0), **style)))
        self.way = self.moving(axes.text(0, -3.7, "", **TEXT))
        self.guide, self.point = self.moving(guide), self.moving(dot(axes))
        words = self.figure.add_axes((590 / 850, 0, 260 / 850, 1), xlim=(0, 26), ylim=(0, 40))
        words.set_axis_off()
        column = TEXT | {"ha": "left", "fontsize": SMALL}
        examples = ((36, _("two examples:")), (33, _("x = 1, target 2")), (30.4, _("x = 1, target 4")))
        for y, text in (*examples, (25.5, _("mean squared error:"))):
            words.text(0, y, text, **column | {"color": GREY})
        words.text(0, 22.3, "E = ((w − 2)² + (w − 4)²) / 2", **column)
        words.text(2.2, 19.5, "= (w − 3)² + 1", **column)
        self.error = self.moving(words.text(0, 15.5, "", **column | {"fontsize": NORMAL, "weight": "bold"}))
        words.text(0, 10.6, _("slope =\nrise / run"), **column | {"color": GREY})
        self.slope = self.moving(words.text(0, 7, "", **column | {"fontsize": NORMAL, "weight": "bold"}))

    def show(self, w: float) -> "SlopeOfError":
        """Show the curve's point and slope at the weight w, from −1 to 7."""
        error, slope = PARABOLA.error(w), PARABOLA.slope(w)
        self.handles = [(w, error)]
        self.point.set_data([w], [error])
        self.guide.set_data([w, w], [error, -3.7])
        # The triangle stands uphill of the point, below the line that touches: the curve is above that line.
        up = 1 if slope >= 0 else -1
        end = (w + up, error + up * slope)
        self.tangent.set_data([w - 1.4 * up, end[0]], [error - 1.4 * up * slope, end[1]])
        self.triangle.set_xy([(w, error), (end[0], error), end])
        sides = {1: "left", -1: "right"}
        self.rise.set(text=_("rise {rise}").format(rise=number(slope)), ha=sides[up])
        self.rise.set_position((end[0] + 0.2 * up, (error + end[1]) / 2))
        self.run.set(text=_("run 1"), ha=sides[up], position=(w + 0.25 * up, error - 1.6))
        self.arrow.set_visible(slope != 0)
        self.arrow.set_positions((w, -3.7), (w - 1.5 * up, -3.7))
        self.way.set_text(_("smaller w") if slope > 0 else _("larger w") if slope < 0 else _("lowest point"))
        self.way.set(x=w - 1.7 * up if slope else w + 0.3, ha=sides[-up] if slope else "left")
        self.error.set_text(f"E = {number(error)}")
        self.slope.set_text(f"{number(slope)} / 1 = {number(slope)}")
        if slope > 0:
            turn = _("The slope is positive: downhill is to the left, a smaller w.")
        elif slope < 0:
            turn = _("The slope is negative: downhill is to the right, a larger w.")
        else:
            turn = _("The slope is 0: this is the lowest point.")
        self.summary = _("At w = {w} the error is {error}. For a run of 1 to the right, the line that touches the curve rises by {slope}. {turn}").format(
            w=number(w), error=number(error), slope=number(slope), turn=turn
        )  # fmt: skip
        self.alt = _("A parabola, the error for each weight w, lowest at w = 3 with error 1; a line touches it, with a triangle that shows its rise and run. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


class Arrows:
    """The steps of a descent on a graph: one shape for all the arrows, and one for the dots where they end.

    pixels: how many a unit is wide and high, shape (2,).
    """

    HEAD, GAP = 9, 4  # pixels: the length of an arrow's head, and how far it stays from the dot it points at

    def __init__(self, scene: Scene, axes):
        spans = np.ptp([axes.get_xlim(), axes.get_ylim()], axis=1)
        self.pixels = np.array(axes.get_position().size) * (scene.width, scene.height) / spans
        shape = PathPatch(Path(np.empty((0, 2))), facecolor=INK, edgecolor=INK, linewidth=1.5)
        self.shape = scene.moving(axes.add_patch(shape))
        (dots,) = axes.plot([], [], "o", color="white", markeredgecolor=INK, markersize=5)
        self.dots = scene.moving(dots)

    def show(self, points: np.ndarray) -> None:
        """Show the way through these points, shape (n, 2)."""
        self.dots.set_data(*points[1:].T)
        places = points * self.pixels
        along = np.diff(places, axis=0)
        length = np.hypot(*along.T)[:, None]
        seen = length[:, 0] > 1
        starts, along, length = places[:-1][seen], along[seen] / length[seen], length[seen]
        tips = starts + along * (length - np.minimum(self.GAP, length / 4))
        back = along * np.minimum(self.HEAD, length / 2)
        aside = back[:, ::-1] * (-0.4, 0.4)
        corners = np.stack([starts, tips, tips - back + aside, tips, tips - back - aside, tips], axis=1)
        codes = [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
        self.shape.set_path(Path(corners.reshape(-1, 2) / self.pixels, codes * len(corners)))


class Descent(Scene):
    """What the pictures of a descent share: the start, the steps and the ball on a graph, and words above.

    The start, in `handles`, can be dragged. A ball that has left the graph is a triangle at its edge.
    right: settings of the graph at the right; the others: of the graph with the ball, at the left.
    """

    def __init__(self, right, **left):
        super().__init__(850, 430)
        self.axes = self.add_plot(70, 60, 450, 280, **left)
        self.beside = self.add_plot(600, 60, 220, 280, grid=True, **right)
        words = self.figure.add_axes((0, 0, 1, 1), xlim=(0, 85), ylim=(0, 43))
        words.set_axis_off()
        row = TEXT | {"ha": "left"}
        self.verdict = self.moving(words.text(7, 40.5, "", **row | {"weight": "bold"}))
        self.left_words, self.right_words = (self.moving(words.text(x, 36.5, "", **row)) for x in (7, 60))
        boxed = SMALL_TEXT | on_white(1.5)
        self.out = words.text(29.5, 31.5, "", **boxed)

    def add_ball(self) -> None:
        """Put the parts that move on the left graph, over what is there."""
        self.start = self.moving(dot(self.axes, "D", "white", 11))
        self.arrows = Arrows(self, self.axes)
        self.moving(self.out)
        self.ball = self.moving(dot(self.axes))

    def walk(self, points: np.ndarray) -> bool:
        """Show the way through these points, shape (n, 2). Returns whether the last one lies on the graph."""
        self.handles = [tuple(points[0])]
        self.start.set_data(*points[:1].T)
        self.arrows.show(points)
        (left, right), (bottom, top) = self.axes.get_xlim(), self.axes.get_ylim()
        x, y = points[-1]
        self.ball.set_data([np.clip(x, left, right)], [np.clip(y, bottom, top)])
        sides = (
            (x > right, ">", _("out of the picture to the right")),
            (x < left, "<", _("out of the picture to the left")),
            (y > top, "^", _("out of the picture, above")),
            (y < bottom, "v", _("out of the picture, below")),
            (True, "o", ""),
        )
        marker, words = next(side[1:] for side in sides if side[0])
        self.ball.set_marker(marker)
        self.out.set_text(words)
        return marker == "o"

    def judge(self, verdict: str) -> None:
        """Write the verdict over the picture and behind the summary."""
        self.verdict.set_text(verdict)
        self.summary += f" {verdict}"


class BallOnCurve(Descent):
    """A ball that goes down a curve: its steps as arrows, and beside them the error after each step.

    steps: the most that are shown; left: settings of the graph of the curve.
    """

    TANGENT = 36  # pixels, on each side of the ball

    def __init__(self, curve: Curve, steps: int, **left):
        heights = {name: left[name] for name in ("ylim", "yticks")}
        right = heights | {"xlim": (-0.02 * steps, steps), "xlabel": _("steps")}
        super().__init__(right, grid=True, xlabel=_("weight w"), ylabel=_("error E"), **left)
        self.curve = curve
        w = np.linspace(*left["xlim"], 241)
        self.axes.plot(w, curve.error(w), color=PURPLE, linewidth=3)
        (tangent,) = self.axes.plot([], [], color=GREEN, linewidth=4, solid_capstyle="round")
        (fall,) = self.beside.plot([], [], "o-", color=PURPLE, markersize=5, linewidth=2)
        self.tangent, self.fall = self.moving(tangent), self.moving(fall)
        self.add_ball()
        self.last = self.moving(dot(self.beside, size=10))

    def descend(self, start: float, learning_rate: float, steps: int) -> Step:
        """Show the way from the weight `start`; returns the last step."""
        curve = self.curve
        way = list(gradient_descent(curve.error, start, learning_rate, steps, curve.slope))
        points, now = np.array([(step.point, step.value) for step in way]), way[-1]
        w, error, slope = now.point, now.value, now.gradient
        inside = self.walk(points)
        half = self.TANGENT / np.hypot(*(self.arrows.pixels * (1, slope)))
        self.tangent.set_data([w - half, w + half], [error - half * slope, error + half * slope])
        top = self.axes.get_ylim()[1]
        self.fall.set_data(range(steps + 1), points[:, 1])
        self.last.set_data([steps], [min(error, top)])
        self.last.set_marker("o" if error <= top else "^")
        formula = f"{number(w)} − {number(learning_rate)} · {factor(slope)} = {number(w - learning_rate * slope)}"
        self.left_words.set_text(_("next w = {formula}").format(formula=formula))
        self.right_words.set_text(f"E = {number(error)}")
        self.summary = _("Learning rate {rate}, steps taken: {steps}. Now w = {w} and the error is {error}, with slope {slope}; the next step leads to w = {formula}.").format(
            rate=number(learning_rate), steps=steps, w=number(w), error=number(error), slope=number(slope), formula=formula
        )  # fmt: skip
        if not inside:
            self.summary += " " + _("The ball is {out}.").format(out=self.out.get_text())
        return now


class BallOnParabola(BallOnCurve):
    """A ball that goes down the parabola E = (w − 3)² + 1, in up to 20 steps."""

    STEPS = 20

    def __init__(self):
        left = {"xlim": (-2.6, 8.6), "xticks": range(-2, 9), "ylim": (0, 33), "yticks": range(0, 31, 5)}
        super().__init__(PARABOLA, self.STEPS, **left)

    def show(self, start: float, learning_rate: float, steps: int) -> "BallOnParabola":
        """Show this many steps from the weight `start`."""
        self.descend(start, learning_rate, steps)
        # A step takes w − 3 to w − 3 − rate · 2 · (w − 3), which is (1 − 2 · rate) · (w − 3).
        self.judge(conduct([] if np.isclose(start, 3) else [1 - 2 * learning_rate], steps, learning_rate))
        self.alt = _("A parabola, lowest at w = 3 with error 1, with a ball that started at w = {start} and an arrow for each step; beside it the error after each step. {summary}").format(
            start=number(start), summary=self.summary
        )  # fmt: skip
        return self


class Valleys(BallOnCurve):
    """A ball that goes down a curve with three valleys, E = w²/20 + 2·sin(w) + 2, in up to 30 steps."""

    STEPS = 30

    def __init__(self):
        left = {"xlim": (-11, 8.6), "xticks": range(-10, 9, 2), "ylim": (-1.5, 10.5), "yticks": range(0, 11, 2)}
        super().__init__(WAVES, self.STEPS, **left)
        self.deepest = int(np.argmin([WAVES.error(w) for w in WAVES.bottoms]))
        for k, w in enumerate(WAVES.bottoms):
            name = _("global minimum") if k == self.deepest else _("local minimum")
            self.axes.text(w, WAVES.error(w) - 0.9, name, **SMALL_TEXT)

    def show(self, start: float, learning_rate: float, steps: int) -> "Valleys":
        """Show this many steps from the weight `start`."""
        now = self.descend(start, learning_rate, steps)
        valley = int(np.searchsorted(WAVES.tops, now.point))
        name = (_("Valley on the left"), _("Valley in the middle"), _("Valley on the right"))[valley]
        here, deepest = (
            {"w": number(w), "error": number(WAVES.error(w))} for w in (WAVES.bottoms[valley], WAVES.bottoms[self.deepest])
        )  # fmt: skip
        if valley == self.deepest:
            self.judge(_("{valley}: the global minimum, E = {error} at w = {w}.").format(valley=name, **here))
        else:
            self.judge(_("{valley}: a local minimum, E = {error} at w = {w}.").format(valley=name, **here))
            other = _("The global minimum, E = {error} at w = {w}, is in another valley.").format(**deepest)
            self.summary += f" {other}"
        rest = _("The ball rests at the bottom.") if abs(now.gradient) < 0.05 else _("The ball is not at rest.")
        self.summary += f" {rest}"
        self.alt = _("A curve with three valleys, the deepest in the middle, with a ball that started at w = {start} and an arrow for each step; beside it the error after each step. {summary}").format(
            start=number(start), summary=self.summary
        )  # fmt: skip
        return self


def slope_of_error(w=5) -> LiveFigure:
    """The error as a function of one weight w, from −1 to 7, and its slope there; the point can be dragged."""
    scene = SlopeOfError()

    def drag(handle, x, y, began):
        return {"w": x}

    return LiveFigure(scene, {"w": Slider(_("weight w"), w, -1, 7, 0.1)}, scene.show, drag)


def ball_on_parabola(learning_rate=0.1, start=7, steps=5) -> LiveFigure:
    """A ball that goes down a parabola: learning rate from 0.01 to 1.2, start from −1 to 7, up to 20 steps.

    The start can be dragged.
    """
    controls = {
        "start": Slider(_("start w"), start, -1, 7, 0.1),
        "learning_rate": Slider(_("learning rate"), learning_rate, 0.01, 1.2, 0.01),
        "steps": Slider(_("steps"), steps, 0, BallOnParabola.STEPS),
    }
    return _ball(BallOnParabola(), controls)


def valleys(start=8, learning_rate=0.1, steps=10) -> LiveFigure:
    """A ball on a curve with three valleys: start from −10 to 8, learning rate from 0.05 to 2.5, up to 30 steps.

    The start can be dragged.
    """
    controls = {
        "start": Slider(_("start w"), start, -10, 8, 0.1),
        "learning_rate": Slider(_("learning rate"), learning_rate, 0.05, 2.5, 0.05),
        "steps": Slider(_("steps"), steps, 0, Valleys.STEPS),
    }
    return _ball(Valleys(), controls)


def _ball(scene, controls) -> LiveFigure:
    def show(start, learning_rate, steps):
        scene.show(start, learning_rate, round(steps))

    def drag(handle, x, y, began):
        return {"start": x}

    return LiveFigure(scene, controls, show, drag, play="steps")
