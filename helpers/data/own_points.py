"""Points that the student brings to the playground (lesson 09), from a list, an array, a table or a CSV file."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from helpers.data.csv_table import SHEET_ERROR, csv_rows, in_order, no_points
from helpers.data.points import REACH, Points
from helpers.language import _, number, read

MOST = 10_000  # points: with more, an epoch takes so long that the playground would answer late
NAMES = ("x1", "x2")


def own_points(source, scaled: bool = False) -> Points:
    """Points that the student brings, in the order given: rows of x1, x2 and a label.

    source: rows (a list, an array, a table of pandas) of shape (m, 3); or the path of a CSV file; or what stands in
    one, as bytes or as text with line breaks: see `csv_table`. scaled: whether to bring them into the plane, each axis
    for itself: its mean is taken away, and what is left divided by its standard deviation.

    Two different labels are two classes: the smaller becomes −1, the larger 1, of words the first by alphabet −1
    (`Points.labels` tells which they were; capitals do not count). More than two must be numbers to meet, from −1 to 1.
    Points given twice are kept. Raises ValueError, with the line, for anything else: text, NaN, another number of
    columns, a place outside the plane, one label only, less than 2 points or more than MOST.
    """
    if isinstance(source, Points):
        return source
    is_text = isinstance(source, str | Path | bytes | bytearray | memoryview)
    places, rows = [], []
    for place, cells in csv_rows(source, MOST) if is_text else _rows(source):
        if len(rows) == MOST:
            text = _("There are more than {most} points: take fewer, for example every tenth line.")
            raise ValueError(text.format(most=number(MOST)))
        places.append(place)
        rows.append(cells)
    for place, cells in zip(places, rows, strict=True):
        if len(cells) != 3:
            text = _("{place} should have 3 columns, but has {count}. Each point is x1, x2 and a label.")
            raise ValueError(text.format(place=place, count=number(len(cells))))
    x = np.array(
        [
            [_finite(place, name, cell) for name, cell in zip(NAMES, cells, strict=False)]
            for place, cells in zip(places, rows, strict=True)
        ]
    )
    labels = [_filled(place, _("label"), cells[2]) for place, cells in zip(places, rows, strict=True)]
    if len(rows) < 2:
        text = _("There must be at least 2 points, rows of three numbers: x1, x2 and a label; given {count}.")
        raise ValueError(text.format(count=number(len(rows))))
    return _labelled(places, _in_the_plane(places, x, scaled), labels)


def _in_the_plane(places: list[str], x: np.ndarray, scaled: bool) -> np.ndarray:
    """The places, scaled if that is wanted; raises ValueError for the first one that is outside the plane."""
    exponents = np.frexp(np.abs(x).max(axis=0))[1]  # divided by a power of two, no square is too large for a float
    parts = np.ldexp(x, -exponents)
    mean, spread = parts.mean(axis=0), parts.std(axis=0)
    if scaled:
        x = (parts - mean) / np.where(spread == 0, 1, spread)
    mean, spread = np.ldexp(mean, exponents), np.ldexp(spread, exponents)
    spread[spread == 0] = 1
    outside = np.argwhere(np.abs(x) > REACH)
    if not len(outside):
        return x
    row, axis = outside[0]
    values = {"place": places[row], "name": NAMES[axis], "value": number(x[row, axis], 1 if scaled else 10)}
    if scaled:
        text = _(
            "{place}: {name} lies {value} standard deviations from the mean of all {name}, outside the plane, which goes "
            "from −6 to 6. Correct or delete this point."
        )
        raise ValueError(text.format(**values))
    text = _(
        "{place}: {name} is {value}, outside the plane, which goes from −6 to 6. Subtract the mean of each axis, then "
        "divide by its standard deviation: {first} and {second}. In Python, data.own_points(…, scaled=True) does that for you."
    )
    first, second = (_formula(name, *pair) for name, *pair in zip(NAMES, mean, spread, strict=True))
    raise ValueError(text.format(**values, first=first, second=second))


def _formula(name: str, middle: float, spread: float) -> str:
    """How a column is brought to a smaller range, with three digits of what it is divided by."""
    decimals = max(0, 2 - int(np.floor(np.log10(spread))))
    sign = "−" if middle >= 0 else "+"
    return f"({name} {sign} {number(abs(middle), decimals)}) / {number(spread, decimals)}"


def _labelled(places: list[str], x: np.ndarray, cells: list) -> Points:
    """The points with these labels, as classes or for regression."""
    words = {k: str(cell).strip() for k, cell in enumerate(cells) if isinstance(cell, str) and not _is_number(cell)}
    if words:
        return _classes_in_words(places, x, cells, words)
    labels = np.array([_finite(place, _("label"), cell) for place, cell in zip(places, cells, strict=True)])
    different = np.unique(labels)
    if len(different) == 1:
        raise ValueError(_one_label(number(different[0], 10)))
    if len(different) == 2:
        return Points(x, np.where(labels == different[1], 1.0, -1.0), labels=tuple(different.tolist()))
    if np.abs(different).max() > 1:
        k = int((np.abs(labels) > 1).argmax())
        middle, half = different[0] / 2 + different[-1] / 2, different[-1] / 2 - different[0] / 2
        text = _(
            "{place}: the label is {label}, and there are {count} different labels. Two labels are two classes; more are "
            "numbers to learn, and must lie between −1 and 1: write {formula} in place of each label."
        )
        formula = _formula(_("label"), middle, half)
        values = {"place": places[k], "label": number(labels[k], 10), "count": number(len(different))}
        raise ValueError(text.format(formula=formula, **values))
    return Points(x, labels, regression=True)


def _classes_in_words(places: list[str], x: np.ndarray, cells: list, words: dict[int, str]) -> Points:
    others = [k for k in range(len(cells)) if k not in words]
    if others:
        text = _("{place}: the label is {cell}, and that of another point {other}. Write all labels in words, or none.")
        (odd, *_odd), (other, *_others) = sorted((words, others), key=len)  # the rarer kind is named
        raise ValueError(text.format(place=places[odd], cell=repr(cells[odd])[:40], other=repr(cells[other])[:40]))
    names = {word.casefold(): word for word in reversed(words.values())}  # as each was first written
    if len(names) == 1:
        raise ValueError(_one_label(repr(*names.values())[:40]))
    if len(names) > 2:
        text = _("There are {count} different words as labels: {words}. Two classes can be learnt: keep two of them.")
        listed = ", ".join(repr(name) for name in sorted(names.values()))
        raise ValueError(text.format(count=number(len(names)), words=listed[:120]))
    low, high = sorted(names)
    targets = np.array([1.0 if words[k].casefold() == high else -1.0 for k in range(len(cells))])
    return Points(x, targets, labels=(names[low], names[high]))


def _one_label(label: str) -> str:
    text = _("All points have the label {label}. Give some another label: that is the other class.")
    return text.format(label=label)


def _filled(place: str, name: str, cell):
    """A cell in which something stands."""
    if isinstance(cell, str) and not cell.strip():
        text = _("{place}: there is no {name}. Write it, or delete this point.")
        raise ValueError(text.format(place=place, name=name))
    return cell


def _finite(place: str, name: str, cell) -> float:
    cell = _filled(place, name, cell)
    try:
        value = read(cell) if isinstance(cell, str) else float(cell)
    except OverflowError:
        text = _("{place}: {name} is too large for the computer to calculate with. Correct or delete this point.")
        raise ValueError(text.format(place=place, name=name)) from None
    except (TypeError, ValueError):
        text = _("{place}: {cell} is not a number. Each point is three numbers: x1, x2 and a label.")
        said = text.format(place=place, cell=repr(cell)[:40])
        if isinstance(cell, str) and (advice := _advice(cell)):
            said += " " + advice
        raise ValueError(said) from None
    if not np.isfinite(value):
        text = _("{place}: {cell} is not a finite number. Correct or delete this point.")
        raise ValueError(text.format(place=place, cell=value))
    return value


def _advice(cell: str) -> str:
    """What to do about a cell that should be a number and is none."""
    if SHEET_ERROR.fullmatch(cell):
        return _("That is an error of the spreadsheet: correct its formula, or delete this point.")
    if cell[:1].isalpha():
        return no_points()
    if any(map(str.isdigit, cell)):
        return _("Write the number alone, without units or other signs.")
    return ""


def _is_number(cell: str) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


def _rows(source) -> Iterator[tuple[str, list]]:
    """The rows of a list, an array or a table, each with its place in words."""
    order = slice(None)
    if hasattr(source, "to_numpy"):  # a table of pandas
        columns = list(getattr(source, "columns", ()))
        if columns and all(isinstance(name, str) for name in columns):
            order = in_order(_("The table"), columns)
        source = source.to_numpy()
    try:
        for k, row in enumerate(source):
            cells = list(row)
            yield (
                _("Row {k} (the first is 0)").format(k=number(k)),
                (cells[order] if isinstance(order, slice) else [cells[column] for column in order]),
            )
    except TypeError:
        text = _(
            "Points are rows of three numbers, such as [[1, 2, -1], [3, 4, 1]], or the path of a CSV file; given {given}."
        )
        raise ValueError(text.format(given=repr(source)[:80])) from None
