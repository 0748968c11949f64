"""Builds what changed: reads only the lessons whose texts changed, runs only the editions that a change concerns."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from lessons_src.builder.records import Records, bytes_of, short_hash
from lessons_src.builder.series import Place, Series

# Jupytext, nbformat and nbclient take longer to load than a build in which nothing changed: they are loaded when needed.

AT_ONCE = 2  # notebooks run at the same time


def build(series: Series, places: Sequence[Place], force: bool = False) -> tuple[int, int]:
    """Bring the editions of these lessons up to date; returns how many there are, and how many had to be run."""
    records = Records(series)
    _remove_what_has_no_source(records)
    lessons = {}
    for place in places:  # each about.json first: other lessons' runs may read it
        if force or records.texts(place) != records.read(place)["texts"]:
            lessons[place] = _read(place)
    to_run = []
    for place in places:
        record = records.read(place)
        if place not in lessons and not _all_hold(records, place, record):
            lessons[place] = _read(place)
        if place in lessons:
            to_run += _make(records, lessons[place], {} if force else record["editions"])
    if to_run:
        _run(records, to_run)
    return sum(len(series.editions(place)) for place in places), len(to_run)


def _remove_what_has_no_source(records: Records) -> None:
    """Take away the notebooks that were built from a lesson, or from a language in it, which is no more."""
    for lesson, record in records.all().items():
        wanted = {
            name
            for place in records.series.places
            if place.path.name == lesson
            for name in records.series.editions(place)
        }
        for name in record["editions"].keys() - wanted:
            (records.series.notebooks / name).unlink(missing_ok=True)
        if not wanted:
            records.forget(lesson)


def _all_hold(records: Records, place: Place, record: dict) -> bool:
    names = records.series.editions(place)
    return all(records.holds(name, record["editions"].get(name)) for name in names)


def _read(place: Place):
    """The lesson of a folder; its about.json is brought up to date."""
    from lessons_src.builder.editions import about_text
    from lessons_src.builder.source import read_lesson

    lesson = read_lesson(place)
    _write(place.about_file, about_text(lesson))
    return lesson


def _make(records: Records, lesson, known: dict) -> list[tuple]:
    """Write the editions whose outputs still hold; returns the others, each with its notebook to be run."""
    from lessons_src.builder.editions import editions_of, make_notebook

    to_run, kept = [], {}
    for edition in editions_of(records.series, lesson):
        notebook, old = make_notebook(edition), known.get(edition.name)
        if records.holds(edition.name, old) and _take_outputs(notebook, edition.path):
            kept[edition.name] = _entry(notebook, edition.path, old["read"])
        else:
            to_run.append((edition, notebook))
    records.write(lesson.place, {"texts": records.texts(lesson.place), "editions": kept})
    return to_run


def _take_outputs(notebook, path: Path) -> bool:
    """Take the outputs of the stored notebook; False when its code is not the same."""
    from lessons_src.builder.formats import nbformat

    old = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    new = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [(cell.id, cell.source) for cell in old] != [(cell.id, cell.source) for cell in new]:
        return False
    for cell, stored in zip(new, old, strict=True):
        cell.outputs, cell.execution_count = stored.outputs, stored.execution_count
    return True


def _run(records: Records, work: Sequence[tuple]) -> None:
    """Run notebooks; each is stored and recorded as soon as it is done."""
    from tqdm import tqdm

    from lessons_src.builder.execution import execute

    progress = {records.series.notebooks / edition.name for edition, _notebook in work}
    progress = {path.with_name("progress.json") for path in progress}
    progress = {path for path in progress if not path.exists()}  # those that the runs are about to make
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = {pool.submit(execute, notebook, edition): (edition, notebook) for edition, notebook in work}
        try:
            for job in tqdm(as_completed(jobs), total=len(jobs), unit="notebook"):
                edition, notebook = jobs[job]
                place = edition.lesson.place
                record = records.read(place)
                read = records.stands_on(place, job.result())
                record["editions"][edition.name] = _entry(notebook, edition.path, read)
                records.write(place, record)
        finally:
            pool.shutdown(cancel_futures=True)
            for path in progress:
                path.unlink(missing_ok=True)


def _entry(notebook, path: Path, read: dict) -> dict:
    """Store an edition's notebook; returns what the record says of it."""
    from lessons_src.builder.formats import nbformat

    return {"notebook": _write(path, nbformat.writes(notebook) + "\n"), "read": read}


def _write(path: Path, text: str) -> str:
    """Write a file unless it is so already; returns its hash."""
    data = text.encode()
    if data != bytes_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return short_hash(data)
