"""The live page around the notebook: what is loaded is told, work is kept, also without a network."""

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser_edition.live import seal
from tests_site.serving import serving
from tests_site.student import (
    LESSON,
    PHONE,
    done,
    is_ready,
    is_saved,
    my_work,
    open_live,
    own_browser,
    run,
    solve,
    write,
    written,
)

SITE = Path(__file__).parents[1] / "site"


def notice(page):
    return page.locator("#course-notices")


# A prediction on a phone


def test_prediction_made_with_a_finger_is_still_there_the_next_time(site, tmp_path):
    with own_browser(tmp_path, **PHONE) as context:
        page = open_live(context, site[0])
        run(page, "start", "boundary-predict", "half-plane", "boundary-compare")
        form, after = page.locator("form"), cell(page, "boundary-compare")
        form.get_by_text("It turns.").first.tap()
        form.get_by_text("It stays where it is.").tap()
        for part in (form, *form.locator("label, button").filter(visible=True).all()):
            box = part.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 390
        form.get_by_role("button", name="Keep my prediction").tap()
        expect(form.get_by_role("status")).to_contain_text("Kept. Now try it in the figure.")
        expect(after).to_contain_text("You predicted: a) “It turns”; b) “It stays where it is”.")
        after.get_by_role("button", name="Show the answer").tap()
        expect(after).to_contain_text("In the figure the line turns only when one of the weights changes")
        is_saved(page)
        page.reload()
        is_ready(page)
        run(page, "start", "boundary-predict", "boundary-compare")
        expect(page.locator("form").get_by_role("button", name="Answer again")).to_be_visible()
        expect(cell(page, "boundary-compare")).to_contain_text("✔ You predicted “It stays where it is”, and so it is.")
        assert page.problems == []


def cell(page, name: str):
    """The cell that predicts or compares, by its id."""
    prediction, call = name.rsplit("-", 1)
    return page.locator(".jp-CodeCell", has_text=f'lesson.{call}("{prediction}")')


# What is loaded is told


def test_the_bar_tells_what_is_loaded_and_then_that_all_is_ready(site, tmp_path):
    address, _ = site
    with own_browser(tmp_path) as context:
        page = context.new_page()
        page.add_init_script(
            "window.told = []; new MutationObserver(() => { const text = document.getElementById('course-status')?.textContent;"
            " if (text && text !== told.at(-1)) told.push(text); })"
            ".observe(document, { childList: true, subtree: true, characterData: true });"
        )
        page.goto(f"{address}live/pt-BR/notebooks/index.html?path={LESSON}.ipynb")
        is_ready(page)
        told = page.evaluate("told")
        for part in ("o programa", "o Python", "os pacotes"):
            assert any(text.startswith(f"Carregando {part}: ") for text in told), part
        megabytes = [re.fullmatch(r"Carregando .*: ([\d,]+) de ([\d,]+) MB", text) for text in told]
        now, of = zip(*(map(to_number, found.groups()) for found in megabytes if found), strict=True)
        assert list(now) == sorted(now)
        assert len(set(of)) == 1 and of[0] > 10  # so many megabytes were announced
        assert now[-1] > 0.9 * of[0]  # and came
        expect(page.locator("#course-progress")).to_be_hidden()
        assert page.locator("#course-lesson").inner_text() == "02 · Pese, some, desloque: o neurônio por dentro"


def to_number(text: str) -> float:
    return float(text.replace(",", "."))


def test_what_a_first_visit_fetches_is_what_is_announced(site, tmp_path):
    """Else `browser_edition/live/first_visit.txt` is to be written again: the paths that this shows."""
    address, wire = site
    wire.reset()
    with own_browser(tmp_path) as context:
        page = open_live(context, address)
        run(page, "start")
    base = re.sub(r"https?://[^/]+", "", address)
    fetched = {path.removeprefix(base) for path in wire.files}
    listed = set((SITE.parent / "browser_edition" / "live" / "first_visit.txt").read_text().split())
    assert sorted(path for path in fetched if path.startswith(("live/build/", "live/extensions/"))) == sorted(listed)


# Work is kept, and there without a network


