"""The words of the live app: JupyterLab's language packs, as far as the app uses them, and what they have not yet.

`jupyterlab.*.po`: those that we add, by the English texts of JupyterLab; where the pack has one too, ours is taken.
"""

import json
from pathlib import Path

from babel.messages.pofile import read_po

from browser_edition import downloads

HERE = Path(__file__).parent
DOMAINS = ("jupyterlab", "jupyterlab_widgets", "jupyterlite", "notebook")  # in which the app looks its words up
UNSEEN = ("schema", "settings")  # contexts of words that only an editor of settings shows, and here is none


def app_words(language: str, locale: str, app: Path) -> dict[str, dict]:
    """For each of `DOMAINS` its words in a language ("pt-BR", which JupyterLab calls "pt_BR"), as JupyterLab reads them.

    app: the folder of the live app. What is not in its scripts and schemas is left out.
    """
    files = [path for part in ("build", "extensions") for path in sorted((app / part).rglob("*.js*"))]
    spoken = "".join(path.read_text(encoding="utf-8") for path in files)
    with (HERE / f"jupyterlab.{language}.po").open("rb") as file:
        catalogue = read_po(file)
    ours = dict(_ours(message) for message in catalogue if message.id)
    return {
        domain: {**_head(domain, language, catalogue), **_pack(domain, locale, spoken), **ours} for domain in DOMAINS
    }


def _ours(message) -> tuple[str, list[str]]:
    text, said = (message.id[0], [*message.string]) if message.pluralizable else (message.id, [message.string])
    return (f"{message.context}\x04{text}" if message.context else text), said


def _head(domain: str, language: str, catalogue) -> dict[str, dict]:
    plurals = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    return {"": {"domain": domain, "language": language, "plural_forms": plurals}}


def _pack(domain: str, locale: str, spoken: str) -> dict[str, list[str]]:
    found = list(
        downloads.tools_packages().glob(f"jupyterlab_language_pack_*/locale/{locale}/LC_MESSAGES/{domain}.json")
    )
    texts = json.loads(found[0].read_text(encoding="utf-8")) if found else {}
    return {key: said for key, said in texts.items() if key and _is_used(key, spoken)}


def _is_used(key: str, spoken: str) -> bool:
    *context, text = key.split("\x04")
    return context not in [[one] for one in UNSEEN] and json.dumps(text, ensure_ascii=False) in spoken
