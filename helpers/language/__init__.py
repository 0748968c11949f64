"""The words people see, in the notebook's language.

The English text is the key (gettext's usual way); `pt-BR.po` holds the Portuguese of the engine, and
`words.pt-BR.po` in a lesson's folder that of the lesson. A text without translation is shown in English.

- `use(tag)`: choose the language, once a notebook; `current()`: the one chosen;
- `_(text)`: a text in that language; `N_(text)`: marks a text that is translated later; `translated(text, tag)`;
- `ngettext(singular, plural, n)`: the form of a text that goes with the number n in that language;
- `number(value)`: a number as that language writes it; `typed(value)`: as one types it into a field; `read(text)`: back;
- `languages()`: the tags there are; `closest(tag, there)`: which of these languages to show instead of another.
"""

import gettext
import io
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol

CATALOGUES = Path(__file__).parent
SOURCE_LANGUAGE = "en"

_current = SOURCE_LANGUAGE
_folders: list[Path] = []  # of lessons whose words are wanted too


def languages() -> list[str]:
    """The tags of the languages there are, the source language first."""
    return [SOURCE_LANGUAGE, *sorted(path.stem for path in CATALOGUES.glob("*.po"))]


def use(tag: str) -> None:
    """Choose the language of everything shown from now on in this kernel.

    Raises ValueError, in every language there is, for one that has no catalogue.
    """
    global _current
    if tag not in languages():
        text = N_("language={given}: there is no such language here; use one of {known}")
        facts = {"given": repr(tag), "known": ", ".join(languages())}
        versions = dict.fromkeys(translated(text, one) for one in languages())
        raise ValueError(" / ".join(version.format(**facts) for version in versions))
    _current = tag


def current() -> str:
    """The tag of the language in use, for instance "pt-BR"."""
    return _current


def add_catalogues(folder: Path) -> None:
    """From now on look in a lesson's `words.*.po` too."""
    _folders.append(folder)
    _translations.cache_clear()


@cache
def _translations(tag: str) -> gettext.NullTranslations:
    """The words of the engine, then those of the lessons added, then the text itself."""
    found = gettext.NullTranslations()
    if tag != SOURCE_LANGUAGE:
        for path in (*(folder / f"words.{tag}.po" for folder in _folders), CATALOGUES / f"{tag}.po"):
            if path.exists():
                words = catalogue(path)
                words.add_fallback(found)
                found = words
    return found


def catalogue(path: Path) -> gettext.GNUTranslations:
    """The translations in a .po file; texts that have none yet are left as they are."""
    compiled = io.BytesIO()
    with path.open("rb") as file:
        words = read_po(file)
    for entry in list(words):
        if entry.pluralizable and not all(entry.string):  # its forms would be English ones, chosen by another rule
            words.delete(entry.id)
    write_mo(compiled, words)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(text: str) -> str:
    """`text`, written in English in the code, in the language in use."""
    return translated(text, _current)


def translated(text: str, tag: str) -> str:
    """`text`, written in English in the code, in another language than that in use."""
    return _translations(tag).gettext(text)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a text, written in English in the code, that goes with the number n: English 0 images, Portuguese 0 imagem."""
    return _translations(_current).ngettext(singular, plural, int(n))


def closest(tag: str, there: Iterable[str]) -> str:
    """The language to show something in that is there in these languages: `tag`, or else English, or else the first."""
    tags = list(there)
    return next((one for one in (tag, SOURCE_LANGUAGE) if one in tags), tags[0])


def N_(text: str) -> str:
    """`text` as it is: marks a text for the catalogue that `_` translates when it is shown."""
    return text


def number(value: float, decimals: int = 2, fixed: bool = False) -> str:
    """`value` with at most `decimals` decimals, as the language in use writes it: 13,002 or 13.002; 0.42 or 0,42.

    fixed: whether it has all of them, as numbers in a column do: 95.0.
    """
    rounded = round(float(value), decimals) + 0.0  # + 0.0 turns −0.0 into 0.0
    point, mark = _symbols(_current)
    if abs(rounded) > 1e15:  # beyond the digits a float holds
        return f"{rounded:g}".replace(".", point).replace("-", "−")
    written = f"{rounded:,.{decimals}f}"
    if decimals and not fixed:
        written = written.rstrip("0").rstrip(".")
    # By way of a sign that is in no number. Babel writes the same, in ten times the time: a picture has dozens of numbers.
    return written.replace(",", "\0").replace(".", point).replace("\0", mark).replace("-", "−")


@cache
def _symbols(tag: str) -> tuple[str, str]:
    """The decimal point or comma of a language, and its mark of thousands."""
    locale = tag.replace("-", "_")
    return get_decimal_symbol(locale), get_group_symbol(locale)


def typed(value: float) -> str:
    """`value` with four digits, as one types it in the language in use: without the marks of thousands, −1234.5 or −1234,5."""
    return f"{value + 0.0:.4g}".replace(".", _symbols(_current)[0]).replace("-", "−")


def read(text: str) -> float:
    """The number somebody typed, with a decimal point or a decimal comma; raises ValueError for anything else."""
    return float(re.sub("[−–]", "-", text.replace(",", ".")))
