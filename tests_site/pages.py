"""Lessons of the live app in Chromium: opened, run, looked at."""

import atexit
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.jupyter_lab import CHROMIUM, CHROMIUM_FLAGS

SECONDS = 300  # however busy the computer is
READY = """() => {
  const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
  return Boolean(session?.isReady && session.session?.kernel?.connectionStatus === "connected");
}"""
RAN = r"""() => {
  const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map((prompt) => prompt.innerText.trim());
  return prompts.length > 0 && prompts.every((prompt) => /^\[\d+\]:$/.test(prompt));
}"""


@cache
def playwright() -> Playwright:
    """The one that all tests share: a second one cannot be started beside it."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    browser = playwright().chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
    try:
        yield browser
    finally:
        browser.close()


def watched(context: BrowserContext, address: str) -> Page:
    """A new page that collects in `page.problems` what goes wrong, and in `page.strangers` what it asks of others.

    address: of the site; whatever else is asked for is not answered.
    """
    page = context.new_page()
    page.set_default_timeout(1000 * SECONDS)
    page.problems, page.strangers = [], []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)

    here = re.match("https?://[^/]+/", address)[0]

    def look(request) -> None:
        if not request.url.startswith((here, "data:", "blob:")):
            page.strangers.append(request.url)

    page.on("request", look)
    return page


def open_lesson(page: Page, address: str, language: str, name: str) -> None:
    """Open a lesson ("02_weighted_sum_plus_bias") and wait for its kernel."""
    page.goto(f"{address}live/{language}/notebooks/index.html?path={language}/{name}.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(READY)


def run_all(page: Page) -> None:
    """Run all cells and wait until each has run."""
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_function(RAN)


def notebook(page: Page) -> dict:
    """The notebook as it stands in the page."""
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.toJSON()")


def printed(page: Page, code: str) -> str:
    """What this code prints in the kernel, once it has answered everything sent to it so far."""
    return page.evaluate(
        """async (code) => {
          const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
          const request = kernel.requestExecute({ code, store_history: false });
          let text = "";
          request.onIOPub = (message) => { text += message.content.text ?? message.content.evalue ?? ""; };
          await request.done;
          return text;
        }""",
        code,
    )
