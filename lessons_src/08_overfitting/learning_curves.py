"""Losses in training and validation: few images, cures for overfitting, curves to tell apart."""

from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Rectangle

from helpers import data
from helpers.data import LabelledImages
from helpers.figures import Scene
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT, TRAINING, VALIDATION
from helpers.figures.style import GREY, INK, SMALL, YELLOW, tint
from helpers.figures.words import percent
from helpers.language import _, ngettext, number
from helpers.models.curves import four_curves
from helpers.models.few_images import CURES, EPOCHS, best_epoch, learn_from_few
from helpers.nn import Record
from helpers.widgets import Choice, LiveFigure, Slider


def loss_words(loss: float) -> str:
    """A loss with one decimal: the next one may differ between processors."""
    return _("below {limit}").format(limit=number(0.1)) if loss < 0.05 else number(loss, 1)


class LearningCurves(Scene):
    """What the pictures of trainings share: a graph of the loss and one of the accuracy, with a key below."""

    HIGHEST_LOSS = 2.5

    def __init__(self):
        super().__init__(850, 430)
        place = {"xlim": (0, EPOCHS + 0.5), "xticks": range(0, EPOCHS + 1, 10), "xlabel": _("epoch")}
        self.plots = [
            self.add_plot(left, 100, 340, 235, grid=True, ylim=limits, yticks=ticks, **place)
            for left, limits, ticks in (
                (60, (-0.1, self.HIGHEST_LOSS), (0, 0.5, 1, 1.5, 2, 2.5)),
                (490, (-4, 104), range(0, 101, 20)),
            )
        ]
        self.words = self.add_drawing_area()
        self.titles = [self.moving(self.words.text(x, 35.8, "", **SMALL_TEXT)) for x in (23, 66)]
        self.heading = self.words.text(2, 40, "", **TEXT | {"ha": "left", "weight": "bold"})

    def add_curves(self, share: float = 1.0) -> list:
        """Curves of training and validation in both graphs; share: how much of their colours is left."""
        looks = [look | {"color": tint(look["color"], share), "markevery": 10} for look in (TRAINING, VALIDATION)]
        return [plot.plot([], [], **look)[0] for plot in self.plots for look in looks]

    def key(self, star: str, curves: str = "") -> None:
        """What the curves and the star are, under the graphs; curves: a word more about the curves."""
        text = CAPTION | {"ha": "left", "color": INK}
        for left, look, name in ((3, TRAINING, _("training")), (17, VALIDATION, _("validation"))):
            self.words.plot([left, left + 2, left + 4], [3.2] * 3, **look)
            self.words.text(left + 5, 3.2, name, **text)
        self.words.text(32, 3.2, curves, **text)
        self.words.plot([54.5], [3.2], "*", color=YELLOW, markeredgecolor=INK, markersize=15)
        self.words.text(56, 3.2, star, **text)

    def draw(self, curves: Sequence, records: Sequence[Record]) -> None:
        """Move the curves to these records; a loss above the graph is drawn at its edge."""
        epochs = [record.epoch for record in records]
        values = np.array([(r.loss, r.validation_loss, 100 * r.accuracy, 100 * r.validation_accuracy) for r in records])
        for curve, heights in zip(curves, np.minimum(values, [[self.HIGHEST_LOSS] * 2 + [100] * 2]).T, strict=True):
            curve.set_data(epochs, heights)


