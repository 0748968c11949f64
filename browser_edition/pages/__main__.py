"""`python -m browser_edition.pages SITE [WHEEL …]`: the pages alone."""

import sys
from pathlib import Path

from browser_edition.pages import write_pages

write_pages(Path(__file__).resolve().parents[2] / "notebooks", Path(sys.argv[1]), map(Path, sys.argv[2:]), megabytes=22)
