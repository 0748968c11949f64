"""The live figures of lesson 08: errors by degree against least squares, trainings that overfit, cures that help, what is said."""

import re

import numpy as np
import pytest

from helpers import data, language, nn
from helpers.data.toy import smooth_curve
from helpers.models.curves import four_curves
from helpers.models.few_images import CURES, EPOCHS, learn_from_few
from helpers.nn import Record
from lesson_overfitting import figures
from lesson_overfitting.learning_curves import FEW, WRONG, CuredCurves, FewImages, loss_words
from lesson_overfitting.polynomials import ThreeSets, error_words, fit, polynomial_errors

pytestmark = pytest.mark.usefixtures("unpainted")


def start_points():
    return data.noisy_points(15, 0.3, np.random.default_rng(1))


def say_pointer(figure, axes: int, x: float, y: float) -> None:
    """What the browser sends when the pointer moves over the axes with that index."""
    figure.picture.pointer = {"gesture": 0, "handle": -1, "axes": axes, "x": x, "y": y}


# ---------------------------------------------------------------- data made by chance


def test_points_lie_about_the_curve_evenly():
    points = data.noisy_points(500, 0.3, np.random.default_rng(0))
    for x, y in ((points.x, points.y), (points.validation_x, points.validation_y)):
        assert len(x) == len(y) == 500
        assert (np.abs(x) <= 1).all()
        assert np.histogram(x, bins=10, range=(-1, 1))[0].tolist() == [50] * 10
        assert np.std(y - np.sin(np.pi * x)) == pytest.approx(0.3, rel=0.1)
    assert not set(points.x) & set(points.validation_x)


def test_more_noise_moves_the_same_points_further():
    little, much, none = (data.noisy_points(20, noise, np.random.default_rng(7)) for noise in (0.2, 0.4, 0))
    assert (little.x == much.x).all()
    assert much.y - none.y == pytest.approx(2 * (little.y - none.y))
    assert none.validation_y == pytest.approx(smooth_curve(none.validation_x))


@pytest.mark.parametrize(("count", "noise"), [(0, 0.3), (-1, 0.3), (15, -0.1)])
def test_impossible_points_are_refused(count, noise):
    with pytest.raises(ValueError, match="count must be 1 or more, and noise 0 or more; given count"):
        data.noisy_points(count, noise, np.random.default_rng(0))


def test_wrong_labels_are_wrong_others_stay():
    labels = (np.arange(10_000) % 10).astype(np.uint8)
    wrong = data.with_wrong_labels(labels, 0.2, 10, np.random.default_rng(0))
    assert np.mean(wrong != labels) == pytest.approx(0.2, abs=0.02)
    assert wrong.dtype == labels.dtype
    assert set(((wrong.astype(int) - labels) % 10)[wrong != labels]) == set(range(1, 10))
    assert labels[:3].tolist() == [0, 1, 2]
    assert (data.with_wrong_labels(labels, 0, 10, np.random.default_rng(0)) == labels).all()
    assert (data.with_wrong_labels(labels, 1, 10, np.random.default_rng(0)) != labels).all()
    assert (data.with_wrong_labels(labels[:100], 0.2, 10, np.random.default_rng(0)) == wrong[:100]).all()


@pytest.mark.parametrize(("share", "classes"), [(-0.1, 10), (1.1, 10), (0.5, 1)])
def test_impossible_shares_are_refused(share, classes):
    with pytest.raises(ValueError, match="share must be from 0 to 1, and classes 2 or more; given share"):
        data.with_wrong_labels(np.zeros(3, int), share, classes, np.random.default_rng(0))


# ---------------------------------------------------------------- polynomials


@pytest.mark.parametrize("count", [14, 15, 40])
@pytest.mark.parametrize("chance", [1, 2, 20])
def test_errors_are_those_of_least_squares(count, chance):
    points = data.noisy_points(count, 0.3, np.random.default_rng(chance))
    for degree, training, validation in polynomial_errors(points):
        powers, judged = (np.vander(x, degree + 1) for x in (points.x, points.validation_x))
        weights = np.linalg.lstsq(powers, points.y, rcond=None)[0]
        assert training == pytest.approx(np.mean((powers @ weights - points.y) ** 2), rel=1e-6, abs=1e-12)
        assert validation == pytest.approx(np.mean((judged @ weights - points.validation_y) ** 2), rel=1e-4)


