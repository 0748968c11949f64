"""The confusion matrix and what is told from it: by hand, against counting one by one, and bad input."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import nn

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LABELS, ANSWERS = [0, 0, 0, 1, 1, 2, 2, 2, 2, 2], [0, 0, 1, 1, 0, 2, 2, 2, 0, 1]
MATRIX = [[2, 1, 0], [1, 1, 0], [1, 1, 3]]


def test_by_hand():
    matrix = nn.confusion_matrix(LABELS, ANSWERS, 3)
    assert matrix.tolist() == MATRIX
    assert nn.accuracy(matrix) == 0.6
    assert nn.precision(matrix) == pytest.approx([2 / 4, 1 / 3, 1])
    assert nn.recall(matrix) == pytest.approx([2 / 3, 1 / 2, 3 / 5])
    assert type(nn.accuracy(MATRIX)) is float


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=60))
@settings(max_examples=60)
def test_is_what_counting_one_by_one_gives(pairs):
    labels, answers = ([pair[k] for pair in pairs] for k in (0, 1))
    matrix = nn.confusion_matrix(labels, answers, 5)
    assert matrix.sum() == len(pairs)
    for label in range(5):
        for answer in range(5):
            assert matrix[label, answer] == pairs.count((label, answer))
    right = [label for label, answer in pairs if label == answer]
    if pairs:
        assert nn.accuracy(matrix) == pytest.approx(len(right) / len(pairs))
    for share, given_as in ((nn.precision(matrix), answers), (nn.recall(matrix), labels)):
        for c in range(5):
            wanted = right.count(c) / given_as.count(c) if c in given_as else math.nan
            assert share[c] == pytest.approx(wanted, nan_ok=True)


def test_a_class_that_is_never_answered_has_no_precision_and_one_without_examples_no_recall():
    matrix = nn.confusion_matrix([0, 0], [1, 1], 3)
    assert nn.precision(matrix) == pytest.approx([math.nan, 0, math.nan], nan_ok=True)
    assert nn.recall(matrix) == pytest.approx([0, math.nan, math.nan], nan_ok=True)
    assert math.isnan(nn.accuracy(np.zeros((3, 3), int)))


def test_labels_and_answers_of_any_kind_of_whole_number():
    for kind in (np.uint8, np.int8, np.int64):
        assert nn.confusion_matrix(np.array(LABELS, kind), np.array(ANSWERS), 3).tolist() == MATRIX
    assert nn.confusion_matrix(np.array([200], np.uint8), np.array([200], np.uint8), 256)[200, 200] == 1


@pytest.mark.parametrize(
    ("labels", "answers", "words"),
    [
        ([0, 1], [0], r"labels of shape \(2,\) and answers of shape \(1,\)"),
        (0, 0, "every label needs an answer"),
        ([[0]], [[0]], "every label needs an answer"),
        ([0, 3], [0, 1], r"labels must be whole numbers from 0 to 2; given array\(\[0, 3\]\)"),
        ([0, 1], [0, -1], "answers must be whole numbers"),
        ([0.0, 1.0], [0, 1], "labels must be whole numbers"),
        (["0"], [0], "labels must be whole numbers"),
        (None, None, "every label needs an answer"),
    ],
)
def test_bad_labels_and_answers(labels, answers, words):
    with pytest.raises(ValueError, match=words):
        nn.confusion_matrix(labels, answers, 3)


@pytest.mark.parametrize("matrix", [[1, 2], [[1, 2]], [["1"]], None, 3, np.zeros((2, 2, 2))], ids=repr)
@pytest.mark.parametrize("measure", [nn.accuracy, nn.precision, nn.recall], ids=lambda measure: measure.__name__)
def test_bad_matrix(measure, matrix):
    with pytest.raises(ValueError, match="a confusion matrix has as many rows as columns"):
        measure(matrix)
