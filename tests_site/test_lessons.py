"""Every lesson, in every language, run to its end in the browser: what its cells show is what is stored."""

import json
import re
from pathlib import Path

import pytest

from tests_site.pages import notebook, open_lesson, run_all, watched

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = [
    (language, path.stem) for language in ("en", "pt-BR") for path in sorted((NOTEBOOKS / language).glob("*.ipynb"))
]
LONGEST = 600  # seconds that a lesson may take to run, on the busiest computer
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def student(browser):
    """One who does all lessons, in one browser."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.mark.parametrize(("language", "name"), LESSONS)
def test_a_lesson_runs_and_shows_what_is_stored(site, student, language, name):
    address, wire = site
    wire.reset()
    page = watched(student, address)
    page.set_default_timeout(1000 * LONGEST)
    open_lesson(page, address, language, name)
    run_all(page)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.live-picture img')].every((image) => image.naturalWidth)"
    )
    stored = json.loads((NOTEBOOKS / language / f"{name}.ipynb").read_text(encoding="utf-8"))
    for before, after in zip(stored["cells"], notebook(page)["cells"], strict=True):
        assert shown(after) == shown(before), before["source"]
    assert (page.problems, page.strangers, wire.missing) == ([], [], [])
    page.close()


def shown(cell: dict) -> list:
    """The texts of a cell's outputs; pictures are left out, for another Matplotlib draws them a little otherwise."""
    found = []
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            if found and found[-1][0] == output["name"]:
                found[-1][1] += text(output["text"])
            else:
                found.append([output["name"], text(output["text"])])
        elif output["output_type"] == "error":
            found.append(["error", output["ename"], output["evalue"]])
        elif output["data"] and LIVE_VIEW not in output["data"]:  # helpers/output takes the views out
            data = {kind: text(value) for kind, value in output["data"].items() if kind.startswith("text/")}
            found.append({kind: re.sub(r"data:image/png;base64,[\w+/=]+", "", value) for kind, value in data.items()})
    return found


def text(lines: str | list[str]) -> str:
    """A text as notebooks hold it, in one piece or line by line."""
    return lines if isinstance(lines, str) else "".join(lines)
