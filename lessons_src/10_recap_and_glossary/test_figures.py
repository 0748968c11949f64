"""The picture that sums up the course: what is shown at each stage, and that its numbers are those of the network."""

import numpy as np
import pytest

from helpers import data, language
from helpers.lessons.folders import lesson_folders
from helpers.nn import Network, sigmoid
from lesson_recap_and_glossary import figures
from lesson_recap_and_glossary.figures import STAGES, CourseInOnePicture
from tests.pictures import pixels

WHITE = 255


@pytest.fixture(scope="module")
def figure():
    figure = figures.course_in_one_picture()
    yield figure
    figure.close()


@pytest.fixture(scope="module")
def network():
    return Network.load(data.PRETRAINED)


@pytest.fixture(scope="module")
def image():
    digits = data.load(split="test")
    return digits.pixels([CourseInOnePicture.IMAGE])[0], digits.labels[CourseInOnePicture.IMAGE]


def said(figure, stage: int) -> str:
    figure.set(stage=stage)
    return figure.picture.summary


def inside(figure, stage: int) -> np.ndarray:
    """The dots within a box, without its frame and its number, at the stage shown now."""
    left, bottom, width, height = (10 * x for x in STAGES[stage - 1][0])
    picture = pixels(figure.picture.png)
    top = figure.scene.height - bottom - height
    return picture[round(top + 6) : round(top + height - 6), round(left + 30) : round(left + width - 6)]


def test_boxes_fill_up_one_after_the_other(figure):
    for stage in range(1, len(STAGES) + 1):
        figure.set(stage=stage)
        for box in range(1, len(STAGES) + 1):
            empty = (inside(figure, box) == WHITE).all()
            assert empty == (box > stage), f"box {box} at stage {stage}"


def test_boxes_do_not_overlap_and_cover_the_course():
    boxes = [box for box, *_rest in STAGES]
    for i, (x, y, width, height) in enumerate(boxes):
        for u, v, w, h in boxes[:i]:
            assert x + width <= u or u + w <= x or y + height <= v or v + h <= y
    assert {lesson for _box, _name, lessons, _words in STAGES for lesson in lessons} == {
        lesson.name for lesson in lesson_folders()
    } - {"recap_and_glossary"}


def test_all_is_shown_at_first(figure):
    assert figures.course_in_one_picture().values == {"stage": len(STAGES)}


def test_network_is_right_but_not_sure(network, image):
    inputs, label = image
    outputs = network(inputs)
    assert outputs.argmax() == label == 3
    assert 0.5 < outputs.max() < 0.85


def test_numbers_are_the_network_s(figure, network, image):
    inputs, label = image
    layer, outputs, neuron = network.layers[0], network(inputs), figure.scene.neuron
    z = float(layer.weights[neuron] @ inputs + layer.bias[neuron])
    assert 0.6 < sigmoid(z) < 0.9, "neither off nor saturated"
    assert f"z ≈ {z:.2f}." in said(figure, 3).replace("−", "-")
    assert f"into a ≈ {sigmoid(z):.2f}." in said(figure, 4)
    assert f"{network.parameter_count:,} weights" in said(figure, 5)
    assert f"The largest, {outputs.max():.2f}, is that of the {label}" in said(figure, 6)
    error = sum((output - (k == label)) ** 2 for k, output in enumerate(outputs))
    assert f"E ≈ {error:.2f}." in said(figure, 7)


def test_lessons_and_stage_are_named_in_both_languages():
    language.use("pt-BR")
    figure = figures.course_in_one_picture(3)
    assert figure.picture.summary.startswith("3 · soma e viés (aulas 01, 02). ")
    assert "preenchidos até aqui: pixels, vetor, soma e viés. " in figure.picture.alt
    language.use("en")
    assert figures.course_in_one_picture(9).picture.summary.startswith("9 · backpropagation (lesson 07). ")


def test_play_walks_through_the_stages(figure):
    (buttons,) = (child for child in figure.children[0].children if hasattr(child, "play"))
    buttons.reset.click()
    assert figure.values == {"stage": 1}
    buttons.step.click()
    assert figure.values == {"stage": 2}
