"""What a student has done is kept beside the notebook, whatever happens to the file; stored notebooks hold no dead views."""

import errno
import json
import re
from html import unescape
from pathlib import Path

import pytest

from helpers import language, lessons
from helpers.exercises import course, exercises_of
from helpers.lessons import Lesson
from helpers.lessons import progress as progress_module
from helpers.lessons.progress import Progress

ROOT = Path(__file__).resolve().parents[1]
DONE = {"done": True, "wrong": [], "hints": 0}
EARLIER = {"01": {"counting": DONE}}  # a lesson of the same folder


@pytest.fixture(autouse=True)
def boxes(monkeypatch):
    """What is displayed, in order."""
    shown = []
    monkeypatch.setattr(lessons, "display", shown.append)
    return shown


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the notebook runs: a folder of the student's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def stored(folder: Path) -> dict:
    return json.loads((folder / "progress.json").read_text(encoding="utf-8"))


def done(lesson: Lesson) -> list[str]:
    """The exercises that the lesson shows as done."""
    told = unescape(lesson.progress().data)
    names = [name for name, exercise in lesson.exercises.items() if f"✔ {language._(exercise.title)}" in told]
    assert told.count("✔") == len(names)
    assert told.count("○") == len(lesson.exercises) - len(names)
    assert re.findall(r"\d", told.split("<ul")[0]) == [str(len(names)), "4"]
    return names


def work(lesson: Lesson, boxes: list) -> None:
    """All that a student does with an exercise: look, two wrong answers, a hint, a third, the right one."""
    lesson.progress()
    for answer in (5, 5, "7"):
        lesson.check("zero_bias", answer)
        assert boxes[-1].show_solution.disabled
    boxes[-1].hint.click()
    assert boxes[-1].exercise.hints[0] in boxes[-1].help.value
    lesson.check("zero_bias", 6)
    assert not boxes[-1].show_solution.disabled
    lesson.check("zero_bias", 7)
    assert lesson.passed("zero_bias")
    assert done(lesson) == ["zero_bias"]


# ---------------------------------------------------------------- beside the notebook


def test_done_is_still_done_in_the_next_kernel(folder, boxes):
    work(Lesson("02"), boxes)
    assert names(folder) == ["progress.json"]
    again = Lesson("02")
    assert done(again) == ["zero_bias"]
    again.check("zero_bias", ...)
    assert re.findall(r"\d", boxes[-1].hint.description) == ["2", "2"]
    assert not boxes[-1].show_solution.disabled
    assert stored(folder)["02"]["zero_bias"]["done"] is True


def test_wrong_answers_are_counted_across_kernels(folder, boxes):
    disabled = []
    for answer in (5, 5, 6, 8):
        Lesson("02").check("zero_bias", answer)
        disabled.append(boxes[-1].show_solution.disabled)
    assert disabled == [True, True, True, False]


def test_hint_is_remembered_without_another_check(folder, boxes):
    Lesson("02").check("neuron_z", ...)
    boxes[-1].hint.click()
    Lesson("02").check("neuron_z", ...)
    assert re.findall(r"\d", boxes[-1].hint.description) == ["2", "2"]


def test_nothing_is_written_before_there_is_something_to_keep(folder):
    lesson = Lesson("02")
    lesson.progress()
    lesson.check("zero_bias", ...)
    assert names(folder) == []


@pytest.mark.parametrize("tag", ["en", "pt-BR"])
def test_progress_is_told_in_the_language(tag):
    language.use(tag)
    lesson = Lesson("02", Progress(None))
    assert done(lesson) == []
    lesson.check("zero_bias", 7)
    assert done(lesson) == ["zero_bias"]
    before = lesson.progress().data
    language.use("en" if tag == "pt-BR" else "pt-BR")
    assert not set(re.findall(r">([^<]+)<", before)) & set(re.findall(r">([^<]+)<", lesson.progress().data))


@pytest.mark.parametrize(("tag", "of"), [("en", "of"), ("pt-BR", "de")])
def test_progress_of_the_series_counts_every_lesson_that_has_exercises(tag, of, folder):
    language.use(tag)
    Lesson("02").check("zero_bias", 7)
    told = unescape(Lesson("10").series_progress().data)
    rows = re.findall(r"<li.*?</li>", told)
    counts = {number: len(exercises_of(number)) for number in course()}
    with_exercises = [number for number in sorted(course()) if counts[number]]
    assert f"<b>1 {of} {sum(counts.values())} " in told
    assert "10" not in with_exercises
    assert len(rows) == len(with_exercises)
    for number, row in zip(with_exercises, rows, strict=True):
        done = 1 if number == "02" else 0
        assert f" {number} · {course()[number]['title'][tag]} — {done} {of} {counts[number]}" in row
        assert (row.count("●"), row.count("○")) == (done, counts[number] - done)


