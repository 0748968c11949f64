"""`python -m browser_edition`: make the folder `site/`."""

import argparse
import shutil
import sys
from pathlib import Path

from browser_edition.data import data
from browser_edition.lite import NOTEBOOKS, lite
from browser_edition.live import first_visit, seal, write_live
from browser_edition.packages import pyodide, wheels
from browser_edition.pages import write_pages
from browser_edition.steps import ROOT


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m browser_edition", description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "site", help="the folder to make (default: site)")
    site = parser.parse_args().into
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(lite(), site / "live")
    shutil.copytree(pyodide(), site / "live" / "pyodide")
    shutil.copytree(data(), site / "live" / "data")
    write_live(site)
    write_pages(NOTEBOOKS, site, wheels(), round(first_visit(site) / 1e6))
    seal(site)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(f"{site}: {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
