"""A folder of lessons and the folder of their editions: which lessons there are, in which order and languages."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from gettext import NullTranslations
from pathlib import Path

from helpers.language import CATALOGUES, catalogue, closest, languages
from helpers.lessons import folders

ROOT = Path(__file__).resolve().parents[2]
FOLDER = re.compile(r"\d\d_[a-z]\w*")
LANGUAGE = re.compile(r'^\+\+\+ .*"lang"\s*:\s*"([^"]+)"', re.MULTILINE)
GLOSSARY = "{glossary}"  # stands in the prose of one lesson for the whole glossary


class SourceError(Exception):
    """A mistake in a lesson's source; the text begins with file:line."""


@cache
def _engine(tag: str) -> NullTranslations:
    path = CATALOGUES / f"{tag}.po"
    return catalogue(path) if path.exists() else NullTranslations()


class Place(folders.LessonFolder):
    """A lesson's folder, with the text that its editions are made of."""

    @property
    def source(self) -> Path:
        return self.path / "lesson.md"

    @property
    def about_file(self) -> Path:
        """The file that the builder makes, for `helpers`: title, minutes, checks, solutions."""
        return self.path / "about.json"

    def words_file(self, tag: str) -> Path:
        """The catalogue with its words in a language."""
        return self.path / f"words.{tag}.po"

    @cached_property
    def text(self) -> str:
        return self.source.read_text(encoding="utf-8")

    @cached_property
    def _words(self) -> dict[str, NullTranslations]:
        """Its own catalogues by language, each with the engine's behind it."""
        found = {tag: catalogue(self.words_file(tag)) for tag in languages() if self.words_file(tag).exists()}
        for tag, words in found.items():
            words.add_fallback(_engine(tag))
        return found

    def translated(self, text: str, tag: str) -> str:
        """A text of its code in a language; without a translation in its own or the engine's catalogue, as it is."""
        return self._words.get(tag, _engine(tag)).gettext(text)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has prose in."""
        used = set(LANGUAGE.findall(self.text))
        return tuple(tag for tag in languages() if tag in used)


@dataclass(frozen=True)
class Series:
    """All lessons of a folder, and where their editions go."""

    lessons: Path
    notebooks: Path

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The lessons in their order. Raises SourceError when a folder's name does not say its place, or none is there."""
        found = tuple(Place(path.parent) for path in sorted(self.lessons.glob("*/lesson.md")))
        if not found:
            raise SourceError(
                f"{self.lessons}:1: no lessons here; one is a folder such as 01_my_lesson with a lesson.md"
            )
        for place in found:
            if not FOLDER.fullmatch(place.path.name):
                raise SourceError(
                    f"{place.source}:1: name the folder {place.path.name!r} as 01_my_lesson: two digits for its place, "
                    "_, and a name of small letters, digits and _"
                )
            for other in found:
                if other is not place and (other.number == place.number or other.name == place.name):
                    raise SourceError(
                        f"{place.source}:1: {place.path.name} and {other.path.name} have the same number or name"
                    )
        return found

    @cached_property
    def _by_name(self) -> dict[str, Place]:
        return {place.name: place for place in self.places}

    def place(self, name: str) -> Place | None:
        """The lesson of that name."""
        return self._by_name.get(name)

    @cached_property
    def glossary_place(self) -> Place | None:
        """The lesson that holds the whole glossary, if one does."""
        return next((place for place in self.places if GLOSSARY in place.text), None)

    def editions(self, place: Place) -> list[str]:
        """The paths of a lesson's editions among the notebooks: for students, then for teachers."""
        return [f"{teacher}{tag}/{place.path.name}.ipynb" for teacher in ("", "teacher/") for tag in place.languages]

    def link(self, place: Place, tag: str) -> str:
        """From an edition in a language to the notebook of a lesson: in that language, or in one that the lesson has."""
        has = closest(tag, place.languages)
        return f"{place.path.name}.ipynb" if has == tag else f"../{has}/{place.path.name}.ipynb"


OURS = Series(folders.OURS, ROOT / "notebooks")