# ---------------------------------------------------------------- where nothing may be written


@pytest.mark.parametrize("published", ["en", "pt-BR", "teacher/en", "teacher/pt-BR"])
def test_published_notebooks_keep_theirs_in_memory(published, monkeypatch):
    monkeypatch.chdir(ROOT / "notebooks" / published)
    assert Progress.beside_notebook().path is None


def test_in_memory_all_goes_on_and_nothing_is_written(folder, boxes, monkeypatch):
    monkeypatch.setattr(progress_module, "PUBLISHED", folder)
    work(Lesson("02"), boxes)
    assert names(folder) == []
    assert done(Lesson("02")) == []


def test_folder_with_a_similar_name_is_not_published(folder, boxes, monkeypatch):
    monkeypatch.setattr(progress_module, "PUBLISHED", folder.with_name(folder.name[:-1]))
    work(Lesson("02"), boxes)
    assert names(folder) == ["progress.json"]


def refuse(*_arguments, **_options):
    raise PermissionError(errno.EACCES, "read-only")


def disk_full(path, text, **_options):
    path.write_bytes(text.encode()[:10])
    raise OSError(errno.ENOSPC, "no space left")


@pytest.mark.parametrize(
    ("method", "instead"),
    [("write_text", refuse), ("write_text", disk_full), ("replace", refuse)],
    ids=["read-only folder", "full disk", "file held by another program"],
)
def test_folder_that_cannot_be_written(folder, boxes, monkeypatch, method, instead):
    (folder / "progress.json").write_text(json.dumps(EARLIER), encoding="utf-8")
    monkeypatch.setattr(Path, method, instead)
    work(Lesson("02"), boxes)
    assert names(folder) == ["progress.json"], "no temporary file is left"
    assert stored(folder) == EARLIER


def test_folder_that_is_gone(tmp_path, boxes):
    work(Lesson("02", Progress(tmp_path / "gone" / "progress.json")), boxes)
    assert names(tmp_path) == []


def test_file_that_cannot_be_read(folder, boxes, monkeypatch):
    (folder / "progress.json").write_text(json.dumps(EARLIER), encoding="utf-8")
    with monkeypatch.context() as patch:
        for method in ("read_text", "write_text", "replace"):
            patch.setattr(Path, method, refuse)
        work(Lesson("02"), boxes)
    assert stored(folder) == EARLIER


def test_file_damaged_while_the_lesson_runs_in_a_read_only_folder(folder, boxes, monkeypatch):
    lesson = Lesson("02")
    (folder / "progress.json").write_text("{", encoding="utf-8")
    for method in ("write_text", "replace"):
        monkeypatch.setattr(Path, method, refuse)
    work(lesson, boxes)
    assert (folder / "progress.json").read_bytes() == b"{"


# ---------------------------------------------------------------- a file that is not as it should be

