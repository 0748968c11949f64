"""The pages to read in Chromium: on a phone, in the dark, by keyboard, without scripts; what they fetch."""

import json
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.jupyter_lab import SECONDS_TO_ANSWER
from tests_site.reading import NOTEBOOKS, pages_in
from tests_site.serving import serving

LESSONS = [f"{path.parent.name}/{path.stem}.html" for path in sorted(NOTEBOOKS.glob("*/*.ipynb"))]
OTHERS = ["index.html", *(f"{tag}/{page}.html" for tag in ("en", "pt-BR") for page in ("index", "licences"))]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST = 1_000_000  # bytes that a page may take to show


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(pages_in(tmp_path_factory.mktemp("site"))) as (address, wire):
        yield address, wire


@pytest.fixture
def opened(browser, address):
    """Opens a page of the site in a new window; at the end nothing may have gone wrong in any."""
    base, wire = address
    wire.reset()
    problems = []

    def open_page(path, at="", script="", **options):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda message: problems.append(f"{path}: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"{path}: {error}"))
        page.on("request", lambda request: request.url.startswith(base) or problems.append(f"asks {request.url}"))
        page.goto(f"{base}{path}{at}")
        contexts.append(context)
        return page

    contexts = []
    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
    assert wire.missing == []


@pytest.mark.parametrize("path", LESSONS + OTHERS)
def test_a_phone_shows_a_page_without_sideways_scrolling_and_fetches_little(opened, address, path):
    page = opened(path, locale="fr", **PHONE)  # in French: index.html then stays where it is
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert address[1].bytes < MOST
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("en/03_sigmoid.html", "dark"),
        ("pt-BR/10_recap_and_glossary.html", "light"),
        ("pt-BR/index.html", "dark"),
        ("en/index.html", "light"),
        ("en/licences.html", "dark"),
        ("index.html", "light"),
    ],
)
def test_accessibility_rules_find_nothing(opened, path, scheme):
    page = opened(path, color_scheme=scheme, locale="fr")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")


def test_a_lesson_reads_without_scripts(opened):
    page = opened("pt-BR/06_error_and_gradient_descent.html", java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert page.locator("math").first.bounding_box()["height"] > 5
    assert not page.locator(".from-folder").is_visible()
    page.locator(".lesson summary").first.click()
    assert page.locator(".lesson details p").first.is_visible()


def test_a_lesson_opened_from_a_folder_reads_and_says_what_it_lacks(browser, tmp_path):
    site = pages_in(tmp_path)
    page = browser.new_page(locale="pt-BR")
    problems = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto((site / "index.html").as_uri())
    page.wait_for_url("**/pt-BR/index.html")
    assert page.locator(".from-folder").count() == 0
    page.get_by_role("link", name="Suavize o salto").click()
    assert "http.server" in page.locator(".from-folder:visible").inner_text()
    assert page.locator(".picture img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 850
    page.close()
    assert problems == []


def test_a_touch_enlarges_a_picture_on_a_phone(opened):
    page = opened("en/03_sigmoid.html", **PHONE)
    picture = page.locator(".picture img").first
    picture.scroll_into_view_if_needed()
    assert picture.bounding_box()["width"] < 390
    picture.tap()
    assert picture.bounding_box()["width"] == 850
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    picture.tap()
    assert picture.bounding_box()["width"] < 390


def test_the_sections_stand_beside_the_text_on_a_wide_screen(opened):
    page = opened("en/03_sigmoid.html", viewport={"width": 1300, "height": 800})
    entry = page.get_by_role("link", name="2. Measure the slope")
    assert entry.bounding_box()["x"] < page.locator("h1").bounding_box()["x"]
    entry.click()
    assert 0 < page.get_by_role("heading", name="2. Measure the slope").bounding_box()["y"] < 200


def test_by_keyboard_one_can_skip_to_the_text(opened):
    page = opened("pt-BR/03_sigmoid.html")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Ir direto ao texto")
    assert link.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Abrir a aula interativa"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize(
    ("locale", "leads_to"), [("pt-PT", "pt-BR/index.html"), ("en-GB", "en/index.html"), ("fr", "index.html")]
)
def test_the_first_page_is_in_the_readers_language(opened, address, locale, leads_to):
    page = opened("index.html", locale=locale)
    page.wait_for_url(address[0] + leads_to)


def test_the_first_page_tells_what_is_done(opened):
    progress = {"sigmoid": {"done": 2, "of": 5}, "layers": {"done": 0, "of": 4}}
    page = opened(
        "en/index.html", script=f"localStorage.setItem('course-progress', JSON.stringify({json.dumps(progress)}))"
    )
    assert [place.inner_text() for place in page.locator(".progress:visible").all()] == ["Exercises done: 2 of 5"]
    assert "Smooth the jump" in page.locator("li", has=page.locator(".progress:visible")).inner_text()


@pytest.mark.parametrize("kept", ["null", "not JSON", "[]", '{"sigmoid": 3}'])
def test_the_first_page_makes_nothing_of_what_is_no_progress(opened, kept):
    page = opened("en/index.html", script=f"localStorage.setItem('course-progress', {json.dumps(kept)})")
    assert page.locator(".progress:visible").count() == 0


def connection(**facts) -> str:
    return f"Object.defineProperty(navigator, 'connection', {{ value: {json.dumps(facts)} }})"


@pytest.mark.parametrize(
    ("script", "options", "fetches"),
    [
        (connection(), {}, True),
        (connection(saveData=True), {}, False),
        (connection(), PHONE, False),
        (connection(type="cellular"), PHONE, False),
        (connection(type="wifi"), PHONE, True),
    ],
    ids=["computer", "saving", "phone", "cellular", "wifi"],
)
def test_what_is_interactive_is_fetched_while_one_reads_where_that_is_free(opened, address, script, options, fetches):
    page = opened("en/03_sigmoid.html", script=script, **options)
    page.wait_for_load_state()
    page.evaluate("window.scrollTo(0, 500)")
    page.wait_for_timeout(100)
    deadline = time.monotonic() + (SECONDS_TO_ANSWER if fetches else 0)
    while time.monotonic() < deadline and not fetched(address[1]):
        page.wait_for_timeout(20)
    assert fetched(address[1]) == fetches


def fetched(wire) -> bool:
    return any(file.endswith("kernel.js") for file in wire.files)
