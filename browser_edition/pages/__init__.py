"""Pages that read at once: each lesson without its kernel, a first page in each language, and the licences.

No page needs JavaScript; what scripts there are add to a page that is complete.

- `write_pages`: writes them all;
- `lesson.py`: a notebook as a page (`prose.py`, `formulas.py`, `code.py`, `shown.py` make its parts);
- `site.py`: the pages together; `templates/`, `assets/`: what they look like; `words.py`: their words;
- `licences.py`: the licences of all that a site holds.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from browser_edition.pages.site import Site

ASSETS = Path(__file__).parent / "assets"

__all__ = ["write_pages"]


def write_pages(notebooks: Path, folder: Path, wheels: Iterable[Path], megabytes: int) -> None:
    """Write all pages into the folder of the site, which holds the interactive lessons already.

    notebooks: a folder of executed notebooks for each language; wheels: the Python packages that the interactive lessons
    are made of; megabytes: what a browser fetches when it opens its first one.
    """
    shutil.copytree(ASSETS, folder / "assets", dirs_exist_ok=True)
    Site(notebooks, folder, wheels, megabytes).write()
