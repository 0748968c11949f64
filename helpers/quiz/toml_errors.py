"""What a mistake in the TOML of a file of questions is, for a teacher who writes TOML for the first time.

- `explained`: the file, the question, the line as it stands there, and what to do.
"""

import re
import tomllib

from helpers.language import _

_ASSIGNMENT = re.compile(r"\s*([^=\s\"']+)\s*=\s*(.*?)\s*(#.*)?$")
_SINGLE_BRACKETS = re.compile(r"\s*\[(question|question\.choice)\]\s*(#.*)?")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LONG_TEXT = re.compile(r"(?<==)[ \t]*(\"{3}|'{3}).*?\1", re.DOTALL)
_CLOSED = re.compile(r"(\"[^\"\\]*\"|'[^']*')\s*([,;.])")


def explained(error: tomllib.TOMLDecodeError, text: str, file: str) -> str:
    """What is wrong in `text`, the content of `file`, and what to do."""
    lines = re.split(r"\r?\n", text)
    k = _line(error, re.split(r"\r?\n", _LONG_TEXT.sub(_on_one_line, text)))
    begun = sum(line.split("#")[0].strip() == "[[question]]" for line in lines[:k])
    values = {"file": file, "question": begun, "line": k, "found": lines[k - 1].strip()[:80]}
    if begun:
        place = _("{file}, question {question}, line {line}: {found}").format(**values)
    else:
        place = _("{file}, line {line}: {found}").format(**values)
    if not _is_wrong(lines[k - 1]) and _is_repeated(k, lines):
        return f"{place}\n" + _("This question or choice has this name already. Delete one of the two lines.")
    advice = _advice(lines[k - 1]) or _("This is not TOML: {error}.").format(error=error)
    return f"{place}\n{advice}"


def _line(error: tomllib.TOMLDecodeError, lines: list[str]) -> int:
    """Which line is to be mended, from 1: the first up to the error that is wrong as it stands alone."""
    told = re.search(r"line (\d+)", str(error))
    last = min(int(told[1]), len(lines)) if told else len(lines)
    return next((k for k, line in enumerate(lines[:last], start=1) if _is_wrong(line)), last)


def _on_one_line(text: re.Match) -> str:
    """In place of a text of several lines an empty one, and as many empty lines: each of them can then stand alone."""
    return '""' + "\n" * text[0].count("\n")


def _is_wrong(line: str) -> bool:
    if _SINGLE_BRACKETS.fullmatch(line):
        return True
    try:
        tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return True
    return False


def _is_repeated(k: int, lines: list[str]) -> bool:
    """Whether line k gives a name that its question or choice has already."""
    names = [(_ASSIGNMENT.match(line) or [None, None])[1] for line in lines[:k]]
    begins = max((j for j, line in enumerate(lines[:k]) if line.strip().startswith("[")), default=0)
    return names[-1] is not None and names[-1] in names[begins:-1]


def _advice(line: str) -> str:
    """What to do about a line, where it shows what was meant; nothing otherwise."""
    if line.count("[") != line.count("]") or _SINGLE_BRACKETS.fullmatch(line):
        return _(
            "A question begins with [[question]], a choice with [[question.choice]], each with two brackets on both sides."
        )
    if not _is_wrong(line):
        return ""
    if not (parts := _ASSIGNMENT.match(line)):
        if ":" in line:
            return _("Write an equals sign between the name and its text: {example}.").format(example='en = "…"')
        return _("Each line is a name, an equals sign and a text between quotation marks: {example}.").format(
            example='en = "…"'
        )
    key, value, *_comment = parts.groups()
    if not _BARE_KEY.fullmatch(key):
        return _(
            "The name before the equals sign has letters without accents, digits and hyphens only: {example}."
        ).format(example='why-pt-BR = "…"')
    if value.startswith("="):
        return _("Write an equals sign between the name and its text: {example}.").format(example=f'{key} = "…"')
    if key == "right":
        return _("right is true or false, in small letters and without quotation marks.")
    if value and value[0] in "“”‘’„«":
        return _("Around the text go straight quotation marks: {example}.").format(example=f'{key} = "…"')
    if not value.startswith(('"', "'")):
        example = f'{key} = "{value}"'[:80] if value else f'{key} = "…"'
        return _("Put quotation marks around the text: {example}.").format(example=example)
    if value[:3] in ('"""', "'''"):
        return _("The text needs {quotes} at its end too.").format(quotes=value[:3])
    if closed := _CLOSED.fullmatch(value):
        return _("Delete the {sign} after the text.").format(sign=closed[2])
    if value[0] == "'" and value.count("'") > 2:
        return _("Around the text go straight quotation marks: {example}.").format(example=f'{key} = "{value[1:-1]}"')
    if value.count('"') > 2 or (value.startswith('"') and "\\" in value):
        return _("Inside the text use “ ” as quotation marks, and no backslash: it begins a special sign.")
    if not value.endswith(value[0]) or len(value) == 1:
        return _("The text needs a quotation mark at its end, on the same line.")
    return ""
