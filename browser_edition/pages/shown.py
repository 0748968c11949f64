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

from browser_edition.pages.words import N_, translated

# A still of helpers.output: its notice that the cell can be run again says nothing to a reader.
STILL = re.compile(r'<div class="live-still">(.*)<p style="[^"]*">[^<]*</p></div><style>[^<]*</style>', re.DOTALL)
ENLARGE = N_("Enlarge the picture")
DATA = "data:image/png;base64,"


@dataclass(frozen=True)
class Picture:
    """A PNG file in a language's folder of pictures. cell: the id of the cell that shows it; alt: what it shows."""

    tag: str
    page: str
    cell: str
    alt: str
    png: bytes

    @property
    def path(self) -> str:
        """Where it stands in the site."""
        return f"{self.tag}/pictures/{self.page}-{self.cell}.png"

    @cached_property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""
        return Image.open(io.BytesIO(self.png)).size


class _Tidy(HTMLParser):
    """Copies HTML without its styles, which a page with a strict policy does not apply, and gives pictures files."""

    def __init__(self, keep: Callable[[str, bytes], Picture], enlarge: str):
        super().__init__(convert_charrefs=False)
        self._keep, self._enlarge, self.parts = keep, enlarge, []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str]]) -> None:
        kept = {name: value for name, value in attributes if name != "style"}
        if tag == "img":  # where the screen is too narrow for it, a touch shows it in its full size
            self.parts.append(f'<label class="picture"><input type="checkbox" aria-label="{escape(self._enlarge)}">')
            picture = self._keep(kept["alt"], base64.b64decode(kept["src"].removeprefix(DATA)))
            width, height = map(str, picture.size)
            kept |= {"src": f"../{picture.path}", "width": width, "height": height}
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{written}>")
        if tag == "img":
            self.parts.append("</label>")

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

    def __init__(self, page: str, tag: str):
        self.pictures: list[Picture] = []
        self._page, self._tag = page, tag

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
        def keep(alt: str, png: bytes) -> Picture:
            self.pictures.append(Picture(self._tag, self._page, cell, alt, png))
            return self.pictures[-1]

        tidy = _Tidy(keep, translated(ENLARGE, self._tag))
        tidy.feed(html)
        tidy.close()
        html = "".join(tidy.parts)
        return html if self.pictures[:1] == self.pictures else html.replace("<img ", '<img loading="lazy" ')
