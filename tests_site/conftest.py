"""What the tests of the site share: the built site behind a static server, and one browser."""

from pathlib import Path

import pytest

from tests_site.pages import chromium
from tests_site.serving import serving

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
