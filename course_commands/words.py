"""What course.py says: in English in its code, in other languages in `words.*.po` beside this file.

Where the system's language is none of those, or not known, it says everything in Portuguese and in English.
"""

import locale
import os
import re
from ast import literal_eval
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
STRINGS = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'  # one, or several that count as one: so some editors write long texts
ENTRY = re.compile(rf"^msgid {STRINGS}^msgstr {STRINGS}", re.MULTILINE)


class Problem(Exception):
    """What is wrong and what to do about it. text: in English, as in the catalogues; facts: what stands in its braces."""

    def __init__(self, text: str, **facts):
        super().__init__("\n".join(version.format(**facts) for version in versions(text)))


def versions(text: str) -> list[str]:
    """The text in the chosen language, or in Portuguese and English."""
    return [catalogue(tag).get(text) or text for tag in _chosen]


def _(text: str) -> str:
    """The text in the chosen language, or "português / English" on one line."""
    return " / ".join(versions(text))


def N_(text: str) -> str:
    """`text` as it is: marks a text for the catalogues that is translated when it is said."""
    return text


@cache
def catalogue(tag: str) -> dict[str, str]:
    """The translations into a language, by their English texts; "" where one is missing. Read without any package."""
    file = HERE / f"words.{tag}.po"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return {literal_eval(f"({english})"): literal_eval(f"({other})") for english, other in ENTRY.findall(text)}


def speak(tag: str) -> None:
    """Choose the language by a tag such as "pt-BR", "en_US.UTF-8" or "C"; one that is not here: Portuguese and English."""
    global _chosen
    wanted = tag.partition(".")[0].replace("_", "-").lower()
    here = ["en", *sorted(path.name.split(".")[1] for path in HERE.glob("words.*.po"))]
    same = [one for one in here if one.lower() == wanted] or [one for one in here if one[:2].lower() == wanted[:2]]
    _chosen = same[:1] or BOTH


def system_language() -> str:
    """The tag of the language that the system speaks, "" when it does not say."""
    if os.name == "nt":
        import ctypes  # only Windows has windll

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    names = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which they count
    return next((os.environ[name] for name in names if os.environ.get(name)), "")


BOTH = ["pt-BR", "en"]
_chosen = BOTH

# argparse's own words
N_("usage: ")
N_("%(prog)s: error: %(message)s\n")
N_("the following arguments are required: %s")
N_("expected one argument")
N_("expected at least one argument")
N_("argument %(argument_name)s: %(message)s")
N_("invalid choice: %(value)r (choose from %(choices)s)")
N_("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)")