class FewImages(LearningCurves):
    """The curves of a training with few images, one epoch marked, and the one where it should have stopped."""

    def __init__(self):
        super().__init__()
        self.stops = [plot.axvline(1, color=GREY, linewidth=2, linestyle=":") for plot in self.plots]
        self.curves = self.add_curves()
        self.guides = [self.moving(plot.axvline(1, color=INK, linewidth=1.5)) for plot in self.plots]
        dot = {"markersize": 10, "markeredgecolor": INK, "markeredgewidth": 1.5, "clip_on": False}
        dots = [
            plot.plot([], [], look["marker"], color=look["color"], **dot)[0]
            for plot in self.plots
            for look in (TRAINING, VALIDATION)
        ]
        self.dots = [self.moving(dot) for dot in dots]
        (self.star,) = self.plots[0].plot([], [], "*", color=YELLOW, markeredgecolor=INK, markersize=17)
        self.key(_("lowest validation loss"))
        self.epoch = self.moving(self.words.text(83, 40, "", **TEXT | {"ha": "right", "weight": "bold"}))
        self._shown = None

    def show(self, images: int, wrong: float, records: Sequence[Record], epoch: int) -> "FewImages":
        """Show the records of a training with this many images, of which a share has wrong labels, and mark an epoch."""
        now, best = records[epoch - 1], best_epoch(records)
        labels = _("labels made wrong: {share}").format(share=percent(wrong)) if wrong else _("all labels right")
        heading = ngettext("{images} training image, {labels}", "{images} training images, {labels}", images)
        heading = heading.format(images=number(images), labels=labels)
        at = _("epoch {epoch}").format(epoch=epoch)
        if records is not self._shown:  # another training is rare: its curves are drawn with the still parts
            self._shown = records
            self.heading.set_text(heading)
            self.draw(self.curves, records)
            for line in self.stops:
                line.set_xdata([best.epoch] * 2)
            self.star.set_data([best.epoch], [min(best.validation_loss, self.HIGHEST_LOSS)])
            self.repaint()
        for line in self.guides:
            line.set_xdata([epoch] * 2)
        for dot, curve in zip(self.dots, self.curves, strict=True):
            dot.set_data([epoch], [curve.get_ydata()[epoch - 1]])
        training, validation = loss_words(now.loss), loss_words(now.validation_loss)
        hits, judged = percent(now.accuracy), percent(now.validation_accuracy)
        pair = _("training {training}, validation {validation}")
        for title, name, numbers in zip(
            self.titles, (_("loss"), _("accuracy")), ((training, validation), (hits, judged)), strict=True
        ):
            title.set_text(f"{name}: {pair.format(training=numbers[0], validation=numbers[1])}")
        self.epoch.set_text(at)
        self.summary = _("{heading}, {at}: loss {training} in training, {validation} in validation; accuracy {hits} and {judged}. The validation loss is lowest, {lowest}, after epoch {best}; at the end it is {end}.").format(
            heading=heading, at=at, training=training, validation=validation, hits=hits, judged=judged,
            lowest=loss_words(best.validation_loss), best=best.epoch, end=loss_words(records[-1].validation_loss),
        )  # fmt: skip
        self.alt = _("Curves of the loss and of the accuracy over {epochs} epochs. {summary}").format(
            epochs=len(records), summary=self.summary
        )
        return self


