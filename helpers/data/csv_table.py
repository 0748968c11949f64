"""Tables of three columns, x1, x2 and a label, in a CSV file as spreadsheets write them (lesson 09).

Nothing is guessed. What stands between the columns is told by most lines: semicolons, or else tabs, commas, or spaces;
or by a first line `sep=;`, as Excel writes it. Decimals may have a comma where commas are not between the columns, or
inside quotation marks, if all have the same mark; the other one may stand between thousands, where that is clear. The
first lines may be titles, one cell with words; then headings may come, in any order. Empty lines and columns, and lines
that begin with #, are passed over. Letters are in UTF-8, UTF-16 with its mark, or as Windows writes them (cp1252).

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
MOST_TITLES = 8  # lines
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
SHEET_ERROR = re.compile(r"#(DIV/0!|N/A|N/D|N[UÚ]M!|REF!|VALUE!|VALOR!|NAME\?|NOME\?|NULL!|NULO!)")
_COMMENT = re.compile(rf"\s*(?!{SHEET_ERROR.pattern})#")
_QUOTED = re.compile(r'\s*(?:"([^"]*)")?\s*')  # all of a line
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")  # no text has these


def csv_rows(source: str | Path | bytes, most: int) -> list[tuple[str, list[str]]]:
    """The rows of a CSV file, or of what stands in one: pairs of the line in words and the cells x1, x2 and label.

    Of more rows than `most` one or a few more are given, so that it can be seen, and no time is lost with the rest.

    Raises ValueError, with the line and what is to be done, for what is no such table.
    """
    lines = re.split(r"\r\n|\r|\n", _text(source))
    if all(map(_QUOTED.fullmatch, lines)):  # each line was taken for one cell
        lines = [_QUOTED.fullmatch(line)[1] or "" for line in lines]
    separator = _separator(lines)
    table = list(islice(_cells(lines, separator), most + MOST_TITLES + 2))  # headings, and one more
    for _title in range(MOST_TITLES):
        if table and _is_title(table[0][1]):
            del table[0]
    table = _without_empty_columns(table)
    order = (0, 1, 2)
    if table and _in_words(table[0][1]):
        order = in_order(_place(table[0][0]), table[0][1])
        del table[0]
    rows = [(_place(line), _three(line, cells, order, separator)) for line, cells in table]
    _refuse_two_marks(rows)
    return rows


def in_order(place: str, headings: Sequence[str]) -> tuple[int, ...]:
    """In which columns x1, x2 and the label are; raises ValueError where the headings do not say it.

    Beside x1 and x2, whatever heading the third column has is that of the label.
    """
    if len(headings) < 3:
        raise ValueError(_wrong_count(place, headings))
    found = [_plain(name) for name in headings]
    for names in HEADINGS:
        x1, x2, label = ([k for k, name in enumerate(found) if name in known] for known in names.values())
        if len(x1) == len(x2) == 1 and len(headings) == 3:
            return *x1, *x2, 3 - x1[0] - x2[0]
        if len(x1) == len(x2) == len(label) == 1:
            text = _("{place}: besides the columns x1, x2 and label there are others: {others}. Delete those columns.")
            others = [repr(name) for k, name in enumerate(headings) if k not in (*x1, *x2, *label)]
            raise ValueError(text.format(place=place, others=", ".join(others)[:120]))
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
    filled = list(islice((line for line in lines if line.strip() and not _COMMENT.match(line)), 1000))
    found = {mark: sum(line.count(mark) >= 2 for line in filled) for mark in ";\t,"}  # lines of three columns
    found[" "] = sum(len(line.split()) == 3 for line in filled)
    if not any(found.values()):
        found = {mark: sum(mark in line for line in filled) for mark in ";\t,"}
    return max(found, key=found.get) if any(found.values()) else " "


def _cells(lines: list[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, each with its number from 1 and its cells."""
    lines = ["" if _COMMENT.match(line) else line for line in lines]
    if separator == " ":
        yield from ((k, line.split()) for k, line in enumerate(lines, start=1) if line.strip())
        return
    reader, begins = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True), 1
    try:
        for row in reader:
            cells = [_without_thousands(cell.strip()) for cell in row]
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
    said = _wrong_count(_place(line), cells)
    if _in_words(cells):
        said += " " + no_points()
    elif separator == "," and len(cells) > 3:
        said += " " + _(
            "If a comma is also the decimal mark, put semicolons between the columns, as in 1,5;2;1, or write decimals with "
            "a point, as in 1.5,2,1."
        )
    raise ValueError(said)


def _wrong_count(place: str, cells: Sequence[str]) -> str:
    text = _("{place} should have 3 columns, but has {count}. Each point is x1, x2 and a label.")
    found = _("Found: {cells}.").format(cells=" | ".join(cells)[:80])
    return f"{text.format(place=place, count=number(len(cells)))} {found}"


def no_points() -> str:
    """What to do about a line that is no point, in words."""
    return _("Delete lines that are not points: totals, notes, repeated headings.")


def _without_thousands(cell: str) -> str:
    """A number without what stands between its thousands, where that is clear, as in 1.234,5 and 1,234,567."""
    cell = re.sub("(?<=\\d)[\u00a0\u202f](?=\\d{3})", "", cell)  # spaces that do not break
    for between, point in (".,", ",."):
        groups = rf"[+−–-]?\d{{1,3}}(\{between}\d{{3}})"
        if re.fullmatch(rf"{groups}+\{point}\d+|{groups}{{2,}}", cell):
            return cell.replace(between, "")
    return cell


def _refuse_two_marks(rows: list[tuple[str, list[str]]]) -> None:
    """Raise ValueError when some decimals have a point and some a comma: one of them may stand between thousands."""
    numbers = [(place, cell) for place, cells in rows for cell in cells if _is_number(cell)]
    with_point, with_comma = (next((one for one in numbers if mark in one[1]), None) for mark in ".,")
    if with_point and with_comma:
        text = _(
            "{place}: {cell} has a point, but {other} a comma ({other_place}). Write all decimals with the same mark, and "
            "nothing between thousands."
        )
        (place, cell), (other_place, other) = with_point, with_comma
        raise ValueError(text.format(place=place, cell=cell, other=other, other_place=other_place))


def _plain(name: str) -> str:
    """A name without accents, capitals, spaces, signs, and units in brackets."""
    name = re.sub(r"\(.*?\)|\[.*?\]", "", name)
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", name).casefold())


def _is_title(cells: list[str]) -> bool:
    """Whether there is one cell, words or a date, which cannot be headings or a point with other marks between its parts."""
    text, *more = filter(None, cells)
    known = {name for names in HEADINGS for words in names.values() for name in words}
    return (
        not more
        and (_in_words([text]) or DATE.fullmatch(text))
        and not re.search("[,;\t|]", text)
        and len(known & {*map(_plain, text.split())}) < 2
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
