"""The glossary: its terms from `glossary.toml` in the folder of lessons, and where they stand in the notebooks.

At the end of each lesson stand the words that it introduces, and their first places in bold lead there: a link
inside a notebook works in every front end and in an export. One lesson holds them all, where it says `{glossary}`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from helpers.language import N_, SOURCE_LANGUAGE, closest, languages, translated
from lessons_src.builder.series import Place, Series, SourceError

LESSON = N_("lesson {number}")
WORDS = N_("Words of this lesson")
ALL_WORDS = N_("All the words of the course")
WORDS_ID = "words"  # of the cell with a lesson's words
BOLD = re.compile(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True)
class Term:
    """A term of the glossary. lessons: their names; name, about, bold: by language; bold: how lessons write it, when
    not as its name."""

    id: str
    lessons: tuple[str, ...]
    name: dict[str, str]
    about: dict[str, str]
    bold: dict[str, tuple[str, ...]]
    formula: str

    def language(self, tag: str) -> str:
        """The language that an edition shows it in: that of the edition, or one that it has been written in."""
        return closest(tag, self.name)

    def full_name(self, tag: str) -> str:
        """The term with the English one in brackets, as lessons introduce it."""
        name, english = self.name[tag], self.name.get("en", self.name[tag])
        return name if name.casefold() == english.casefold() else f"{name} ({english})"

    def forms(self, tag: str) -> set[str]:
        """All the ways in which lessons in a language write it in bold, in small letters; none before it is written in it."""
        if tag not in self.name:
            return set()
        return {form.casefold() for form in (self.name[tag], self.full_name(tag), *self.bold[tag])}


@cache
def glossary(series: Series) -> tuple[Term, ...]:
    """The terms of a series, none when it has no file of them. Raises SourceError for one that lacks something."""
    file = series.lessons / "glossary.toml"
    if not file.exists():
        return ()

    def term(raw: dict) -> Term:
        tags = [tag for tag in raw if tag in languages()]  # in the order in which the file has them
        tags += [tag for tag in languages() if f"about-{tag}" in raw and tag not in raw]
        needed = ["id", "lessons", *tags, *(f"about-{tag}" for tag in tags)]
        if missing := [key for key in needed if not raw.get(key)]:
            raise SourceError(f"{file}: the term {raw.get('id', '')!r} lacks {', '.join(missing)}")
        if unknown := [name for name in raw["lessons"] if series.place(name) is None]:
            raise SourceError(f"{file}: the term {raw['id']!r} names no lesson of this folder: {', '.join(unknown)}")
        return Term(
            id=raw["id"],
            lessons=tuple(raw["lessons"]),
            name={tag: raw[tag] for tag in tags},
            about={tag: raw[f"about-{tag}"] for tag in tags},
            bold={tag: tuple(raw.get(f"bold-{tag}", ())) for tag in tags},
            formula=raw.get("formula", ""),
        )

    return tuple(map(term, tomllib.loads(file.read_text(encoding="utf-8"))["term"]))


def terms_of(series: Series, place: Place) -> list[Term]:
    """The terms that a lesson teaches."""
    return [term for term in glossary(series) if place.name in term.lessons]


def entries(series: Series, tag: str) -> str:
    """The whole glossary as Markdown, in alphabetical order: under each anchor the term, what it means, its lessons."""
    terms = _sorted(glossary(series), tag)
    return "\n\n".join(f"{_entry(term, tag)} {_lessons(series, term, tag)}" for term in terms)


def words_of(series: Series, place: Place, tag: str) -> str:
    """The words that a lesson introduces, as Markdown, with a link to all of them; "" when it introduces none."""
    terms = terms_of(series, place)
    if not terms:
        return ""
    parts = [f"## {translated(WORDS, tag)}", *(_entry(term, tag) for term in _sorted(terms, tag))]
    if series.glossary_place:
        parts.append(f"[{translated(ALL_WORDS, tag)}]({series.link(series.glossary_place, tag)})")
    return "\n\n".join(parts)


def _entry(term: Term, tag: str) -> str:
    formula, tag = f" ${term.formula}$." if term.formula else "", term.language(tag)
    others = {other: name for other, name in term.name.items() if other != tag}
    beside = others[closest(SOURCE_LANGUAGE, others)] if others else term.name[tag]
    beside = "" if beside.casefold() == term.name[tag].casefold() else f" (*{beside}*)"
    return f'<a id="{term.id}"></a>**{term.name[tag]}**{beside}: {term.about[tag]}{formula}'


def _lessons(series: Series, term: Term, tag: str) -> str:
    places = map(series.place, term.lessons)
    return ", ".join(
        f"[{translated(LESSON, tag).format(number=place.number)}]({series.link(place, tag)})" for place in places
    )


def _sorted(terms: Iterable[Term], tag: str) -> list[Term]:
    """In alphabetical order, without regard to accents and capitals."""

    def letters(term: Term) -> str:
        parts = unicodedata.normalize("NFKD", term.name[term.language(tag)].casefold())
        return "".join(c for c in parts if not unicodedata.combining(c))

    return sorted(terms, key=letters)


class Links:
    """Makes the first bold place of each term that a lesson teaches a link to its entry, cell after cell."""

    def __init__(self, series: Series, place: Place, tag: str):
        self._wanted = {form: term for term in terms_of(series, place) for form in term.forms(tag)}

    def add(self, prose: str) -> str:
        """The prose of the next cell with its links."""
        return BOLD.sub(self._link, prose)

    def _link(self, bold: re.Match) -> str:
        term = self._wanted.get(bold[1].casefold())
        if term is None:
            return bold[0]
        self._wanted = {form: other for form, other in self._wanted.items() if other is not term}
        return f"[{bold[0]}](#{term.id})"
