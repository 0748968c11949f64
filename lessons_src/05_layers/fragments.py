"""The idea of fragments: a digit put together from strokes, and a detector of the 4."""

import numpy as np
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from helpers.data import SIDE
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import CAPTION, TEXT, line_width
from helpers.figures.style import (
    BLUE,
    FAINT,
    GREY,
    INK,
    LARGE,
    WHITE,
    YELLOW,
    sign_colour,
)
from helpers.language import N_, _, number
from helpers.nn import Neuron
from helpers.widgets import Choice, LiveFigure, Slider

from .strokes import DIGIT_STROKES, PIXELS, STROKES

SHORT_DASHES = (0, (1.5, 0.7))  # for lines that are thick and short


def _loop(y: float, radius: float) -> list[np.ndarray]:
    """A loop around (0.5, y) as five short curves; like all curves here it lies in a square of side 1, y upwards."""
    angles = np.linspace(0, 2 * np.pi, 51)
    points = np.column_stack([0.5 + radius * np.sin(angles), y + radius * np.cos(angles)])
    return [points[first : first + 11] for first in range(0, 50, 10)]


def _stroke(start, bend, end) -> list[np.ndarray]:
    """A stroke from start to end that bends towards a third point, as two short curves."""
    t = np.linspace(0, 1, 21)[:, None]
    points = (1 - t) ** 2 * np.array(start) + 2 * t * (1 - t) * np.array(bend) + t**2 * np.array(end)
    return [points[:11], points[10:]]


FRAGMENTS = {  # from the top down; each is a list of small pieces
    N_("upper loop"): _loop(0.7, 0.2),
    N_("slanted stroke"): _stroke((0.43, 0.92), (0.37, 0.62), (0.22, 0.42)),
    N_("right stroke"): _stroke((0.7, 0.74), (0.7, 0.35), (0.62, 0.06)),
    N_("horizontal stroke"): _stroke((0.22, 0.42), (0.52, 0.4), (0.86, 0.42)),
    N_("lower loop"): _loop(0.28, 0.22),
}
BUILT_FROM = {
    4: ("slanted stroke", "horizontal stroke", "right stroke"),
    8: ("upper loop", "lower loop"),
    9: ("upper loop", "right stroke"),
}


def drawn(curves, half: float = 0.045) -> np.ndarray:
    """Curves as an image of 28 × 28 pixels from 0 to 1; half: half the width of the pen."""
    places = (np.arange(SIDE) + 0.5) / SIDE
    pixels = np.stack(np.meshgrid(places, 1 - places), axis=-1)
    distances = np.linalg.norm(pixels[:, :, None] - np.concatenate(curves), axis=-1).min(axis=-1)
    return np.clip((half - distances) * SIDE + 0.5, 0, 1)


