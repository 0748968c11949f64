"""Every text that people see, in the engine and in the lessons, has its translation."""

import argparse
import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from helpers import language
from lessons_src.builder import words
from lessons_src.builder.series import SourceError
from tests.languages import COMPLETE

ROOT = Path(__file__).resolve().parents[1]
MARKS = {"_": 1, "N_": 1, "ngettext": 2}  # and how many texts each holds
TAGS = [tag for tag in language.languages() if tag != language.SOURCE_LANGUAGE]
COMPLETE_TAGS = [tag for tag in COMPLETE if tag != language.SOURCE_LANGUAGE]
# Texts that are rightly the same as in English.
SAME_IN = {
    "pt-BR": {
        "pixel x",
        "pixels",
        "{side} × {side} pixels",
        "amplitude {k}",
        "(z, a)",
        "(L2, L1)",
        "(x1, x2)",
        "(w, b, v)",
    }
}
# Those of course.py and of the site are looked at in test_course.py and tests_site/: they have readers of their own.
FILES = [path for catalogue, files in words.sources().items() if catalogue.parent not in words.ALONE for path in files]
PYTHON_FILES = [path for path in FILES if path.suffix == ".py"]
EXTRACTED = set(words.texts(FILES))  # those with forms as pairs
PLAIN = {text for text in EXTRACTED if isinstance(text, str)}
CATALOGUES = [path for tag in TAGS for path, text in words.wanted_catalogues(tag).items() if text]


@pytest.fixture(params=CATALOGUES, ids=lambda path: "-".join(path.relative_to(ROOT).parts[-2:]))
def catalogue(request):
    with request.param.open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.fixture
def entries(catalogue):
    """What is translated in it."""
    return [entry for entry in catalogue if entry.id and any(words.forms(entry.string))]


def marked_calls():
    """(place, call, whether it runs when its module is imported) for every call of a mark."""
    for path in PYTHON_FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
        bodies = [part for f in functions for part in (f.body if isinstance(f.body, list) else [f.body])]
        later = {inner for body in bodies for inner in ast.walk(body)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node) in MARKS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node, node not in later


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def fields(text: str) -> set[str]:
    """The names in braces, and after %, as argparse has them; they are the same in every form of a text."""
    in_braces = {field for _before, field, *_ in string.Formatter().parse(text) if field is not None}
    return in_braces | set(re.findall(r"%\(\w+\)\w|%s", text))


# ---------------------------------------------------------------- the catalogues


def test_there_are_texts_and_languages():
    assert len(EXTRACTED) > 1000
    assert set(language.languages()) >= set(COMPLETE)


@pytest.mark.parametrize("tag", TAGS)
def test_catalogues_hold_the_texts_of_the_code_and_no_others(tag):
    """`make words` would change nothing."""
    stored = {path: path.read_text(encoding="utf-8") if path.exists() else "" for path in words.wanted_catalogues(tag)}
    assert stored == words.wanted_catalogues(tag)


@pytest.mark.parametrize("tag", COMPLETE_TAGS)
def test_a_complete_language_has_no_entry_left_open(tag):
    assert words.untranslated(tag) == {}


def test_no_entry_is_marked_as_guessed(catalogue):
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_placeholders_are_the_same(entries):
    """A lost {x} hides a number from the student, an invented one stops the lesson with a KeyError."""
    for entry in entries:
        for form in words.forms(entry.id) + words.forms(entry.string):
            assert fields(form) == fields(words.forms(entry.id)[-1]), entry.id


