"""Two inputs as a map: the line on which z = 0, and the side where z is positive."""

import numpy as np
from matplotlib.patches import Polygon

from helpers.figures import Scene
from helpers.figures.style import BLUE, GREY, INK, LARGE, NORMAL, ORANGE, SMALL, sign_colour, tint
from helpers.figures.words import factor
from helpers.language import _, number
from helpers.nn import weighted_sum
from helpers.widgets import LiveFigure, Slider

REACH = 5.0  # the map shows inputs from −REACH to REACH
CORNERS = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * REACH


def cut(weights, bias) -> np.ndarray:
    """The corners, shape (n, 2), of the part of the map where w·x + b ≥ 0; n is 0 when there is none.

    One step of Sutherland and Hodgman's polygon clipping (1974).
    """
    values = weighted_sum(CORNERS, weights, bias)
    kept = []
    for i in range(4):
        here, next_ = values[i], values[(i + 1) % 4]
        if here >= 0:
            kept.append(CORNERS[i])
        if (here >= 0) != (next_ >= 0):
            kept.append(CORNERS[i] + (CORNERS[(i + 1) % 4] - CORNERS[i]) * here / (here - next_))
    return np.array(kept).reshape(-1, 2)


def visible_line(weights, bias) -> np.ndarray | None:
    """The two ends, shape (2, 2), of the line w·x + b = 0 on the map; None when it does not cross it."""
    edge = [point for point in cut(weights, bias) if abs(weighted_sum(point, weights, bias)) < 1e-9 * REACH]
    if not np.any(weights) or len(edge) < 2:
        return None
    along = np.array(edge) @ np.array([-weights[1], weights[0]])
    return np.array([edge[np.argmin(along)], edge[np.argmax(along)]])


class HalfPlane(Scene):
    """The map of all pairs of inputs: where the neuron's z is positive, where negative, and one point with its z.

    After `show`, `handles` holds the places to drag, shape (n, 2): the point, then, when the line is in
    sight, its middle and its end.
    """

    def __init__(self):
        super().__init__(850, 440)
        axes = self.add_plot(50, 40, 370, 370, xlim=(-REACH, REACH), ylim=(-REACH, REACH))
        axes.set(xticks=range(-4, 5, 2), yticks=range(-4, 5, 2))
        axes.text(1.02, -0.05, "x₁", transform=axes.transAxes, va="center", fontsize=NORMAL)
        axes.text(-0.06, 1.02, "x₂", transform=axes.transAxes, va="center", fontsize=NORMAL)
        self.positive = self.moving(axes.add_patch(Polygon(CORNERS, facecolor=tint(BLUE, 0.2))))
        self.negative = self.moving(axes.add_patch(Polygon(CORNERS, facecolor=tint(ORANGE, 0.2))))
        (line,) = axes.plot([], [], color=INK, linewidth=3)
        (middle,) = axes.plot([], [], "o", color="white", markeredgecolor=INK, markeredgewidth=2, markersize=13)
        (end,) = axes.plot([], [], "D", color="white", markeredgecolor=INK, markeredgewidth=2, markersize=11)
        (point,) = axes.plot([], [], "*", markeredgecolor=INK, markersize=18, clip_on=False)
        self.line, self.middle, self.end, self.point = map(self.moving, (line, middle, end, point))
        side = {"ha": "center", "va": "center", "fontsize": NORMAL, "clip_on": True}
        self.signs = [self.moving(axes.text(0, 0, "", color=colour, **side)) for colour in (BLUE, ORANGE)]
        words = self.figure.add_axes((450 / 850, 0, 400 / 850, 1))
        words.set(xlim=(0, 40), ylim=(0, 44))
        words.set_axis_off()
        column = {"va": "center", "fontsize": NORMAL, "color": INK}
        words.text(1, 39, "z = w₁·x₁ + w₂·x₂ + b", **column | {"color": GREY})
        self.formula = self.moving(words.text(1, 35, "", **column))
        words.text(1, 28.5, "★  " + _("the point"), **column | {"color": GREY})
        self.numbers = self.moving(words.text(1, 24.5, "", **column))
        self.z = self.moving(words.text(1, 20, "", **column | {"fontsize": LARGE, "weight": "bold"}))
        drag = _("Drag with the mouse, or use the sliders:")
        tips = [
            drag,
            "★  " + _("moves the point"),
            "○  " + _("moves the line: b changes"),
            "◇  " + _("turns the line: w and b change"),
        ]
        words.text(1, 8.5, "\n".join(tips), **column | {"fontsize": SMALL, "color": GREY, "linespacing": 1.6})

    def show(self, inputs, weights, bias) -> "HalfPlane":
        """Show the map of a neuron with these two weights and this bias, and the point `inputs` on it."""
        z = weighted_sum(inputs, weights, bias)
        self.handles = np.array([inputs], float)
        ends = visible_line(weights, bias)
        for part in (self.line, self.middle, self.end):
            part.set_visible(ends is not None)
        if ends is not None:
            middle = ends.mean(axis=0)
            end = middle + (ends[1] - middle) * 0.7
            self.line.set_data(*ends.T)
            self.middle.set_data([middle[0]], [middle[1]])
            self.end.set_data([end[0]], [end[1]])
            self.handles = np.vstack([self.handles, middle, end])
        sides = ((self.positive, 1, "z > 0"), (self.negative, -1, "z < 0"))
        for (area, sign, words), label in zip(sides, self.signs, strict=True):
            corners = cut(sign * np.asarray(weights), sign * bias) if np.any(weights) or sign * bias > 0 else []
            area.set_visible(len(corners) > 2)
            roomy = len(corners) > 2 and np.ptp(corners, axis=0).min() > 2.5
            label.set_visible(roomy)
            if len(corners) > 2:
                area.set_xy(corners)
            if roomy:
                label.set(text=words, position=_centre(corners))
        self.point.set(data=([inputs[0]], [inputs[1]]), color=sign_colour(z), markeredgecolor=INK)
        x, w = [factor(value) for value in inputs], [number(value) for value in weights]
        self.formula.set_text(f"z = {w[0]}·x₁ + {factor(weights[1])}·x₂ + {factor(bias)}")
        self.numbers.set_text(f"z = {w[0]}·{x[0]} + {factor(weights[1])}·{x[1]} + {factor(bias)}")
        self.z.set(text=f"z = {number(z)}", color=sign_colour(z))
        if not np.any(weights):
            line = _("Both weights are 0: there is no line, and z = b = {b} at every point.").format(b=number(bias))
        elif ends is None:
            sign = _("positive") if weighted_sum([0, 0], weights, bias) > 0 else _("negative")
            line = _("The line lies outside the map: z is {sign} all over the map.").format(sign=sign)
        else:
            line = _("The line w·x + b = 0 runs from ({x0}, {y0}) to ({x1}, {y1}).").format(
                x0=number(ends[0][0], 1), y0=number(ends[0][1], 1), x1=number(ends[1][0], 1), y1=number(ends[1][1], 1)
            )
            share = 100 * _area(cut(weights, bias)) / _area(CORNERS)
            line += " " + _("Blue, where z is positive, covers {share} per cent of the map.").format(
                share=number(share, 1)
            )
        side = _("on the positive side") if z > 0 else _("on the negative side") if z < 0 else _("on neither side")
        point = _("The point ({x1}, {x2}) has z = {z}: {side}.").format(
            x1=number(inputs[0]), x2=number(inputs[1]), z=number(z), side=side
        )
        self.summary = f"{line} {point}"
        self.alt = _(
            "A map of two inputs, x₁ to the right and x₂ upwards, each from −5 to 5, for w₁ = {w1}, w₂ = {w2}, b = {b}."
        ).format(w1=w[0], w2=w[1], b=number(bias))
        self.alt += " " + self.summary
        return self