class Fragments(Scene):
    """The four steps that one would hope for: pixels, small pieces, fragments, digit; lit squares are yellow."""

    TILE, PIECE_GAP, FRAGMENT_GAP = 7, 8.3, 7.8  # the side of a square, and from one to the next
    MIDDLE = 22.8  # how high the middle of all columns lies

    def __init__(self):
        super().__init__(850, 480)
        axes = self.add_drawing_area()
        self.names = list(FRAGMENTS)
        self.owners = [k for k, pieces in enumerate(FRAGMENTS.values()) for _piece in pieces]  # of each piece
        self.piece_places = [
            (23.8 + self.PIECE_GAP * (k % 4), self.MIDDLE + self.PIECE_GAP * (1.5 - k // 4))
            for k in range(len(self.owners))
        ]
        self.fragment_places = [(62.3, self.MIDDLE + self.FRAGMENT_GAP * (2 - k)) for k in range(len(self.names))]
        self.output_places = [(78.3, self.MIDDLE + 3.9 * (4.5 - k)) for k in range(10)]
        captions = (
            _("input:\nthe flattened digit"),
            _("first hidden layer:\nsmall pieces"),
            _("second hidden layer:\nfragments"),
            _("output\nlayer"),
        )
        self.captions = ((8.8, 7), (36.4, 16), (62.3, 7), (78.3, 3.6))  # middle and half the width of each column
        for (x, _half), words in zip(self.captions, captions, strict=True):
            axes.text(x, 45, words, **CAPTION | {"color": INK})
        arrow = {"arrowstyle": "-|>", "mutation_scale": 16, "color": GREY, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
        axes.add_patch(FancyArrowPatch((16.4, self.MIDDLE), (19.6, self.MIDDLE), **arrow))
        axes.add_collection(LineCollection(self._to_fragments(range(5)), colors=FAINT, linewidths=1.5))
        for digit, names in BUILT_FROM.items():
            lines = self._to_output(digit, map(self.names.index, names))
            axes.add_collection(LineCollection(lines, colors=FAINT, linewidths=1.5))
        image = self.figure.add_axes((15 / 850, (228 - 56) / 480, 112 / 850, 112 / 480))
        strip = self.figure.add_axes((137 / 850, (228 - 98) / 480, 14 / 850, 196 / 480))
        for place in (image, strip):
            place.set(xticks=[], yticks=[])
        self.images = {digit: drawn([curve for name in names for curve in FRAGMENTS[name]]) for digit, names in BUILT_FROM.items()}  # fmt: skip
        grey = {"cmap": "gray", "vmin": 0, "vmax": 1, "aspect": "auto"}
        self.image = self.moving(image.imshow(np.zeros((SIDE, SIDE)), **grey))
        self.strip = self.moving(strip.imshow(np.zeros((196, 1)), **grey))
        axes.text(8.8, 10, _("flattened:\n784 pixels"), **CAPTION)
        self.lines = self.moving(axes.add_collection(LineCollection([], colors=BLUE, linewidths=3)))
        places = self.piece_places + self.fragment_places
        squares = [Rectangle((x - self.TILE / 2, y - self.TILE / 2), self.TILE, self.TILE) for x, y in places]
        self.squares = self.moving(axes.add_collection(PatchCollection(squares)))
        curves = [self._in_square(piece, place) for piece, place in zip(self._pieces(), self.piece_places, strict=True)]
        curves += [
            self._in_square(np.concatenate(pieces), place)
            for pieces, place in zip(FRAGMENTS.values(), self.fragment_places, strict=True)
        ]
        self.curves = self.moving(
            axes.add_collection(LineCollection(curves, colors=INK, linewidths=5, capstyle="round"))
        )
        for place in self.output_places:
            axes.add_patch(Circle(place, 1.7, facecolor=WHITE, edgecolor=GREY, linewidth=1.5, zorder=3))
        self.lamp = self.moving(axes.add_patch(Circle((0, 0), 1.9, facecolor=YELLOW, edgecolor=INK, linewidth=3)))
        for k, place in enumerate(self.output_places):  # over the lamp
            self.moving(axes.text(*place, str(k), **TEXT))
        (marker,) = axes.plot([], [], color=INK, linewidth=4)
        self.marker = self.moving(marker)
        self.words = self.moving(axes.text(42.5, 1.6, "", **TEXT | {"fontsize": LARGE}))

    @staticmethod
    def _pieces() -> list[np.ndarray]:
        return [piece for pieces in FRAGMENTS.values() for piece in pieces]

    def _in_square(self, curve: np.ndarray, place) -> np.ndarray:
        return np.array(place) + (curve - 0.5) * self.TILE

    def _to_fragments(self, fragments) -> list:
        """A line from each piece of these fragments to its fragment."""
        return [
            (place, self.fragment_places[owner])
            for place, owner in zip(self.piece_places, self.owners, strict=True)
            if owner in fragments
        ]

    def _to_output(self, digit: int, fragments) -> list:
        return [(self.fragment_places[k], self.output_places[digit]) for k in fragments]

    def show(self, digit: int, step: int) -> "Fragments":
        """Show a 4, an 8 or a 9 after so many of the steps from 1 to 4: what has been found so far is lit."""
        digit, step = int(digit), int(step)
        used = {self.names.index(name) for name in BUILT_FROM[digit]}
        pixels = self.images[digit]
        self.image.set_data(pixels)
        self.strip.set_data(pixels.reshape(196, 4).mean(axis=1)[:, None])  # the strip is 196 pixels high
        lit_pieces = [step >= 2 and owner in used for owner in self.owners]
        lit_fragments = [step >= 3 and k in used for k in range(len(self.names))]
        lit = np.array(lit_pieces + lit_fragments)
        self.squares.set(
            facecolors=np.where(lit, YELLOW, WHITE), edgecolors=np.where(lit, INK, GREY), linewidths=1.5 + 1.5 * lit
        )
        self.curves.set_color(np.where(lit, INK, GREY))
        lines = self._to_fragments(used) if step >= 3 else []
        self.lines.set_segments(lines + (self._to_output(digit, used) if step == 4 else []))
        self.lamp.set(center=self.output_places[digit], visible=step == 4)
        x, half = self.captions[step - 1]
        self.marker.set_data([x - half, x + half], [47.5, 47.5])
        self.words.set_text(f"{digit} = " + " + ".join(_(name) for name in BUILT_FROM[digit]))
        done = (
            _("the {count} pixels come in, one after the other."),
            _("{count} of the 16 neurons for small pieces light up."),
            _("the pieces make up {count} fragments, whose neurons light up: {fragments}."),
            _("the fragments make the output neuron {digit} light up: {fragments}."),
        )[step - 1].format(
            count=SIDE * SIDE if step == 1 else sum(lit_fragments if step == 3 else lit_pieces),
            digit=digit,
            fragments=self.words.get_text(),
        )
        self.summary = _("Digit {digit}, step {step} of 4: {done} This is an idea to help intuition, drawn up by a person; what one trained network does comes later in the lesson.").format(
            digit=digit, step=step, done=done
        )  # fmt: skip
        self.alt = _("Squares with small curved and straight pieces, squares with loops and strokes, and ten outputs, joined by lines; those that are lit are yellow. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


class FourDetector(Scene):
    """A neuron that reads the seven strokes of a tiny digit: its weights as a picture, and its z for ten digits."""

    ENDS = (  # of each stroke, in the order of STROKES
        ((7, 31), (7, 20)),
        ((8, 19), (18, 19)),
        ((19, 31), (19, 20)),
        ((19, 18), (19, 7)),
        ((8, 32), (18, 32)),
        ((7, 18), (7, 7)),
        ((8, 6), (18, 6)),
    )
    CELL = 1.6

    def __init__(self):
        super().__init__(850, 420)
        axes = self.add_drawing_area()
        axes.text(13, 39, _("what the neuron\n“4” looks for"), **TEXT)
        axes.text(57, 40, _("z for each digit; the neuron fires when z > 0"), **TEXT)
        self.strokes, self.weights = [], []
        for (x0, y0), (x1, y1) in self.ENDS:
            (line,) = axes.plot([x0, x1], [y0, y1], solid_capstyle="butt", dash_capstyle="butt")
            self.strokes.append(self.moving(line))
            outside = ((x0 + x1) / 2, y0 + 1.6) if y0 == y1 else (x0 + (3.8 if x0 > 13 else -3.8), (y0 + y1) / 2)
            self.weights.append(self.moving(axes.text(*outside, "", **TEXT)))
        self.bias = self.moving(axes.text(13, 2, "", **TEXT))
        cells, greys, self.places = [], [], []  # the places of the lamps
        for digit, strokes in DIGIT_STROKES.items():
            x, y = 35 + 11 * (digit % 5), 29.5 - 18.6 * (digit // 5)
            dark = {pixel for name, drawn in zip(STROKES, strokes, strict=True) if drawn for pixel in PIXELS[name]}
            for row in range(5):
                for column in range(3):
                    corner = (x + (column - 1.5) * self.CELL, y + (4 - row) * self.CELL)
                    cells.append(Rectangle(corner, self.CELL, self.CELL))
                    greys.append(INK if (row, column) in dark else WHITE)
            self.places.append((x, y - 3.9))
        axes.add_collection(PatchCollection(cells, facecolors=greys, edgecolors=FAINT, linewidths=1))
        self.lamps = self.moving(
            axes.add_collection(PatchCollection([Circle(place, 3.1) for place in self.places], linewidths=2))
        )
        self.sums = self.moving(axes.add_patch(Lettering()))
        self.states = self.moving(axes.add_patch(Lettering()))

    def show(self, weights, bias: float) -> "FourDetector":
        """Show the neuron with seven weights, in the order of STROKES, from −3 to 3, and its bias."""
        neuron = Neuron(weights, bias)
        for weight, line, words in zip(weights, self.strokes, self.weights, strict=True):
            line.set(
                color=sign_colour(weight),
                linewidth=line_width(3 * weight),
                linestyle=SHORT_DASHES if weight < 0 else "-",
            )
            words.set(text=number(weight), color=sign_colour(weight))
        self.bias.set(text=_("bias b = {b}").format(b=number(bias)), color=sign_colour(bias))
        z = neuron.z(np.array(list(DIGIT_STROKES.values())))
        self.lamps.set(facecolors=np.where(z > 0, YELLOW, WHITE), edgecolors=np.where(z > 0, INK, GREY))
        self.sums.write((x, y, number(value)) for (x, y), value in zip(self.places, z, strict=True))
        self.states.write((x, y - 4.4, _("fires")) for (x, y), value in zip(self.places, z, strict=True) if value > 0)
        fires = [digit for digit, value in zip(DIGIT_STROKES, z, strict=True) if value > 0]
        sums = _("z for the digits 0 to 9: {sums}.").format(sums="; ".join(map(number, z)))
        if fires == [4]:
            said = _("The neuron fires for 4 alone: it is a detector of 4.")
        elif fires:
            said = _("The neuron fires for {digits}; it should fire for 4 alone.").format(
                digits=", ".join(map(str, fires))
            )
        else:
            said = _("The neuron fires for no digit; it should fire for 4 alone.")
        self.summary = f"{said} {sums}"
        self.alt = _("Seven strokes with their weights ({weights}), bias {b}, and ten tiny digits of 5 × 3 pixels, each with its z. {summary}").format(
            weights="; ".join(f"{_(name)} {number(w)}" for name, w in zip(STROKES, weights, strict=True)),
            b=number(bias),
            summary=self.summary,
        )  # fmt: skip
        return self


def fragments(digit=9) -> LiveFigure:
    """The four steps to a digit that one would hope for: pixels, small pieces, fragments, output. digit: 4, 8 or 9."""
    scene = Fragments()
    controls = {
        "digit": Choice(_("digit"), [(str(known), known) for known in scene.images], digit),
        "step": Slider(_("step of the way"), 1, 1, 4),
    }
    return LiveFigure(scene, controls, scene.show, play="step")


def four_detector(weights=(1, 1, 1, 1, 0, 0, 0), bias=-3.5) -> LiveFigure:
    """An output neuron to be made a detector of the digit 4, with a slider for each stroke's weight and for the bias.

    weights: 7 numbers from −3 to 3, in the order of `strokes.STROKES`; bias: from −6 to 2.
    """
    scene = FourDetector()
    controls = {name: Slider(_(name), w, -3, 3, 0.5) for name, w in zip(STROKES, weights, strict=True)}
    controls["b"] = Slider(_("bias b"), bias, -6, 2, 0.5)

    def show(b, **strokes):
        scene.show(list(strokes.values()), b)

    return LiveFigure(scene, controls, show)
