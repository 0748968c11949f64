"""In a real JupyterLab, in a real browser: the quiz of lesson 10 by keyboard and by mouse, the way to the glossary and back,
and a question that comes back in the next lesson.
"""

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helpers.lessons import Lesson
from helpers.lessons.folders import find_lesson
from helpers.lessons.progress import Progress
from helpers.quiz import QUIZ, read_questions
from tests.jupyter_lab import CHROMIUM, chromium, open_notebook, run_all, run_code, running_lab
from tests.pages import NOTEBOOKS, set_cell

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium: see the end of this report", allow_module_level=True)

LESSON, OTHER = "10_recap_and_glossary.ipynb", "02_weighted_sum_plus_bias.ipynb"
QUESTIONS = [question for question in read_questions() if question.asked == QUIZ]
RIGHT = [[choice.right for choice in question.choices].index(True) for question in QUESTIONS]


@pytest.fixture(scope="module")
def lab_page():
    """JupyterLab on a folder with lessons 02 and 10, of which 10 is open and has been run."""
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, chromium() as browser:
        for name in (LESSON, OTHER):
            shutil.copy(NOTEBOOKS / "en" / name, lab.folder)
        page = lab.page(browser)
        open_notebook(page, LESSON)
        run_all(page)
        yield page


@pytest.fixture
def page(lab_page):
    """Lesson 10, its quiz on the first question."""
    set_cell(lab_page, "quiz-cell", "widgets.quiz()")
    expect(legend(lab_page)).to_contain_text(f"Question 1 of {len(QUESTIONS)}")
    yield lab_page
    assert lab_page.problems == []


def quiz(page: Page):
    """The last on the page: before the quiz of lesson 10 there are the questions that it opens with."""
    return page.locator(".quiz").last


def legend(page: Page):
    return quiz(page).locator("legend")


def choice(page: Page, k: int):
    return quiz(page).get_by_role("radio").nth(k)


def feedback(page: Page):
    return quiz(page).get_by_role("status")


def button(page: Page, name: str):
    return quiz(page).get_by_role("button", name=name, exact=True)


def score(page: Page):
    return quiz(page).locator("> p")


def test_question_is_answered_with_the_keyboard_alone(page):
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    expect(quiz(page).get_by_role("radio", checked=True)).to_have_count(0)
    expect(button(page, "Check")).to_be_disabled()
    wrong = 1
    assert wrong != RIGHT[0] == 2
    choice(page, 0).focus()
    page.keyboard.press("ArrowDown")  # the arrows move from choice to choice, and check nothing
    expect(choice(page, wrong)).to_be_checked()
    page.keyboard.press("x")  # JupyterLab would cut the cell
    expect(feedback(page)).to_have_text("")
    page.keyboard.press("Enter")
    expect(feedback(page)).to_contain_text("Not yet. " + QUESTIONS[0].choices[wrong].why)
    page.keyboard.press("ArrowDown")
    expect(feedback(page)).to_have_text("")  # it was about another choice
    page.keyboard.press("Tab")
    expect(button(page, "Check")).to_be_focused()
    page.keyboard.press("Space")
    expect(feedback(page)).to_contain_text("Right. " + QUESTIONS[0].choices[2].why)
    expect(score(page)).to_have_text(f"Answered: 1 of {len(QUESTIONS)}. Right at the first try: 0.")
    page.keyboard.press("Tab")
    expect(button(page, "Next question")).to_be_focused()  # there is no question before the first
    page.keyboard.press("Enter")
    expect(legend(page)).to_contain_text(f"Question 2 of {len(QUESTIONS)}")
    expect(choice(page, 0)).to_be_focused()
    expect(quiz(page).get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)


def test_whole_quiz_with_the_mouse_one_answer_wrong(page):
    missed = 3
    for number, right in enumerate(RIGHT):
        expect(legend(page)).to_contain_text(QUESTIONS[number].text)
        names = [option.text for option in QUESTIONS[number].choices]
        assert quiz(page).locator("label").all_inner_texts() == names
        k = right if number != missed else (right + 1) % len(names)
        quiz(page).get_by_text(names[k], exact=True).click()
        button(page, "Check").click()
        expect(feedback(page)).to_contain_text(QUESTIONS[number].choices[k].why)
        if number < len(RIGHT) - 1:
            button(page, "Next question").click()
    expect(button(page, "Next question")).to_be_disabled()
    total = len(QUESTIONS)
    expect(score(page)).to_contain_text(f"Answered: {total} of {total}. Right at the first try: {total - 1}.")
    expect(score(page)).to_contain_text(f"Worth rereading: lesson {find_lesson(QUESTIONS[missed].lesson).number}")
    button(page, "Previous question").click()
    expect(choice(page, RIGHT[-2])).to_be_checked()
    expect(feedback(page)).to_contain_text("Right.")


def test_question_and_choices_have_their_names(page):
    group = page.get_by_role("group", name=re.compile(re.escape(QUESTIONS[0].text)))
    expect(group).to_have_count(1)
    for option in QUESTIONS[0].choices:
        expect(group.get_by_role("radio", name=option.text, exact=True)).to_have_count(1)


def test_term_leads_to_its_entry_at_the_end_on_to_the_glossary_and_back(lab_page):
    page = lab_page
    open_notebook(page, OTHER)
    page.locator(".jp-RenderedMarkdown a:visible", has_text="decision boundary").click()
    entry = page.locator(".jp-RenderedMarkdown p:visible", has=page.locator("[data-jupyter-id='decision-boundary']"))
    expect(entry).to_contain_text("decision boundary (fronteira de decisão): Where the answer changes")
    expect(entry).to_be_in_viewport()
    page.get_by_role("link", name="All the words of the course").click()
    page.wait_for_function("name => window.jupyterapp.shell.currentWidget?.context?.path === name", arg=LESSON)
    entry.get_by_role("link", name="lesson 02").click()
    page.wait_for_function("name => window.jupyterapp.shell.currentWidget?.context?.path === name", arg=OTHER)
    assert page.problems == []


def test_question_got_wrong_comes_back_in_the_next_lesson(lab_page):
    page = lab_page
    missed = Lesson(find_lesson("02"), Progress(None)).recall().questions[1]
    wrong, right = (next(option for option in missed.choices if option.right == fits) for fits in (False, True))
    for lesson, before, option in (("02", 1, wrong), ("03", 0, right)):
        run_code(page, f"from helpers import start\nstart('{lesson}', language='en').recall()")
        for _question in range(before):
            button(page, "Next question").click()
        expect(legend(page)).to_contain_text(f"Question {before + 1} of 3")
        expect(legend(page)).to_contain_text(missed.text)
        quiz(page).get_by_text(option.text, exact=True).click()
        button(page, "Check").click()
        expect(feedback(page)).to_contain_text(option.why)
    kept = json.loads((page.lab.folder / "progress.json").read_text(encoding="utf-8"))
    assert kept["recall"] == {missed.name: {"done": True, "wrong": [find_lesson("02").name], "hints": 0}}
    assert page.problems == []