def test_space_around_is_the_same(entries):
    def around(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")

    for entry in entries:
        assert {around(form) for form in words.forms(entry.string)} == {around(words.forms(entry.id)[0])}, entry.id


@pytest.mark.parametrize("tag", TAGS)
def test_a_text_has_one_translation_wherever_it_stands(tag):
    """Several lessons may be open in one process: none may speak with the words of another."""
    said = {}
    for path in words.wanted_catalogues(tag):
        for entry in words.read(path):
            if entry.string:
                said.setdefault(entry.id, set()).add(entry.string)
    assert [text for text, translations in said.items() if text and len(translations) > 1] == []


@pytest.mark.parametrize("tag", COMPLETE_TAGS)
def test_translation_is_shown_and_differs_from_english(tag):
    language.use(tag)
    same = {text for text in PLAIN if language._(text) == text}
    assert same == SAME_IN[tag], "translate them, or put them into SAME_IN: they are rightly the same"
    language.use("en")
    assert [text for text in PLAIN if language._(text) != text] == []


@pytest.mark.parametrize(("given", "tag"), [("fr", "fr"), ("pt-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW")])
def test_tag_of_a_new_language(given, tag):
    assert words.new_language(given) == tag


@pytest.mark.parametrize("given", ["en", "EN", "xx", "francês", "pt_BR", ""])
def test_what_is_no_language_is_refused(given):
    with pytest.raises(argparse.ArgumentTypeError, match=re.escape(f"{given!r} is no language to translate into")):
        words.new_language(given)


# ---------------------------------------------------------------- the marks in the code


def test_extraction_sees_every_marked_text():
    """On Python 3.11 a call inside an f-string is hidden from it."""
    calls = [(place, call.args[: MARKS[name_of(call)]]) for place, call, _ in marked_calls()]
    found = {tuple(part.value for part in parts): place for place, parts in calls if isinstance(parts[0], ast.Constant)}
    texts = {text if len(text) > 1 else text[0]: place for text, place in found.items()}
    assert {place: text for text, place in texts.items() if text not in EXTRACTED} == {}
    assert texts.keys() == set(words.texts(PYTHON_FILES))


def test_marks_hold_plain_texts():
    """A text put together before it is translated is in no catalogue."""
    plain = ast.Constant | ast.Name | ast.Attribute
    for place, call, _ in marked_calls():
        count = MARKS[name_of(call)]
        assert all(isinstance(part, plain) for part in call.args[:count]), place
        assert len(call.args) == (1 if count == 1 else 3) and not call.keywords, place


def test_no_text_is_translated_before_the_language_is_chosen():
    at_import = {place for place, call, now in marked_calls() if now and name_of(call) != "N_"}
    assert at_import == set()


OWN_WORDS = {  # errors that no student reads, or not as they are
    "helpers/__init__.py: module 'helpers' has no attribute ": "as Python words it",
    "helpers/widgets/__init__.py: module  has no attribute ": "as Python words it",
    "helpers/predictions/questions.py:  is not finite": "heard by the form, which has words of its own",
    "helpers/data/prepared.py:  of  images": "in brackets, in a message of `unavailable`",
    "helpers/data/raw_files.py: an idx file of bytes, one-dimensional or n × 28 × 28, is needed; given ": "in brackets, too",
}


def own_words(error: ast.Call) -> str:
    """The words that an error is given in the code, outside the marks: its text but for what stands in braces."""
    said = [node for node in error.args if isinstance(node, ast.Constant | ast.JoinedStr)]
    formatted = [node.func.value for node in error.args if isinstance(node, ast.Call) and name_of(node) == "format"]
    parts = [part for node in said + formatted for part in getattr(node, "values", [node])]
    return "".join(part.value for part in parts if isinstance(part, ast.Constant))


def test_errors_speak_the_language_of_the_notebook():
    """Those that a student or a teacher may meet; what the builder says is for whoever writes lessons, in English."""
    found = set()
    for path in PYTHON_FILES:
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        place = path.relative_to(ROOT).as_posix()
        for call in calls if path not in words.BUILDER.iterdir() else ():
            if re.search(r"(Error|Diverged|Unavailable|Unreadable)$", name_of(call)) and own_words(call).strip(" .:"):
                found.add(f"{place}: {own_words(call)}")
    assert found == OWN_WORDS.keys()


# ---------------------------------------------------------------- what a translator may do wrong


@pytest.mark.parametrize("line", ['msgstr "um', "msgstr um", 'msgstr "um" dois"', "um"])
def test_damaged_catalogue_is_named_with_its_line_and_loses_nothing(line, tmp_path):
    path = tmp_path / "words.pt-BR.po"
    path.write_text(
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "one"\n{line}\n', encoding="utf-8"
    )
    with pytest.raises(SourceError, match=r"words\.pt-BR\.po:5: a text stands between"):
        words.read(path)


def test_forms_keep_their_translations_and_wait_until_all_are_there(tmp_path, monkeypatch):
    text, path = ("{n} one", "{n} ones"), tmp_path / "pl.po"
    path.write_text(words.catalogue("pl", [text, "two"], {"two": "dwa"}), encoding="utf-8")
    monkeypatch.setattr(words, "sources", lambda lessons: {tmp_path / "{tag}.po": []})
    monkeypatch.setattr(words, "texts", lambda files: [text, "two"])
    assert words.untranslated("pl") == {path: (1, 2)}
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr[2] ""', 'msgstr[2] "{n}"'), encoding="utf-8")
    assert words.update("pl") == []  # what there is of it is kept
    assert words.untranslated("pl") == {path: (1, 2)}
    assert words.misfits("pl") == []
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr[0] ""', 'msgstr[0] "{m}"'), encoding="utf-8")
    assert "'{n} ones'" in words.misfits("pl")[0]


def test_place_that_a_translation_lost_is_named(tmp_path, monkeypatch):
    path = tmp_path / "words.pt-BR.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "{a}"\nmsgstr "{b}"\n', encoding="utf-8"
    )
    monkeypatch.setattr(words, "wanted_catalogues", lambda tag, lessons: {path: ""})
    (said,) = words.misfits("pt-BR")
    assert said.startswith(f"{path}:4: ")
    assert "{a}" in said
