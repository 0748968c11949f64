"""What people read has the quotation marks and the numbers of its language, and no word of it stands outside the catalogues."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from gettext import NullTranslations

import pytest
from matplotlib.text import Text

from helpers import language, quiz
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.lessons.folders import OURS
from lessons_src.builder import words
from tests.languages import COMPLETE
from tests.sources import LESSONS
from tests.test_figures import live_figures

CODE = re.compile(
    r"```.*?```|``.+?``|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$"  # in prose
    r"|<[^>]*>|(?<=\])\([^)]*\)|\w+=\"[^\"]*\"|r\"{path}\"|\[\[.*?\]\]"
    r"|CC BY(-SA)? \d\.\d|Python \d\.\d+|como 3\.13|: \"$"  # a licence, versions; the key to press
    r"|1,5;2;1|1\.5,2,1|0\.05, (not|e não) 0,05|no lugar de 0\.1|0\.5 em vez de|0\.05 ou 0\.1|5\.1\)? - (F\()?4\.9",  # typed
    re.DOTALL,
)
NUMBERS = {  # what looks like a number; how it may look
    "en": (re.compile(r"\d+(?:,\d+)+"), re.compile(r"[1-9]\d{0,2}(,\d{3})+")),
    "pt-BR": (re.compile(r"\d+(?:\.\d+)+"), re.compile(r"[1-9]\d{0,2}(\.\d{3})+")),
}


@cache
def prose(tag: str) -> list[tuple[str, str]]:
    """(place, text) of all that is read in a language: lessons, messages, glossary, quiz."""
    return list(_prose(tag))


def _prose(tag: str) -> Iterator[tuple[str, str]]:
    for name, lesson in LESSONS.items():
        for cell in lesson.cells:
            if cell.language == tag:
                yield f"{name}, {cell.id}", cell.text
    for path, files in words.sources().items():
        shown = words.texts([file for file in files if file.name != "lesson.md"])  # that has comments of code
        for entry in words.read(path.with_name(path.name.format(tag="pt-BR"))):
            if entry.id in shown:
                for text in words.forms(entry.string if tag == "pt-BR" else entry.id):
                    yield str(path), text
    for path in (OURS / "glossary.toml", quiz.QUESTIONS):
        for key, text in _texts_of(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key.endswith(tag):
                yield f"{path.name}, {key}", text


def _texts_of(table) -> Iterator[tuple[str, str]]:
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        if isinstance(value, str):
            yield str(key), value
        elif isinstance(value, dict | list):
            yield from _texts_of(value)


@pytest.mark.parametrize("tag", COMPLETE)
def test_quotation_marks_are_curly_outside_code(tag):
    found = [(place, one) for place, text in prose(tag) for one in re.findall('.{,20}".{,20}', CODE.sub("", text))]
    assert found == []


@pytest.mark.parametrize("tag", COMPLETE)
def test_numbers_are_written_as_the_language_does(tag):
    number, right = NUMBERS[tag]
    found = [(place, one) for place, text in prose(tag) for one in number.findall(CODE.sub("", text))]
    assert [(place, one) for place, one in found if not right.fullmatch(one)] == []


# ---------------------------------------------------------------- a language made up of English with accents

ACCENTS = dict(zip("aeiou", "áéíóú", strict=True))
SAME_EVERYWHERE = {"sigmoid", "softmax", "sin", "tanh"}


class Accented(NullTranslations):
    """A text that went through the catalogue is seen by its vowels."""

    def gettext(self, text):
        return re.sub(r"{[^}]*}|[aeiou]", lambda found: ACCENTS.get(found[0], found[0]), text)

    def ngettext(self, singular, plural, n):
        return self.gettext(super().ngettext(singular, plural, n))


@pytest.mark.parametrize("make", live_figures().values(), ids=live_figures())
def test_every_word_of_a_figure_comes_from_the_catalogue(make, monkeypatch):
    monkeypatch.setattr(language, "_translations", lambda tag: Accented())
    monkeypatch.setattr(Scene, "png", lambda scene: b"")  # nobody looks at it
    figure = make()
    written = [text.get_text() for text in figure.scene.figure.findobj(Text)]
    written += [word for lettering in figure.scene.figure.findobj(Lettering) for *_place, word in lettering.words]
    written += [control.description for control in figure.controls.values()]
    found = re.findall(r"[^\W\d_]{3,}", " ".join([*written, figure.picture.alt, figure.picture.summary]))
    assert {word for word in found if set(word) & set("aeiou")} <= SAME_EVERYWHERE
