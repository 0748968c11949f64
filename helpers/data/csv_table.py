"""Tables of three columns, x1, x2 and a label, in a CSV file as spreadsheets write them (lesson 09).

Nothing is guessed. What stands between the columns is told by the last line: semicolons, or else tabs, commas, or
spaces; or by a first line `sep=;`, as Excel writes it. Decimals may have a comma where commas are not between the
columns, or inside quotation marks. The first line may be a title, one cell with words; then headings may come, in any
order. Empty lines and columns, and lines that begin with #, are passed over. Letters are in UTF-8, UTF-16 with its mark,
or as Windows writes them (cp1252).

- `csv_rows`: the rows in the order x1, x2, label, each with its line in words;
- `in_order`: in which columns these are, by the headings.
"""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from helpers.language import _, number, read

MOST_BYTES = 5_000_000  # many times what the most points take
HEADINGS = (  # without accents, capitals, spaces and signs
    {"x1": ("x1",), "x2": ("x2",), "label": ("label", "rotulo", "class", "classe", "target", "alvo", "y")},
    {"x1": ("x",), "x2": ("y",), "label": ("label", "rotulo", "class", "classe", "target", "alvo")},
)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")  # no text has these


def csv_rows(source: str | Path | bytes, most: int) -> list[tuple[str, list[str]]]:
    """The rows of a CSV file, or of what stands in one: pairs of the line in words and the cells x1, x2 and label.

    Of more rows than `most` one or a few more are given, so that it can be seen, and no time is lost with the rest.

    Raises ValueError, with the line and what is to be done, for what is no such table.
    """
    lines = re.split(r"\r\n|\r|\n", _text(source))
    separator = _separator(lines)
    table = list(islice(_cells(lines, separator), most + 3))  # a title, headings, and one more
    if table and _is_title(table[0][1]):
        del table[0]
    table = _without_empty_columns(table)
    order = (0, 1, 2)
    if table and _in_words(table[0][1]):
        order = in_order(_place(table[0][0]), table[0][1])
        del table[0]
    return [(_place(line), _three(line, cells, order, separator)) for line, cells in table]


def in_order(place: str, headings: Sequence[str]) -> tuple[int, ...]:
    """In which columns x1, x2 and the label are; raises ValueError where the headings do not say it."""
    found = [_plain(name) for name in headings]
    for names in HEADINGS:
        columns = [[k for k, name in enumerate(found) if name in known] for known in names.values()]
        if len(headings) == 3 and all(len(places) == 1 for places in columns):
            return tuple(k for (k,) in columns)
    text = _(
        "{place}: {headings} do not say which column is which. Write the headings x1, x2 and label, in any order, and delete "
        "all other columns; or delete this line, if the columns are x1, x2 and label."
    )
    raise ValueError(text.format(place=place, headings=", ".join(map(repr, headings))[:120]))


def _place(line: int) -> str:
    return _("Line {k}").format(k=number(line))


def _separator(lines: list[str]) -> str:
    """What stands between the columns."""
    if lines and (told := re.fullmatch(r"\s*\"?sep=(.)\"?\s*", lines[0], re.IGNORECASE)):
        lines[0] = ""
        return told[1]
    last = next((line for line in reversed(lines) if line.strip() and not line.startswith("#")), "")
    return next((mark for mark in ";\t," if mark in last), " ")


def _cells(lines: list[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, each with its number from 1 and its cells."""
    lines = ["" if line.lstrip().startswith("#") else line for line in lines]
    if separator == " ":
        yield from ((k, line.split()) for k, line in enumerate(lines, start=1) if line.strip())
        return
    reader, begins = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True), 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        text = _(
            "Line {k} is not as a CSV file should be: look for a quotation mark that is not closed, and close or delete it."
        )
        raise ValueError(text.format(k=number(begins))) from None


def _without_empty_columns(table: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    used = {k for _line, cells in table for k, cell in enumerate(cells) if cell}
    return [(line, [cell for k, cell in enumerate(cells) if k in used]) for line, cells in table]


def _three(line: int, cells: list[str], order: Sequence[int], separator: str) -> list[str]:
    if len(cells) == 3:
        return [cells[k] for k in order]
    text = _("{place} should have 3 columns, but has {count}. Each point is x1, x2 and a label.")
    said = text.format(place=_place(line), count=number(len(cells)))
    said += " " + _("Found: {cells}.").format(cells=" | ".join(cells)[:80])
    if separator == "," and len(cells) > 3:
        said += " " + _(
            "If a comma is also the decimal mark, put semicolons between the columns, as in 1,5;2;1, or write decimals with "
            "a point, as in 1.5,2,1."
        )
    raise ValueError(said)


def _plain(name: str) -> str:
    """A name without accents, capitals, spaces and signs."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", name).casefold())


def _is_title(cells: list[str]) -> bool:
    """Whether there is one cell with words, which cannot be headings or a point with other marks between its parts."""
    text, *more = filter(None, cells)
    known = {name for names in HEADINGS for words in names.values() for name in words}
    return (
        not more and _in_words([text]) and not re.search("[,;\t|]", text) and not known & {*map(_plain, text.split())}
    )


def _in_words(cells: list[str]) -> bool:
    """Whether there are letters, and no cell is a number."""
    return any(map(str.isalpha, "".join(cells))) and not any(map(_is_number, cells))


def _is_number(cell: str) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------- text from files and bytes

_ESCAPES = {"\a": "a", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v"}


def _text(source) -> str:
    if isinstance(source, str | Path):
        _refuse_eaten_backslashes(str(source))
        if isinstance(source, str) and re.search(r"[\r\n]", source):
            return source.removeprefix("\ufeff")
        try:
            with Path(source).open("rb") as file:
                source = file.read(MOST_BYTES + 1)
        except OSError as error:
            text = _("The file {path} cannot be read: {error}. Give the path of a CSV file that exists.")
            raise ValueError(text.format(path=source, error=_reason(error))) from None
    raw = bytes(source)
    if len(raw) > MOST_BYTES:
        text = _("This file has more than {most} MB. Take fewer points, for example every tenth line.")
        raise ValueError(text.format(most=number(MOST_BYTES / 1e6)))
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
        break
    raise ValueError(
        _("This is not a text file. Save your table as CSV: a line for each point, x1, x2 and a label with commas.")
    )


def _reason(error: OSError) -> str:
    """Why a file cannot be read, in the notebook's language where it is a usual thing."""
    if isinstance(error, FileNotFoundError):
        return _("there is no such file")
    if isinstance(error, IsADirectoryError):
        return _("it is a folder, not a file")
    if isinstance(error, PermissionError):  # Windows says this of a folder too
        return _("this computer refuses it")
    return error.strerror or str(error)


def _refuse_eaten_backslashes(path: str) -> None:
    """Raises ValueError for a path of Windows in which Python has taken \\n for a line break, \\t for a tab …"""
    eaten = [sign for sign in path if unicodedata.category(sign) == "Cc"]
    is_path = re.match(r"[A-Za-z]:(?![^\x00-\x1f\\/])|\\\\", path) or re.search(
        r"\.(csv|txt|tsv)\s*$", path, re.IGNORECASE
    )
    if not eaten or not is_path:
        return
    meant = "".join(f"\\{_ESCAPES[sign]}" if sign in _ESCAPES else sign for sign in path)
    shown = "".join(sign for sign in meant if sign.isprintable())[:120]
    text = _(
        'In a Python string a backslash begins a special sign: this path has lost letters. Write r"{path}", with an r '
        "before the quotation marks, or / in place of each backslash."
    )
    raise ValueError(text.format(path=shown))
