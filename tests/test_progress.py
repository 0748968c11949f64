"""What a student has done is kept beside the notebook, whatever happens to the file."""

import errno
import json
import math
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from helpers import language, lessons
from helpers.lessons import Lesson
from helpers.lessons import progress as progress_module
from helpers.lessons.folders import find_lesson, lesson_folders
from helpers.lessons.progress import Progress

ROOT = Path(__file__).resolve().parents[1]
DONE = {"done": True, "wrong": [], "hints": 0}
EARLIER = {"sigmoid": {"stable_sigmoid": DONE}}  # a lesson of the same folder
NAME = "weighted_sum_plus_bias"


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


def begin(progress: Progress | None = None) -> Lesson:
    return Lesson(find_lesson(NAME), progress)


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
    work(begin(), boxes)
    assert names(folder) == ["progress.json"]
    again = begin()
    assert done(again) == ["zero_bias"]
    again.check("zero_bias", ...)
    assert re.findall(r"\d", boxes[-1].hint.description) == ["2", "2"]
    assert not boxes[-1].show_solution.disabled
    assert stored(folder)[NAME]["zero_bias"]["done"] is True


def test_wrong_answers_are_counted_across_kernels(folder, boxes):
    disabled = []
    for answer in (5, 5, 6, 8):
        begin().check("zero_bias", answer)
        disabled.append(boxes[-1].show_solution.disabled)
    assert disabled == [True, True, True, False]


def test_hint_is_remembered_without_another_check(folder, boxes):
    begin().check("neuron_z", ...)
    boxes[-1].hint.click()
    begin().check("neuron_z", ...)
    assert re.findall(r"\d", boxes[-1].hint.description) == ["2", "2"]


def test_nothing_is_written_before_there_is_something_to_keep(folder):
    begin().progress()
    begin().check("zero_bias", ...)
    assert names(folder) == []


@pytest.mark.parametrize("tag", ["en", "pt-BR"])
def test_progress_is_told_in_the_language(tag):
    language.use(tag)
    lesson = begin(Progress(None))
    assert done(lesson) == []
    lesson.check("zero_bias", 7)
    assert done(lesson) == ["zero_bias"]
    before = lesson.progress().data
    language.use("en" if tag == "pt-BR" else "pt-BR")
    assert not set(re.findall(r">([^<]+)<", before)) & set(re.findall(r">([^<]+)<", lesson.progress().data))


@pytest.mark.parametrize(("tag", "of"), [("en", "of"), ("pt-BR", "de")])
def test_progress_of_the_series_counts_every_lesson_that_has_exercises(tag, of, folder):
    language.use(tag)
    begin().check("zero_bias", 7)
    told = unescape(Lesson(find_lesson("recap_and_glossary")).series_progress().data)
    rows = re.findall(r"<li.*?</li>", told)
    with_exercises = [lesson for lesson in lesson_folders() if lesson.exercises]
    assert f"1 {of} {sum(len(lesson.exercises) for lesson in with_exercises)}" in told.partition("</b>")[0]
    assert len(rows) == len(with_exercises) < len(lesson_folders())
    for lesson, row in zip(with_exercises, rows, strict=True):
        done, count = (1 if lesson.name == NAME else 0), len(lesson.exercises)
        assert f" {lesson.number} · {lesson.title()} — {done} {of} {count}" in row
        assert (row.count("●"), row.count("○")) == (done, count - done)


# ---------------------------------------------------------------- where nothing may be written


@pytest.mark.parametrize("published", ["en", "pt-BR", "teacher/en", "teacher/pt-BR"])
def test_published_notebooks_keep_theirs_in_memory(published, monkeypatch):
    monkeypatch.chdir(ROOT / "notebooks" / published)
    assert Progress.beside_notebook().path is None


def test_in_memory_all_goes_on_and_nothing_is_written(folder, boxes, monkeypatch):
    monkeypatch.setattr(progress_module, "PUBLISHED", folder)
    work(begin(), boxes)
    assert names(folder) == []
    assert done(begin()) == []


def test_folder_with_a_similar_name_is_not_published(folder, boxes, monkeypatch):
    monkeypatch.setattr(progress_module, "PUBLISHED", folder.with_name(folder.name[:-1]))
    work(begin(), boxes)
    assert names(folder) == ["progress.json"]


class Faulty:
    """A method of Path that fails as the system makes it fail. times: how often, before all is well again."""

    def __init__(self, patch, method: str, number: int, times: float = math.inf):
        self.method, self.number, self.left = getattr(Path, method), number, times
        patch.setattr(Path, method, lambda *given, **options: self(*given, **options))

    def __call__(self, path, *given, **options):
        if self.left > 0 and path.name.startswith("progress.json"):
            self.left -= 1
            raise OSError(self.number, os.strerror(self.number))
        return self.method(path, *given, **options)


