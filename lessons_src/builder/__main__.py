"""`python -m lessons_src.builder`: build the notebooks; with --check, only say what is not as it would be built."""

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed

import nbformat
from tqdm import tqdm

from helpers.exercises import COURSE_FILE
from lessons_src.builder.editions import NOTEBOOKS, ROOT, Edition, editions_of, solutions
from lessons_src.builder.execution import execute, reuse_outputs, stored, unexecuted
from lessons_src.builder.source import Lesson, SourceError, read_lesson

AT_ONCE = 2  # notebooks run at the same time


def course_text(lessons: list[Lesson]) -> str:
    """The generated file that tells `helpers` the lessons' titles and solutions."""
    about = {
        lesson.number: {"title": lesson.title, "minutes": lesson.minutes, "solutions": solutions(lesson)}
        for lesson in lessons
    }
    return json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def build(edition: Edition, about: dict, force: bool) -> bool:
    """Write one edition's notebook; returns whether it had to be run."""
    notebook, old = unexecuted(edition, about), stored(edition.path)
    ran = force or not reuse_outputs(notebook, old)
    if ran:
        execute(notebook, edition)
    if notebook != old:
        nbformat.write(notebook, edition.path)
    return ran


def disagreement(edition: Edition, about: dict) -> str | None:
    """What in a stored notebook is not what its source makes of it, or None. Outputs are nbval's to judge."""
    path, old = edition.path.relative_to(ROOT), stored(edition.path)
    if old is None:
        return f"{path} has not been built"
    new = unexecuted(edition, about)
    if [cell.id for cell in new.cells] != [cell.id for cell in old.cells]:
        return f"{path} does not have the cells of {edition.lesson.path.name}"
    for made, kept in zip(new.cells, old.cells, strict=True):
        if (made.cell_type, made.source, made.metadata) != (kept.cell_type, kept.source, kept.metadata):
            return f"{path}: cell {kept.id!r} is not as {edition.lesson.path.name} has it"
    if new.metadata != old.metadata:
        return f"{path} was built before the last change of helpers/, the lock or the lesson's code"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m lessons_src.builder", description=__doc__)
    parser.add_argument("lessons", nargs="*", help="only these lessons, by the start of their names (default: all)")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when notebooks and sources disagree")
    parser.add_argument("--force", action="store_true", help="run every notebook again, changed or not")
    arguments = parser.parse_args()

    paths = sorted((ROOT / "lessons_src").glob("[0-9][0-9]_*.md"))
    lessons = [read_lesson(path) for path in paths]
    text = course_text(lessons)
    about = json.loads(text)
    chosen = tuple(arguments.lessons) or ("",)
    editions = [e for lesson in lessons if lesson.path.stem.startswith(chosen) for e in editions_of(lesson)]
    if not editions:
        print(f"no lesson begins with {' or '.join(chosen)}", file=sys.stderr)
        return 2
    expected = {edition.path for lesson in lessons for edition in editions_of(lesson)}
    strays = [
        path for path in NOTEBOOKS.rglob("*.ipynb") if path not in expected and ".ipynb_checkpoints" not in path.parts
    ]

    if arguments.check:
        problems = [disagreement(edition, about[edition.lesson.number]) for edition in editions]
        problems += [f"{path.relative_to(ROOT)} has no source" for path in strays]
        if not COURSE_FILE.exists() or COURSE_FILE.read_text(encoding="utf-8") != text:
            problems.append(f"{COURSE_FILE.relative_to(ROOT)} is not what the sources give")
        found = [problem for problem in problems if problem]
        print(
            "\n".join(
                [*found, "run `make notebooks` and commit the result"] if found else ["notebooks and sources agree"]
            )
        )
        return 1 if found else 0

    COURSE_FILE.write_text(text, encoding="utf-8")
    for path in strays:
        path.unlink()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        work = [pool.submit(build, edition, about[edition.lesson.number], arguments.force) for edition in editions]
        try:
            ran = [job.result() for job in tqdm(as_completed(work), total=len(work), unit="notebook")]
        finally:
            pool.shutdown(cancel_futures=True)
    print(f"{len(ran)} notebooks, {sum(ran)} run")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SourceError as error:
        sys.exit(str(error))
