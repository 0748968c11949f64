"""How good a classifier is, told from its confusion matrix (lesson 07).

- `confusion_matrix`: what was answered for every label;
- `accuracy`: the share of right answers; `precision`, `recall`: the same seen from each class.

Source: Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 11.1.
"""

import numpy as np

from helpers.language import _


def confusion_matrix(labels, answers, classes: int) -> np.ndarray:
    """How often each answer (column) was given for each label (row), as whole numbers of shape (classes, classes).

    labels, answers: as many whole numbers from 0 to classes − 1 each; raises ValueError for anything else.
    """
    labels, answers = np.asarray(labels), np.asarray(answers)
    if labels.ndim != 1 or labels.shape != answers.shape:
        text = _("every label needs an answer; given labels of shape {labels} and answers of shape {answers}")
        raise ValueError(text.format(labels=labels.shape, answers=answers.shape))
    for name, given in (("labels", labels), ("answers", answers)):
        if given.size and (given.dtype.kind not in "iu" or not np.isin(given, range(classes)).all()):
            text = _("{name} must be whole numbers from 0 to {last}; given {given}")
            raise ValueError(text.format(name=name, last=classes - 1, given=repr(given)[:80]))
    matrix = np.zeros((classes, classes), int)
    np.add.at(matrix, (labels.astype(int), answers.astype(int)), 1)
    return matrix


def accuracy(matrix) -> float:
    """The share of all examples that were answered right: the diagonal of a confusion matrix, of its sum."""
    matrix = _square(matrix)
    return float(_share(matrix.trace(), matrix.sum()))


def precision(matrix) -> np.ndarray:
    """For each class, the share of its answers that were right; NaN where it was never the answer."""
    matrix = _square(matrix)
    return _share(matrix.diagonal(), matrix.sum(axis=0))


def recall(matrix) -> np.ndarray:
    """For each class, the share of its examples that were found; NaN where there were none."""
    matrix = _square(matrix)
    return _share(matrix.diagonal(), matrix.sum(axis=1))


def _share(part, whole) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.divide(part, whole)


def _square(matrix) -> np.ndarray:
    matrix = np.asarray(matrix)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or matrix.dtype.kind not in "iuf":
        text = _("a confusion matrix has as many rows as columns, all numbers; given {given}")
        raise ValueError(text.format(given=repr(matrix)[:80]))
    return matrix
