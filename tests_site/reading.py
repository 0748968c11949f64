"""The pages of the site without the interactive lessons, and what stands on them, read as a browser without scripts does."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from browser_edition.pages import write_pages

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


def pages_in(site: Path) -> Path:
    """All pages in a folder, and beside them only as much of the interactive lessons as they lead to."""
    live = site / "live"
    for tag in ("en", "pt-BR"):
        (live / tag / "notebooks").mkdir(parents=True)
        (live / tag / "notebooks" / "index.html").write_text("<title>live</title>")
    (live / "kernel.js").write_text("// large")
    (site / "manifest.webmanifest").write_text('{"name": "course"}')
    (site / "service-worker.js").write_text(
        "onactivate = (event) => event.waitUntil(clients.claim());"
        "onmessage = ({ data }) => { if (data.ask === 'ahead') fetch('live/kernel.js'); };"
    )
    write_pages(NOTEBOOKS, site, wheels=[], megabytes=22)
    return site


class Text(HTMLParser):
    """The parts of a page that tests ask for."""

    def __init__(self, path: Path):
        super().__init__()
        self.links: list[str] = []  # of all kinds: pages, pictures, styles, scripts
        self.images: list[dict[str, str]] = []
        self.ids: list[str] = []
        self.code: list[str] = []  # of its cells
        self.meta: dict[str, str] = {}
        self.tags: Counter[str] = Counter()
        self.words = self.formulas = self.title = self.language = ""
        self._open: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        found = dict(attributes)
        self.links += [found[key] for key in ("href", "src") if key in found]
        self.ids += [found["id"]] if "id" in found else []
        if tag == "html":
            self.language = found["lang"]
        elif tag == "meta":
            self.meta[found.get("name", "")] = found.get("content", "")
        elif tag == "img":
            self.images.append(found)
        elif tag == "pre" and found.get("class") == "code":
            self.code.append("")
        if tag not in ("meta", "link", "img", "input", "br", "hr"):
            self._open.append("cell" if tag == "pre" and found.get("class") == "code" else tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "cell" in self._open:
            self.code[-1] += data
        elif "math" in self._open:
            self.formulas += data
        elif "title" in self._open:
            self.title += data
        else:
            self.words += data


def broken_links(site: Path) -> list[str]:
    """The links on the pages to read that lead to no file, or to no place on a page."""
    pages = {path: Text(path) for path in (site / "index.html", *site.glob("*/*.html"))}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            address = urlsplit(link)
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            is_place = not address.fragment or (target in pages and address.fragment in pages[target].ids)
            if not address.scheme and not (target.is_file() and is_place):
                broken.append(f"{path.relative_to(site)}: {link}")
    return broken
