"""The built site as a whole: from the pages to read into the interactive lessons."""

import time

from browser_edition.live import first_visit
from tests_site.conftest import SITE
from tests_site.pages import READY, SECONDS, watched
from tests_site.reading import broken_links


def test_every_link_leads_somewhere():
    assert broken_links(SITE) == []


def test_a_lesson_opens_from_its_page_with_what_was_fetched_while_it_was_read(site, browser):
    address, wire = site
    with browser.new_context() as context:
        page = watched(context, address)
        page.goto(f"{address}pt-BR/02_weighted_sum_plus_bias.html")
        wire.reset()
        page.evaluate("window.scrollTo(0, 500)")
        deadline = time.monotonic() + SECONDS
        while wire.bytes < first_visit(SITE):
            assert time.monotonic() < deadline, f"only {wire.bytes} bytes were fetched ahead"
            page.wait_for_timeout(100)
        wire.reset()
        page.get_by_role("link", name="Abrir a aula interativa").first.click()
        page.wait_for_function(READY)
        assert wire.bytes < 500_000
        assert (page.problems, page.strangers, wire.missing) == ([], [], [])
