"""The live figures of lesson 08: polynomials that overfit, three sets, few images, cures, and four pairs of curves."""

from functools import lru_cache

import numpy as np

from helpers import data
from helpers.data import LabelledImages
from helpers.figures import CuredCurves, FewImages, FourCurves, PolynomialFit, ThreeSets
from helpers.figures.words import percent
from helpers.figures.overfitting import HIGHEST_DEGREE
from helpers.figures.words import percent
from helpers.language import _, number
from helpers.models.few_images import CURES, EPOCHS, learn_from_few
from helpers.widgets.live import Choice, LiveFigure, Slider

FEW = (100, 300, 500, 1000, 3000)  # training images
WRONG = 0.1  # the share of labels made wrong where cures are tried: no rule explains these, they are learned by heart


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


def few_images(digits: LabelledImages | None = None, images=500, wrong=0.0, epoch=EPOCHS) -> LiveFigure:
    """The learning curves of a network that is trained with few images, now: 100 to 3,000, with a share of wrong labels.

    A training takes up to half a second, once: it is kept. The epoch can be chosen in the picture too.
    """
    digits = digits or data.load()
    scene = FewImages()
    controls = {
        "images": Choice(_("training images"), [(number(count), count) for count in FEW], images),
        "wrong": Choice(_("wrong labels"), [(percent(share), share) for share in (0.0, 0.1, 0.2)], wrong),
        "epoch": Slider(_("epoch"), epoch, 1, EPOCHS),
    }

    def show(images, wrong, epoch):
        scene.show(images, wrong, learn_from_few(digits, images=images, wrong=wrong), round(epoch))

    def hover(axes, x, y):
        return {"epoch": x} if axes < 2 else {}

    return LiveFigure(scene, controls, show, hover=hover)


def cures(digits: LabelledImages | None = None, cure="l2", strength=3) -> LiveFigure:
    """A training that overfits and the same with a cure ("images", "hidden", "l2", "l1" or "patience"), strength 1 to 4.

    Without it: 784–16–16–10, 500 training images, a tenth of the labels made wrong. Each strength is trained when it is
    first looked at, which takes a tenth of a second, with more data up to half a second.
    """
    digits = digits or data.load()
    scene = CuredCurves()
    controls = {
        "cure": Choice(_("cure"), [(_(cure.name), key) for key, cure in CURES.items()], cure),
        "strength": Slider(_("strength"), strength, 1, 4),
    }

    def show(cure, strength):
        value = CURES[cure].strengths[round(strength) - 1]
        before, after = (learn_from_few(digits, wrong=WRONG, **change) for change in ({}, {cure: value}))
        scene.show(cure, value, before, after)

    return LiveFigure(scene, controls, show)


def which_overfits(network=1) -> LiveFigure:
    """The curves of four networks, 1 to 4, of which one overfits; those of the chosen one are framed."""
    scene = FourCurves()
    return LiveFigure(
        scene, {"network": Slider(_("network"), network, 1, 4)}, lambda network: scene.show(round(network))
    )
