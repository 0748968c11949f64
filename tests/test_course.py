"""course.py: a student's copies are made once and never overwritten; it explains itself, in every Python and language."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import course
from course_commands import commands, lessons, words
from course_commands.words import Problem

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(path.name for path in (ROOT / "notebooks" / "en").glob("*.ipynb"))
OLD_PYTHONS = [*Path.home().glob(".pyenv/versions/[23].[0-9].*/bin/python"), *Path.home().glob(".pyenv/versions/3.10.*/bin/python")]  # fmt: skip


@pytest.fixture(autouse=True)
def _english():
    words.speak("en")


@pytest.fixture
def folder(tmp_path):
    """A folder with copies of the notebooks, in which the commands of course.py work."""
    for name in ("notebooks", "lab_config"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("edition", ["pt-BR", "en", "teacher/pt-BR", "teacher/en"])
def test_lab_copies_each_lesson_once_and_opens_the_copy(folder, monkeypatch, edition):
    started = []

    def start(command, env):
        started.append((command, env))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", start)
    assert lessons.lab(folder, Path("python"), edition, ["--no-browser"]) == 0
    copies, originals = folder / "my_work" / edition, folder / "notebooks" / edition
    assert sorted(path.name for path in copies.iterdir()) == LESSONS
    for name in LESSONS:
        assert (copies / name).read_bytes() == (originals / name).read_bytes()
        (copies / name).write_text(f"my answers to {name}", encoding="utf-8")
        (originals / name).write_text("a new version", encoding="utf-8")
    lessons.lab(folder, Path("python"), edition, [])
    for name in LESSONS:
        assert (copies / name).read_text(encoding="utf-8") == f"my answers to {name}"
    command, environment = started[0]
    assert f"--ServerApp.root_dir={copies}" in command
    assert f"--LabApp.default_url=/lab/tree/{LESSONS[0]}" in command
    assert command[-1] == "--no-browser"
    assert environment["JUPYTER_CONFIG_PATH"].startswith(str(folder / "lab_config" / edition.removeprefix("teacher/")))


def test_lesson_added_later_is_copied_and_the_old_copies_stay(folder):
    for copy in lessons.copy_lessons(folder, "en"):
        copy.write_text("my answers", encoding="utf-8")
    (folder / "notebooks" / "en" / "99_new.ipynb").write_text("a new lesson", encoding="utf-8")
    texts = [copy.read_text(encoding="utf-8") for copy in lessons.copy_lessons(folder, "en")]
    assert texts == ["my answers"] * len(LESSONS) + ["a new lesson"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_fresh_copy_stands_beside_the_old_one(folder, lesson):
    lessons.copy_lessons(folder, "en")
    mine = folder / "my_work" / "en" / lesson
    mine.write_text("my answers", encoding="utf-8")
    for number in (2, 3):
        fresh = lessons.fresh(folder, lesson[:2], "en")
        assert fresh == mine.with_stem(f"{mine.stem}-{number}")
        assert fresh.read_bytes() == (folder / "notebooks" / "en" / lesson).read_bytes()
    assert mine.read_text(encoding="utf-8") == "my answers"


@pytest.mark.parametrize("lesson", ["77", "", "[0]", "*"])
def test_fresh_names_the_lessons_there_are(folder, lesson):
    with pytest.raises(Problem) as problem:
        lessons.fresh(folder, lesson, "en")
    assert all(name.removesuffix(".ipynb") in str(problem.value) for name in LESSONS)
    assert not (folder / "my_work").exists()


def test_copy_that_fails_halfway_is_made_again(folder, monkeypatch):
    def half(path, content):
        path.write_text(content[:100].decode(), encoding="utf-8")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full_disk, pytest.raises(OSError, match="No space"):
        full_disk.setattr(Path, "write_bytes", half)
        lessons.copy_lessons(folder, "en")
    for copy in lessons.copy_lessons(folder, "en"):
        assert copy.read_bytes() == (folder / "notebooks" / "en" / copy.name).read_bytes()
    assert sorted(path.name for path in (folder / "my_work" / "en").iterdir()) == LESSONS


def test_cleaning_keeps_the_student_s_work(folder):
    (folder / ".venv").mkdir()
    copies = lessons.copy_lessons(folder, "en")
    commands.clean(folder)
    assert all(copy.exists() for copy in copies)
    assert not (folder / ".venv").exists()


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13), (3, 11, 0), (3, 14, 0)])
def test_python_that_is_too_old_is_named(version):
    said = course.reason_not_to_start(version)
    if version >= (3, 11):
        assert said == ""
    else:
        assert "needs Python 3.11 or newer; this is {}.{} (".format(*version) in said
        assert "precisa do Python 3.11 ou mais novo" in said


def test_first_file_is_written_for_every_python():
    tree = ast.parse((ROOT / "course.py").read_text(encoding="utf-8"), feature_version=(3, 4))
    new = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match, ast.AsyncFunctionDef, ast.Nonlocal)
    assert not [node for node in ast.walk(tree) if isinstance(node, new)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not [f for f in functions if f.returns or any(a.annotation for a in f.args.args) or f.args.kwonlyargs]


@pytest.mark.skipif(not OLD_PYTHONS, reason="no old Python on this machine")
@pytest.mark.parametrize("python", OLD_PYTHONS, ids=lambda path: path.parts[-3])
def test_old_pythons_say_so(python):
    done = subprocess.run([python, ROOT / "course.py", "setup"], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("O curso precisa") and len(done.stderr.splitlines()) == 4


def test_folder_that_is_not_whole_is_named(tmp_path):
    """As when course.py is opened inside a .zip file: Windows takes out that file alone."""
    shutil.copy(ROOT / "course.py", tmp_path)
    done = subprocess.run([sys.executable, tmp_path / "course.py", "lab"], capture_output=True, encoding="utf-8")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 4)
    assert "course_commands, helpers" in done.stderr and ".zip" in done.stderr


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("pt_BR.UTF-8", "abre a edição de quem ensina"),
        ("pt-PT", "abre a edição de quem ensina"),
        ("en_US.UTF-8", "open the teacher's edition"),
        ("C.UTF-8", "abre a edição de quem ensina (soluções, notas) / open the teacher's edition"),
        ("es_AR", "abre a edição de quem ensina (soluções, notas) / open the teacher's edition"),
    ],
)
def test_help_is_in_the_language_of_the_system(monkeypatch, capsys, tag, said):
    monkeypatch.setattr(words, "system_language", lambda: tag)
    for command in ([], ["lab-teacher"]):
        with pytest.raises(SystemExit) as end:
            commands.run([*command, "--help"])
        assert end.value.code == 0
        text = " ".join(capsys.readouterr().out.split())
        assert said in text or command
        assert ("uso: " in text) == (tag[:2] != "en")
        assert ("show this help" in text) == (tag[:2] != "pt")


@pytest.mark.parametrize(("name", "tag"), [("LC_ALL", "pt_BR"), ("LC_MESSAGES", "en_US"), ("LANG", "pt_PT"), ("", "")])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a setting of its own")
def test_system_says_its_language(monkeypatch, name, tag):
    for unset in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(unset, raising=False)
    if name:
        monkeypatch.setenv(name, tag)
    assert words.system_language() == tag


def test_language_asked_for_counts_more_than_the_system_s(monkeypatch, capsys):
    monkeypatch.setattr(words, "system_language", lambda: "pt_BR")
    assert commands.run(["fresh", "77", "--language=en"]) == 1
    assert capsys.readouterr().err.startswith("No lesson '77'")
    assert commands.run(["fresh", "77"]) == 1
    assert capsys.readouterr().err.startswith("Não há aula '77'")
    with pytest.raises(SystemExit) as end:
        commands.run(["fresh", "02", "--languag"])
    assert end.value.code == 2 and "erro: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied", "my_work"), "No write access to my_work (Permission denied)"),
        (OSError(5, "Input/output error"), "The system says: [Errno 5] Input/output error"),
        (KeyboardInterrupt(), "Stopped. The same command goes on from here."),
    ],
)
def test_what_the_system_refuses_is_said_in_a_line(monkeypatch, capsys, error, said):
    def refuse(*_):
        raise error

    monkeypatch.setattr(commands, "fresh", refuse)
    assert commands.run(["--language", "en", "fresh", "02"]) in (1, 130)
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert line.startswith(said)


def test_all_that_is_said_is_marked_for_the_catalogues():
    known = words.catalogue("pt-BR").keys()
    for path in (ROOT / "course_commands").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_", "Problem", "command"):
                text = node.args[-1 if node.func.id == "command" else 0]
                assert not isinstance(text, ast.Constant) or text.value in known, text.value
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "versions":
                assert not isinstance(node.args[0], ast.Constant), ast.unparse(node)


def test_catalogue_is_read_as_editors_for_catalogues_write_it(tmp_path, monkeypatch, request):
    request.addfinalizer(words.catalogue.cache_clear)
    written = """# Spanish
