"""What the tests of the site share: the built site behind a static server, and one browser."""

from pathlib import Path

import pytest

from tests_site.pages import chromium
from tests_site.serving import serving
from tests_site.student import open_live, own_browser

SITE = Path(__file__).parents[1] / "site"


@pytest.fixture(scope="session")
def site():
    """The address of the site, and what goes over the wire."""
    assert SITE.is_dir(), "there is no site/: python course.py site"
    with serving(SITE) as (address, wire):
        yield address, wire


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def student(site, tmp_path_factory):
    """A browser that several tests share; each must pass in any state of it."""
    with own_browser(tmp_path_factory.mktemp("profile")) as context:
        yield context


@pytest.fixture
def page(student, site):
    """The live page of lesson 02, ready."""
    page = open_live(student, site[0])
    yield page
    assert page.problems == []
    page.close()