class CuredCurves(LearningCurves):
    """The curves of a training that overfits, pale, and those of the same training with a cure."""

    def __init__(self):
        super().__init__()
        self.moving(self.heading)
        self.before, self.after = self.add_curves(0.35), [self.moving(curve) for curve in self.add_curves()]
        self._before = None
        end = {"markersize": 15, "color": YELLOW, "markeredgecolor": INK, "clip_on": False}
        self.ends = [self.moving(plot.plot([], [], "*", **end)[0]) for plot in self.plots]
        self.key(_("the network that is kept"), _("pale: without the cure"))

    def show(self, cure: str, strength, before: Sequence[Record], after: Sequence[Record]) -> "CuredCurves":
        """Show the records without and with this one of the `CURES`; strength: one of its strengths."""
        kept = best_epoch(after) if cure == "patience" else after[-1]
        if before is not self._before:  # it stays the same for all cures
            self._before = before
            self.draw(self.before, before)
            self.repaint()
        self.draw(self.after, after)
        self.ends[0].set_data([kept.epoch], [min(kept.validation_loss, self.HIGHEST_LOSS)])
        self.ends[1].set_data([kept.epoch], [100 * kept.validation_accuracy])
        losses = [loss_words(record.validation_loss) for record in (before[-1], kept)]
        shares = [percent(record.validation_accuracy) for record in (before[-1], kept)]
        self.titles[0].set_text(_("validation loss: {before} → {after}").format(before=losses[0], after=losses[1]))
        self.titles[1].set_text(_("validation accuracy: {before} → {after}").format(before=shares[0], after=shares[1]))
        heading = f"{_(CURES[cure].name)}: {CURES[cure].words(strength)}"
        self.heading.set_text(heading)
        self.summary = _("{heading}. Validation loss at the end: {before} without the cure, {after} with it; validation accuracy: {share} and {cured}.").format(
            heading=heading, before=losses[0], after=losses[1], share=shares[0], cured=shares[1]
        )  # fmt: skip
        if cure == "patience":
            self.summary += " " + _("It stopped after epoch {last}; the weights of epoch {best} were put back.").format(
                last=after[-1].epoch, best=kept.epoch
            )
        self.alt = _("Curves of the loss and of the accuracy over the epochs, pale without a cure and full with it. Training loss at the end: {before} without, {after} with it. {summary}").format(
            before=loss_words(before[-1].loss), after=loss_words(after[-1].loss), summary=self.summary
        )  # fmt: skip
        return self


class FourCurves(Scene):
    """The four pairs of curves side by side, one of them framed."""

    def __init__(self):
        super().__init__(850, 330)
        self.pairs = four_curves()
        area = {"xlim": (0, 40.5), "xticks": (0, 20, 40), "ylim": (-0.1, 2.5), "yticks": (0, 1, 2)}
        for network, pair in self.pairs.items():
            plot = self.add_plot(210 * network - 169, 95, 155, 185, grid=True, **area)
            plot.set_xlabel(_("epoch"), fontsize=SMALL, labelpad=1)
            for look, losses in zip((TRAINING, VALIDATION), pair, strict=True):
                plot.plot(range(1, 41), losses, **look | {"markevery": 8})
            above = {"transform": plot.transAxes, "va": "bottom"}
            plot.text(-0.15, 1.06, _("loss"), **CAPTION | above | {"ha": "left"})
            name = _("network {number}").format(number=network)
            plot.text(0.55, 1.05, name, **TEXT | above | {"weight": "bold"})
        words = self.add_drawing_area()
        for x, look, name in ((28, TRAINING, _("training")), (46, VALIDATION, _("validation"))):
            words.plot([x, x + 2, x + 4], [2.2] * 3, **look)
            words.text(x + 5, 2.2, name, **CAPTION | {"ha": "left", "color": INK})
        self.frame = self.moving(words.add_patch(Rectangle((0, 4.6), 20.2, 27.6, fill=False, ec=INK, lw=2.5)))

    def show(self, network: int) -> "FourCurves":
        """Frame the curves of this network, 1 to 4."""
        self.frame.set_x(0.6 + 21 * (network - 1))
        said = {network: self._course(network, *pair) for network, pair in self.pairs.items()}
        self.summary = said[network]
        self.alt = _("Four graphs of the loss over 40 epochs, each with a curve for training and one for validation. {all} Framed: network {number}.").format(
            all=" ".join(said.values()), number=network
        )  # fmt: skip
        return self

    @staticmethod
    def _course(network: int, training: np.ndarray, validation: np.ndarray) -> str:
        lowest = int(validation.argmin())
        return _("Network {number}: training loss {start} after the first epoch and {end} after the last; validation loss {first}, lowest {lowest} after epoch {epoch}, {last} at the end.").format(
            number=network, start=loss_words(training[0]), end=loss_words(training[-1]), first=loss_words(validation[0]),
            lowest=loss_words(validation[lowest]), epoch=lowest + 1, last=loss_words(validation[-1]),
        )  # fmt: skip


FEW = (100, 300, 500, 1000, 3000)  # training images
WRONG = 0.1  # the share of labels made wrong where cures are tried: no rule explains these, they are learned by heart


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
