"""A lesson as a page to read, made of its executed notebook."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from browser_edition.pages.code import highlighted
from browser_edition.pages.prose import Prose, plain
from browser_edition.pages.shown import Picture, Shown
from helpers.lessons.folders import find_lesson

ITEM = re.compile(r"^- (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Lesson:
    """A lesson in one language.

    file: its name without an ending, "02_weighted_sum_plus_bias"; aims: what one will learn; body: its HTML;
    sections: their ids and titles.
    """

    tag: str
    file: str
    name: str
    title: str
    minutes: int
    aims: str
    body: str
    sections: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]

    @property
    def number(self) -> str:
        return self.file[:2]


def read_lesson(notebook: Path) -> Lesson:
    """The lesson in an executed notebook."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    about = content["metadata"]["course"]
    cells = list(map(_joined, content["cells"]))
    prose, shown = Prose(about["language"]), Shown(notebook.stem, about["language"])
    body = "\n".join(_parts(cells, prose, shown))
    return Lesson(
        tag=about["language"],
        file=notebook.stem,
        name=about["lesson"],
        title=content["metadata"]["title"],
        minutes=find_lesson(about["lesson"]).about["minutes"],
        aims=_aims(cells[0]["source"]),
        body=body,
        sections=tuple(prose.sections),
        pictures=tuple(shown.pictures),
    )


def _joined(cell: dict) -> dict:
    """A cell whose texts are texts, not the lists of lines that a file may hold."""

    def joined(value: object) -> object:
        return "".join(value) if isinstance(value, list) else value

    outputs = [
        output
        | {
            "data": {kind: joined(data) for kind, data in output.get("data", {}).items()},
            "text": joined(output.get("text")),
        }
        for output in cell.get("outputs", [])
    ]
    return cell | {"source": joined(cell["source"]), "outputs": outputs}


def _parts(cells: list[dict], prose: Prose, shown: Shown) -> Iterator[str]:
    for cell in cells:
        if cell["cell_type"] == "markdown":
            yield prose.html(cell["source"])
        else:
            code = highlighted(cell["source"])
            yield f'<div class="cell"><pre class="code"><code>{code}</code></pre>{shown.html(cell)}</div>'


def _aims(first: str) -> str:
    """What the first cell promises: its list, as one sentence."""
    aims = " ".join(ITEM.findall(first))
    return plain(aims[:1].upper() + aims[1:])
