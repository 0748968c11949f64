"""Digits pushed to the right (lesson 04): distances, and a network's answers, are those worked out one by one."""

import numpy as np
import pytest

from helpers import data, nn
from helpers.data.drawing import shifted
from lesson_flattening_mnist import figures
from lesson_flattening_mnist.moved import pushed

pytestmark = pytest.mark.usefixtures("unpainted")

DIGITS = data.load()


@pytest.mark.parametrize("pixels", [0, 1, 4])
def test_pushed_images_are_moved_and_black_where_nothing_has_come(pixels):
    images = DIGITS.images[:20]
    assert np.array_equal(pushed(images, pixels), [shifted(image, pixels, 0) for image in images])


# How far from itself, and from others


@pytest.mark.parametrize(("pixels", "itself", "farther"), [(0, 0, 0), (2, 7.3, 267), (3, 9.1, 298), (4, 10.3, 300)])
def test_what_the_lesson_says_of_distances(pixels, itself, farther):
    figure = figures.distances(DIGITS, pixels)
    assert f"pixels to the right: {pixels}. It lies {itself} from where it was; " in figure.picture.summary
    assert "the nearest image of another class, 3, lies 7.5 away" in figure.picture.summary
    assert f"{farther} of 300 images" in figure.picture.summary
    assert f"{farther} of 300 images" in figure.scene.overtaken.get_text()


@pytest.mark.parametrize(("index", "pixels"), [(0, 3), (7, 1), (50, 4)])
def test_images_stand_on_the_ruler_at_their_distances(index, pixels):
    figure = figures.distances(DIGITS, pixels)
    figure.set(index=index)
    scene, image = figure.scene, DIGITS.images[index] / 255
    others = np.flatnonzero(DIGITS.labels[:1500] != DIGITS.labels[index])
    gaps = [np.sqrt(((DIGITS.images[k] / 255 - image) ** 2).sum()) for k in others]
    moved = shifted(DIGITS.images[index], pixels, 0)
    lengths = [0, np.sqrt(((moved / 255 - image) ** 2).sum()), min(gaps)]
    shown = [DIGITS.images[index], moved, DIGITS.images[others[np.argmin(gaps)]]]
    for place, length, grey in zip(scene.images, lengths, shown, strict=True):
        left, right, _bottom, _top = place.get_extent()
        assert (left + right) / 2 == pytest.approx(scene.ZERO + scene.UNIT * length, abs=1e-4)
        assert np.array_equal(place.get_array(), grey)
    assert [bar.get_width() / scene.UNIT for bar in scene.bars] == pytest.approx(lengths[1:], abs=1e-5)


# What a network says


@pytest.fixture(scope="module")
def right():
    """Whether the network is right, for each push and each of the 2,000 images that are tried."""
    network, test = nn.Network.load(data.PRETRAINED), data.load(split="test")
    rows = [[shifted(image, k, 0).ravel() / 255 for image in test.images[::5]] for k in range(5)]
    return np.array([network(np.array(row)).argmax(axis=1) == test.labels[::5] for row in rows])


def test_what_the_lesson_says_of_the_network(right):
    figure = figures.moved_digits(4)
    assert (
        "Its right answers to 2,000 test images, from 0 pixels on: 95%; 91%; 72%; 50%; 29%." in figure.picture.summary
    )
    pushes, shares = figure.scene.curve.get_data()
    assert list(pushes) == [0, 1, 2, 3, 4]
    assert shares == pytest.approx(100 * right.mean(axis=1))


@pytest.mark.parametrize(("image", "pixels"), [(0, 0), (0, 3), (9, 2)])
def test_answer_to_the_image_and_what_has_changed_in_it(image, pixels, right):
    figure, test = figures.moved_digits(pixels), data.load(split="test")
    figure.set(k=50 * image)
    scene, before = figure.scene, test.images[250 * image]
    now = shifted(before, pixels, 0)
    assert scene.answer.get_text().endswith("✓" if right[pixels, 50 * image] else "×")
    changes = np.asarray(scene.changes.get_array()).astype(int)
    assert ((changes[..., 2] > changes[..., 0] + 20) == (now > before + 20.0)).mean() > 0.98  # blue: brighter
    inked, changed = ((before > 0) | (now > 0)).sum(), (before != now).sum()
    assert scene.count.get_text() == f"{changed} of {inked} pixels\nwith ink"
    assert f"Label {test.labels[250 * image]}; pixels to the right: {pixels}." in figure.picture.summary
    assert [words.get_visible() for words in scene.shares] == [push <= pixels for push in range(5)]
    assert (np.asarray(scene.image.get_array()) >= now).all()
    assert figure.controls["k"].written(50 * image) == f"{250 * image:,}"


def test_network_is_asked_only_as_far_as_the_digits_are_pushed():
    figure = figures.moved_digits(0)
    assert set(figure.scene.answers) == {0}
    figure.controls["pixels"].value = 2
    assert set(figure.scene.answers) == {0, 1, 2}
