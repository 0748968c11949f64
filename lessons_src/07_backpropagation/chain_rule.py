"""One neuron, forwards and backwards: the chain rule with every number."""

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch

from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT, line_width
from helpers.figures.style import (
    GREY,
    INK,
    NORMAL,
    PURPLE,
    SMALL,
    WHITE,
    YELLOW,
    sign_colour,
    sign_dashes,
    tint,
)
from helpers.language import _, number
from helpers.nn import sigmoid
from helpers.widgets import LiveFigure, Slider


def about(value: float) -> str:
    """A number with three decimals after "=", or after "≈" when it is rounded."""
    exact = np.isclose(value, round(value, 3), rtol=1e-9, atol=0)
    return ("= " if exact else "≈ ") + number(value, 3)


def factor_words(value: float) -> str:
    """A number with three decimals as it stands in a product: a negative one in brackets."""
    digits = share_words(value)
    return f"({digits})" if digits[0] in "−≈" else digits


class ChainRule(Scene):
    """A sigmoid neuron with one input: every number of the way to its error, and of the way back to w and b.

    The steps are those of gradient descent with the learning rate `RATE`.
    """

    STEPS, RATE = 20, 1
    RUN = 0.01  # how much w is changed to measure the slope
    NODES = (8, 31, 54, 77)  # where x, z, a and E stand
    ROWS, TERMS = (13.2, 9.8), (33.7, 41.7, 49, 56.2)  # where the factors of a product stand, and the product

    def __init__(self):
        super().__init__(850, 470)
        axes, y = self.add_drawing_area(), 36
        x_at, z_at, a_at, error_at = self.NODES
        line = {"color": GREY, "linewidth": 2}
        for start, end in ((z_at, a_at), (a_at, error_at)):
            axes.plot([start + 4, end - 4], [y, y], **line)
        for x in (z_at, error_at):
            axes.plot([x, x], [y + 4, y + 6], **line)
        (weight,) = axes.plot([x_at + 4, z_at - 4], [y, y], solid_capstyle="butt")
        self.weight = self.moving(weight)
        circles = [axes.add_patch(Circle((x, y), 4, fc=WHITE, edgecolor=INK, linewidth=1.5)) for x in self.NODES]
        self.activation, self.error = self.moving(circles[2]), self.moving(circles[3])
        for x, name, formula in zip(self.NODES, "xzaE", ("", "z = w·x + b", "a = σ(z)", "E = (a − y)²"), strict=True):
            axes.text(x - 4.6, y + 3.8, name, **CAPTION)
            axes.text(x, y - 5.6, formula, **SMALL_TEXT)
        back = {
            "arrowstyle": "-|>",
            "mutation_scale": 18,
            "color": PURPLE,
            "linewidth": 2.5,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        self.middles = (x_at + z_at) / 2, (z_at + a_at) / 2, (a_at + error_at) / 2
        ways = (  # back from the error to the weight and the bias
            ("dz/dw = x;   dz/db = 1", _("sensitivity of z\nto w and b")),
            ("da/dz = a·(1 − a)", _("sensitivity of a\nto z")),
            ("dE/da = 2·(a − y)", _("sensitivity of E\nto a")),
        )
        for x, (formula, words) in zip(self.middles, ways, strict=True):
            axes.add_patch(FancyArrowPatch((x + 8, 27.6), (x - 8, 27.6), **back))
            axes.text(x, 25.2, formula, **SMALL_TEXT)
            axes.text(x, 18.4, words, **CAPTION)
        beside = TEXT | {"fontsize": SMALL, "ha": "right", "va": "center_baseline"}
        for y, name in zip(self.ROWS, "wb", strict=True):
            axes.text(29, y, f"dE/d{name} = dE/da · da/dz · dz/d{name} =", **beside)
            for x, sign in zip((38.2, 45.2), "··", strict=True):
                axes.text(x, y, sign, **beside | {"ha": "center"})
        axes.text(36, 5.6, _("measured: change in E / change in w ="), **beside)
        axes.text(49, 5.6, f"/ {number(self.RUN)}", **beside | {"ha": "center"})
        axes.text(self.middles[0] + 5.5, 22.2, "1", **beside | {"ha": "center"})
        self.values = self.moving(axes.add_patch(Lettering(size=NORMAL)))
        self.factors = self.moving(axes.add_patch(Lettering()))
        plot = self.add_plot(665, 72, 160, 80, xlim=(0, self.STEPS), ylim=(0, 1.05), xticks=[0, 10, 20], yticks=[0, 1])
        plot.set_ylabel("E", rotation=0, labelpad=2)
        axes.text(74.5, 2.3, _("steps with\nthe learning rate {rate}").format(rate=self.RATE), **CAPTION)
        (curve,) = plot.plot([], [], color=PURPLE, linewidth=2)
        (point,) = plot.plot([], [], "o", color=PURPLE, markeredgecolor=INK, markersize=9, clip_on=False)
        self.curve, self.point = self.moving(curve), self.moving(point)

    def show(self, x: float, y: float, w: float, b: float, steps: int) -> "ChainRule":
        """Show input x and target y, with the w and b that gradient descent has reached after `steps` from these."""
        errors = []
        for step in range(self.STEPS + 1):
            a = float(sigmoid(w * x + b))
            by_a, by_z = 2 * (a - y), a * (1 - a)
            errors.append((a - y) ** 2)
            if step == steps:
                reached = w, b, a, by_a, by_z
            w, b = w - self.RATE * by_a * by_z * x, b - self.RATE * by_a * by_z
        self.curve.set_data(range(self.STEPS + 1), errors)
        self.point.set_data([steps], [errors[steps]])
        self._write(x, y, steps, errors[steps], *reached)
        return self

    def _write(self, x, y, steps, error, w, b, a, by_a, by_z) -> None:
        z, by_w, by_b = w * x + b, by_a * by_z * x, by_a * by_z
        below, above = ((float(sigmoid((w + run) * x + b)) - y) ** 2 for run in (-self.RUN / 2, self.RUN / 2))
        rise = above - below
        self.weight.set(color=sign_colour(w), linestyle=sign_dashes(w), linewidth=line_width(2 * w))
        self.activation.set_facecolor(tint(YELLOW, a))
        self.error.set_facecolor(tint(PURPLE, 0.6 * error))
        into, onto, out_of = self.middles
        forwards = zip(self.NODES, (number(x), number(z), share_words(a), share_words(error)), strict=True)
        self.values.write(
            [
                *((at, 36, value) for at, value in forwards),
                (into, 38.6, f"w = {number(w)}"),
                (self.NODES[1], 43.6, f"b = {number(b)}"),
                (self.NODES[3], 43.6, f"y = {number(y)}"),
            ]
        )
        measured = number(rise, 5), about(rise / self.RUN)
        rows = [
            [factor_words(by_a), factor_words(by_z), factor_words(last), about(slope)]
            for last, slope in ((x, by_w), (1, by_b))
        ]
        words = [(out_of, 22.2, share_words(by_a)), (onto, 22.2, share_words(by_z)), (into - 5, 22.2, number(x))]
        for height, row in zip(self.ROWS, rows, strict=True):
            words += [(at, height, word) for at, word in zip(self.TERMS, row, strict=True)]
        self.factors.write([*words, (self.TERMS[1], 5.6, measured[0]), (self.TERMS[3], 5.6, measured[1])])
        products = [f"{' · '.join(row[:3])} {row[3]}" for row in rows]
        self.summary = _("Forwards: z {z}, a {a}, E {error}. Backwards: dE/dw = {w_product}, dE/db = {b_product}. Steps so far: {steps}; w = {w}, b = {b}.").format(
            z=about(z), a=about(a), error=about(error), w_product=products[0], b_product=products[1],
            steps=steps, w=number(w), b=number(b),
        )  # fmt: skip
        self.alt = _("A neuron with the input x = {x}, the activation a, the target y = {y} and the error E; arrows lead back from E to a, to z, and to w and b. A small graph shows E over {all} steps. Measured: from w − {half} to w + {half}, E changes by {rise}, so the slope {slope}. {summary}").format(
            x=number(x), y=number(y), all=self.STEPS, half=number(self.RUN / 2, 3), rise=measured[0], slope=measured[1], summary=self.summary
        )  # fmt: skip


def share_words(value: float) -> str:
    """An output with up to three decimals; one that only rounds to 0 or 1 is not written as if it were."""
    digits = number(value, 3)
    return f"≈ {digits}" if digits in ("0", "1") and value not in (0, 1) else digits


def chain_rule(x=1, y=0, w=2, b=0, steps=0) -> LiveFigure:
    """A neuron's way to its error and back: input from −2 to 2, target from 0 to 1, w and b from −4 to 4, up to 20 steps."""
    controls = {
        "x": Slider(_("input x"), x, -2, 2, 0.1),
        "w": Slider(_("start w"), w, -4, 4, 0.1),
        "b": Slider(_("start b"), b, -4, 4, 0.1),
        "y": Slider(_("target y"), y, 0, 1, 0.1),
        "steps": Slider(_("steps"), steps, 0, ChainRule.STEPS),
    }
    scene = ChainRule()

    def show(x, w, b, y, steps):
        scene.show(x, y, w, b, round(steps))

    return LiveFigure(scene, controls, show, play="steps")
