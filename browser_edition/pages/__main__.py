"""`python -m browser_edition.pages SITE`: the pages alone, without the interactive lessons."""

import sys
from pathlib import Path

from browser_edition.pages import write_pages

write_pages(Path(__file__).resolve().parents[2] / "notebooks", Path(sys.argv[1]), megabytes=22)