DAMAGED = {
    "empty": b"",
    "cut off": b'{"02": {"zero_b',
    "not JSON": b"done: zero_bias",
    "not text": b"\xff\xfe\x00",
    "merge conflict": b'<<<<<<< mine\n{"02": {}}\n=======\n{}\n>>>>>>> theirs\n',
    "too deep": b"[" * 100_000,
    "list": b"[1, 2]",
    "number": b"3",
    "null": b"null",
    "text": b'"02"',
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_damaged_file_is_set_aside_and_the_lesson_goes_on(folder, boxes, content):
    (folder / "progress.json").write_bytes(content)
    work(Lesson("02"), boxes)
    assert names(folder) == ["progress-damaged-1.json", "progress.json"]
    assert (folder / "progress-damaged-1.json").read_bytes() == content
    assert done(Lesson("02")) == ["zero_bias"]


def test_every_damaged_file_is_kept(folder):
    for number in (1, 2, 3):
        (folder / "progress.json").write_text(f"damage {number}", encoding="utf-8")
        Lesson("02").check("zero_bias", 7)
    kept = [f"progress-damaged-{number}.json" for number in (1, 2, 3)]
    assert names(folder) == [*kept, "progress.json"]
    assert [(folder / name).read_text(encoding="utf-8") for name in kept] == ["damage 1", "damage 2", "damage 3"]


def test_file_damaged_while_the_lesson_runs_is_kept_too(folder):
    lesson = Lesson("02")
    lesson.check("zero_bias", 7)
    (folder / "progress.json").write_bytes(b"{")
    lesson.check("black_or_white", (-2, 1), (2, -1))
    assert (folder / "progress-damaged-1.json").read_bytes() == b"{"
    assert done(Lesson("02")) == ["zero_bias", "black_or_white"]


MISSHAPEN = [
    3,
    None,
    [],
    "done",
    {"zero_bias": 5},
    {"zero_bias": None},
    {"zero_bias": []},
    {"zero_bias": {}},
    {"zero_bias": {"done": False}},
    {"zero_bias": {"wrong": [], "hints": 0}},
    {"zero_bias": {"done": "yes", "wrong": [], "hints": 0}},
    {"zero_bias": {"done": None, "wrong": [], "hints": 0}},
    {"zero_bias": {"done": False, "wrong": 3, "hints": 0}},
    {"zero_bias": {"done": False, "wrong": None, "hints": 0}},
    {"zero_bias": {"done": False, "wrong": {"a": 1}, "hints": 0}},
    {"zero_bias": {"done": False, "wrong": [], "hints": "1"}},
    {"zero_bias": {"done": False, "wrong": [], "hints": None}},
    {"zero_bias": {"done": False, "wrong": [], "hints": 0.5}},
]


@pytest.mark.parametrize("records", MISSHAPEN, ids=json.dumps)
def test_misshapen_record_stops_nothing(folder, boxes, records):
    (folder / "progress.json").write_text(json.dumps({"02": records}), encoding="utf-8")
    lesson = Lesson("02")
    assert "zero_bias" not in done(lesson)
    lesson.check("zero_bias", 5)
    boxes[-1].hint.click()
    assert boxes[-1].exercise.hints[0] in boxes[-1].help.value
    lesson.check("zero_bias", 7)
    assert done(lesson) == done(Lesson("02")) == ["zero_bias"]


@pytest.mark.parametrize("misshapen", [5, {}, {"done": True}], ids=json.dumps)
def test_misshapen_record_costs_no_other(folder, misshapen):
    """What was well recorded stays in the file or in the file set aside."""
    before = EARLIER | {"02": {"neuron_z": DONE, "zero_bias": misshapen}}
    (folder / "progress.json").write_text(json.dumps(before), encoding="utf-8")
    lesson = Lesson("02")
    lesson.progress()
    lesson.check("zero_bias", 7)
    files = [json.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir()]
    assert [file for file in files if file.get("01") == EARLIER["01"]]
    assert [file for file in files if file.get("02", {}).get("neuron_z") == DONE]


def test_unknown_records_are_left_alone(folder):
    """Those of a lesson or an exercise of a newer edition of the course."""
    newer = {"wrong": ["1"], "done": False, "hints": 2, "stars": 3}
    (folder / "progress.json").write_text(json.dumps({"99": {"x": newer}, "02": {"new": newer}}), encoding="utf-8")
    Lesson("02").check("zero_bias", 7)
    assert stored(folder)["99"] == {"x": newer}
    assert stored(folder)["02"]["new"] == newer


# ---------------------------------------------------------------- several notebooks of one folder


def test_lessons_open_at_once_keep_each_others_records(folder):
    one, other = Progress.beside_notebook(), Progress.beside_notebook()
    for progress, lesson, name in [(one, "01", "a"), (other, "02", "b"), (one, "01", "c"), (other, "02", "d")]:
        progress.record(lesson, name)["done"] = True
        progress.save(lesson, name)
    assert stored(folder) == {"01": {"a": DONE, "c": DONE}, "02": {"b": DONE, "d": DONE}}


def test_two_copies_of_a_lesson_keep_each_others_records(folder):
    """`make fresh` puts a second copy beside the first."""
    one, other = Lesson("02"), Lesson("02")
    one.check("zero_bias", 7)
    other.check("black_or_white", (-2, 1), (2, -1))
    other.check("zero_bias", 5)
    assert done(Lesson("02")) == ["zero_bias", "black_or_white"]


def test_hint_in_one_copy_keeps_what_was_done_in_the_other(folder, boxes):
    one, other = Lesson("02"), Lesson("02")
    one.check("zero_bias", ...)
    box = boxes[-1]
    other.check("zero_bias", 7)
    box.hint.click()
    assert done(Lesson("02")) == ["zero_bias"]
    assert stored(folder)["02"]["zero_bias"]["hints"] == 1
