"""What the live page has around JupyterLite: the bar, work that is kept and can leave, offline use; all of it plain JavaScript.

- `page.html`: the page; `course/`: its scripts and its style, of which `main.js` is the first;
- `service-worker.js`: keeps what was fetched, and lets the kernel reach its files;
- `write_live`: puts them into the folder of the site; `first_visit`: what a browser fetches at first;
- `seal`: writes into the worker what is known only when all is there: the files of the site and its version;
- `icons.py`: the icons of the app that a phone or a laptop can install.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

from browser_edition import downloads
from browser_edition.live.icons import write_icons
from browser_edition.live.lessons import lessons
from browser_edition.live.sizes import over_the_wire
from helpers.lessons.records import NUMBERS_OF_THE_FIRST_EDITION

HERE = Path(__file__).parent
NAME = "Do neurônio à rede · From neuron to network"
NOT_KEPT = {"service-worker.js", ".nojekyll"}
# What the app itself fetches as it opens a lesson; tests_site/test_live.py sees that it is so.
FIRST = frozenset((HERE / "first_visit.txt").read_text(encoding="utf-8").split())


def write_live(site: Path) -> None:
    """Put what is ours into the folder of the site, in which the live app is already; at the end, `seal` it."""
    course = site / "live" / "course"
    shutil.copytree(HERE / "course", course, dirs_exist_ok=True)
    library, licence = downloads.npm("fflate")
    shutil.copyfile(library, course / "fflate.js")
    shutil.copyfile(licence, course / "fflate.LICENSE.txt")
    known = {"LESSONS": lessons(site / "live" / "files"), "NUMBERS_OF_THE_FIRST_EDITION": NUMBERS_OF_THE_FIRST_EDITION}
    exports = [f"export const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in known.items()]
    (course / "lessons.js").write_text("".join(exports), encoding="utf-8", newline="\n")
    write_icons(site / "icons")
    _write_manifest(site)
    (site / "live" / "service-worker.js").unlink(missing_ok=True)  # JupyterLite's own: ours does its work too


def first_visit(site: Path) -> int:
    """How many bytes go over the wire when a browser opens its first live lesson."""
    return sum(wire for path, (_hash, _bytes, wire) in _files(site).items() if _first(path))


def seal(site: Path) -> None:
    """Write the worker, with all files of the site as they are now, which are one version of it."""
    pages = sorted(site.glob("live/*/notebooks/index.html"))
    _write_version(pages, "")
    version = hashlib.sha256(json.dumps(_files(site)).encode()).hexdigest()[:16]
    _write_version(pages, version)
    files = _files(site)
    first = sorted(filter(_first, files), key=lambda path: -files[path][2])  # the large ones take longest
    known = {"version": version, "files": files, "first": first}
    worker = (HERE / "service-worker.js").read_text(encoding="utf-8")
    worker = worker.replace('"filled in by browser_edition/live"', json.dumps(known, ensure_ascii=False))
    (site / "service-worker.js").write_text(worker, encoding="utf-8", newline="\n")


def _write_version(pages: list[Path], version: str) -> None:
    for page in pages:
        text = page.read_text(encoding="utf-8")
        text = re.sub(r'(?<=<meta name="course-version" content=")[^"]*', version, text)
        page.write_text(text, encoding="utf-8", newline="\n")


def _files(site: Path) -> dict[str, list]:
    """Every file that a browser may keep: its SHA-256 (the first half, in hexadecimal), bytes, and bytes over the wire."""
    found = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if name not in NOT_KEPT:
            content = path.read_bytes()
            found[name] = [hashlib.sha256(content).hexdigest()[:32], len(content), over_the_wire(path.suffix, content)]
    return found


def _first(path: str) -> bool:
    """Whether the first live lesson fetches this file, whichever lesson it is."""
    return path in FIRST or path.startswith(("live/pyodide/", "live/course/", "icons/"))


def _write_manifest(site: Path) -> None:
    manifest = {
        "name": NAME,
        "short_name": "Neurônio · Neuron",
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0072B2",
        "icons": [
            {"src": f"icons/{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size in (192, 512)
            for purpose in ("any", "maskable")
        ],
    }
    content = json.dumps(manifest, ensure_ascii=False, indent=1)
    (site / "manifest.webmanifest").write_text(content + "\n", encoding="utf-8", newline="\n")
