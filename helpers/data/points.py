"""Points of the plane to learn from (lesson 09): the public playground's data sets, and the student's own points.

- `Points`: where points lie and what is wanted there;
- `DATASETS`, `make_points`: the data sets by name, drawn by chance; `judge_spiral`: the spiral all are judged by;
- `own_points`: points from a list, an array or a CSV file;
- `FEATURES`: what a network may be told of a point, by name.

The distributions are those of github.com/tensorflow/playground, src/dataset.ts, commit 02469bd.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from helpers.language import N_, _, number, read

REACH = 6  # the plane is shown from −6 to 6, both ways
MOST = 10_000  # own points: with more, an epoch takes so long that the playground would answer late


@dataclass(frozen=True, eq=False)
class Points:
    """x: where the points lie, float64 of shape (m, 2); targets: what is wanted there, float64 of shape (m,).

    regression: whether the targets are numbers to meet, from −1 to 1, or else classes, −1 and 1;
    labels: what those two classes were called where the points come from.
    """

    x: np.ndarray
    targets: np.ndarray
    regression: bool = False
    labels: tuple[float, float] = (-1, 1)

    def __len__(self) -> int:
        return len(self.targets)

    def take(self, indices) -> "Points":
        """Some of the points, in this order."""
        return Points(self.x[indices], self.targets[indices], self.regression, self.labels)

    def __repr__(self) -> str:
        if self.regression:
            text = _("{count} points with targets from {least} to {most}")
            return text.format(
                count=number(len(self)), least=number(self.targets.min()), most=number(self.targets.max())
            )
        text = _(
            "{count} points of two classes: {minus} with label −1 (given as {low}), {plus} with 1 (given as {high})"
        )
        plus = int((self.targets > 0).sum())
        low, high = (number(label, 10) for label in self.labels)
        return text.format(
            count=number(len(self)), minus=number(len(self) - plus), plus=number(plus), low=low, high=high
        )


# ---------------------------------------------------------------- data sets


class Dataset(NamedTuple):
    """title: how it is called; count: of its points, if nobody asks for another; draw: (count, noise, rng) → (x, targets).

    The noise given to `draw` is a share, from 0 to 0.5.
    """

    title: str
    regression: bool
    count: int
    draw: Callable[[int, float, np.random.Generator], tuple[np.ndarray, np.ndarray]]


def _polar(r, angle):
    return np.stack([r * np.sin(angle), r * np.cos(angle)], axis=1)


def _halves(count):
    """The classes of points of which the first half, or one more, is 1 and the rest −1."""
    return np.where(np.arange(count) < (count + 1) // 2, 1.0, -1.0)


def _circle(count, noise, rng):
    inside = _halves(count) > 0
    r = rng.uniform(np.where(inside, 0, 3.5), np.where(inside, 2.5, 5))
    x = _polar(r, rng.uniform(0, 2 * np.pi, count))
    moved = x + noise * rng.uniform(-5, 5, x.shape)  # the noise acts on the class alone: the point stays
    return x, np.where(np.hypot(*moved.T) < 2.5, 1.0, -1.0)


def _xor(count, noise, rng):
    x = rng.uniform(-5, 5, (count, 2))
    x += np.where(x > 0, 0.3, -0.3)
    moved = x + noise * rng.uniform(-5, 5, x.shape)
    return x, np.where(moved.prod(axis=1) >= 0, 1.0, -1.0)


def _gauss(count, noise, rng):
    targets = _halves(count)
    return rng.normal(2 * targets[:, None], np.sqrt(0.5 + 7 * noise), (count, 2)), targets


def _spiral(count, noise, rng):
    """Two arms; they begin one step away from the middle, where two points of both classes would be one place."""
    targets = _halves(count)
    n = count / 2
    i = np.where(targets > 0, np.arange(count) + 1, np.arange(count) + 1 - (count + 1) // 2)
    x = _polar(5 * i / n, 1.75 * i / n * 2 * np.pi + np.where(targets > 0, 0, np.pi))
    return x + noise * rng.uniform(-1, 1, x.shape), targets


def _plane(count, noise, rng):
    x = rng.uniform(-REACH, REACH, (count, 2))
    moved = x + noise * rng.uniform(-REACH, REACH, x.shape)
    return x, moved.sum(axis=1) / 10


_BUMPS = np.array([(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)])


def _bumps(count, noise, rng):
    x = rng.uniform(-REACH, REACH, (count, 2))
    moved = x + noise * rng.uniform(-REACH, REACH, x.shape)
    distances = np.linalg.norm(moved[:, None] - _BUMPS[:, :2], axis=2)
    heights = _BUMPS[:, 2] * np.clip(1 - distances / 2, 0, 1)
    return x, heights[np.arange(count), np.abs(heights).argmax(axis=1)]


DATASETS = {
    "circle": Dataset(N_("Circle"), False, 500, _circle),
    "xor": Dataset(N_("Exclusive or"), False, 500, _xor),
    "gauss": Dataset(N_("Two clouds"), False, 500, _gauss),
    "spiral": Dataset(N_("Spiral"), False, 500, _spiral),
    "plane": Dataset(N_("Plane"), True, 1200, _plane),
    "multi_gauss": Dataset(N_("Six hills"), True, 1200, _bumps),
}


def make_points(dataset: str, count: int | None = None, noise: float = 0, rng: np.random.Generator | None = None):
    """Points of a data set drawn by chance, in random order, as `Points`.

    dataset: a name in `DATASETS`; count: how many, by default 500, or 1,200 for regression; noise: from 0 to 50.
    Raises ValueError for another name, for a count below 2 and for a noise outside 0 … 50.
    """
    if dataset not in DATASETS:
        raise ValueError(f"dataset must be one of {', '.join(DATASETS)}; given {dataset!r}")
    kind = DATASETS[dataset]
    count = kind.count if count is None else count
    if count < 2 or not 0 <= noise <= 50:
        raise ValueError(f"count must be 2 or more, and noise from 0 to 50; given count={count}, noise={noise}")
    rng = np.random.default_rng(0) if rng is None else rng
    x, targets = kind.draw(count, noise / 100, rng)
    return Points(x, targets, kind.regression).take(rng.permutation(count))


def judge_spiral() -> Points:
    """The spiral that every solution of the challenge is judged by: 1,000 points, always the same, without noise."""
    return Points(*_spiral(1000, 0, np.random.default_rng(0)))


# ---------------------------------------------------------------- features


class Feature(NamedTuple):
    """title: how it is written; of: from points, shape (m, 2), to its value for each, shape (m,)."""

    title: str
    of: Callable[[np.ndarray], np.ndarray]


FEATURES = {
    "x1": Feature("x₁", lambda x: x[:, 0]),
    "x2": Feature("x₂", lambda x: x[:, 1]),
    "x1_squared": Feature("x₁²", lambda x: x[:, 0] ** 2),
    "x2_squared": Feature("x₂²", lambda x: x[:, 1] ** 2),
    "x1_x2": Feature("x₁·x₂", lambda x: x[:, 0] * x[:, 1]),
    "sin_x1": Feature("sin x₁", lambda x: np.sin(x[:, 0])),
    "sin_x2": Feature("sin x₂", lambda x: np.sin(x[:, 1])),
}


# ---------------------------------------------------------------- own points

_TEXT = str | Path | bytes | bytearray | memoryview
_MOST_BYTES = 5_000_000  # many times what MOST lines take
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # no text has these


def own_points(source) -> Points:
    """Points that the student brings, in the order given: rows of x1, x2 and a label.

    source: rows (a list, an array, a table of pandas) of shape (m, 3); or the path of a CSV file; or what stands in
    one, as bytes or as text with line breaks. A CSV may begin with a line of headings; it separates by comma, or by
    semicolon or tab, and decimals may be written with a comma, as spreadsheets in Brazil do.

    Two different labels are two classes: the smaller becomes −1, the larger 1 (`Points.labels` tells which they
    were). More than two are numbers to meet, from −1 to 1. Blank lines are skipped, points given twice are kept.
    Raises ValueError, with the line, for anything else: text, NaN, another number of columns, a place outside the
    plane, one label only, less than 2 points or more than MOST.
    """
    if isinstance(source, Points):
        return source
    rows, places = [], []
    for place, cells in _csv_lines(source) if isinstance(source, _TEXT) else _rows(source):
        if len(rows) == MOST:
            raise ValueError(_too_many())
        rows.append(_three_numbers(place, cells))
        places.append(place)
    if len(rows) < 2:
        raise ValueError(
            _("There must be at least 2 points, rows of three numbers: x1, x2 and a label; given {count}.").format(
                count=number(len(rows))
            )
        )
    table = np.array(rows)
    labels = np.unique(table[:, 2])
    if len(labels) == 1:
        text = _("All points have the label {label}. Give some another label: that is the other class.")
        raise ValueError(text.format(label=number(labels[0], 10)))
    if len(labels) == 2:
        return Points(table[:, :2], np.where(table[:, 2] == labels[1], 1.0, -1.0), labels=tuple(labels.tolist()))
    for place, (_x1, _x2, label) in zip(places, rows, strict=True):
        if abs(label) > 1:
            raise ValueError(
                _(
                    "{place}: the label is {label}, and there are {count} different labels. Two labels are two classes; "
                    "more are numbers to learn, and must lie between −1 and 1: divide them by the largest."
                ).format(place=place, label=number(label, 10), count=number(len(labels)))
            )
    return Points(table[:, :2], table[:, 2], regression=True)


def _too_many() -> str:
    return _("There are more than {most} points: take fewer, for example every tenth line.").format(most=number(MOST))


def _three_numbers(place: str, cells) -> list[float]:
    if len(cells) != 3:
        text = _("{place} has another number of columns than 3: {count}. Each point is x1, x2 and a label.")
        raise ValueError(text.format(place=place, count=number(len(cells))))
    values = [_finite(place, cell) for cell in cells]
    for name, value in zip(("x1", "x2"), values, strict=False):
        if abs(value) > REACH:
            raise ValueError(
                _(
                    "{place}: {name} is {value}, outside the plane, which goes from −6 to 6. Divide all your {name} by "
                    "one number, so that they fit."
                ).format(place=place, name=name, value=number(value, 10))
            )
    return values


def _finite(place: str, cell) -> float:
    try:
        value = _as_float(cell)
    except (TypeError, ValueError):
        text = _("{place}: {cell} is not a number. Each point is three numbers: x1, x2 and a label.")
        raise ValueError(text.format(place=place, cell=repr(cell)[:40])) from None
    if not np.isfinite(value):
        text = _("{place}: {cell} is not a finite number. Correct or delete this point.")
        raise ValueError(text.format(place=place, cell=value))
    return value


def _as_float(cell) -> float:
    return read(cell) if isinstance(cell, str) else float(cell)


def _rows(source) -> Iterator[tuple[str, list]]:
    """The rows of a list or array, each with its place in words."""
    source = source.to_numpy() if hasattr(source, "to_numpy") else source
    try:
        for k, row in enumerate(source):
            yield _("Row {k} (the first is 0)").format(k=number(k)), list(row)
    except TypeError:
        text = _(
            "Points are rows of three numbers, such as [[1, 2, -1], [3, 4, 1]], or the path of a CSV file; given {given}."
        )
        raise ValueError(text.format(given=repr(source)[:80])) from None


def _csv_lines(source) -> Iterator[tuple[str, list[str]]]:
    """The lines of a CSV, without blank ones and headings, each with its place in words."""
    text = _text(source)
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text), delimiter=next((mark for mark in ";\t" if mark in first), ","))
    is_first = True
    try:
        for line in reader:
            cells = [cell.strip() for cell in line]
            if not any(cells):
                continue
            if not (is_first and not any(map(_is_number, cells))):
                yield _("Line {k}").format(k=number(reader.line_num)), cells
            is_first = False
    except csv.Error:
        text = _("Line {k} is not as a CSV file should be: x1, x2 and a label, with commas between them.")
        raise ValueError(text.format(k=number(reader.line_num))) from None


def _is_number(cell: str) -> bool:
    try:
        _as_float(cell)
    except ValueError:
        return False
    return True


def _text(source) -> str:
    if isinstance(source, str) and "\n" in source:
        return source
    if isinstance(source, str | Path):
        try:
            with Path(source).open("rb") as file:
                source = file.read(_MOST_BYTES + 1)
        except OSError as error:
            text = _("The file {path} cannot be read: {error}. Give the path of a CSV file that is there.")
            raise ValueError(text.format(path=source, error=error.strerror)) from None
    raw = bytes(source)
    if len(raw) > _MOST_BYTES:
        raise ValueError(_too_many())
    if _BINARY.search(raw):
        raise ValueError(
            _("This is not a text file. Save your table as CSV: a line for each point, x1, x2 and a label with commas.")
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # as spreadsheets on Windows save it
