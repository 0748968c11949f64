"""The figures of lesson 07, without training: the chain rule, the confusion matrix, the worst mistakes, the curves."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from helpers import data, language, nn
from helpers.data import LabelledImages
from helpers.figures.lettering import Lettering
from helpers.nn import Network, Record
from lesson_backpropagation import figures
from lesson_backpropagation.mistakes import ConfusionMatrix, WorstMistakes
from lesson_backpropagation.progress import Training, TrainingProgress


def written(scene) -> list[str]:
    return [word for part in scene.figure.findobj(Lettering) for _x, _y, word in part.words]


def value(word: str) -> float:
    return float(word.strip("()≈= ").replace("−", "-").replace(",", ""))


def point_at(figure, x: float, y: float) -> None:
    figure.picture.pointer = {"gesture": 0, "handle": -1, "axes": 0, "x": x, "y": y}


# ---------------------------------------------------------------- the chain rule

NEURONS = [(1, 0, 2, 0), (-2, 1, 0.5, -1), (0.5, 0.3, -4, 2), (2, 1, 4, 4), (0, 0, 1, 1), (-1.3, 1, -2.2, 0.7)]


def error(x, y, w, b) -> float:
    return (1 / (1 + np.exp(-(w * x + b))) - y) ** 2


def slopes(x, y, w, b) -> tuple[float, float]:
    h = 1e-6
    by_w = (error(x, y, w + h, b) - error(x, y, w - h, b)) / (2 * h)
    return by_w, (error(x, y, w, b + h) - error(x, y, w, b - h)) / (2 * h)


@pytest.mark.parametrize(("x", "y", "w", "b"), NEURONS)
def test_products_are_the_slopes_of_the_error(x, y, w, b):
    scene = figures.chain_rule(x, y, w, b).scene
    by_w, by_b = slopes(x, y, w, b)
    for row, slope, last in zip(scene.ROWS, (by_w, by_b), (x, 1), strict=True):
        words = [value(word) for at, height, word in scene.factors.words if height == row]
        assert words[3] == pytest.approx(slope, abs=0.0006)
        assert words[2] == last
        assert words[0] * words[1] * words[2] == pytest.approx(slope, abs=0.003)
    (rise, measured) = (value(word) for _x, height, word in scene.factors.words if height == 5.6)
    assert rise == pytest.approx(error(x, y, w + 0.005, b) - error(x, y, w - 0.005, b), abs=6e-6)
    assert measured == pytest.approx(by_w, abs=0.0006)


@pytest.mark.parametrize(("x", "y", "w", "b"), NEURONS)
def test_numbers_of_the_way_forwards(x, y, w, b):
    scene = figures.chain_rule(x, y, w, b).scene
    words = [value(word) for _x, height, word in scene.values.words if height == 36]
    z = w * x + b
    assert words == pytest.approx([x, z, 1 / (1 + np.exp(-z)), error(x, y, w, b)], abs=0.0051)
    assert {f"w = {w:g}".replace("-", "−"), f"b = {b:g}".replace("-", "−"), f"y = {y:g}"} <= set(written(scene))


def test_a_saturated_neuron_is_not_said_to_give_exactly_1():
    figure = figures.chain_rule(2, 1, 4, 4)
    assert "≈ 1" in written(figure.scene)
    assert "a ≈ 1, E ≈ 0." in figure.picture.summary


def test_a_slope_that_is_0_and_one_that_is_nearly_0_are_told_apart():
    assert "dE/dw = 1 · 0.25 · 0 = 0," in figures.chain_rule(0, 0, 2, 0).picture.summary
    assert "dE/dw = 2 · (≈ 0) · 2 ≈ 0," in figures.chain_rule(2, 0, 4, 4).picture.summary


def test_the_most_frequent_mistake_is_the_darkest():
    scene = figures.confusion_matrix([0] * 40 + [1] * 40, [0] * 36 + [1] * 4 + [1] * 38 + [0] * 2, "ab").scene
    colours = scene.cells.get_facecolor()[:, :3].reshape(2, 2, 3)
    assert colours[0, 1, 2] < colours[1, 0, 2] < 0.95, "the less blue, the darker the orange"


def test_steps_are_those_of_gradient_descent():
    x, y, w, b = 1, 0, 2, 0
    figure = figures.chain_rule(x, y, w, b)
    for step in range(21):
        figure.controls["steps"].value = step
        w_said, b_said = re.search(r"w = (\S+), b = (\S+)\.$", figure.picture.summary).groups()
        assert (value(w_said), value(b_said)) == (pytest.approx(w, abs=0.0051), pytest.approx(b, abs=0.0051))
        assert figure.scene.point.get_xydata().tolist() == [[step, pytest.approx(error(x, y, w, b))]]
        by_w, by_b = slopes(x, y, w, b)
        w, b = w - by_w, b - by_b
    curve = figure.scene.curve.get_ydata()
    assert (np.diff(curve) < 0).all()
    assert len(curve) == 21


def test_a_larger_error_is_a_fuller_circle():
    scene = figures.chain_rule(1, 0, 2, 0).scene
    far = scene.error.get_facecolor()
    scene.show(1, 0, -2, 0, 0)
    assert sum(scene.error.get_facecolor()) > sum(far)


# ---------------------------------------------------------------- the confusion matrix

LABELS = [0] * 10 + [1] * 5 + [2] * 4
ANSWERS = [0] * 8 + [1, 2] + [1] * 5 + [0, 0, 2, 2]


def small():
    return figures.confusion_matrix(LABELS, ANSWERS, ["cat", "dog", "bird"])


def test_precision_and_recall_are_said_with_what_they_are_made_of():
    figure = small()
    figure.set(label=0, answer=2)
    assert figure.picture.summary == (
        "Images with the label cat (0): 10; recognised: 8; recall 80.0%. "
        "Answers cat (0): 10; right: 8; precision 80.0%. Images of cat (0) taken for bird (2): 1."
    )
    figure.set(label=1, answer=1)
    assert figure.picture.summary == (
        "Images with the label dog (1): 5; recognised: 5; recall 100.0%. Answers dog (1): 6; right: 5; precision 83.3%."
    )
    assert "15 of 19 right: accuracy 78.9%." in figure.picture.alt
    assert "The most frequent mistake: bird (2) taken for cat (0), 2 times." in figure.picture.alt


def test_counts_and_shares_stand_in_the_table():
    scene = small().scene
    (lettering,) = scene.figure.findobj(Lettering)
    rows = sorted({y for _x, y, _word in lettering.words}, reverse=True)
    table = [[word for _x, y, word in sorted(lettering.words) if y == row] for row in rows]
    assert table == [
        ["0", "1", "2"],
        ["8", "1", "1", "80.0"],
        ["5", "100.0"],
        ["2", "2", "50.0"],
        ["80.0", "83.3", "66.7"],
    ]


def test_row_column_and_cell_are_marked():
    figure = small()
    figure.set(label=2, answer=0)
    scene = figure.scene
    middle = scene.row.get_y() + scene.HIGH / 2
    assert scene.cell_at(scene.column.get_x() + 1, middle) == (2, 2)
    assert scene.cell_at(scene.cell.get_x() + 1, scene.cell.get_y() + 1) == (2, 0)


def test_a_cell_is_pointed_at():
    figure = small()
    scene = figure.scene
    for label in range(3):
        for answer in range(3):
            point_at(figure, scene.left + scene.WIDE * (answer + 0.5), scene.TOP - scene.HIGH * (label + 0.5))
            assert figure.values == {"label": label, "answer": answer}
    for x, y in [(scene.left - 1, 30), (scene.end + 1, 30), (scene.left + 1, scene.TOP + 1), (scene.left + 1, 1)]:
        point_at(figure, x, y)
        assert figure.values == {"label": 2, "answer": 2}


def test_numbers_of_the_course_network_on_the_test_set():
    digits = data.load(split="test")
    answers = nn.Network.load(data.PRETRAINED)(digits.pixels(slice(None))).argmax(axis=1)
    figure = figures.confusion_matrix()
    twos, said = digits.labels == 2, answers == 2
    both = (twos & said).sum()
    assert (
        f"Images with the label 2: 1,032; recognised: {both}; recall {100 * both / 1032:.1f}%."
        in figure.picture.summary
    )
    assert f"Answers 2: {said.sum():,}; right: {both}; precision" in figure.picture.summary
    assert f"{(answers == digits.labels).sum():,} of 10,000 right" in figure.picture.alt


def test_what_was_never_answered_has_no_precision():
    figure = figures.confusion_matrix([0, 1, 1], [0, 0, 0], ["a", "b"])
    figure.set(label=1)
    assert figure.picture.summary.startswith(
        "Images with the label b (1): 2; recognised: 0; recall 0.0%. Answers b (1): 0; right: 0; precision –."
    )
    assert "–" in written(figure.scene)


def test_new_counts_take_the_place_of_the_old():
    scene = ConfusionMatrix(nn.confusion_matrix(LABELS, ANSWERS, 3), ["cat", "dog", "bird"])
    scene.show(2, 0)
    before = scene.png()
    scene.update(nn.confusion_matrix(LABELS, LABELS, 3))
    scene.show(2, 0)
    fresh = ConfusionMatrix(nn.confusion_matrix(LABELS, LABELS, 3), ["cat", "dog", "bird"]).show(2, 0)
    assert scene.png() == fresh.png() != before
    assert (scene.alt, scene.summary) == (fresh.alt, fresh.summary)


@pytest.mark.parametrize("count", [1, 11])
def test_other_numbers_of_classes_are_refused(count):
    with pytest.raises(ValueError, match="shows 2 to 10 classes"):
        ConfusionMatrix(np.zeros((count, count), int), ["x"] * count)


def test_labels_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="every label needs an answer"):
        figures.confusion_matrix([1, 2], [1])
    with pytest.raises(ValueError, match="labels must be whole numbers from 0 to 9"):
        figures.confusion_matrix([1, 12], [1, 1])


# ---------------------------------------------------------------- the worst mistakes


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
def test_the_worst_have_the_largest_losses(name):
    network, digits = nn.Network.load(data.PRETRAINED), data.load(name, "test")
    figure = figures.worst_mistakes(network, digits)
    outputs = network(digits.pixels(slice(None)))
    losses = -np.log(np.maximum(outputs[np.arange(len(digits)), digits.labels], 1e-37))
    order = np.argsort(-losses, kind="stable")
    scene = figure.scene
    assert losses[scene.worst] == pytest.approx(losses[order[:12]], rel=1e-4)
    captions = [f"{digits.labels[i]} → {outputs[i].argmax()}" for i in scene.worst]
    assert "; ".join(captions) in figure.picture.alt
    assert set(captions) <= set(written(scene))
    wrong = (outputs.argmax(axis=1) != digits.labels).sum()
    assert f"{wrong:,} mistakes in {len(digits):,} images" in written(scene)
    for rank in (1, 7, 12):
        figure.controls["rank"].value = rank
        index = scene.worst[rank - 1]
        assert np.array_equal(scene.large.get_array(), digits.images[index])
        assert f"image {index:,}" in written(scene)
        ends = [path.vertices[:, 0].max() for path in scene.bars.get_paths()]
        assert ends == pytest.approx(scene.zero + (scene.END - scene.zero) * outputs[index], abs=1e-3)


def test_captions_are_not_covered_by_the_images():
    figure = figures.worst_mistakes()
    picture = np.asarray(Image.open(io.BytesIO(figure.picture.png)).convert("L")).astype(int)
    for rank in range(12):
        x, y = figure.scene._corner(rank)
        left, under = round(10 * x), picture.shape[0] - round(10 * y)
        assert picture[under + 8 : under + 24, left + 20 : left + 64].min() < 100  # ink
        assert picture[under - 84 : under, left : left + 84].min() < 10  # black paper
        assert picture[under + 2 : under + 6, left + 20 : left + 64].min() > 200 or rank == 0  # the first has a frame


def test_new_outputs_take_the_place_of_the_old_and_only_the_last_images_count():
    digits = data.load(split="test")
    right, wrong = (np.full((100, 10), 0.02, np.float32) for _outputs in range(2))
    labels = digits.labels[-100:]
    right[range(100), labels] = wrong[range(100), (labels + 1) % 10] = 0.82
    wrong[7, labels[7]] = 1e-6
    scene = WorstMistakes(right, digits, len(digits) - 100).show(0)
    assert "0 mistakes in 100 images" in written(scene)
    assert scene.summary.startswith("Number 1 of the worst: image 9,900, ")
    before = scene.png()
    scene.update(wrong)
    scene.show(0)
    assert "100 mistakes in 100 images" in written(scene)
    label = labels[7]
    assert scene.summary.startswith(f"Number 1 of the worst: image 9,907, label {label}, ")
    assert scene.alt.startswith(
        f"The twelve images with the largest loss, with label and answer: {label} → {(label + 1) % 10}; "
    )
    assert np.array_equal(scene.large.get_array(), digits.images[9907])
    fresh = WorstMistakes(wrong, digits, len(digits) - 100).show(0)
    assert scene.png() == fresh.png() != before


def test_an_image_is_pointed_at():
    figure = figures.worst_mistakes()
    scene = figure.scene
    for rank in range(12):
        x, y = scene._corner(rank)
        point_at(figure, x + 4, y + 4)
        assert figure.values == {"rank": rank + 1}
    point_at(figure, 60, 20)
    assert figure.values == {"rank": 12}


def test_the_mistakes_speak_portuguese_and_name_clothes():
    language.use("pt-BR")
    test = data.load("fashion_mnist", "test")
    figure = figures.worst_mistakes(digits=LabelledImages(test.images[:50], test.labels[:50], test.classes, test.name))
    index = figure.scene.worst[0]
    assert f"rótulo {test.classes[test.labels[index]]} ({test.labels[index]})" in figure.picture.summary


def test_networks_and_images_that_cannot_be_shown_are_refused():
    digits = data.load(split="test")
    with pytest.raises(TypeError, match="network must be a Network"):
        figures.worst_mistakes([784, 10])
    for network in (nn.Network([784, 10], output=nn.linear), nn.Network([100, 10]), nn.Network([784, 9])):
        with pytest.raises(ValueError, match="784 inputs and 10 outputs of sigmoid or softmax"):
            figures.worst_mistakes(network)
    with pytest.raises(ValueError, match=r"shows 12 images or more, of 10 classes, .* given images: 5, classes: 10"):
        figures.worst_mistakes(digits=LabelledImages(digits.images[:5], digits.labels[:5], digits.classes))


# ---------------------------------------------------------------- a training as it runs


@pytest.mark.parametrize(("accuracy", "epochs", "lowest"), [(0.1, [1, 2], 90), (0.95, [0, 1, 2], 90)])
def test_an_untrained_network_does_not_stretch_the_axes_once_there_are_epochs(accuracy, epochs, lowest):
    history = [Record(epoch, 0.3, 0.93, 0.2, 0.95) for epoch in (1, 2)]
    training = Training(Network([784, 8, 10]), (0.24, accuracy), history, None, 10, 0.1, 0.9, 32, None)
    scene = TrainingProgress().show(training)
    assert scene.plots[1].get_ylim() == (lowest, 100)
    assert scene.curves[1][1].get_xdata().tolist() == epochs
