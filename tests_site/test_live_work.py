"""Taking work along and bringing it back, between browsers and to and from an installed course."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from helpers.lessons.records import add, new_record, parse, read_record
from tests_site.student import (
    LESSON,
    bring_back,
    is_ready,
    is_saved,
    my_work,
    open_live,
    own_browser,
    solve,
    take_along,
    write,
    written,
)

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def test_work_taken_along_comes_back_after_all_is_wiped(page, site, tmp_path):
    solve(page)
    write(page, "bill", "total = 321")
    file = take_along(page, tmp_path)
    assert re.fullmatch(r"my-work-\d{4}-\d\d-\d\d\.zip", file.name)
    with zipfile.ZipFile(file) as pack:  # as in my_work of an installed course
        assert {f"en/{LESSON}.ipynb", "en/progress.json"} <= set(pack.namelist())
        assert "total = 321" in pack.read(f"en/{LESSON}.ipynb").decode()
        assert parse(pack.read("en/progress.json"))[0]["weighted_sum_plus_bias"]["zero_bias"]["done"]
    with own_browser(tmp_path / "another") as context:
        other = open_live(context, site[0])
        assert "321" not in written(other, "bill")
        said = bring_back(other, file)
        assert said.startswith("Brought back: ")
        assert "02 · Weigh, add, shift" in said and "solved exercises" in said
        assert written(other, "bill") == "total = 321"
        other.wait_for_function("() => (localStorage.getItem('course-progress') ?? '').includes('\"done\":1')")
        assert bring_back(other, file) == "Everything was here already."
        assert other.problems == []


def test_work_of_an_installed_course_comes_in_and_what_was_here_stays(page, tmp_path):
    solve(page)
    write(page, "bill", "total = 'mine'")
    is_saved(page)
    local = json.loads((NOTEBOOKS / "en" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    next(cell for cell in local["cells"] if cell["id"] == "bill")["source"] = "total = 'from school'"
    file = tmp_path / "my_work.zip"
    with zipfile.ZipFile(file, "w") as pack:
        pack.writestr(f"my_work/en/{LESSON}.ipynb", json.dumps(local))
        pack.writestr("my_work/en/progress.json", '{"02": {"neuron_z": {"done": true, "wrong": [], "hints": 1}}}')
        pack.writestr("my_work/en/points.csv", "x,y\n1,2\n")
        pack.writestr("__MACOSX/my_work/en/._progress.json", "\0")
    said = bring_back(page, file)
    copy = re.search(rf"what was here is now called ({LESSON}-\d+\.ipynb)", said)[1]
    assert written(page, "bill") == "total = 'from school'"
    assert "total = 'mine'" in kept(page, f"en/{copy}")
    expect(my_work(page).get_by_role("link", name=copy.removesuffix(".ipynb"))).to_be_visible()
    records = json.loads(kept(page, "en/progress.json"))
    assert records["weighted_sum_plus_bias"]["neuron_z"] == {"done": True, "wrong": [], "hints": 1}
    assert records["weighted_sum_plus_bias"]["zero_bias"]["done"]
    assert kept(page, "en/points.csv") == "x,y\n1,2\n"


def test_a_single_notebook_comes_in(page, tmp_path):
    local = json.loads((NOTEBOOKS / "pt-BR" / "03_sigmoid.ipynb").read_text(encoding="utf-8"))
    local["cells"][1]["source"] = "# meu"
    file = tmp_path / "03_sigmoid.ipynb"
    file.write_text(json.dumps(local), encoding="utf-8")
    assert bring_back(page, file).startswith("Brought back: ")
    assert "# meu" in kept(page, "pt-BR/03_sigmoid.ipynb")  # the notebook knows its language


def kept(page, path: str) -> str:
    """The content of a file that the browser keeps."""
    return page.evaluate(
        "async (path) => { const { content } = await window.jupyterapp.serviceManager.contents.get(path, { content: true });"
        " return typeof content === 'string' ? content : JSON.stringify(content); }",
        path,
    )


def test_files_that_are_broken_are_named_and_change_nothing(page, tmp_path):
    write(page, "bill", "total = 'still here'")
    is_saved(page)
    half = tmp_path / "half.zip"
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as pack:
        pack.writestr(f"en/{LESSON}.ipynb", '{"nbformat": 4, "cells": [')
        pack.writestr("en/progress.json", "{")
    half.write_bytes(whole.read_bytes()[:60])
    assert bring_back(page, half) == (
        "“half.zip” is not a .zip that can be opened; perhaps its download did not finish. Nothing was changed."
    )
    assert bring_back(page, whole) == f"{LESSON}.ipynb, progress.json could not be read. Nothing was changed."
    empty = tmp_path / "photos.zip"
    with zipfile.ZipFile(empty, "w") as pack:
        pack.writestr(".hidden", "")
    assert "holds no lesson" in bring_back(page, empty)
    assert written(page, "bill") == "total = 'still here'"


RECORDS = (
    {},
    {"sigmoid": {"a": {"done": True, "wrong": ["1"], "hints": 2}}},
    {"sigmoid": {"a": {"done": False, "wrong": ["2", "1"], "hints": 1}, "b": {"done": True, "wrong": [], "hints": 0}}},
    {
        "02": {"zero_bias": {"done": True, "wrong": [], "hints": 0}},
        "weighted_sum_plus_bias": {"zero_bias": {"hints": 3}},
    },
    {
        "sigmoid": {"a": {"done": "yes", "wrong": [1, "3"], "hints": -1, "later": "kept"}},
        "newer": {"x": {"done": True}},
    },
    {"sigmoid": {"predict:gate": {"predicted": [2.5, None, "x"], "later": []}, "a": {"done": True}}},
    {"sigmoid": {"predict:gate": {"predicted": [3], "later": [1]}, "predict:slope": {"predicted": 5}}},
)


@pytest.mark.parametrize("one", RECORDS)
@pytest.mark.parametrize("other", RECORDS)
def test_progress_is_merged_as_in_an_installed_course(site, blank, one, other):
    merged = blank.evaluate(
        "async ([one, other, address]) => { const { parse, together } = await import(address);"
        " return together(parse(one), parse(other)); }",
        [json.dumps(one), json.dumps(other), f"{site[0]}live/course/records.js"],
    )
    stored, theirs = (parse(json.dumps(records).encode())[0] for records in (one, other))
    readable = {lesson: {name: read_record(name, one)[0] for name, one in t.items()} for lesson, t in theirs.items()}
    add(readable, stored)
    assert flat(merged) == flat(stored)


def flat(tables: dict) -> dict[tuple, dict]:
    """What counts of each record, by its lesson and its name; a record of nothing is none."""
    found = {
        (lesson, name): read_record(name, one)[0] for lesson, table in tables.items() for name, one in table.items()
    }
    return {(lesson, name): record for (lesson, name), record in found.items() if record != new_record(name)}


@pytest.fixture(scope="module")
def blank(student, site):
    """A page of the site with nothing on it, to try scripts in."""
    page = student.new_page()
    page.goto(f"{site[0]}manifest.webmanifest")
    yield page
    page.close()


def test_a_lesson_started_afresh_leaves_the_old_one_beside_it(page, student, site):
    write(page, "bill", "total = 'before'")
    is_saved(page)
    with page.expect_navigation():
        my_work(page).get_by_role("button", name="Start this lesson afresh").click()
    is_ready(page)
    assert "2 * 3 + 5 * 6" in written(page, "bill")
    copies = my_work(page).locator("li a")
    expect(copies.last).to_be_visible()
    page.goto(copies.last.get_attribute("href"))
    is_ready(page)
    assert written(page, "bill") == "total = 'before'"
