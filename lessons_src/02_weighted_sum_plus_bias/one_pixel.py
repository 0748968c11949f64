"""One pixel and two outputs, “black” and “white”, with and without a hidden layer."""

from matplotlib.patches import Circle, Rectangle

from helpers.figures import Scene
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT, line_width, on_white
from helpers.figures.style import INK, SMALL, YELLOW, sign_colour, sign_dashes
from helpers.figures.words import factor
from helpers.language import _, number
from helpers.nn import Neuron, step
from helpers.widgets import LiveFigure, Slider

BOXED = TEXT | on_white(2)
HEIGHTS = (26, 10)  # of the upper and the lower neuron


class OnePixel(Scene):
    """One pixel and two outputs, "black" and "white": each is a neuron that lights up when its z is above 0.

    hidden: with a hidden layer of two neurons between the pixel and the outputs.
    """

    def __init__(self, hidden: bool = False):
        super().__init__(850, 360)
        axes = self.add_drawing_area()
        columns = (38, 67) if hidden else (60,)
        self.pixel = self.moving(axes.add_patch(Rectangle((5, 13.5), 9, 9, edgecolor=INK, linewidth=2)))
        self.value = self.moving(axes.text(9.5, 10.5, "", **TEXT))
        captions = [_("hidden layer"), _("outputs")][-len(columns) :]
        for place, caption in zip((9.5, *columns), (_("input"), *captions), strict=True):
            axes.text(place, 2.2, caption, **CAPTION)
        self.edges, self.labels, self.lamps, self.sums, self.biases = [], [], [], [], []
        starts = [(14, 18)]
        for column in columns:
            edges, labels = [], []
            for y in HEIGHTS:
                lamp = axes.add_patch(Circle((column, y), 5, edgecolor=INK, linewidth=2))
                self.lamps.append(self.moving(lamp))
                self.sums.append(self.moving(axes.text(column, y, "", **SMALL_TEXT)))
                self.biases.append(axes.text(column, y + 6.7, "", **TEXT))
            for x0, y0 in starts:
                for y in HEIGHTS:
                    (edge,) = axes.plot([x0, column - 5.2], [y0, y + 0.15 * (y0 - y)], solid_capstyle="butt")
                    place = 0.5 if len(starts) == 1 else (0.32 if (y0 > y) or (y0 < y) else 0.62)
                    middle = (x0 + (column - 5 - x0) * place, y0 + (y + 0.15 * (y0 - y) - y0) * place)
                    edges.append(edge)
                    labels.append(axes.text(*middle, "", **BOXED))
            self.edges.append(edges)
            self.labels.append(labels)
            starts = [(column + 5.2, y) for y in HEIGHTS]
        # With a hidden layer only the crossed connections follow a slider: the others stay, which halves the time
        # a frame takes. Numbers are drawn after lines, to lie over them.
        crossed = [(self.edges[-1][k], self.labels[-1][k]) for k in (1, 2)] if hidden else []
        following = crossed or list(zip(self.edges[0], self.labels[0], strict=True))
        for part in [edge for edge, _label in following] + [label for _edge, label in following]:
            self.moving(part)
        for bias in self.biases if not hidden else []:
            self.moving(bias)
        self._still = None
        self.names = [_("black"), _("white")]
        self.states = []
        for y, name in zip(HEIGHTS, self.names, strict=True):
            axes.text(columns[-1] + 6.5, y + 1.3, f"“{name}”", **TEXT | {"ha": "left"})
            self.states.append(
                self.moving(axes.text(columns[-1] + 6.5, y - 1.5, "", **TEXT | {"ha": "left", "fontsize": SMALL}))
            )

    def show(self, pixel: float, layers) -> "OnePixel":
        """Show the network for a pixel from 0 to 1.

        layers: for the hidden layer, if there is one, and for the outputs, a pair of (weights, bias),
        the upper neuron first.
        """
        self.pixel.set_facecolor((pixel, pixel, pixel))
        self.value.set_text(f"x = {number(pixel)}")
        said = [_("The pixel is {x} (0 is black, 1 is white).").format(x=number(pixel))]
        named = [_("The neuron “{name}”").format(name=name) for name in self.names]
        names = [_("The upper hidden neuron"), _("The lower hidden neuron"), *named][-2 * len(layers) :]
        if len(layers) > 1:
            still = [layers[0], [(weights[j], bias) for j, (weights, bias) in enumerate(layers[1])]]
            if still != self._still:
                self._still = still
                self.repaint()
        values, i = [pixel], 0
        for edges, labels, layer in zip(self.edges, self.labels, layers, strict=True):
            outputs = []
            for j, (weights, bias) in enumerate(layer):
                neuron = Neuron(weights, bias, step)
                z = neuron.z(values)
                outputs.append(neuron(values))
                for k, weight in enumerate(neuron.weights):
                    edge, label = edges[2 * k + j], labels[2 * k + j]
                    edge.set(color=sign_colour(weight), linewidth=line_width(3 * weight), linestyle=sign_dashes(weight))
                    label.set(text=f"w = {number(weight)}", color=sign_colour(weight))
                self.lamps[i].set_facecolor(YELLOW if outputs[-1] else "white")
                self.sums[i].set_text(f"z = {number(z)}")
                self.biases[i].set(text=f"b = {number(bias)}", color=sign_colour(bias))
                products = " + ".join(f"{number(x)} · {factor(w)}" for x, w in zip(values, weights, strict=True))
                state = _("lit") if outputs[-1] else _("off")
                sum_ = f"{products} + {factor(bias)} = {number(z)}"
                said.append(_("{neuron} has z = {sum}: {state}.").format(neuron=names[i], sum=sum_, state=state))
                i += 1
            values = outputs
        for state, value in zip(self.states, values, strict=True):
            state.set_text(_("lit") if value else _("off"))
        self.summary = " ".join(said)
        kind = _("A network from one pixel through two hidden neurons to two outputs.")
        if len(layers) == 1:
            kind = _("A network from one pixel to two outputs.")
        self.alt = f"{kind} {self.summary}"
        return self


def one_pixel() -> LiveFigure:
    """One pixel and two outputs, "black" and "white", each with a weight and a bias to find."""
    scene = OnePixel()
    controls = {
        "x": Slider(_("pixel x"), 0, 0, 1, 0.1),
        "w_black": Slider(_("w black"), 0, -5, 5, 0.5),
        "b_black": Slider(_("b black"), 0, -5, 5, 0.5),
        "w_white": Slider(_("w white"), 0, -5, 5, 0.5),
        "b_white": Slider(_("b white"), 0, -5, 5, 0.5),
    }
    controls["w_white"].add_class("live-column-2")  # under the weight of "black"

    def show(x, w_black, b_black, w_white, b_white):
        scene.show(x, [[([w_black], b_black), ([w_white], b_white)]])

    return LiveFigure(scene, controls, show)


def one_pixel_hidden() -> LiveFigure:
    """One pixel, two hidden neurons, two outputs: move the pixel, and the weight of the two crossed connections."""
    scene = OnePixel(hidden=True)
    controls = {
        "x": Slider(_("pixel x"), 0, 0, 1, 0.1),
        "crossed": Slider(_("crossed w"), 0, -1, 1, 0.5),
    }

    def show(x, crossed):
        hidden = [([-1], 0.65), ([1], -0.35)]  # "rather dark": x below 0.65; "rather bright": x above 0.35
        outputs = [([1, crossed], -0.5), ([crossed, 1], -0.5)]
        scene.show(x, [hidden, outputs])

    return LiveFigure(scene, controls, show)
