"""The words of the site: in English in its code, in other languages in `browser_edition/words.*.po`.

`_`, `N_` and `ngettext` mark them for the catalogues, which `make words` brings up to date.
"""

from functools import cache
from gettext import NullTranslations
from pathlib import Path

from helpers.language import N_, catalogue

CATALOGUES = Path(__file__).resolve().parents[1]

__all__ = ["N_", "counted", "translated"]


@cache
def _words(tag: str) -> NullTranslations:
    path = CATALOGUES / f"words.{tag}.po"
    return catalogue(path) if path.exists() else NullTranslations()


def translated(text: str, tag: str) -> str:
    """`text`, written in English in the code, in a language; as it is where it has no translation."""
    return _words(tag).gettext(text)


def counted(singular: str, plural: str, n: int, tag: str) -> str:
    """The form of a text, written in English in the code, that goes with the number n in a language."""
    return _words(tag).ngettext(singular, plural, n)
