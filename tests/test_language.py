"""The notebook's language is chosen, and numbers are written and read as each language writes them."""

import numpy as np
import pytest

from helpers import language


@pytest.mark.parametrize("unknown", ["xx", "pt", "pt_BR", "EN", "", None])
def test_unknown_language_is_refused_and_the_others_named(unknown):
    language.use("pt-BR")
    there_are = ", ".join(language.languages())
    with pytest.raises(ValueError, match=rf"use one of {there_are} / .* use uma destas: {there_are}$") as error:
        language.use(unknown)
    assert str(error.value).count(f"language={unknown!r}: ") == 2
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


FORMS = """msgid ""
msgstr "Language: fr\\nContent-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "{n} image"
msgid_plural "{n} images"
msgstr[0] "{n} cliché"
msgstr[1] "{n} clichés"

msgid "{n} line"
msgid_plural "{n} lines"
msgstr[0] "{n} ligne"
msgstr[1] ""
"""


def test_number_chooses_the_form_that_the_language_has_for_it(tmp_path, monkeypatch):
    (tmp_path / "fr.po").write_text(FORMS, encoding="utf-8")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    seen = {}
    for tag in ("en", "fr"):
        language.use(tag)
        seen[tag] = [language.ngettext("{n} image", "{n} images", np.int64(n)) for n in range(3)]
    assert seen == {"en": ["{n} images", "{n} image", "{n} images"], "fr": ["{n} cliché", "{n} cliché", "{n} clichés"]}
    english = [language.ngettext("{n} line", "{n} lines", n) for n in range(3)]
    assert english == ["{n} lines", "{n} line", "{n} lines"]  # it waits for a form, and is all English, 0 too


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
