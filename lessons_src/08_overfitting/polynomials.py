"""Polynomials of a chosen degree through noisy points, and three sets of data."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from matplotlib.patches import Rectangle
from numpy.polynomial import Polynomial

from helpers import data
from helpers.data.toy import NoisyPoints, smooth_curve
from helpers.figures import Scene
from helpers.figures.marks import CAPTION, TEXT, TRAINING, VALIDATION
from helpers.figures.style import BLUE, FAINT, GREEN, GREY, INK, ORANGE, tint
from helpers.language import _, ngettext, number
from helpers.widgets import LiveFigure, Slider

HIGHEST_DEGREE = 12


def fit(points: NoisyPoints, degree: int) -> Polynomial:
    """The polynomial of this degree with the smallest squared error for the training points (least squares)."""
    return Polynomial.fit(points.x, points.y, degree, domain=[-1, 1])


def polynomial_errors(
    points: NoisyPoints, degrees: Iterable[int] = range(HIGHEST_DEGREE + 1)
) -> list[tuple[int, float, float]]:
    """For each degree: the degree, and the mean squared errors for the training and for the validation points.

    The polynomial is fitted to the training points alone. Raises ValueError for a degree that is not below their number:
    more than one polynomial would fit them equally well.
    """
    errors = []
    for degree in degrees:
        if not 0 <= degree < len(points.x):
            text = ngettext(
                "{count} point allows degrees from 0 to {last}; given {given}",
                "{count} points allow degrees from 0 to {last}; given {given}",
                len(points.x),
            )
            raise ValueError(text.format(count=len(points.x), last=len(points.x) - 1, given=degree))
        curve = fit(points, degree)
        training = np.mean((curve(points.x) - points.y) ** 2)
        validation = np.mean((curve(points.validation_x) - points.validation_y) ** 2)
        errors.append((degree, float(training), float(validation)))
    return errors


def error_words(error: float) -> str:
    """An error with two significant digits when it is small, and none behind the point when it is large."""
    if error < 0.001:
        return _("below {limit}").format(limit=number(0.001, 3))
    return number(error, 3 if error < 0.1 else 2 if error < 10 else 0)


class PolynomialFit(Scene):
    """A polynomial fitted to noisy training points, and beside it the errors, on a scale of powers of ten.

    The errors are those of the degrees up to this one: what comes next can be predicted.
    """

    LOW, HIGH = -3, 3  # the powers of ten where the graph of the errors ends

    def __init__(self):
        super().__init__(850, 450)
        left = self.add_plot(50, 110, 380, 290, xlim=(-1.05, 1.05), ylim=(-2.3, 2.3), xticks=(-1, 0, 1))
        left.set(yticks=(-2, -1, 0, 1, 2))
        x = np.linspace(-1, 1, 101)
        left.plot(x, smooth_curve(x), color=FAINT, linewidth=5)
        self.x = np.linspace(-1, 1, 401)
        (curve,) = left.plot([], [], color=ORANGE, linewidth=2.5)
        (validation,) = left.plot([], [], "o", color=GREEN, markerfacecolor="white", markeredgewidth=1.8, markersize=7)
        (training,) = left.plot([], [], "s", color=BLUE, markersize=6)
        self.curve, self.validation, self.training = map(self.moving, (curve, validation, training))
        right = self.add_plot(520, 110, 310, 290, grid=True, xlim=(-0.4, 12.4), ylim=(self.LOW, self.HIGH))
        right.set(xticks=range(0, 13, 2), xlabel=_("degree of the polynomial"))
        right.set_yticks(range(self.LOW, self.HIGH + 1))
        right.yaxis.set_major_formatter(lambda power, _position: number(10.0**power, 3))
        self.guide = self.moving(right.axvline(0, color=INK, linewidth=1.5))
        lines = [right.plot([], [], clip_on=False, **look)[0] for look in (TRAINING, VALIDATION | {"mfc": "white"})]
        self.errors = [self.moving(line) for line in lines]
        (beyond,) = right.plot([], [], "^", color=GREEN, markersize=9, clip_on=False)
        self.beyond = self.moving(beyond)
        dots = [
            right.plot([], [], line.get_marker(), ms=11, mfc=line.get_color(), mec=INK, mew=1.5, clip_on=False)[0]
            for line in lines
        ]
        self.dots = [self.moving(dot) for dot in dots]
        words = self.add_drawing_area()
        self.title = self.moving(words.text(24, 42.7, "", **TEXT | {"weight": "bold"}))
        words.text(67.5, 42.7, _("mean squared error"), **TEXT)
        row = CAPTION | {"ha": "left", "color": INK}
        for x, look, name in (
            (5, {"color": BLUE, "marker": "s"}, _("training points")),
            (27, {"color": GREEN, "marker": "o", "mfc": "white", "mew": 1.8}, _("validation points")),
        ):
            words.plot([x], [6.3], markersize=7, **look)
            words.text(x + 1.5, 6.3, name, **row)
        for x, look, name in (
            (5, {"color": ORANGE, "linewidth": 2.5}, _("polynomial")),
            (27, {"color": FAINT, "linewidth": 5}, _("curve without noise")),
        ):
            words.plot([x - 1.2, x + 0.8], [3, 3], **look)
            words.text(x + 1.5, 3, name, **row)
        for x, look, name in ((53, TRAINING, _("training")), (69, VALIDATION | {"mfc": "white"}, _("validation"))):
            words.plot([x - 1.8, x, x + 1.8], [3] * 3, **look)
            words.text(x + 2.8, 3, name, **row)
        self._points, self._found = None, []

    def show(self, points: NoisyPoints, degree: int) -> "PolynomialFit":
        """Show the polynomial of this degree, from 0 to 12, for these points."""
        if points is not self._points:
            self._points, self._found = points, polynomial_errors(points)
            self.training.set_data(points.x, points.y)
            self.validation.set_data(points.validation_x, points.validation_y)
        lowest = min(error for _degree, _training, error in self._found)
        degrees, *errors = np.array(self._found[: degree + 1]).T
        powers = [np.log10(np.maximum(error, 10.0**self.LOW)) for error in errors]
        for line, dot, power in zip(self.errors, self.dots, powers, strict=True):
            line.set_data(degrees, np.minimum(power, self.HIGH))
            dot.set_data([degree], [min(power[degree], self.HIGH)])
        too_high = degrees[powers[1] > self.HIGH]
        self.beyond.set_data(too_high, np.full(len(too_high), self.HIGH))
        self.guide.set_xdata([degree, degree])
        self.curve.set_data(self.x, fit(points, degree)(self.x))
        self.title.set_text(_("degree {degree}").format(degree=degree))
        best = int(np.argmin(errors[1]))
        training, validation = (error_words(error[degree]) for error in errors)
        self.summary = _("Degree {degree}, fitted to {count} points: error {training} in training and {validation} in validation. {verdict} The lowest validation error up to here, {lowest}, is at degree {best}.").format(
            degree=degree, count=len(points.x), training=training, validation=validation,
            verdict=self._verdict(errors[1], lowest), lowest=error_words(errors[1][best]), best=best,
        )  # fmt: skip
        self.alt = _("Noisy points of a curve, with a polynomial fitted to those for training; beside it the errors for the degrees up to this one: in training {training}; in validation {validation}. {summary}").format(
            training="; ".join(map(error_words, errors[0])), validation="; ".join(map(error_words, errors[1])),
            summary=self.summary,
        )  # fmt: skip
        return self

    @staticmethod
    def _verdict(validation: np.ndarray, lowest: float) -> str:
        """What to say of the last of these degrees; lowest: the lowest validation error of all degrees, later ones too."""
        if validation[-1] < 1.3 * lowest:
            return _("It is as good as any degree, or nearly so.")
        if validation.min() > lowest:
            return _("It underfits: too stiff to follow the curve.")
        return _("It overfits: it follows the noise as well.")


class ThreeSets(Scene):
    """70,000 images in a bar of three parts: for training, for validation and for the test, with what each is for."""

    LEARNABLE, TEST = 60_000, 10_000
    LEFT, WIDTH = 3, 79  # of the bar

    def __init__(self):
        super().__init__(850, 290)
        axes = self.add_drawing_area()
        looks = ((BLUE, 0.35), (GREEN, 0.5), (GREY, 0.5))
        sets = (
            (_("training"), _("The weights are learned\nfrom it, step by step.")),
            (_("validation"), _("Choices are made with it:\nsize, epoch to stop at.")),
            (_("test"), _("Looked at once, at the end:\nhow good is the network?")),
        )
        self.bars, self.counts = [], []
        for x, (colour, share), (name, purpose) in zip((3, 30.5, 58), looks, sets, strict=True):
            fill = tint(colour, share)
            bar = Rectangle((0, 15), 1, 6, facecolor=fill, edgecolor=INK, linewidth=1.5)
            self.bars.append(self.moving(axes.add_patch(bar)))
            axes.add_patch(Rectangle((x, 10.1), 1.8, 1.8, facecolor=fill, edgecolor=INK))
            axes.text(x + 2.8, 11, name, **TEXT | {"ha": "left", "weight": "bold"})
            self.counts.append(self.moving(axes.text(x + 15, 11, "", **TEXT | {"ha": "left"})))
            axes.text(x, 5, purpose, **CAPTION | {"ha": "left", "color": INK})
        per_image = self.WIDTH / (self.LEARNABLE + self.TEST)
        middle, end = self.LEFT + self.LEARNABLE * per_image, self.LEFT + self.WIDTH
        for left, right, words in (
            (self.LEFT, middle, _("60,000 images to learn from")),
            (middle, end, number(self.TEST)),
        ):
            axes.plot([left + 0.3, left + 0.3, right - 0.3, right - 0.3], [22.2, 23, 23, 22.2], color=GREY)
            axes.text((left + right) / 2, 25, words, **TEXT)
        self.bars[2].set(x=middle, width=end - middle)
        self.counts[2].set_text(number(self.TEST))

    def show(self, validation: int) -> "ThreeSets":
        """Show the sets when this many of the images to learn from are held back for validation."""
        training = self.LEARNABLE - validation
        per_image = self.WIDTH / (self.LEARNABLE + self.TEST)
        self.bars[0].set(x=self.LEFT, width=training * per_image)
        self.bars[1].set(x=self.LEFT + training * per_image, width=validation * per_image)
        for text, count in zip(self.counts, (training, validation), strict=False):
            text.set_text(number(count))
        # Two standard errors of a share of 0.9 (binomial).
        margin = number(200 * np.sqrt(0.9 * 0.1 / validation), 1)
        self.summary = _("{training} images for training, {validation} for validation, {test} for the test. An accuracy near 90% that is measured with {validation} images is right to about ±{margin} percentage points.").format(
            training=number(training), validation=number(validation), test=number(self.TEST), margin=margin
        )  # fmt: skip
        self.alt = _("A bar of 70,000 images in three parts; with the use of each part below it: training, to learn the weights; validation, to choose; test, to be looked at once. {summary}").format(
            summary=self.summary
        )  # fmt: skip
        return self


def polynomial_fit(degree=1, noise=0.3, count=15, chance=1) -> LiveFigure:
    """A polynomial of degree 0 to 12 fitted to noisy points, and its errors in training and in validation.

    noise: from 0.1 to 0.6; count: 14 to 40 points for training, and as many for validation; chance: from 1 to 20,
    other points for each.
    """
    scene = PolynomialFit()
    controls = {
        "degree": Slider(_("degree"), degree, 0, HIGHEST_DEGREE),
        "noise": Slider(_("noise"), noise, 0.1, 0.6, 0.05),
        "count": Slider(_("points"), count, HIGHEST_DEGREE + 2, 40),
        "chance": Slider(_("other points"), chance, 1, 20),
    }

    @lru_cache(maxsize=1)
    def points(noise, count, chance):
        return data.noisy_points(count, noise, np.random.default_rng(chance))

    def show(degree, noise, count, chance):
        scene.show(points(noise, round(count), round(chance)), round(degree))

    def hover(axes, x, y):
        return {"degree": x} if axes == 1 else {}

    return LiveFigure(scene, controls, show, hover=hover)


def three_sets(validation=5000) -> LiveFigure:
    """MNIST's 70,000 images as three sets; validation: how many of the 60,000 are held back, from 1,000 to 30,000."""
    scene = ThreeSets()
    controls = {"validation": Slider(_("for validation"), validation, 1000, 30_000, 1000)}
    return LiveFigure(scene, controls, lambda validation: scene.show(round(validation)))