def _centre(corners: np.ndarray) -> np.ndarray:
    """The centre of mass of a polygon's area (shoelace formula)."""
    x, y = corners.T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    return np.array([((v + np.roll(v, -1)) * cross).sum() for v in (x, y)]) / (6 * _area(corners))


def _area(corners: np.ndarray) -> float:
    """The area of a polygon whose corners go round counter-clockwise (shoelace formula)."""
    x, y = corners.T
    return (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2


def half_plane(inputs=(2, 1), weights=(1, 1), bias=-1) -> LiveFigure:
    """The map of two inputs with the line w·x + b = 0: drag the point, the line's middle, or its end.

    inputs: 2 numbers from −5 to 5; weights: 2 numbers from −2 to 2; bias: from −20 to 20.
    """
    scene = HalfPlane()
    controls = {
        "x1": Slider("x₁", inputs[0], -5, 5, 0.1),
        "w1": Slider("w₁", weights[0], -2, 2, 0.05),
        "b": Slider(_("bias b"), bias, -20, 20, 0.1),
        "x2": Slider("x₂", inputs[1], -5, 5, 0.1),
        "w2": Slider("w₂", weights[1], -2, 2, 0.05),
    }
    controls["x2"].add_class("live-column-1")
    held = {"w": None}  # while the line is turned: its middle, and the length of w, whatever w is rounded to

    def show(x1, x2, w1, w2, b):
        scene.show([x1, x2], [w1, w2], b)

    def drag(handle, x, y, began):
        place = np.clip([x, y], -5, 5)
        w = np.array([controls["w1"].value, controls["w2"].value])
        if handle == 0:
            return {"x1": place[0], "x2": place[1]}
        if handle == 1:
            return {"b": -w @ place}
        if began:
            held["middle"] = scene.handles[1]
            if w.tolist() != held["w"]:
                held["length"] = np.hypot(*w)
        along = place - held["middle"]
        if not along.any():
            return {}
        w = held["length"] * np.array([along[1], -along[0]]) / np.hypot(*along)
        w *= min(1, 2 / np.abs(w).max())  # no slider can go beyond 2
        held["w"] = [controls["w1"].nearest(w[0]), controls["w2"].nearest(w[1])]
        return {"w1": w[0], "w2": w[1], "b": -(held["w"] @ held["middle"])}

    return LiveFigure(scene, controls, show, drag)
