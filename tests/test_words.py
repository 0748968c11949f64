"""Every text that people see, in the engine and in the lessons, has its translation."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from helpers import language
from lessons_src.builder import words

ROOT = Path(__file__).resolve().parents[1]
MARKS = ("_", "N_")
TAGS = [tag for tag in language.languages() if tag != language.SOURCE_LANGUAGE]
SAME_IN = {"pt-BR": {"pixel x", "pixels", "{side} × {side} pixels"}}  # texts that are rightly the same as in English
FILES = [path for files in words.sources().values() for path in files]
EXTRACTED = set(words.texts(FILES))
CATALOGUES = [path for tag in TAGS for path, text in words.wanted_catalogues(tag).items() if text]


@pytest.fixture(params=CATALOGUES, ids=lambda path: "-".join(path.relative_to(ROOT).parts[-2:]))
def catalogue(request):
    with request.param.open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.fixture
def entries(catalogue):
    return [entry for entry in catalogue if entry.id]


def marked_calls():
    """(place, call, whether it runs when its module is imported) for every call of a mark."""
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
        bodies = [part for f in functions for part in (f.body if isinstance(f.body, list) else [f.body])]
        later = {inner for body in bodies for inner in ast.walk(body)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node, node not in later


def fields(text: str) -> set[str]:
    return {field for _before, field, *_ in string.Formatter().parse(text) if field is not None}


# ---------------------------------------------------------------- the catalogues


def test_there_are_texts_and_languages():
    assert len(EXTRACTED) > 1000
    assert language.languages() == ["en", "pt-BR"]


@pytest.mark.parametrize("tag", TAGS)
def test_catalogues_hold_the_texts_of_the_code_and_no_others(tag):
    """`make words` would change nothing."""
    stored = {path: path.read_text(encoding="utf-8") if path.exists() else "" for path in words.wanted_catalogues(tag)}
    assert stored == words.wanted_catalogues(tag)


def test_no_entry_is_left_open(entries):
    assert [entry.id for entry in entries if not entry.string.strip()] == []
    assert [entry.id for entry in entries if entry.fuzzy] == []


def test_placeholders_are_the_same(entries):
    """A lost {x} hides a number from the student, an invented one stops the lesson with a KeyError."""
    assert {e.id: fields(e.string) for e in entries} == {e.id: fields(e.id) for e in entries}


def test_space_around_is_the_same(entries):
    def around(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")

    assert [entry.id for entry in entries if around(entry.id) != around(entry.string)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_text_has_one_translation_wherever_it_stands(tag):
    """Several lessons may be open in one process: none may speak with the words of another."""
    said = {}
    for path in words.wanted_catalogues(tag):
        for entry in words.read(path):
            said.setdefault(entry.id, set()).add(entry.string)
    assert [text for text, translations in said.items() if text and len(translations) > 1] == []


@pytest.mark.parametrize("tag", TAGS)
def test_translation_is_shown_and_differs_from_english(tag):
    language.use(tag)
    assert {text for text in EXTRACTED if language._(text) == text} == SAME_IN[tag]
    language.use("en")
    assert [text for text in EXTRACTED if language._(text) != text] == []


# ---------------------------------------------------------------- the marks in the code


def test_extraction_sees_every_marked_text():
    """On Python 3.11 a call inside an f-string is hidden from it."""
    calls = [(place, call.args[0]) for place, call, _ in marked_calls() if call.args]
    texts = {argument.value: place for place, argument in calls if isinstance(argument, ast.Constant)}
    assert {place: text for text, place in texts.items() if text not in EXTRACTED} == {}
    assert texts.keys() == EXTRACTED


def test_marks_hold_plain_texts():
    """A text put together before it is translated is in no catalogue."""
    plain = ast.Constant | ast.Name | ast.Attribute
    wrong = [
        place
        for place, call, _ in marked_calls()
        if len(call.args) != 1 or call.keywords or not isinstance(call.args[0], plain)
    ]
    assert wrong == []


def test_no_text_is_translated_before_the_language_is_chosen():
    at_import = {place for place, call, now in marked_calls() if now and ast.unparse(call.func).split(".")[-1] == "_"}
    assert at_import == set()
