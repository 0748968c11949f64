"""A shape to be made: hidden neurons add a ramp each, and their sum is compared with the shape."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from helpers.figures import Scene
from helpers.figures.style import BLUE, GREY, INK, NORMAL, ORANGE, PURPLE, YELLOW, sign_colour, sign_dashes, tint
from helpers.language import N_, _, ngettext, number
from helpers.nn import sigmoid
from helpers.widgets import Choice, LiveFigure, Slider

X = np.linspace(-5, 5, 201)
SHAPES = {  # what they are called, and their heights at X
    "stairs": (N_("stairs"), np.where(X < -2, 0, np.where(X < 2, 0.5, 1))),
    "hill": (N_("hill"), np.where(np.abs(X) < 3, (1 + np.cos(np.pi * X / 3)) / 2, 0)),
    "W": ("W", -np.clip(1 - np.abs(np.abs(X) - 2) / 2, 0, 1)),
}
MOST = 1.5  # the greatest height of a ramp


@dataclass
class Ramp:
    """What a hidden neuron adds: it rises by `height`, the weight v that leads out of it, around `middle`, its −b / w."""

    middle: float
    height: float


def side_by_side(count: int) -> list[Ramp]:
    """Ramps without height, in the middle of as many stretches from −4 to 4."""
    return [Ramp(8 * (k + 0.5) / count - 4, 0) for k in range(count)]


class MadeOfRamps(Scene):
    """Below the ramps of the hidden neurons, above their sum on the shape that is wanted, with what is between the two.

    handles: the middle of each ramp, at half its height.
    """

    def __init__(self):
        super().__init__(850, 540)
        place = {"grid": True, "xlim": (-5, 5), "xticks": range(-4, 5, 2), "yticks": [-1, 0, 1]}
        parts = self.add_plot(70, 60, 750, 190, ylim=(-1.6, 1.6), **place)
        whole = self.add_plot(70, 300, 750, 200, ylim=(-1.6, 1.6), **place)
        whole.tick_params(labelbottom=False)
        parts.set_xlabel("x")
        for axes in (parts, whole):
            axes.tick_params(labelsize=NORMAL)
            axes.axhline(0, color=GREY, linewidth=1)
        self.between = self.moving(
            whole.add_collection(PolyCollection([], facecolors=[tint(PURPLE, 0.5)], edgecolors="none"), autolim=False)
        )
        (shape,) = whole.plot([], [], color=GREY, linewidth=7, alpha=0.45, solid_capstyle="butt")
        (total,) = whole.plot([], [], color=BLUE, linewidth=3)
        self.shape, self.total = self.moving(shape), self.moving(total)
        self.ramps = [
            self.moving(
                parts.add_collection(LineCollection([], colors=colour, linewidths=2, linestyles=style), autolim=False)
            )
            for colour, style in ((BLUE, "-"), (ORANGE, "--"))
        ]
        (chosen,) = parts.plot([], [], linewidth=4)
        (handles,) = parts.plot([], [], "D", color="white", markeredgecolor=INK, markeredgewidth=2, markersize=11)
        (handle,) = parts.plot([], [], "D", color=YELLOW, markeredgecolor=INK, markeredgewidth=2, markersize=13)
        for marks in (handles, handle):
            marks.set_clip_on(False)
        self.chosen, self.middles, self.handle = self.moving(chosen), self.moving(handles), self.moving(handle)
        above = {"va": "bottom", "fontsize": NORMAL, "color": INK}
        whole.text(0, 1.03, _("sum of the ramps, on the shape"), ha="left", transform=whole.transAxes, **above)
        self.away = self.moving(whole.text(1, 1.03, "", ha="right", weight="bold", transform=whole.transAxes, **above))
        self.weights = self.moving(parts.text(0, 1.04, "", ha="left", transform=parts.transAxes, **above))

    def show(self, shape: str, ramps: Sequence[Ramp], w: float, neuron: int) -> "MadeOfRamps":
        """Show ramps of one steepness w, and one of them, counted from 0, marked."""
        name, wanted = SHAPES[shape]
        curves = [ramp.height * sigmoid(w * (X - ramp.middle)) for ramp in ramps]
        total = np.sum(curves, axis=0)
        away = np.abs(total - wanted).mean()
        self.shape.set_data(X, wanted)
        self.total.set_data(X, total)
        self.between.set_verts([np.column_stack([np.append(X, X[::-1]), np.append(total, wanted[::-1])])])
        for lines, sign in zip(self.ramps, (1, -1), strict=True):
            lines.set_segments(
                [np.column_stack([X, c]) for c, r in zip(curves, ramps, strict=True) if sign * r.height > 0]
            )
        ramp = ramps[neuron]
        self.chosen.set(data=(X, curves[neuron]), color=sign_colour(ramp.height), linestyle=sign_dashes(ramp.height))
        self.handles = [(r.middle, r.height / 2) for r in ramps]
        self.middles.set_data(*zip(*self.handles, strict=True))
        self.handle.set_data([ramp.middle], [ramp.height / 2])
        self.away.set_text(_("mean distance: {away}").format(away=number(away, 3)))
        weights = _("neuron {k}: w = {w}, b = {b}, v = {v}").format(
            k=neuron + 1, w=number(w), b=number(-w * ramp.middle), v=number(ramp.height)
        )
        self.weights.set_text(weights)
        neurons = ngettext("{count} neuron", "{count} neurons", len(ramps)).format(count=len(ramps))
        self.summary = _("{neurons}. On average, the sum is {away} away from the shape ({shape}). Marked, {weights}.").format(
            neurons=neurons, away=number(away, 3), shape=_(name), weights=weights
        )  # fmt: skip
        self.alt = _("Above, a shape and the sum of the ramps of hidden neurons; below, the ramps: {ramps}. {summary}").format(
            ramps="; ".join(_("{height} at {middle}").format(height=number(r.height), middle=number(r.middle)) for r in ramps),
            summary=self.summary,
        )  # fmt: skip
        return self


def make_shape(shape="W", neurons=4) -> LiveFigure:
    """Two, four or eight hidden neurons whose ramps are placed by hand until their sum is the shape that is wanted.

    Of the four, three already stand where a W needs them. shape: "stairs", "hill" or "W".
    """
    scene = MadeOfRamps()
    networks = {count: side_by_side(count) for count in (2, 4, 8)}  # each keeps its ramps while another is seen
    for ramp, height in zip(networks[4][:3], (-1, 1, -1), strict=True):
        ramp.height = height
    how_many = Choice(_("neurons"), [(str(count), count) for count in networks], neurons)  # refuses other numbers
    last = networks[neurons][-1]
    controls = {
        "shape": Choice(_("shape"), [(_(name), key) for key, (name, _heights) in SHAPES.items()], shape),
        "neurons": how_many,
        "neuron": Slider(_("neuron"), neurons, 1, neurons),
        "middle": Slider(_("middle −b/w"), last.middle, -5, 5, 0.25),
        "v": Slider("v", last.height, -MOST, MOST, 0.1),
        "w": Slider(_("w of all"), 2.5, 0.5, 20, 0.5),
    }

    def link(name, values):
        if name == "neurons":
            controls["neuron"].max = values["neurons"]
            values["neuron"] = values["neurons"]
        elif name != "neuron":
            return {}
        ramp = networks[values["neurons"]][round(values["neuron"]) - 1]
        return {"neuron": values["neuron"], "middle": ramp.middle, "v": ramp.height}

    def show(shape, neurons, neuron, middle, v, w):
        networks[neurons][round(neuron) - 1] = Ramp(middle, v)
        scene.show(shape, networks[neurons], w, round(neuron) - 1)

    def drag(handle, x, y, began):
        return {"neuron": handle + 1, "middle": x, "v": 2 * y}

    return LiveFigure(scene, controls, show, drag, link=link)
