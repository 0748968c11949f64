"""course.py: a student's copies are made once and never overwritten, and the tracked files stay as they are."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import course

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(path.name for path in (ROOT / "notebooks" / "en").glob("*.ipynb"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with copies of the notebooks, in which the commands of course.py work."""
    shutil.copytree(course.NOTEBOOKS, tmp_path / "notebooks")
    monkeypatch.setattr(course, "ROOT", tmp_path)
    monkeypatch.setattr(course, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(course, "MY_WORK", tmp_path / "my_work")
    return tmp_path


@pytest.mark.parametrize("edition", ["pt-BR", "en", "teacher/pt-BR", "teacher/en"])
def test_lab_copies_each_lesson_once_and_opens_the_copy(folder, monkeypatch, edition):
    started = []

    def start(command, env):
        started.append((command, env))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", start)
    assert course.lab(Path("python"), edition, ["--no-browser"]) == 0
    copies, originals = folder / "my_work" / edition, folder / "notebooks" / edition
    assert sorted(path.name for path in copies.iterdir()) == LESSONS
    for name in LESSONS:
        assert (copies / name).read_bytes() == (originals / name).read_bytes()
        (copies / name).write_text(f"my answers to {name}", encoding="utf-8")
        (originals / name).write_text("a new version", encoding="utf-8")
    course.lab(Path("python"), edition, [])
    for name in LESSONS:
        assert (copies / name).read_text(encoding="utf-8") == f"my answers to {name}"
    command, environment = started[0]
    assert f"--ServerApp.root_dir={copies}" in command
    assert f"--LabApp.default_url=/lab/tree/{LESSONS[0]}" in command
    assert command[-1] == "--no-browser"
    assert environment["JUPYTER_CONFIG_PATH"].startswith(str(folder / "lab_config" / edition.removeprefix("teacher/")))


def test_lesson_added_later_is_copied_and_the_old_copies_stay(folder):
    for copy in course.copy_lessons("en"):
        copy.write_text("my answers", encoding="utf-8")
    (folder / "notebooks" / "en" / "99_new.ipynb").write_text("a new lesson", encoding="utf-8")
    texts = [copy.read_text(encoding="utf-8") for copy in course.copy_lessons("en")]
    assert texts == ["my answers"] * len(LESSONS) + ["a new lesson"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_fresh_copy_stands_beside_the_old_one(folder, capsys, lesson):
    course.copy_lessons("en")
    mine = folder / "my_work" / "en" / lesson
    mine.write_text("my answers", encoding="utf-8")
    for number in (2, 3):
        assert course.fresh(lesson[:2], "en") == 0
        fresh = mine.with_stem(f"{mine.stem}-{number}")
        assert fresh.name in capsys.readouterr().out
        assert fresh.read_bytes() == (folder / "notebooks" / "en" / lesson).read_bytes()
    assert mine.read_text(encoding="utf-8") == "my answers"


@pytest.mark.parametrize("lesson", ["77", ""])
def test_fresh_names_the_lessons_there_are(folder, capsys, lesson):
    assert course.fresh(lesson, "en") == 2
    error = capsys.readouterr().err
    assert all(name.removesuffix(".ipynb") in error for name in LESSONS)
    assert not (folder / "my_work").exists()


def test_cleaning_keeps_the_student_s_work(folder, monkeypatch):
    monkeypatch.setattr(course, "VENV", folder / ".venv")
    (folder / ".venv").mkdir()
    copies = course.copy_lessons("en")
    course.clean()
    assert all(copy.exists() for copy in copies)
    assert not (folder / ".venv").exists()


def test_what_is_installed_is_not_installed_again(folder, monkeypatch):
    monkeypatch.setattr(course, "VENV", folder / ".venv")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    calls = []
    monkeypatch.setattr(course.venv, "create", lambda *a, **k: (folder / ".venv").mkdir(exist_ok=True))
    monkeypatch.setattr(subprocess, "run", lambda command, check: calls.append(command[-1]))
    course.setup()
    course.setup()
    course.setup("dev")
    course.setup("dev")
    course.setup()
    assert calls == [str(folder), f"{folder}[dev]"]
    (folder / ".venv" / "course.json").unlink()
    course.setup("dev")
    course.setup()  # `make lab` after `make test`: the tools came with the course
    assert len(calls) == 3
    (folder / "requirements.lock").write_text("numpy==2.4.6", encoding="utf-8")
    course.setup()
    assert calls[3:] == [f"{folder}[dev]"]  # what was there stays


def test_git_ignores_what_students_make():
    assert {"my_work/", ".venv/"} <= set((ROOT / ".gitignore").read_text().split())


@pytest.mark.parametrize("language", ["pt-BR", "en"])
def test_lab_settings_are_json_and_leave_the_news_alone(language):
    folder = ROOT / "lab_config" / language / "labconfig"
    settings = json.loads((folder / "default_setting_overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    locale = settings.get("@jupyterlab/translation-extension:plugin", {}).get("locale", "en")
    assert locale == language.replace("-", "_")


def test_help_explains_every_target_of_the_makefile():
    targets = {
        line.split(":")[0]
        for line in (ROOT / "Makefile").read_text().splitlines()
        if line[:1].isalpha() and ":" in line
    }
    done = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True)
    explained = {line.split()[1] for line in done.stdout.splitlines()}
    assert explained == {t for t in targets if " " not in t} - {"help"}
