"""`python -m lessons_src.builder.words`: bring all catalogues up to date with the texts in the code; `--new fr` begins a language.

A catalogue holds the texts of one place: what is marked `_("…")`, `N_("…")` or `ngettext("…", "…", n)` in the engine and the builder
(`helpers/language/*.po`), the same and the comments and docstrings of the cells in a lesson (`words.*.po` in its folder),
what `course.py` says (`course_commands/words.*.po`) and what the site says (`browser_edition/words.*.po`). A text keeps its translation when it moves from one place to
another; a new one gets an empty translation, and is shown in English until it has one; one that is nowhere any more goes.
"""

import argparse
import re
import sys
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.plurals import get_plural
from babel.messages.pofile import escape, read_po

from helpers.language import CATALOGUES, SOURCE_LANGUAGE, languages
from helpers.lessons.folders import OURS, lesson_folders
from lessons_src.builder import comments
from lessons_src.builder.series import ROOT, Place, SourceError

ENGINE, BUILDER, COMMANDS = CATALOGUES.parent, Path(__file__).parent, ROOT / "course_commands"
SITE = ROOT / "browser_edition"
ALONE = (COMMANDS, SITE)  # their catalogues hold all their texts, those that the engine has too
MARKS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "Problem": None,
    "command": (2,),
}  # the last two in course_commands alone
ENTRY_LINE = re.compile(r'\s*|#.*|(msgid |msgid_plural |msgstr |msgstr\[\d\] |msgctxt )?"([^"\\]|\\.)*"\s*')
NO_WORDS = ("test_", "answers")  # the files of a lesson that people see nothing of
Text = str | tuple[str, ...]  # a text; or its forms, which a number chooses from


def sources(lessons: Path = OURS) -> dict[Path, list[Path]]:
    """The files of each catalogue, by the catalogue's path with {tag} for the language; the engine's first."""
    engine = [*sorted(ENGINE.rglob("*.py")), *sorted(BUILDER.glob("*.py"))]
    found = {CATALOGUES / "{tag}.po": engine, COMMANDS / "words.{tag}.po": sorted(COMMANDS.glob("*.py"))}
    found[SITE / "words.{tag}.po"] = [*sorted(SITE.rglob("*.py")), *sorted(SITE.rglob("templates/*.html"))]
    for lesson in lesson_folders(lessons):
        code = [path for path in sorted(lesson.path.glob("*.py")) if not path.name.startswith(NO_WORDS)]
        found[lesson.path / "words.{tag}.po"] = [lesson.path / "lesson.md", *code]
    return found


def texts(files: list[Path]) -> list[Text]:
    """The texts to translate in these files, each once, in their order."""
    return list(dict.fromkeys(text for path in files for text in _texts(path)))


@cache
def _texts(path: Path) -> list[Text]:
    if kind := {".py": "python", ".html": "jinja2"}.get(path.suffix):
        return [text for _line, text, *_ in extract_from_file(kind, path, keywords=MARKS)]
    from lessons_src.builder.source import read_lesson  # takes long to load

    code = (cell.text for cell in read_lesson(Place(path.parent)).cells if cell.kind == "code")
    return [text for one in code for text in comments.texts(one)]


def catalogue(tag: str, wanted: list[Text], translations: dict[Text, Text]) -> str:
    """A catalogue as text. translations: all that are known, wherever they stand now."""
    language = Locale.parse(tag, sep="-")
    plural = get_plural(str(language))
    head = f"# {language.english_name}. The keys are the English texts in the code."
    facts = (f"Language: {language}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {plural}")
    entries = ['msgid ""\nmsgstr ""\n' + "\n".join(f'"{fact}\\n"' for fact in facts)]
    for text in wanted:
        if isinstance(text, str):
            entries.append(f"msgid {escape(text)}\nmsgstr {escape(translations.get(text, ''))}")
        else:
            strings = enumerate(translations.get(text, [""] * plural.num_plurals))
            lines = (f"msgstr[{k}] {escape(string)}" for k, string in strings)
            entries.append("\n".join([f"msgid {escape(text[0])}\nmsgid_plural {escape(text[1])}", *lines]))
    return head + "\n" + "\n\n".join(entries) + "\n"


def forms(text: Text) -> tuple[str, ...]:
    """The forms of a text, the last for most numbers; of one that depends on no number, itself alone."""
    return (text,) if isinstance(text, str) else tuple(text)


def read(path: Path) -> Catalog:
    """The catalogue in a file, an empty one when there is no such file."""
    if not path.exists():
        return Catalog()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not ENTRY_LINE.fullmatch(line):
            raise SourceError(f'{path}:{number}: a text stands between two quotation marks; inside it they are \\"')
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def wanted_catalogues(tag: str, lessons: Path = OURS) -> dict[Path, str]:
    """What the files of a language's catalogues should hold, by path; "" for one that has no text."""
    place = {Path(str(path).format(tag=tag)): files for path, files in sources(lessons).items()}
    known = {entry.id: entry.string for path in place for entry in read(path) if entry.id and any(entry.string)}
    engine = set(texts(next(iter(place.values()))))
    found = {}
    for path, files in place.items():
        elsewhere = (
            engine if path.name != f"{tag}.po" and path.parent not in ALONE else ()
        )  # lessons lean on the engine
        wanted = [text for text in texts(files) if text not in elsewhere]
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


def untranslated(tag: str, lessons: Path = OURS) -> dict[Path, tuple[int, int]]:
    """The catalogues of a language that are not complete: how many of their texts have no translation, of how many."""
    found = {}
    for path in wanted_catalogues(tag, lessons):
        done = [all(forms(entry.string)) for entry in read(path) if entry.id]
        if not all(done):
            found[path] = done.count(False), len(done)
    return found


def misfits(tag: str, lessons: Path = OURS) -> list[str]:
    """The translations that have other places in braces than their texts: each with its catalogue and line."""
    found = []
    for path in wanted_catalogues(tag, lessons):
        for entry in read(path):
            text, wanted = forms(entry.id)[-1], fields(forms(entry.id)[-1])
            if entry.id and any(fields(form) != wanted for form in forms(entry.string) if form):
                found.append(f"{path}:{entry.lineno}: the translation must have {text!r}'s places in braces")
    return found


def fields(text: str) -> set[str]:
    """The names in braces in a text."""
    return set(re.findall(r"{(\w*)}", text))


def new_language(text: str) -> str:
    """The tag of a language to begin, such as "fr" or "pt-BR"; raises ArgumentTypeError for what is none."""
    try:
        tag = str(Locale.parse(text, sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        tag = SOURCE_LANGUAGE
    if tag == SOURCE_LANGUAGE:
        raise argparse.ArgumentTypeError(f"{text!r} is no language to translate into; give a tag such as fr or pt-BR")
    return tag


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m lessons_src.builder.words", description=__doc__)
    parser.add_argument("--new", metavar="TAG", type=new_language, help="begin this language, for instance fr")
    parser.add_argument("--lessons", type=Path, default=OURS, help="the folder of lessons (default: the course's)")
    arguments = parser.parse_args()
    begun = {arguments.new} if arguments.new else set()
    for tag in sorted({*languages(), *begun} - {SOURCE_LANGUAGE}):
        for path in update(tag, arguments.lessons):
            print(_shown(path), "is new or changed")
        for path, (missing, all_texts) in untranslated(tag, arguments.lessons).items():
            print(f"{_shown(path)}: {missing} of {all_texts} texts wait for a translation")
        if problems := misfits(tag, arguments.lessons):
            raise SourceError("\n".join(problems))
    return 0


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SourceError as error:
        sys.exit(str(error))
