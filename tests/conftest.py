"""What all tests share: fixed hypothesis examples, English again after each test, and a loud word without a browser."""

import pytest
from hypothesis import settings

from helpers import language
from tests.jupyter_lab import CHROMIUM

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def _english_again():
    yield
    language.use("en")


def pytest_terminal_summary(terminalreporter):
    if CHROMIUM is None:
        terminalreporter.section(
            "BROWSER TESTS NOT RUN: no Chromium found. Install it (Debian: apt-get install chromium)"
        )