@pytest.mark.parametrize("noise", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("chance", range(1, 21))
def test_training_error_never_rises_with_the_degree(noise, chance):
    points = data.noisy_points(14, noise, np.random.default_rng(chance))
    training = [error for _degree, error, _validation in polynomial_errors(points)]
    assert (np.diff(training) <= 1e-12).all()


def test_validation_error_of_the_first_picture_falls_and_rises_again():
    degrees, training, validation = np.array(polynomial_errors(start_points())).T
    assert degrees.tolist() == list(range(13))
    assert validation.argmin() == 3
    assert validation[0] > 5 * validation[3]
    assert validation[12] > 100 * validation[3]
    assert training[12] < training[3] / 2


@pytest.mark.parametrize("degree", [-1, 15, 16])
def test_degree_that_more_than_one_polynomial_fits_is_refused(degree):
    with pytest.raises(ValueError, match=f"15 points allow degrees from 0 to 14; given {degree}"):
        polynomial_errors(start_points(), [degree])


@pytest.mark.parametrize(("degree", "verdict"), [(0, "underfits"), (2, "underfits"), (3, "as good as any"), (4, "as good as any"), (7, "overfits"), (12, "overfits")])  # fmt: skip
def test_picture_shows_the_errors_and_says_what_they_mean(degree, verdict):
    figure = figures.polynomial_fit(degree)
    _degrees, training, validation = polynomial_errors(start_points())[degree]
    assert (
        f"error {error_words(training)} in training and {error_words(validation)} in validation"
        in figure.picture.summary
    )
    assert verdict in figure.picture.summary
    best = min(degree, 3)
    assert figure.picture.summary.endswith(f"is at degree {best}.")
    heights = [dot.get_ydata()[0] for dot in figure.scene.dots]
    assert heights == pytest.approx(np.log10([training, validation]))
    points, curve = start_points(), figure.scene.curve
    assert np.mean((np.interp(points.x, *curve.get_data()) - points.y) ** 2) == pytest.approx(training, rel=0.1)
    assert figure.scene.training.get_xydata() == pytest.approx(np.column_stack(points[:2]))
    assert figure.scene.validation.get_xydata() == pytest.approx(np.column_stack(points[2:]))


@pytest.mark.parametrize("degree", [0, 5, 12])
def test_errors_of_higher_degrees_are_not_shown_yet(degree):
    figure = figures.polynomial_fit(degree)
    _degrees, training, validation = np.array(polynomial_errors(start_points())[: degree + 1]).T
    for line, errors in zip(figure.scene.errors, (training, validation), strict=True):
        assert line.get_xydata() == pytest.approx(np.column_stack([range(degree + 1), np.log10(errors)]))
    assert f"in validation {'; '.join(map(error_words, validation))}." in figure.picture.alt


def test_error_beyond_the_graph_stands_at_its_edge():
    figure = figures.polynomial_fit(12, noise=0.6, count=14)
    for chance in range(1, 21):
        figure.set(chance=chance)
        points = data.noisy_points(14, 0.6, np.random.default_rng(chance))
        validation = [error for _degree, _training, error in polynomial_errors(points)]
        beyond = [degree for degree, error in enumerate(validation) if error > 1000]
        assert figure.scene.beyond.get_xdata().tolist() == beyond
        assert all(line.get_ydata().max() <= 3 and line.get_ydata().min() >= -3 for line in figure.scene.errors)
        if beyond:
            break
    assert beyond


@pytest.mark.parametrize(("error", "words"), [(0.0004, "below 0.001"), (0.0294, "0.029"), (0.251, "0.25"), (9.34, "9.34"), (48.7, "49"), (12345.6, "12,346")])  # fmt: skip
def test_errors_are_written_as_long_as_they_are_worth(error, words):
    assert error_words(error) == words


def test_degree_is_chosen_in_the_graph_of_errors_too():
    figure = figures.polynomial_fit()
    say_pointer(figure, 1, 8.3, 0)
    assert figure.values["degree"] == 8
    say_pointer(figure, 0, -0.5, 0)
    assert figure.values["degree"] == 8


# ---------------------------------------------------------------- the three sets


@pytest.mark.parametrize("validation", [1000, 5000, 30_000])
def test_three_sets_are_all_the_images_and_drawn_to_scale(validation):
    scene = ThreeSets().show(validation)
    counts = [int(text.get_text().replace(",", "")) for text in scene.counts]
    assert counts == [60_000 - validation, validation, 10_000]
    widths = np.array([bar.get_width() for bar in scene.bars])
    assert widths / widths.sum() == pytest.approx(np.array(counts) / 70_000)
    lefts = [bar.get_x() for bar in scene.bars]
    assert lefts[1:] == pytest.approx([left + width for left, width in zip(lefts[:-1], widths[:-1], strict=True)])


def test_margin_is_two_standard_errors():
    margin = float(re.search(r"±([\d.]+)", ThreeSets().show(5000).summary)[1])
    draws = np.random.default_rng(0).binomial(5000, 0.9, 20_000) / 5000
    assert margin == pytest.approx(200 * draws.std(), abs=0.05)


# ---------------------------------------------------------------- few images


def test_records_are_those_of_the_engine():
    digits = data.load()
    rng = np.random.default_rng(0)
    network = nn.Network([784, 8, 10], nn.relu, rng=rng)
    judge = (digits.pixels(slice(3000, None, 57)), digits.labels[3000::57])
    assert len(judge[1]) == 1000
    options = {"epochs": 60, "batch_size": 50, "learning_rate": 0.01, "momentum": 0.9, "validation": judge, "rng": rng}
    records = list(nn.train(network, digits.pixels(range(100)), digits.labels[:100], l2=0.01, **options))
    assert learn_from_few(digits, images=100, hidden=(8,), l2=0.01) == tuple(records)


def test_a_training_is_done_once():
    digits = data.load()
    assert learn_from_few(digits, images=100) is learn_from_few(digits, images=100)


@pytest.mark.parametrize("images", [0, -5, 3001])
def test_images_that_judge_are_refused(images):
    with pytest.raises(ValueError, match=f"images must be from 1 to 3000, because others judge; given {images}"):
        learn_from_few(data.load(), images=images)


def test_few_images_overfit_and_more_images_less():
    ends = [learn_from_few(data.load(), images=images)[-1] for images in FEW]
    assert all(end.accuracy > 0.99 and end.loss < 0.1 for end in ends)
    validation = [end.validation_accuracy for end in ends]
    assert validation == sorted(validation)
    assert validation[0] < 0.65
    assert validation[-1] > 0.87


def test_validation_loss_falls_and_rises_again():
    losses = [record.validation_loss for record in learn_from_few(data.load())]
    lowest = int(np.argmin(losses))
    assert 10 < lowest < 30
    assert losses[0] > 2
    assert losses[-1] > 1.2 * losses[lowest]


def test_judges_are_like_the_images_of_the_test():
    """Or choices would be made, and the lesson's numbers would look, better than they are."""
    digits, test = data.load(), data.load(split="test")
    network = nn.Network.load(data.PRETRAINED)
    shares = [
        np.mean(network(pixels).argmax(axis=1) == labels)
        for pixels, labels in (
            (digits.pixels(slice(3000, None, 57)), digits.labels[3000::57]),
            (test.pixels(slice(None)), test.labels),
        )
    ]
    assert abs(shares[0] - shares[1]) < 0.02


def test_curves_and_marks_are_those_of_the_records():
    figure = figures.few_images(images=500, wrong=0.1, epoch=12)
    records = learn_from_few(data.load(), images=500, wrong=0.1)
    loss, judged, hits, right = (curve.get_ydata() for curve in figure.scene.curves)
    assert loss == pytest.approx([record.loss for record in records])
    assert judged == pytest.approx([record.validation_loss for record in records])
    assert hits == pytest.approx([100 * record.accuracy for record in records])
    assert right == pytest.approx([100 * record.validation_accuracy for record in records])
    assert [dot.get_xydata().tolist() for dot in figure.scene.dots] == [
        [[12, y[11]]] for y in (loss, judged, hits, right)
    ]
    best = int(np.argmin(judged)) + 1
    assert figure.scene.star.get_xydata().tolist() == [[best, judged.min()]]
    assert f"after epoch {best};" in figure.picture.summary
    assert figure.scene.heading.get_text() == "500 training images, labels made wrong: 10%"
    assert figure.scene.epoch.get_text() == "epoch 12"


def test_loss_above_the_graph_stands_at_its_edge():
    records = [Record(1, 9.0, 0.1, 8.0, 0.1), Record(2, 7.0, 0.2, 6.0, 0.2)]
    scene = FewImages().show(100, 0, records, 1)
    assert scene.curves[0].get_ydata().tolist() == [2.5, 2.5]
    assert scene.star.get_xydata().tolist() == [[2, 2.5]]
    assert "loss 9 in training, 8 in validation" in scene.summary


def test_epoch_is_chosen_in_both_graphs_too():
    figure = figures.few_images()
    for axes, x, epoch in ((0, 12.4, 12), (1, 33.6, 34), (0, -3, 1), (2, 50, 1)):
        say_pointer(figure, axes, x, 1)
        assert figure.values["epoch"] == epoch


@pytest.mark.parametrize(
    ("loss", "words"), [(0.003, "below 0.1"), (0.049, "below 0.1"), (0.051, "0.1"), (1.04, "1"), (1.26, "1.3")]
)
def test_losses_are_written_with_one_decimal(loss, words):
    assert loss_words(loss) == words


# ---------------------------------------------------------------- the cures


def ends(cure: str, strength) -> tuple[Record, Record]:
    """The network without and with the cure: at the end, or with the best weights put back."""
    before, after = (learn_from_few(data.load(), wrong=WRONG, **change) for change in ({}, {cure: strength}))
    best = min(after, key=lambda record: record.validation_loss)
    return before[-1], best if cure == "patience" else after[-1]


@pytest.mark.parametrize(("cure", "sensible"), [("images", 3000), ("l2", 0.03), ("l1", 0.003), ("patience", 10)])  # fmt: skip
def test_every_cure_plainly_helps(cure, sensible):
    assert sensible in CURES[cure].strengths
    before, after = ends(cure, sensible)
    assert before.accuracy > 0.98
    assert after.validation_loss < 0.8 * before.validation_loss
    assert after.validation_accuracy > before.validation_accuracy + 0.01


def test_a_smaller_network_of_the_same_depth_is_no_cure():
    for size in CURES["hidden"].strengths:
        before, after = ends("hidden", size)
        assert len(size) == 2
        assert after.accuracy < before.accuracy
        assert after.validation_loss > 0.9 * before.validation_loss


def test_most_of_the_error_at_degree_12_lies_outside_the_training_points():
    points = data.noisy_points(15, 0.3, np.random.default_rng(1))
    inside = (points.validation_x > points.x.min()) & (points.validation_x < points.x.max())
    assert np.sum(~inside) == 2
    for degree, mean in ((3, 0.06), (12, 0.15)):
        squares = (fit(points, degree)(points.validation_x) - points.validation_y) ** 2
        assert squares[inside].mean() == pytest.approx(mean, abs=0.005)
    assert squares[~inside].sum() > 0.99 * squares.sum()


@pytest.mark.parametrize("cure", ["hidden", "l2", "l1"])
def test_too_strong_a_cure_harms(cure):
    sensible = min(ends(cure, strength)[1].validation_loss for strength in CURES[cure].strengths[:-1])
    assert ends(cure, CURES[cure].strengths[-1])[1].validation_loss > 1.2 * sensible


@pytest.mark.parametrize("patience", CURES["patience"].strengths)
def test_early_stopping_is_the_same_training_cut_short(patience):
    before, after = (learn_from_few(data.load(), wrong=WRONG, **change) for change in ({}, {"patience": patience}))
    assert after == before[: len(after)]
    best = min(after, key=lambda record: record.validation_loss)
    assert after[-1].epoch == best.epoch + patience


@pytest.mark.parametrize("cure", CURES)
@pytest.mark.parametrize("strength", [1, 3])
def test_picture_shows_and_says_the_training_with_and_without(cure, strength):
    figure = figures.cures(cure=cure, strength=strength)
    value = CURES[cure].strengths[strength - 1]
    before, after = ends(cure, value)
    assert f"Validation loss at the end: {loss_words(before.validation_loss)} without the cure, {loss_words(after.validation_loss)} with it" in figure.picture.summary  # fmt: skip
    shares = [f"{100 * record.validation_accuracy:.0f}%" for record in (before, after)]
    assert f"validation accuracy: {shares[0]} and {shares[1]}." in figure.picture.summary
    assert figure.scene.heading.get_text() in figure.picture.summary
    assert figure.scene.ends[0].get_xydata().tolist() == [[after.epoch, after.validation_loss]]
    pale, full = figure.scene.before[1].get_ydata(), figure.scene.after[1].get_ydata()
    assert pale[-1] == before.validation_loss
    assert len(pale) == EPOCHS
    assert len(full) == (EPOCHS if cure != "patience" else after.epoch + value)
    assert ("put back" in figure.picture.summary) == (cure == "patience")


def test_size_of_the_smaller_network_is_said():
    summary = figures.cures(cure="hidden", strength=1).picture.summary
    assert f"784–12–12–10, {784 * 12 + 12 + 12 * 12 + 12 + 12 * 10 + 10:,} parameters" in summary


def test_cured_curves_take_any_records():
    before = [Record(1, 2.0, 0.3, 2.1, 0.2), Record(2, 0.01, 1.0, 2.4, 0.5)]
    after = [Record(1, 1.9, 0.3, 2.0, 0.25), Record(2, 1.0, 0.6, 1.2, 0.55)]
    scene = CuredCurves().show("l2", 0.01, before, after)
    assert scene.titles[0].get_text() == "validation loss: 2.4 → 1.2"
    assert scene.titles[1].get_text() == "validation accuracy: 50% → 55%"
    assert "Training loss at the end: below 0.1 without, 1 with it." in scene.alt


# ---------------------------------------------------------------- four pairs of curves


def test_one_pair_overfits_one_underfits_one_jumps_and_one_is_good():
    pairs = four_curves()
    assert list(pairs) == [1, 2, 3, 4]
    rises = {k: validation[-5:].mean() - validation.min() for k, (_training, validation) in pairs.items()}
    gaps = {k: (validation - training)[-5:].mean() for k, (training, validation) in pairs.items()}
    jumps = {k: np.abs(np.diff(training)[10:]).mean() for k, (training, _validation) in pairs.items()}
    assert [k for k in pairs if rises[k] > 0.2 and gaps[k] > 0.5] == [3], "overfits"
    assert [k for k in pairs if pairs[k][0].min() > 1.2] == [1], "underfits"
    assert [k for k in pairs if jumps[k] > 0.1] == [2]
    assert [k for k in pairs if pairs[k][1][-1] < 0.4] == [4], "is good"
    assert all((losses > 0).all() for pair in pairs.values() for losses in pair)


def test_curves_are_the_same_each_time():
    for one, two in zip(four_curves().values(), four_curves().values(), strict=True):
        assert np.array_equal(one, two)


@pytest.mark.parametrize("tag", ["pt-BR", "en"])
@pytest.mark.parametrize("network", [1, 2, 3, 4])
def test_framed_pair_is_said_in_numbers_without_the_answer(tag, network):
    language.use(tag)
    figure = figures.which_overfits(network)
    _training, validation = four_curves()[network]
    assert re.match(rf"(Network|Rede) {network}: ", figure.picture.summary)
    assert language.number(validation.min(), 1) in figure.picture.summary
    assert not re.search("overfit|sobreajust", figure.picture.alt, re.IGNORECASE)
    left, right = figure.scene.frame.get_x(), figure.scene.frame.get_x() + figure.scene.frame.get_width()
    inside = [
        axes.get_position().x0 * 85 > left and axes.get_position().x1 * 85 < right
        for axes in figure.scene.figure.axes[:4]
    ]
    assert inside == [k == network for k in four_curves()]