msgid ""
msgstr ""
"Language: es\\n"

#: course_commands/commands.py:7
msgid "install the course into .venv"
msgstr ""
"instala el \\"curso\\" "
"en .venv"

msgid "command"
msgstr ""

#~ msgid "old"
#~ msgstr "viejo"
"""
    (tmp_path / "words.es.po").write_text(written, encoding="utf-8")
    monkeypatch.setattr(words, "HERE", tmp_path)
    words.speak("es_AR.UTF-8")
    assert words._("install the course into .venv") == 'instala el "curso" en .venv'
    assert words._("command") == "command"  # not translated yet
    assert words.catalogue("es").get("old") is None


def test_here_names_what_this_python_lacks(monkeypatch, capsys):
    monkeypatch.setattr(commands.importlib.util, "find_spec", lambda name: None)
    assert commands.run(["--here", "--language", "en", "lab"]) == 1
    assert "does not have jupyterlab" in capsys.readouterr().err


def test_what_is_started_keeps_the_bytecode_that_setting_up_leaves_out(monkeypatch):
    found = []

    def start(command, **_options):
        found.append("PYTHONDONTWRITEBYTECODE" in os.environ)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(subprocess, "run", start)
    assert commands.run(["--here", "--language", "en", "notebooks"]) == 0
    assert found == [False]


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