LASTING = {
    "read-only folder": ("open", errno.EACCES, "the folder may be read-only"),
    "read-only disk": ("open", errno.EROFS, "the disk can only be read"),
    "full disk": ("open", errno.ENOSPC, "the disk is full"),
    "file held by another program": ("replace", errno.EACCES, "another program may hold the file"),
    "file that cannot be read": ("read_bytes", errno.EACCES, "another program may hold the file"),
    "odd disk": ("read_bytes", errno.EIO, os.strerror(errno.EIO)),
}


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(progress_module, "PAUSES", (0, 0, 0))


@pytest.mark.parametrize(("method", "number", "why"), LASTING.values(), ids=LASTING)
def test_what_cannot_be_kept_is_said_and_kept_as_soon_as_it_can(
    folder, boxes, monkeypatch, impatient, method, number, why
):
    (folder / "progress.json").write_text(json.dumps(EARLIER), encoding="utf-8")
    lesson = begin()
    with monkeypatch.context() as patch:
        Faulty(patch, method, number)
        work(lesson, boxes)
        for shown in (boxes[-1].html, boxes[-1].children[0].value, lesson.progress().data):
            assert "could not be saved in progress.json" in shown
            assert why in shown
        assert names(folder) == ["progress.json"], "no temporary file is left"
    assert stored(folder) == EARLIER
    lesson.check("black_or_white", (-2, 1), (2, -1))
    assert "About your progress" not in boxes[-1].html + lesson.progress().data
    assert done(begin()) == ["zero_bias", "black_or_white"]
    assert stored(folder).items() > EARLIER.items()


@pytest.mark.parametrize("method", ["replace", "read_bytes"])
def test_fault_that_passes_in_a_moment_costs_nothing(folder, boxes, monkeypatch, impatient, method):
    (folder / "progress.json").write_text(json.dumps(EARLIER), encoding="utf-8")
    Faulty(monkeypatch, method, errno.EACCES, times=2)
    begin().check("zero_bias", 7)
    assert "About your progress" not in boxes[-1].html
    assert stored(folder).items() > EARLIER.items()
    assert names(folder) == ["progress.json"], "a healthy file is not set aside"
    assert done(begin()) == ["zero_bias"]


def test_hint_that_cannot_be_kept_says_so(folder, boxes, monkeypatch):
    begin().check("zero_bias", ...)
    Faulty(monkeypatch, "open", errno.ENOSPC)
    boxes[-1].hint.click()
    assert "the disk is full" in boxes[-1].help.value


def test_folder_that_is_gone(tmp_path, boxes):
    work(begin(Progress(tmp_path / "gone" / "progress.json")), boxes)
    assert "the folder is no longer there" in boxes[-1].html
    assert names(tmp_path) == []


def test_lock_that_another_kernel_holds_is_waited_for_a_while(folder, boxes, monkeypatch):
    monkeypatch.setattr(progress_module, "LOCK_SECONDS", 0)
    lesson = begin()
    with progress_module._lock(folder.resolve() / "progress.json"):
        lesson.check("zero_bias", 7)
        assert "for 0 seconds another notebook or program" in boxes[-1].html
        assert names(folder) == []
    lesson.check("zero_bias", 5)
    assert done(begin()) == ["zero_bias"]


@pytest.mark.parametrize("refused", [["FileLock"], ["FileLock", "SoftFileLock"]], ids=["soft lock", "no lock"])
def test_where_nothing_can_be_locked_progress_is_kept_all_the_same(folder, boxes, monkeypatch, refused):
    def no_lock(*_given, **_options):
        raise OSError(errno.ENOLCK, "no locks available")

    for kind in refused:
        monkeypatch.setattr(progress_module, kind, no_lock)
    work(begin(), boxes)
    assert "About your progress" not in boxes[-1].html
    assert names(folder) == ["progress.json"]


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
    lesson = begin()
    assert "A part of progress.json cannot be read" in lesson.progress().data
    work(lesson, boxes)
    assert "kept as progress-damaged-1.json" in boxes[-1].html
    assert "kept as progress-damaged-1.json" in lesson.progress().data
    assert names(folder) == ["progress-damaged-1.json", "progress.json"]
    assert (folder / "progress-damaged-1.json").read_bytes() == content
    assert done(begin()) == ["zero_bias"]


def test_damaged_file_in_a_full_folder_is_copied_once_and_stays(folder, boxes, monkeypatch):
    (folder / "progress.json").write_bytes(b"{")
    with monkeypatch.context() as patch:
        Faulty(patch, "replace", errno.ENOSPC)
        work(begin(), boxes)
    assert names(folder) == ["progress-damaged-1.json", "progress.json"]
    assert {path.read_bytes() for path in folder.iterdir()} == {b"{"}


