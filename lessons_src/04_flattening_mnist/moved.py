"""A digit pushed to the right: how far it gets from itself as a point, and what a trained network makes of it."""

import numpy as np
from matplotlib.patches import Rectangle

from helpers import data
from helpers.data import SIDE, LabelledImages
from helpers.figures import Scene
from helpers.figures.marks import TEXT, signed
from helpers.figures.style import GREY, INK, LARGE, NORMAL, WHITE, YELLOW
from helpers.figures.words import class_name, percent
from helpers.language import _, number
from helpers.nn import Network
from helpers.widgets import LiveFigure, Slider

from .images import PIXELS, image_place

FARTHEST = 4  # pixels; so far hardly any ink leaves the image


def pushed(images: np.ndarray, pixels: int) -> np.ndarray:
    """Images (n × 28 × 28) moved so many pixels to the right, black where nothing has come."""
    moved = np.zeros_like(images)
    moved[:, :, pixels:] = images[:, :, : SIDE - pixels]
    return moved


class Distances(Scene):
    """On one ruler, how far an image lies from itself pushed to the right, and from the nearest image of another class."""

    KNOWN, TRIED = 1500, 300  # images among which the nearest is sought, and those of them that are pushed
    RULER, ZERO, UNIT = 22.5, 8.6, 4.9  # its height, its beginning, a distance of 1; tens of pixels
    SIZE = 14  # of an image

    def __init__(self, digits: LabelledImages):
        super().__init__(850, 440)
        self.digits = digits
        pixels, labels = digits.pixels(slice(0, self.KNOWN)), digits.labels[: self.KNOWN]
        own = pixels[: self.TRIED]
        # Squares of distances, all less by the same for one image, which does not change what is nearest to it.
        squares = np.square(pixels).sum(axis=1) - 2 * own @ pixels.T
        squares[labels[: self.TRIED, None] == labels] = np.inf
        self.nearest = squares.argmin(axis=1)
        self.to_other = np.linalg.norm((own - pixels[self.nearest]).astype(float), axis=1)
        images = own.reshape(-1, SIDE, SIDE).astype(float)
        self.to_itself = [np.sqrt(np.square(pushed(images, k) - images).sum(axis=(1, 2))) for k in range(FARTHEST + 1)]
        area = self.add_drawing_area()
        area.autoscale(False)
        arrow = {"arrowstyle": "-|>", "color": GREY, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
        area.annotate("", (83.5, self.RULER), (self.ZERO, self.RULER), arrowprops=arrow)
        area.text(83.5, self.RULER - 1.8, _("distance"), **TEXT | {"ha": "right", "color": GREY})
        below, above = self.RULER - 2.6 - self.SIZE, self.RULER + 2.6
        grey = {"cmap": "gray", "vmin": 0, "vmax": 255, "aspect": "auto"}
        self.bottoms = (below, above, below)  # of the image, of itself pushed, of the other one
        self.images = [self.moving(area.imshow(np.zeros((SIDE, SIDE)), **grey)) for _bottom in self.bottoms]
        look = {"edgecolor": INK, "linewidth": 1.5}
        self.bars = [
            self.moving(area.add_patch(Rectangle((self.ZERO, y), 0, 1.3, facecolor=colour, **look)))
            for y, colour in ((self.RULER + 0.4, YELLOW), (self.RULER - 1.7, WHITE))
        ]
        self.words = [self.moving(area.text(0, y, "", **TEXT)) for y in (above + self.SIZE + 1.7, below - 1.7)]
        self.overtaken = self.moving(area.text(42.5, 1.7, "", **TEXT | {"weight": "bold"}))

    def show(self, index: int, pixels: int) -> "Distances":
        """Show the image at this index, one of the first 300, pushed by so many pixels, from 0 to 4."""
        image, nearest = self.digits.images[index], self.nearest[index]
        own, other = (class_name(self.digits, self.digits.labels[k]) for k in (index, nearest))
        lengths = [float(self.to_itself[pixels][index]), float(self.to_other[index])]
        middles = [self.ZERO + self.UNIT * length for length in (0, *lengths)]
        shown = (image, pushed(image[None], pixels)[0], self.digits.images[nearest])
        for place, grey, x, bottom in zip(self.images, shown, middles, self.bottoms, strict=True):
            place.set_data(grey)
            place.set_extent((x - self.SIZE / 2, x + self.SIZE / 2, bottom, bottom + self.SIZE))
        itself, to_other = (number(length, 1) for length in lengths)
        said = (
            _("{pixels} px to the right: {distance}").format(pixels=pixels, distance=itself),
            f"{other}: {to_other}",
        )
        for bar, words, length, x, text in zip(self.bars, self.words, lengths, middles[1:], said, strict=True):
            bar.set_width(self.UNIT * length)
            words.set(text=text, x=np.clip(x, 9.5, 75))
        count = int(np.sum(self.to_itself[pixels] > self.to_other))
        all_words = _("farther from itself than from another class: {count} of {all} images").format(
            count=number(count), all=number(len(self.nearest))
        )
        self.overtaken.set_text(all_words)
        self.summary = _("Image {index}, class {name}; pixels to the right: {pixels}. It lies {itself} from where it was; the nearest image of another class, {other}, lies {to_other} away. {count}.").format(
            index=index, name=own, pixels=pixels, itself=itself, other=other, to_other=to_other, count=all_words[0].upper() + all_words[1:]
        )  # fmt: skip
        self.alt = _("A ruler of distances that begins at an image; on it the same image, pushed, and the nearest of another class. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


class MovedDigits(Scene):
    """A test image pushed to the right, which of its numbers change, what a network says, and how often it is still right.

    network: 784 inputs, 10 outputs; digits: the test images, of which every fifth is tried, once for each push, when it
    is first shown.
    """

    STEP = 5  # from one image that is tried to the next
    SIDE, BOTTOM = 240, 88  # of both images, pixels
    GHOST = 0.35  # how bright the digit is still seen where it was

    def __init__(self, network: Network, digits: LabelledImages):
        super().__init__(850, 370)
        self.network, self.images, self.labels = network, digits.images[:: self.STEP], digits.labels[:: self.STEP]
        self.answers = {}  # to all these images, by how far they are pushed
        self.image, self.changes = (image_place(self, left, self.BOTTOM, self.SIDE, self.SIDE) for left in (20, 298))
        self.changes.axes.spines[:].set(color=GREY, position=("outward", 1))  # outward: the image would cover it
        axes = self.add_plot(590, self.BOTTOM, 240, self.SIDE, xlim=(-0.4, FARTHEST + 1), ylim=(0, 112), yticks=[])
        axes.set_xticks(range(FARTHEST + 1))
        axes.tick_params(labelsize=NORMAL)
        axes.set_xlabel(_("pixels to the right"))
        (curve,) = axes.plot([], [], "-o", color=INK, linewidth=3, markersize=9, clip_on=False)
        self.curve = self.moving(curve)
        self.shares = [
            self.moving(axes.text(0, 0, "", **TEXT | {"ha": "left", "weight": "bold"})) for _k in range(FARTHEST + 1)
        ]
        area = self.add_drawing_area()
        tried = _("right in {count}, %").format(count=number(len(self.labels)))
        for x, words in ((14, _("the digit")), (41.8, _("what has changed")), (71, tried)):
            area.text(x, 35, words, **TEXT)
        self.answer = self.moving(area.text(14, 4.8, "", **TEXT | {"fontsize": LARGE, "weight": "bold"}))
        self.count = self.moving(area.text(41.8, 4.8, "", **TEXT))

    def show(self, k: int, pixels: int) -> "MovedDigits":
        """Show the k-th of the images that are tried, pushed by so many pixels, from 0 to 4."""
        for push in range(pixels + 1):
            if push not in self.answers:
                rows = pushed(self.images, push).reshape(-1, PIXELS) / np.float32(255)
                self.answers[push] = self.network(rows).argmax(axis=1)
        before, label, said = self.images[k], int(self.labels[k]), int(self.answers[pixels][k])
        now = pushed(before[None], pixels)[0]
        self.image.set_data(np.maximum(now, self.GHOST * before))
        self.changes.set_data(signed(now / 255 - before / 255, 1))
        inked, changed = np.count_nonzero(np.maximum(before, now)), np.count_nonzero(before != now)
        shares = [float(np.mean(self.answers[push] == self.labels)) for push in range(pixels + 1)]
        self.curve.set_data(range(pixels + 1), [100 * share for share in shares])
        for words, push in zip(self.shares, range(FARTHEST + 1), strict=True):
            words.set_visible(push <= pixels)
            if push <= pixels:
                words.set(text=number(100 * shares[push], 0), position=(push + 0.1, 100 * shares[push] + 7))
        self.answer.set_text(_("network: {name}").format(name=said) + (" ✓" if said == label else " ×"))
        self.count.set_text(_("{changed} of {inked} pixels\nwith ink").format(changed=changed, inked=inked))
        self.summary = _("Label {label}; pixels to the right: {pixels}. Of the {inked} pixels with ink, before or now, {changed} have another number. The network says {said}. Its right answers to {count} test images, from 0 pixels on: {shares}.").format(
            label=label, pixels=pixels, changed=changed, inked=inked, said=said, shares="; ".join(map(percent, shares)), count=number(len(self.labels))
        )  # fmt: skip
        self.alt = _("A digit over the shadow of where it was, the pixels that have changed, and a curve of the share of right answers, which falls. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


def distances(digits: LabelledImages | None = None, pixels=2) -> LiveFigure:
    """How far an image lies from itself when it is pushed to the right, and from the nearest image of another class.

    pixels: how far it is pushed, from 0 to 4.
    """
    scene = Distances(digits or data.load())
    controls = {
        "pixels": Slider(_("pixels to the right"), pixels, 0, FARTHEST),
        "index": Slider(_("image"), 0, 0, 50),
    }

    def show(pixels, index):
        scene.show(round(index), round(pixels))

    return LiveFigure(scene, controls, show)


def moved_digits(pixels=2) -> LiveFigure:
    """A test image pushed to the right, what the course's trained network says, and how often it is right for 2,000 images.

    pixels: how far they are pushed, from 0 to 4.
    """
    scene = MovedDigits(Network.load(data.PRETRAINED), data.load(split="test"))
    controls = {
        "pixels": Slider(_("pixels to the right"), pixels, 0, FARTHEST),
        "k": Slider(_("image"), 450, 0, len(scene.labels) - 1, 50, written=lambda k: number(scene.STEP * k)),
    }

    def show(pixels, k):
        scene.show(round(k), round(pixels))

    return LiveFigure(scene, controls, show)