def test_work_is_there_when_the_browser_opens_again_without_a_network(site, tmp_path):
    with serving(SITE) as (address, wire):
        with own_browser(tmp_path) as context:
            page = open_live(context, address)
            solve(page)
            write(page, "bill", "total = 123")
            is_saved(page)
            page.wait_for_function("() => !document.querySelector('#course-status').textContent.includes('…')")
            assert done(page) == {"done": 1, "of": 4}
        wire.reset()
        with own_browser(tmp_path) as context:
            page = open_live(context, address)
            assert written(page, "bill") == "total = 123"
            assert wire.bytes == 0
    with own_browser(tmp_path) as context:  # nobody serves that address any more
        page = open_live(context, address)
        assert written(page, "bill") == "total = 123"
        assert written(page, "zero-bias") == "bias = -36 + 43"
        run(page, "start", "progress")
        expect(page.locator(".jp-OutputArea", has_text="1 of 4").first).to_be_visible()
        assert done(page) == {"done": 1, "of": 4}
        assert page.problems == []


def test_what_was_typed_a_moment_before_the_page_closed_is_there(page, student, site):
    write(page, "bill", "total = 2 * 77")
    page.close(run_before_unload=False)
    again = open_live(student, site[0])
    assert written(again, "bill") == "total = 2 * 77"
    again.close()


def test_a_second_tab_says_that_it_saves_nothing_until_it_is_preferred(page, student, site):
    write(page, "bill", "total = 'first'")
    is_saved(page)
    second = open_live(student, site[0])
    expect(notice(second)).to_contain_text("already open in another tab")
    write(second, "bill", "total = 'second'")
    write(page, "bill", "total = 'newer'")
    notice(second).get_by_role("button", name="Use it here").click()
    expect(notice(page)).to_contain_text("already open in another tab")
    expect(notice(second)).to_be_empty()
    second.wait_for_function("() => document.body.innerText.includes('newer')")
    assert written(second, "bill") == "total = 'newer'"
    second.close()


# What cannot be kept is said


def test_a_browser_that_refuses_to_store_is_noticed(student, site):
    page = student.new_page()
    page.add_init_script(
        "const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...given) {"
        " if (this.name === 'try' || window.full) throw new DOMException('full', 'QuotaExceededError');"
        " return put.apply(this, given); };"
    )
    page.goto(f"{site[0]}live/pt-BR/notebooks/index.html?path={LESSON}.ipynb")
    expect(notice(page)).to_contain_text("Este navegador não está guardando o seu trabalho")
    notice(page).get_by_role("button", name="Fechar").click()
    is_ready(page)
    page.evaluate("window.full = true")
    write(page, "bill", "total = 1")
    expect(notice(page)).to_contain_text("Este navegador não está guardando o seu trabalho")
    page.close()


def test_little_space_is_said_with_what_to_do(student, site):
    page = student.new_page()
    page.add_init_script("navigator.storage.estimate = async () => ({ quota: 100e6, usage: 88e6 });")
    page.goto(f"{site[0]}live/en/notebooks/index.html?path={LESSON}.ipynb")
    expect(notice(page)).to_contain_text("almost no free space (12 MB)")
    expect(notice(page)).to_contain_text("Take my work along")
    page.close()


def test_link_to_another_lesson_leads_to_its_live_page(browser, site):
    context = browser.new_context()
    page = open_live(context, site[0])
    page.get_by_role("link", name="All the words of the course").last.click()
    page.wait_for_url("**/live/en/notebooks/index.html?path=en%2F10_recap_and_glossary.ipynb")
    is_ready(page)
    context.close()


def test_an_app_that_cannot_be_loaded_is_said(browser, site):
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/bundle.js*", lambda route: route.abort())
    page.goto(f"{site[0]}live/en/notebooks/index.html?path={LESSON}.ipynb")
    expect(notice(page)).to_contain_text("The lesson could not be loaded.")
    context.close()


def test_where_there_can_be_no_worker_the_page_says_so_and_works(browser, site):
    page = browser.new_page(service_workers="block")
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });")
    page.goto(f"{site[0]}live/en/notebooks/index.html?path={LESSON}.ipynb")
    expect(notice(page)).to_contain_text("it works with a network only")
    is_ready(page)
    page.close()


