"""■ in the live page: it stops what runs, and where it cannot, says what can."""

import pytest
from playwright.sync_api import Page, expect

from tests_site.pages import printed
from tests_site.student import LESSON, PHONE, begin, is_ready, open_live, own_browser, run, write

SOON = 2000  # milliseconds, from ■ to the word KeyboardInterrupt
ENDLESS = "while True: pass"
DEEP = "sum(range(10**11))"  # an hour in which Python runs no line
TRAINING = """from helpers.lessons.folders import find_lesson

cockpit = find_lesson("backpropagation").figures.training_cockpit(epochs=1000)
cockpit"""


def begin_in(page: Page, code: str) -> None:
    """Begin to run this code in the cell "bill", not the first to run, and wait until it runs."""
    run(page, "start")
    write(page, "bill", f"print('be' + 'gun')\n{code}")
    begin(page, "bill")
    expect(page.locator(".jp-OutputArea", has_text="begun").first).to_be_visible()


def press_stop(page: Page) -> None:
    page.get_by_role("button", name="Interrupt the kernel").click()


def is_interrupted(page: Page) -> None:
    """Wait for the word under a cell."""
    expect(page.locator(".jp-OutputArea", has_text="KeyboardInterrupt").first).to_be_visible(timeout=SOON)
    is_ready(page)


def restart(page: Page) -> None:
    """Follow a notice, and wait until Python is there again, without its variables."""
    notice(page).get_by_role("button", name="Restart Python").click()
    page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    expect(notice(page).get_by_text("variables are lost")).to_have_count(0)
    is_ready(page)
    assert printed(page, "print('kept' in globals())") == "False\n"


def notice(page: Page):
    return page.locator("#course-notices")


@pytest.mark.parametrize("code", [ENDLESS, "import time; time.sleep(600)"])
def test_a_program_without_end_stops_and_its_variables_stay(page, code):
    begin_in(page, f"kept = 12\nkept += 34\n{code}")
    press_stop(page)
    is_interrupted(page)
    assert printed(page, "print(kept)") == "46\n"


def test_a_training_pauses(page):
    write(page, "bill", TRAINING)
    run(page, "bill")
    figure = page.locator(".live-figure").first
    figure.get_by_role("button", name="Start").click()
    expect(figure.locator("p")).to_contain_text("After epoch")
    press_stop(page)
    expect(figure.get_by_role("button", name="Start")).to_be_visible(timeout=SOON)
    figure.get_by_role("button", name="Start").click()
    expect(figure.get_by_role("button", name="Pause")).to_be_visible()
    press_stop(page)
    expect(figure.get_by_role("button", name="Start")).to_be_visible(timeout=SOON)


def test_pressed_when_nothing_runs_it_stops_nothing(page):
    press_stop(page)
    write(page, "bill", "print(sum(k for k in range(10**6)))")
    begin(page, "bill")
    expect(page.locator(".jp-OutputArea", has_text="499999500000").first).to_be_visible()


def test_what_does_not_stop_is_said_with_what_to_do(page):
    begin_in(page, f"kept = 46\n{DEEP}")
    press_stop(page)
    expect(notice(page).get_by_text("Python has not stopped yet.")).to_be_visible()
    restart(page)


def test_where_there_can_be_no_worker_the_way_out_is_said(browser, site):
    page = browser.new_page(service_workers="block")
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });")
    page.goto(f"{site[0]}live/en/notebooks/index.html?path={LESSON}.ipynb")
    is_ready(page)
    begin_in(page, ENDLESS)
    press_stop(page)
    expect(notice(page)).to_contain_text("■ does not reach Python")
    restart(page)
    page.close()


def test_on_a_phone_a_button_to_stop_comes_when_a_cell_runs_long(site, tmp_path):
    with own_browser(tmp_path, **PHONE) as context:
        page = open_live(context, site[0])
        expect(page.locator("#course-stop")).to_be_hidden()
        begin_in(page, ENDLESS)
        page.get_by_role("button", name="Stop what is running").tap()
        is_interrupted(page)
        expect(page.locator("#course-stop")).to_be_hidden()
