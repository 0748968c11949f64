"""`python -m lessons_src.builder.words`: bring all catalogues up to date with the texts in the code; `--new fr` begins a language.

A catalogue holds the texts that are marked `_("…")` or `N_("…")` in one place: in the engine and the builder (`helpers/language/*.po`)
or in a lesson's folder (`words.*.po`). A text keeps its translation when it moves from one place to another; a new one
gets an empty translation, and is shown in English until it has one; one that is nowhere any more goes.
"""

import argparse
import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import escape, read_po

from helpers.language import CATALOGUES, SOURCE_LANGUAGE, languages
from helpers.lessons.folders import OURS, lesson_folders

ENGINE, BUILDER = CATALOGUES.parent, Path(__file__).parent
MARKS = {"_": None, "N_": None}
NO_WORDS = ("test_", "answers")  # the files of a lesson that people see nothing of


def sources(lessons: Path = OURS) -> dict[Path, list[Path]]:
    """The Python files of each catalogue, by the catalogue's path with {tag} for the language."""
    engine = {CATALOGUES / "{tag}.po": [*sorted(ENGINE.rglob("*.py")), *sorted(BUILDER.glob("*.py"))]}
    return engine | {
        lesson.path / "words.{tag}.po": [
            path for path in sorted(lesson.path.glob("*.py")) if not path.name.startswith(NO_WORDS)
        ]
        for lesson in lesson_folders(lessons)
    }


def texts(files: list[Path]) -> list[str]:
    """The marked texts of Python files, each once, in their order."""
    found = {}
    for path in files:
        for _line, text, _comments, _context in extract_from_file("python", path, keywords=MARKS):
            found[text] = None
    return list(found)


def catalogue(tag: str, wanted: list[str], translations: dict[str, str]) -> str:
    """A catalogue as text. translations: all that are known, wherever they stand now."""
    language = Locale.parse(tag, sep="-")
    head = f"# {language.english_name}. The keys are the English texts in the code."
    entries = [f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"']
    entries += [f"msgid {escape(text)}\nmsgstr {escape(translations.get(text, ''))}" for text in wanted]
    return head + "\n" + "\n\n".join(entries) + "\n"


def read(path: Path) -> Catalog:
    """The catalogue in a file, an empty one when there is no such file."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def wanted_catalogues(tag: str, lessons: Path = OURS) -> dict[Path, str]:
    """What the files of a language's catalogues should hold, by path; "" for one that has no text."""
    place = {Path(str(path).format(tag=tag)): files for path, files in sources(lessons).items()}
    known = {entry.id: entry.string for path in place for entry in read(path) if entry.id and entry.string}
    found, engine = {}, set()
    for path, files in place.items():
        wanted = [text for text in texts(files) if text not in engine]  # what the engine says too stands there
        engine = engine or set(wanted)
        found[path] = catalogue(tag, wanted, known) if wanted else ""
    return found


def update(tag: str, lessons: Path = OURS) -> list[Path]:
    """Write the catalogues of a language anew; returns those that have changed."""
    changed = []
    for path, text in wanted_catalogues(tag, lessons).items():
        if text != (path.read_text(encoding="utf-8") if path.exists() else ""):
            path.write_text(text, encoding="utf-8") if text else path.unlink()
            changed.append(path)
    return changed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m lessons_src.builder.words", description=__doc__)
    parser.add_argument("--new", metavar="TAG", help="begin this language, for instance fr")
    parser.add_argument("--lessons", type=Path, default=OURS, help="the folder of lessons (default: the course's)")
    arguments = parser.parse_args()
    tags = [tag for tag in languages() if tag != SOURCE_LANGUAGE]
    for tag in [*tags, *([arguments.new] if arguments.new else [])]:
        for path in update(tag, arguments.lessons):
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