def test_every_damaged_file_is_kept(folder):
    for number in (1, 2, 3):
        (folder / "progress.json").write_text(f"damage {number}", encoding="utf-8")
        begin().check("zero_bias", 7)
    kept = [f"progress-damaged-{number}.json" for number in (1, 2, 3)]
    assert names(folder) == [*kept, "progress.json"]
    assert [(folder / name).read_text(encoding="utf-8") for name in kept] == ["damage 1", "damage 2", "damage 3"]


def test_file_damaged_while_the_lesson_runs_is_kept_too(folder):
    lesson = begin()
    lesson.check("zero_bias", 7)
    (folder / "progress.json").write_bytes(b"{")
    lesson.check("black_or_white", (-2, 1), (2, -1))
    assert (folder / "progress-damaged-1.json").read_bytes() == b"{"
    assert done(begin()) == ["zero_bias", "black_or_white"]


@pytest.mark.parametrize(
    "records", [3, [], {"zero_bias": None}, {"zero_bias": {"done": 1, "wrong": [[]]}}], ids=json.dumps
)
def test_misshapen_record_stops_nothing(folder, boxes, records):
    (folder / "progress.json").write_text(json.dumps({NAME: records}), encoding="utf-8")
    lesson = begin()
    assert "zero_bias" not in done(lesson)
    work(lesson, boxes)
    assert done(begin()) == ["zero_bias"]


@pytest.mark.parametrize("misshapen", [5, [], {"done": "yes"}, {"done": True, "hints": "1"}], ids=json.dumps)
@pytest.mark.parametrize("key", ["02", NAME])
def test_misshapen_record_costs_no_other_and_is_set_aside(folder, boxes, key, misshapen):
    before = EARLIER | {key: {"neuron_z": DONE, "zero_bias": misshapen}}
    (folder / "progress.json").write_text(json.dumps(before), encoding="utf-8")
    lesson = begin()
    ticked = misshapen == {"done": True, "hints": "1"}
    assert done(lesson) == ["zero_bias"] * ticked + ["neuron_z"]
    assert "A part of progress.json cannot be read" in lesson.progress().data
    lesson.check("zero_bias", 5)
    lesson.check("zero_bias", 7)
    assert done(begin()) == ["zero_bias", "neuron_z"]
    assert stored(folder).items() > EARLIER.items()
    assert json.loads((folder / "progress-damaged-1.json").read_bytes()) == before


def test_unknown_records_are_left_alone(folder):
    """Those of a lesson or an exercise of a newer edition of the course, and whatever else it keeps there."""
    newer = {"wrong": ["1"], "done": False, "hints": 2, "stars": 3}
    others = {"99": {"x": newer}, "predictions": ["a", None], "edition": 3}
    mine = {"new": newer, "guess": 0.5, "zero_bias": newer}
    (folder / "progress.json").write_text(json.dumps(others | {NAME: mine}), encoding="utf-8")
    begin().check("zero_bias", 7)
    assert stored(folder) == others | {NAME: mine | {"zero_bias": newer | {"done": True}}}
    assert names(folder) == ["progress.json"]


# ---------------------------------------------------------------- several notebooks of one folder


def test_lessons_open_at_once_keep_each_others_records(folder):
    one, other = Progress.beside_notebook(), Progress.beside_notebook()
    for progress, lesson, name in [(one, "x", "a"), (other, "y", "b"), (one, "x", "c"), (other, "y", "d")]:
        progress.record(lesson, name)["done"] = True
        progress.save()
    assert stored(folder) == {"x": {"a": DONE, "c": DONE}, "y": {"b": DONE, "d": DONE}}


def test_two_copies_of_a_lesson_keep_each_others_records(folder):
    """`make fresh` puts a second copy beside the first."""
    one, other = begin(), begin()
    one.check("zero_bias", 7)
    other.check("black_or_white", (-2, 1), (2, -1))
    other.check("zero_bias", 5)
    assert done(begin()) == ["zero_bias", "black_or_white"]


def test_hint_in_one_copy_keeps_what_was_done_in_the_other(folder, boxes):
    one, other = begin(), begin()
    one.check("zero_bias", ...)
    box = boxes[-1]
    other.check("zero_bias", 7)
    box.hint.click()
    assert done(begin()) == ["zero_bias"]
    assert stored(folder)[NAME]["zero_bias"]["hints"] == 1


KERNEL = """
import sys
from pathlib import Path
from helpers.lessons.progress import Progress
progress = Progress(Path(sys.argv[1]))
for number in range(100):
    progress.record(sys.argv[2], str(number))["hints"] = 1
    progress.save()
print(progress.trouble, end="")
"""


def test_two_kernels_that_write_as_fast_as_they_can_lose_nothing(folder):
    commands = [[sys.executable, "-c", KERNEL, folder / "progress.json", lesson] for lesson in ("one", "two")]
    kernels = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for command in commands]
    assert [kernel.communicate()[0] for kernel in kernels] == ["", ""]
    assert {lesson: len(records) for lesson, records in stored(folder).items()} == {"one": 100, "two": 100}
    assert names(folder) == ["progress.json"]
