"""`python -m benchmarks`: measure, and print the figures beside their targets; all of it takes half an hour and more."""

import argparse
import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks import LESSONS, browser, build, data, kernel, playground, report, site, start, training

PARTS = {
    "kernel": kernel.measure,
    "start": start.measure,
    "data": data.measure,
    "training": training.measure,
    "playground": playground.measure,
    "build": build.measure,
    "browser": browser.measure,
    "site": site.measure,
}
PACKAGES = ("jupyterlab", "ipywidgets", "matplotlib", "numpy")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="only this part")
    parser.add_argument(
        "--lesson", choices=LESSONS, action="append", help="only this lesson (can be given several times; default: all)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file too")
    arguments = parser.parse_args()

    machine = {"system": platform.system(), "processors": os.cpu_count(), "python": platform.python_version()}
    machine |= {name: version(name) for name in PACKAGES}
    machine["load before"] = round(psutil.getloadavg()[0], 1)  # near 0, or the milliseconds are not to be trusted
    lessons = {number: path for number, path in LESSONS.items() if number in (arguments.lesson or LESSONS)}
    results = {name: measure(lessons) for name, measure in PARTS.items() if arguments.only in (None, name)}
    print(", ".join(f"{name} {value}" for name, value in machine.items()), end="\n\n")
    print(report.tables(results), end="")
    if arguments.json:
        arguments.json.write_text(json.dumps({"machine": machine} | results, indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
