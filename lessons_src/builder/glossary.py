"""The glossary: its terms from `lessons_src/glossary.toml`, their entries in lesson 10, and the lessons' links to them."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.language import languages
from lessons_src.builder.source import SourceError

SOURCES = Path(__file__).resolve().parents[1]
FILE = SOURCES / "glossary.toml"
PLACE = "{glossary}"  # stands in a lesson's prose for all the entries
NOTEBOOK = "10_recap_and_glossary.ipynb"
LESSON = {"pt-BR": "aula {}", "en": "lesson {}"}
BOLD = re.compile(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True)
class Term:
    """A term of the glossary. name, about, bold: by language; bold: how lessons write it, when not as its name."""

    id: str
    lessons: tuple[str, ...]
    name: dict[str, str]
    about: dict[str, str]
    bold: dict[str, tuple[str, ...]]
    formula: str

    def full_name(self, tag: str) -> str:
        """The term with the English one in brackets, as lessons introduce it."""
        name, english = self.name[tag], self.name["en"]
        return name if name.casefold() == english.casefold() else f"{name} ({english})"

    def forms(self, tag: str) -> set[str]:
        """All the ways in which lessons write it in bold, in small letters."""
        return {form.casefold() for form in (self.name[tag], self.full_name(tag), *self.bold[tag])}


@cache
def glossary() -> tuple[Term, ...]:
    """The terms of the file. Raises SourceError for one in which something is missing."""
    return tuple(map(_term, tomllib.loads(FILE.read_text(encoding="utf-8"))["term"]))


def _term(raw: dict) -> Term:
    needed = ["id", "lessons", *languages(), *(f"about-{tag}" for tag in languages())]
    if missing := [key for key in needed if not raw.get(key)]:
        raise SourceError(f"{FILE}: the term {raw.get('id', '')!r} lacks {', '.join(missing)}")
    return Term(
        id=raw["id"],
        lessons=tuple(raw["lessons"]),
        name={tag: raw[tag] for tag in languages()},
        about={tag: raw[f"about-{tag}"] for tag in languages()},
        bold={tag: tuple(raw.get(f"bold-{tag}", ())) for tag in languages()},
        formula=raw.get("formula", ""),
    )


def entries(tag: str) -> str:
    """The whole glossary as Markdown, in alphabetical order: under each anchor the term, what it means, its lessons."""
    return "\n\n".join(_entry(term, tag) for term in sorted(glossary(), key=lambda term: _in_order(term.name[tag])))


def _entry(term: Term, tag: str) -> str:
    formula = f" ${term.formula}$." if term.formula else ""
    other = next(name for other, name in term.name.items() if other != tag)
    beside = "" if other.casefold() == term.name[tag].casefold() else f" (*{other}*)"
    lessons = ", ".join(_link_to_lesson(number, tag) for number in term.lessons)
    return f'<a id="{term.id}"></a>**{term.name[tag]}**{beside}: {term.about[tag]}{formula} {lessons}'


def _in_order(name: str) -> str:
    """What a name is sorted by: its letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _link_to_lesson(number: str, tag: str) -> str:
    (path,) = SOURCES.glob(f"{number}_*.md")
    return f"[{LESSON[tag].format(number)}]({path.stem}.ipynb)"


class Links:
    """Makes the first bold place of each term that a lesson teaches a link to its entry, cell after cell."""

    def __init__(self, lesson: str, tag: str):
        taught = [term for term in glossary() if lesson in term.lessons]
        self._wanted = {form: term for term in taught for form in term.forms(tag)}

    def add(self, prose: str) -> str:
        """The prose of the next cell with its links."""
        return BOLD.sub(self._link, prose)

    def _link(self, bold: re.Match) -> str:
        term = self._wanted.get(bold[1].casefold())
        if term is None:
            return bold[0]
        self._wanted = {form: other for form, other in self._wanted.items() if other is not term}
        return f"[{bold[0]}]({NOTEBOOK}#{term.id})"
