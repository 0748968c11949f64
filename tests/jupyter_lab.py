"""A real JupyterLab in headless Chromium, for the browser tests and the benchmarks."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
CHROMIUM = next(filter(None, map(shutil.which, CHROMIUMS)), None)
# --no-sandbox: containers run as root; the others keep Chromium from calling home, which fails offline.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# However busy the computer is: a test that passes never waits for the end of these.
SECONDS_TO_START = 600
SECONDS_TO_ANSWER = 40

expect.set_options(timeout=1000 * SECONDS_TO_ANSWER)


@dataclass
class Lab:
    """A running server: where it listens, its token, and the folder it shows."""

    url: str
    token: str
    folder: Path

    def page(self, browser: Browser, width: int = 1280, height: int = 720, address: str = "lab") -> Page:
        """JupyterLab in a new page, with no notebook open; or Notebook 7 at the address "notebooks/name.ipynb".

        The page knows its lab, and collects in `page.problems` what goes wrong in it: uncaught errors and console errors.
        """
        page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        page.set_default_timeout(1000 * SECONDS_TO_ANSWER)
        page.lab, page.problems = self, []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.goto(f"{self.url}/{address}?reset&token={self.token}")
        page.wait_for_function("window.jupyterapp")
        page.evaluate("async () => { await window.jupyterapp.restored; }")
        return page


def command(page: Page, name: str, arguments: dict | None = None) -> None:
    """Run a command of JupyterLab; unlike its menus, its commands have the same names in every language."""
    # In braces: the answer may be a whole widget, and takes seconds to bring here.
    page.evaluate(
        "async ([name, args]) => { await window.jupyterapp.commands.execute(name, args); }", [name, arguments or {}]
    )


def open_notebook(page: Page, name: str) -> None:
    """Open a notebook of the folder and wait until its kernel is connected; what was open before is closed, unsaved."""
    page.evaluate(
        "async () => { for (const widget of [...window.jupyterapp.shell.widgets('main')]) {"
        " await widget.sessionContext?.shutdown(); widget.dispose(); } }"
    )
    page.problems.clear()
    command(page, "docmanager:open", {"path": name})
    kernel_is_ready(page)


def kernel_is_ready(page: Page) -> None:
    """Wait until the kernel of the notebook in front is connected."""
    page.wait_for_function(
        "() => { const context = window.jupyterapp.shell.currentWidget?.sessionContext;"
        " const kernel = context?.session?.kernel;"
        " return context?.isReady && kernel?.connectionStatus === 'connected' && kernel.status === 'idle'; }"
    )


def run_all(page: Page) -> None:
    """Run every cell and wait until all have run and all live figures show their pictures."""
    command(page, "notebook:run-all-cells")
    page.wait_for_function(
        "() => { const p = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        ".map(e => e.innerText.trim()); return p.length && p.every(t => /^\\[\\d+\\]:$/.test(t)); }"
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('.live-picture img')].every(i => i.complete && i.naturalWidth > 0)"
    )


def run_code(page: Page, source: str) -> None:
    """Run one cell with this source, which has much text under it, in a new notebook."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, id="one"), nbformat.v4.new_markdown_cell("below\n\n" * 50)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, page.lab.folder / "one_cell.ipynb")
    open_notebook(page, "one_cell.ipynb")
    run_all(page)


def settled(page: Page) -> None:
    """Wait until the kernel has answered everything sent to it so far."""
    page.evaluate(
        "async () => await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestKernelInfo()"
    )


def evaluated(page: Page, expression: str) -> str:
    """What an expression is in the kernel, in Python's words, once it has answered everything sent to it so far."""
    return page.evaluate(
        "async (expression) => { const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;"
        " const request = { code: '', silent: true, store_history: false, user_expressions: { it: expression } };"
        " const answer = (await kernel.requestExecute(request).done).content.user_expressions.it;"
        " return answer.data?.['text/plain'] ?? `${answer.ename}: ${answer.evalue}`; }",
        expression,
    )


def is_learning(page: Page) -> bool:
    """Whether a training goes on in the kernel's loop: the playground's or the cockpit's."""
    tasks = evaluated(page, "[task.get_coro().__qualname__ for task in __import__('asyncio').all_tasks()]")
    assert tasks.startswith("["), tasks
    return "LiveTraining._train" in tasks


def use_theme(page: Page, dark: bool) -> None:
    """Make JupyterLab dark or light."""
    command(page, "apputils:change-theme", {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"})
    page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=str(not dark).lower())


@contextlib.contextmanager
def running_lab(folder: Path, language: str | None = "en") -> Iterator[Lab]:
    """JupyterLab as `make lab` starts it, on `folder`, with settings of its own; ends with the block.

    language: None for a plain JupyterLab, in which nothing is set by the course. Notebook 7 is there too, at /notebooks.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as temporary:
        own = Path(temporary)
        ours = ROOT / "lab_config"
        environment = os.environ | {
            "JUPYTER_CONFIG_PATH": str(ours / language) if language else "",
            "JUPYTER_CONFIG_DIR": str(own / "config"),
            "JUPYTER_DATA_DIR": str(own / "data"),
            "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        }
        options = [
            f"--config={ours / 'jupyter_lab_config.py'}" if language else "--allow-root",
            "--no-browser",
            f"--port={port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={token}",
            f"--ServerApp.root_dir={folder}",
            "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]
        log = own / "log.txt"
        with log.open("w") as out:
            server = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *options], stdout=out, stderr=subprocess.STDOUT, env=environment
            )
        try:
            _wait_until_ready(server, port, log)
            yield Lab(f"http://127.0.0.1:{port}", token, folder)
        finally:
            server.terminate()
            server.wait(timeout=SECONDS_TO_ANSWER)


def _wait_until_ready(server: subprocess.Popen, port: int, log: Path) -> None:
    """Return once the server listens; raise with its log when it ends before that, or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.2)
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium, the system's own, with the scrollbars that users have."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_FLAGS, ignore_default_args=["--hide-scrollbars"]
        )
        yield browser
        browser.close()
