"""What stands under a code cell, without its kernel: words, verdicts, and pictures as files of their own."""

import base64
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from html.parser import HTMLParser

from PIL import Image

# A still of helpers.output: its notice that the cell can be run again says nothing to a reader.
STILL = re.compile(r'<div class="live-still">(.*)<p style="[^"]*">[^<]*</p></div><style>[^<]*</style>', re.DOTALL)
DATA = "data:image/png;base64,"


@dataclass(frozen=True)
class Picture:
    """A PNG file. page, cell: the lesson's file name and the id of the cell that shows it."""

    page: str
    cell: str
    png: bytes

    @property
    def name(self) -> str:
        return f"{self.page}-{self.cell}.png"

    @cached_property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""
        return Image.open(io.BytesIO(self.png)).size


class _Tidy(HTMLParser):
    """Copies HTML without its styles, which a page with a strict policy does not apply, and gives pictures files."""

    def __init__(self, keep: Callable[[bytes], Picture]):
        super().__init__(convert_charrefs=False)
        self._keep, self.parts = keep, []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str]]) -> None:
        kept = {name: value for name, value in attributes if name != "style"}
        if tag == "img":
            picture = self._keep(base64.b64decode(kept["src"].removeprefix(DATA)))
            width, height = map(str, picture.size)
            kept |= {"src": f"pictures/{picture.name}", "width": width, "height": height}
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")


class Shown:
    """Makes HTML of the outputs of one page's cells, in their order, and collects their pictures."""

    def __init__(self, page: str):
        self.pictures: list[Picture] = []
        self._page = page

    def html(self, cell: dict) -> str:
        """What a code cell shows."""
        return "".join(self._parts(cell))

    def _parts(self, cell: dict) -> Iterator[str]:
        for output in cell["outputs"]:
            data = output["data"]
            if "text/html" in data:
                still = STILL.fullmatch(data["text/html"])
                yield f'<div class="shown">{self._tidy(still[1] if still else data["text/html"], cell["id"])}</div>'
            else:
                words = output["text"] if output["output_type"] == "stream" else data["text/plain"]
                yield f'<pre class="shown">{escape(words.rstrip())}</pre>'

    def _tidy(self, html: str, cell: str) -> str:
        def keep(png: bytes) -> Picture:
            self.pictures.append(Picture(self._page, cell, png))
            return self.pictures[-1]

        tidy = _Tidy(keep)
        tidy.feed(html)
        tidy.close()
        html = "".join(tidy.parts)
        return html if self.pictures[:1] == self.pictures else html.replace("<img ", '<img loading="lazy" ')
