"""The picture that sums up the course: an image becomes an answer, and the network learns from its error."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection, PolyCollection
from matplotlib.patches import FancyArrowPatch, Rectangle

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import SMALL_TEXT, TEXT, TRAINING, VALIDATION, Connections, neuron_circles, tints
from helpers.figures.style import BLUE, FAINT, GREY, INK, ORANGE, PURPLE, WHITE, YELLOW
from helpers.figures.words import in_words
from helpers.language import N_, _, ngettext, number
from helpers.lessons.folders import lesson_folders
from helpers.models.curves import PARABOLA, four_curves
from helpers.nn import Network, gradient_descent, sigmoid, squared_error
from helpers.widgets import LiveFigure, Slider

__all__ = ["course_in_one_picture"]


STAGES = (  # where each stands, (left, bottom, width, height) in the drawing area; its name; its lessons; what happens
    ((1, 15.8, 15, 26), N_("pixels"), ("start_here", "flattening_mnist"),
     N_("An image is a grid of numbers: {side} × {side} grey values.")),
    ((16.5, 15.8, 8.5, 26), N_("vector"), ("flattening_mnist",),
     N_("Flattened: its rows, one after another, make a vector of {pixels} numbers.")),
    ((1, 0.8, 22, 11.6), N_("sum and bias"), ("neuron_as_function", "weighted_sum_plus_bias"),
     N_("A neuron is a function. Each input times its weight, all added up, plus the bias: z ≈ {z}.")),
    ((23.5, 0.8, 16, 11.6), N_("activation"), ("sigmoid",),
     N_("The activation bends the line: the sigmoid turns z ≈ {z} into a ≈ {a}.")),
    ((25.5, 15.8, 22, 26), N_("layers"), ("layers",),
     N_("Neurons side by side make a layer, and layers a network: {parameters} weights and biases. The neuron with the thick ring is that of boxes 3 and 4.")),
    ((48, 15.8, 17.5, 26), N_("output"), ("layers",),
     N_("Ten outputs, one for each digit. The largest, {share}, is that of the {answer}: this is the network's answer.")),
    ((66, 15.8, 18, 26), N_("target and error"), ("error_and_gradient_descent",),
     N_("How far the outputs are from the target: added up, the squares of the differences make E ≈ {error}.")),
    ((40, 0.8, 21, 11.6), N_("gradient descent"), ("error_and_gradient_descent",),
     N_("The slope of the error says which way it falls. Each weight takes small steps against its slope.")),
    ((16.5, 12.8, 67.5, 2.6), N_("backpropagation"), ("backpropagation",),
     N_("Layer by layer, the error goes back and yields the slope of each weight and bias. Then comes a step, then the next batch, epoch after epoch.")),
    ((61.5, 0.8, 22.5, 11.6), N_("new data"), ("overfitting", "playground"),
     N_("What counts is the error on new data. Where it grows while that of training still falls, the network overfits: it is time to stop.")),
)  # fmt: skip


class CourseInOnePicture(Scene):
    """Ten boxes, from pixels to new data, that fill up one after the other.

    network: 784 inputs, two hidden layers of 16 neurons and 10 outputs, sigmoid and softmax; digits: the picture follows
    the one with index `IMAGE`: in MNIST's test a 3, about which the network of the course is right, but not quite sure.
    """

    IMAGE = 2305
    MIDDLE, BELOW = 28.9, 17.6  # heights: of the layers, and of the line below them
    STRONGEST = 45  # connections between two layers

    def __init__(self, network: Network, digits: LabelledImages):
        super().__init__(850, 470)
        self.network, self.image, self.label = network, digits.images[self.IMAGE], int(digits.labels[self.IMAGE])
        self.passed = network.activations(digits.pixels([self.IMAGE])[0])
        self.target = np.eye(10)[self.label]
        self.neuron = int(np.abs(self.passed[1] - 0.75).argmin())  # one that is neither off nor saturated
        axes = self.add_drawing_area()
        for k, ((left, bottom, _width, height), name, _lessons, _words) in enumerate(STAGES, start=1):
            axes.text(left + (2.4 if k < 10 else 3.4), bottom + height - 1.3, _(name), **SMALL_TEXT | {"ha": "left"})
        self._draw_image(axes)
        self._draw_neuron(axes)
        self._draw_layers(axes)
        self._draw_answer(axes)
        self._draw_learning(axes)
        self.veils = [
            self.moving(axes.add_patch(Rectangle((left - 0.5, bottom), width + 0.5, height, color=WHITE)))
            for (left, bottom, width, height), *_rest in STAGES
        ]
        boxes = [Rectangle(box[:2], *box[2:]) for box, *_rest in STAGES]
        look = {"facecolor": "none", "edgecolor": FAINT, "linewidth": 1.5}
        self.moving(axes.add_collection(PatchCollection(boxes, **look), autolim=False))
        numbers = self.moving(axes.add_patch(Lettering(GREY)))
        numbers.write(
            (left + (1.2 if k < 10 else 1.7), bottom + height - 1.3, str(k))
            for k, ((left, bottom, _width, height), *_rest) in enumerate(STAGES, start=1)
        )
        self.frame = self.moving(axes.add_patch(Rectangle((0, 0), 1, 1, facecolor="none", edgecolor=INK, linewidth=3)))
        self.heading = self.moving(axes.text(1, 44.6, "", **TEXT | {"ha": "left", "weight": "bold"}))
        self.lessons = self.moving(axes.text(84, 44.6, "", **TEXT | {"ha": "right", "color": GREY}))

    def _add_image(self, left: float, bottom: float, size: float, pixels: np.ndarray, **look) -> None:
        """Draw pixels in a square, or in the strip, of the drawing area."""
        width = size if pixels.shape[0] == pixels.shape[1] else 2
        place = (10 * left / self.width, 10 * bottom / self.height, 10 * width / self.width, 10 * size / self.height)
        axes = self.figure.add_axes(place)
        axes.imshow(pixels, aspect="auto", interpolation="nearest", **look)
        axes.set(xticks=[], yticks=[])
        for spine in axes.spines.values():
            spine.set_color(GREY)

    def _draw_image(self, axes: Axes) -> None:
        grey = {"cmap": "gray", "vmin": 0, "vmax": 255}
        self._add_image(2.5, self.MIDDLE - 6, 12, self.image, **grey)
        self._add_image(18.4, self.MIDDLE - 9.5, 19, self.image.reshape(-1, 1), **grey)
        axes.text(8.5, self.MIDDLE - 8, f"{SIDE} × {SIDE}", **SMALL_TEXT)

    def _draw_neuron(self, axes: Axes) -> None:
        """The products, the sum and the activation of one neuron of the first hidden layer."""
        layer = self.network.layers[0]
        products, bias = layer.weights[self.neuron] * self.passed[0], layer.bias[self.neuron]
        self.z, self.a = products.sum() + bias, self.passed[1][self.neuron]
        shares = np.minimum(np.abs(products) / np.quantile(np.abs(products), 0.98), 1)
        colours = np.where(products[:, None] > 0, tints(BLUE, shares), tints(ORANGE, shares))
        self._add_image(2, 1.6, 8, colours.reshape(SIDE, SIDE, 3))
        for y, words in ((8, "Σ w·x"), (5.5, "b"), (3, "z")):
            axes.text(15.2, y, words, **SMALL_TEXT | {"ha": "right"})
        for y, value in ((8, products.sum()), (5.5, bias), (3, self.z)):
            axes.text(15.8, y, f"≈ {number(value)}", **SMALL_TEXT | {"ha": "left"})
        plot = self.add_plot(260, 22, 125, 72, xlim=(-6, 6), ylim=(-0.05, 1.1), xticks=[], yticks=[0, 1])
        z = np.linspace(-6, 6, 121)
        plot.plot(z, sigmoid(z), color=BLUE, linewidth=2.5)
        plot.plot([self.z, self.z, -6], [-0.05, self.a, self.a], color=INK, linewidth=1.5, linestyle=":")
        plot.plot([self.z], [self.a], "o", color=YELLOW, markeredgecolor=INK, markersize=9)

    def _draw_layers(self, axes: Axes) -> None:
        columns = [[(x, self.MIDDLE + 1.27 * (7.5 - k)) for k in range(16)] for x in (33, 43)]
        self.outputs = np.array([(51, self.MIDDLE + 1.98 * (4.5 - k)) for k in range(10)])
        fan = [((20.6, y), place) for y in np.linspace(self.MIDDLE - 9, self.MIDDLE + 9, 7) for place in columns[0]]
        axes.add_collection(LineCollection(fan, colors=FAINT, linewidths=0.6), autolim=False)
        places = [np.array(columns[0]), np.array(columns[1]), self.outputs]
        for gap, layer in enumerate(self.network.layers[1:]):
            sent = layer.weights * self.passed[gap + 1]
            ends, starts = np.unravel_index(np.argsort(np.abs(sent), axis=None)[-self.STRONGEST :], sent.shape)
            lines, sent = np.stack([places[gap][starts], places[gap + 1][ends]], axis=1), sent[ends, starts]
            shares = np.abs(sent) / np.abs(sent).max()
            Connections(self, axes).set(lines, sent, 0.5 + 3 * shares, 0.2 + 0.8 * shares)
        hidden = self.moving(neuron_circles(axes, np.concatenate(places[:2]), 0.6))
        hidden.set_facecolor(tints(YELLOW, np.concatenate(self.passed[1:3])))
        hidden.set_linewidth([3.5 if k == self.neuron else 1.2 for k in range(32)])

    def _draw_answer(self, axes: Axes) -> None:
        """The outputs as bars, and the square of each one's distance from its target."""
        outputs, y = self.passed[3], self.outputs[:, 1]
        self.moving(neuron_circles(axes, self.outputs, 0.85)).set_facecolor(tints(YELLOW, outputs))
        for k, height in enumerate(y):
            axes.text(53.3, height, str(k), **SMALL_TEXT)
        self._add_bars(axes, 54.7, outputs * 6.5, YELLOW)
        for height, output in zip(y, outputs, strict=True):
            if output >= 0.005:
                axes.text(55.1 + 6.5 * output, height, number(output), **SMALL_TEXT | {"ha": "left"})
        neuron_circles(axes, [(68.3, height) for height in y], 0.85).set_facecolor(tints(YELLOW, self.target))
        squares = squared_error.function(outputs, self.target)
        self.error = squares.sum()
        self._add_bars(axes, 70, squares * 12 / squares.max(), PURPLE)
        axes.text(75, self.BELOW, f"E ≈ {number(self.error)}", **SMALL_TEXT)

    def _add_bars(self, axes: Axes, left: float, lengths: np.ndarray, colour: str) -> None:
        """A bar beside each output."""
        bars = [
            [(left, y - 0.6), (left, y + 0.6), (left + length, y + 0.6), (left + length, y - 0.6)]
            for y, length in zip(self.outputs[:, 1], lengths, strict=True)
        ]
        axes.add_collection(PolyCollection(bars, facecolor=colour, edgecolor=INK, linewidth=0.8), autolim=False)

    def _draw_learning(self, axes: Axes) -> None:
        """The descent on a parabola, the arrow back, and the curves of training and of validation."""
        plot = self.add_plot(440, 22, 150, 72, xlim=(-1.2, 7.2), ylim=(0, 18), xticks=[], yticks=[])
        w = np.linspace(-1, 7, 161)
        plot.plot(w, PARABOLA.error(w), color=PURPLE, linewidth=2.5)
        path = [step.point for step in gradient_descent(PARABOLA.error, -0.6, 0.15, 5, PARABOLA.slope)]
        plot.plot(path, PARABOLA.error(np.array(path)), "o", color=YELLOW, markeredgecolor=INK, markersize=8)
        axes.text(42.4, 8.4, "E", **SMALL_TEXT)
        axes.text(59.9, 2.6, "w", **SMALL_TEXT)
        arrow = {"arrowstyle": "-|>", "mutation_scale": 20, "color": PURPLE, "linewidth": 3, "shrinkA": 0, "shrinkB": 0}
        axes.add_patch(FancyArrowPatch((83, 14.1), (37, 14.1), **arrow))
        curves = self.add_plot(645, 22, 90, 72, xlim=(0, 41), ylim=(-0.1, 2.4), xticks=[], yticks=[])
        for look, losses, words in zip(
            (TRAINING, VALIDATION), four_curves()[3], (_("training"), _("validation")), strict=True
        ):
            curves.plot(range(1, 41), losses, **look | {"markevery": 9})
            axes.text(74, 2.2 + 7.2 * (losses[-1] + 0.1) / 2.5, words, **SMALL_TEXT | {"ha": "left"})

    def show(self, stage: int) -> "CourseInOnePicture":
        """Show the boxes up to this one, from 1 to 10, the last of them framed."""
        for k, veil in enumerate(self.veils, start=1):
            veil.set_visible(k > stage)
        box, name, lessons, words = STAGES[stage - 1]
        self.frame.set_bounds(*box)
        self.heading.set_text(f"{stage} · {_(name)}")
        where = ngettext("lesson {number}", "lessons {number}", len(lessons))
        numbers = sorted(lesson.number for lesson in lesson_folders() if lesson.name in lessons)
        where = where.format(number=", ".join(numbers))
        self.lessons.set_text(where)
        self.summary = f"{stage} · {_(name)} ({where}). " + _(words).format(
            side=SIDE, pixels=number(SIDE**2), z=number(self.z), a=number(self.a),
            parameters=number(self.network.parameter_count), share=in_words(self.passed[3].max()),
            answer=self.passed[3].argmax(), error=number(self.error),
        )  # fmt: skip
        filled = ", ".join(_(name) for _box, name, *_rest in STAGES[:stage])
        self.alt = _("Ten boxes around a network that reads an image of a {digit}; filled so far: {filled}. {summary}").format(
            digit=self.label, filled=filled, summary=self.summary
        )  # fmt: skip
        return self


def course_in_one_picture(stage=10) -> LiveFigure:
    """From pixels to new data in ten stages, which fill up one after the other."""
    scene = CourseInOnePicture(Network.load(data.PRETRAINED), data.load(split="test"))

    def show(stage):
        scene.show(round(stage))

    return LiveFigure(scene, {"stage": Slider(_("stage"), stage, 1, len(STAGES))}, show, play="stage")