# A whole course without a network; a new version


def test_the_whole_course_can_be_kept_and_a_new_version_keeps_the_work(site, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    with serving(folder) as (address, wire), own_browser(tmp_path / "profile") as context:
        page = open_live(context, address)
        write(page, "bill", "total = 'old version'")
        dialog = my_work(page)
        keep = dialog.get_by_role("button", name=re.compile(r"Keep for offline use \(\d+ MB\)"))
        keep.click()
        expect(dialog.get_by_role("status")).to_have_text(re.compile("The whole course is kept"))
        page.keyboard.press("Escape")
        wire.reset()
        other = open_live(context, address, "pt-BR", "04_flattening_mnist")
        assert wire.bytes == 0
        other.close()

        new_version(folder)
        page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }")
        expect(notice(page)).to_contain_text("There is a new version of the course.")
        assert (
            page.evaluate("async (address) => (await fetch(address)).text()", f"{address}live/course/words.js").count(
                "Ready!"
            )
            == 0
        )
        with page.expect_navigation():
            notice(page).get_by_role("button", name="Reload").click()
        expect(page.locator("#course-status")).to_have_text("Ready!")
        assert written(page, "bill") == "total = 'old version'"
        wire.reset()
        other = context.new_page()
        other.goto(f"{address}live/en/notebooks/index.html?path=03_sigmoid.ipynb")
        expect(other.locator("#course-status")).to_have_text("Ready!")
        assert wire.bytes == 0  # the new version, too, is there as a whole


def new_version(folder: Path) -> None:
    """Change a word of the site, as a new version would."""
    words = folder / "live" / "course" / "words.js"
    words.write_text(words.read_text(encoding="utf-8").replace('ready: "Ready"', 'ready: "Ready!"'), encoding="utf-8")
    seal(folder)


# For everyone


@pytest.mark.parametrize("language", ["en", "pt-BR"])
def test_bar_and_dialog_have_no_faults_that_axe_finds(student, site, language):
    page = open_live(student, site[0], language)
    for dark in (False, True):
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=str(not dark).lower())
        assert faults(page, "#course-bar") == []
        my_work(page)
        assert faults(page, "#course-dialog") == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.locator("#course-work")).to_be_focused()
    page.close()


def faults(page, selector: str) -> list:
    found = Axe().run(page, context=selector).response["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


def test_a_lesson_can_be_done_on_a_phone_with_a_thumb(site, tmp_path):
    with own_browser(tmp_path, **PHONE) as context:
        page = open_live(context, site[0])
        for _ in range(6):  # title, first cell, …, the first live figure
            page.locator("#course-run").tap()
        figure = page.locator(".live-figure").first
        expect(figure.locator("img")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert figure.locator("img").bounding_box()["width"] > 340
        assert page.locator("#course-run").bounding_box()["y"] > 700
        handle = figure.get_by_role("slider").first
        handle.scroll_into_view_if_needed()
        before, box = figure.locator("p").inner_text(), handle.bounding_box()
        drag_with_finger(
            page, [(box["x"] + box["width"] / 2 + dx, box["y"] + box["height"] / 2) for dx in range(0, 60, 10)]
        )
        expect(figure.locator("p")).not_to_have_text(before)

        write(page, "bill", "from helpers import data, widgets\nwidgets.digit_pad(nn.Network.load(data.PRETRAINED))")
        run(page, "bill")
        pad = page.locator(".live-drawn-on svg")
        expect(pad).to_be_visible()
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        stroke = [(0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.5), (0.4, 0.85)]
        drag_with_finger(page, [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke])
        expect(page.locator(".live-figure", has=pad).locator("p")).to_contain_text("Your drawing")
        assert page.problems == []


def drag_with_finger(page, places: list[tuple[float, float]]) -> None:
    fingers = page.context.new_cdp_session(page)
    touches = [[{"x": x, "y": y}] for x, y in places]
    for kind, points in zip(
        ["touchStart", *["touchMove"] * (len(touches) - 1), "touchEnd"], [*touches, []], strict=True
    ):
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.detach()
