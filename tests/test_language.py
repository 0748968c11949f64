"""Every text of `helpers` has its translation, and numbers are written as each language writes them."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from helpers import language

HELPERS = Path(language.__file__).parents[1]
MARKS = ("_", "N_")
SAME_IN = {"pt-BR": {"pixel x", "pixels", "{side} × {side} pixels"}}  # texts that are rightly the same as in English
EXTRACTED = {text for _file, _line, text, *_ in extract_from_dir(HELPERS, keywords=dict.fromkeys(MARKS))}


@pytest.fixture(scope="module", params=language.languages()[1:])
def tag(request):
    return request.param


@pytest.fixture(scope="module")
def catalogue(tag):
    with (language.CATALOGUES / f"{tag}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.fixture(scope="module")
def entries(catalogue):
    return [entry for entry in catalogue if entry.id]


def marked_calls():
    """(place, call, whether it runs when its module is imported) for every call of a mark in helpers."""
    for path in sorted(HELPERS.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
        bodies = [part for f in functions for part in (f.body if isinstance(f.body, list) else [f.body])]
        later = {inner for body in bodies for inner in ast.walk(body)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
                yield f"{path.relative_to(HELPERS)}:{node.lineno}", node, node not in later


def fields(text: str) -> set[str]:
    return {field for _before, field, *_ in string.Formatter().parse(text) if field is not None}


# ---------------------------------------------------------------- the catalogues


def test_there_are_texts_and_languages():
    assert len(EXTRACTED) > 100
    assert language.languages() == ["en", "pt-BR"]


def test_texts_and_entries_are_the_same(entries):
    ids = {entry.id for entry in entries}
    assert EXTRACTED - ids == set(), "without a translation"
    assert ids - EXTRACTED == set(), "translated, but no longer in the code"


def test_no_entry_is_left_open(catalogue, entries):
    assert [entry.id for entry in entries if not entry.string.strip()] == []
    assert [entry.id for entry in entries if entry.fuzzy] == []
    assert not catalogue.obsolete


def test_catalogue_says_its_language(catalogue, tag):
    assert str(catalogue.locale) == tag.replace("-", "_")


def test_placeholders_are_the_same(entries):
    """A lost {x} hides a number from the student, an invented one stops the lesson with a KeyError."""
    assert {e.id: fields(e.string) for e in entries} == {e.id: fields(e.id) for e in entries}


def test_space_around_is_the_same(entries):
    def around(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")

    assert [entry.id for entry in entries if around(entry.id) != around(entry.string)] == []


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


# ---------------------------------------------------------------- choosing a language


@pytest.mark.parametrize("unknown", ["xx", "pt", "pt_BR", "EN", "", None])
def test_unknown_language_is_refused_and_the_others_named(unknown):
    language.use("pt-BR")
    with pytest.raises(ValueError, match=r"use one of en, pt-BR$") as error:
        language.use(unknown)
    assert str(error.value).startswith(f"language={unknown!r}: ")
    assert language.current() == "pt-BR"


def test_language_can_change_at_any_time():
    seen = []
    for tag in ("pt-BR", "en", "pt-BR"):
        language.use(tag)
        assert language.current() == tag
        assert language.N_("white") == "white"
        seen.append(language._("white"))
    assert seen == ["branco", "white", "branco"]


def test_new_language_is_one_more_file(tmp_path, monkeypatch):
    text = 'msgid ""\nmsgstr "Language: eo\\nContent-Type: text/plain; charset=utf-8\\n"\n\nmsgid "white"\nmsgstr "blanka"\n'
    (tmp_path / "eo.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    assert language.languages() == ["en", "eo"]
    language.use("eo")
    assert (language._("white"), language._("black")) == ("blanka", "black")


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "decimals", "en", "pt"),
    [
        (13002, 2, "13,002", "13.002"),
        (1234567.25, 2, "1,234,567.25", "1.234.567,25"),
        (999, 2, "999", "999"),
        (0.42, 2, "0.42", "0,42"),
        (0.5, 2, "0.5", "0,5"),
        (34.0, 2, "34", "34"),
        (34, 2, "34", "34"),
        (-2, 2, "−2", "−2"),
        (-1234.5, 2, "−1,234.5", "−1.234,5"),
        (-0.001, 2, "0", "0"),
        (-0.0, 2, "0", "0"),
        (0.001, 2, "0", "0"),
        (0.001, 3, "0.001", "0,001"),
        (-0.006, 2, "−0.01", "−0,01"),
        (2 / 3, 2, "0.67", "0,67"),
        (2 / 3, 6, "0.666667", "0,666667"),
        (2.6, 0, "3", "3"),
        (1234.6, 0, "1,235", "1.235"),
        (1e15, 2, "1,000,000,000,000,000", "1.000.000.000.000.000"),
        (1e-9, 6, "0", "0"),
    ],
)
def test_number(value, decimals, en, pt):
    for tag, text in {"en": en, "pt-BR": pt}.items():
        language.use(tag)
        assert language.number(value, decimals) == text


def test_number_has_two_decimals_unless_told():
    assert [language.number(value) for value in (0.125, 0.999, 3.14159)] == ["0.12", "1", "3.14"]


@pytest.mark.parametrize(("value", "decimals", "en", "pt"), [
    (95, 1, "95.0", "95,0"), (95.04, 1, "95.0", "95,0"), (100, 1, "100.0", "100,0"), (0, 2, "0.00", "0,00"), (7, 0, "7", "7"),
])  # fmt: skip
def test_number_with_fixed_decimals(value, decimals, en, pt):
    for tag, text in {"en": en, "pt-BR": pt}.items():
        language.use(tag)
        assert language.number(value, decimals, fixed=True) == text


@pytest.mark.parametrize("value", [1e26, -1e300, 1.7e308])
def test_number_writes_the_largest_numbers_too(value):
    text = language.number(value)
    assert "-" not in text
    assert float(text.replace(",", "").replace("−", "-")) == value
    language.use("pt-BR")
    assert float(language.number(value).replace(".", "").replace(",", ".").replace("−", "-")) == value


@pytest.mark.parametrize("tag", language.languages())
@pytest.mark.parametrize("value", [0, -0.6834, 1234.0, 12340, 1e9, -2.5e-7])
def test_what_is_typed_is_read_again(tag, value):
    language.use(tag)
    assert language.read(language.typed(value)) == pytest.approx(value, rel=1e-4)


def test_typed_as_the_language_writes_it():
    assert [language.typed(value) for value in (-0.0, -0.25, 1234)] == ["0", "−0.25", "1234"]
    language.use("pt-BR")
    assert language.typed(-0.25) == "−0,25"


@pytest.mark.parametrize("text", ["", "1.000,5", "1,000.5", "two", "1 5"])
def test_what_is_not_read(text):
    with pytest.raises(ValueError, match=r"."):
        language.read(text)
