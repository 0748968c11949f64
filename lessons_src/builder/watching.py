"""Runs in the kernel of an edition that is built: notes which files of the course its cells read."""

import os
import sys
from collections.abc import Sequence
from importlib.util import source_from_cache

COMPILED = f"{os.sep}__pycache__{os.sep}"


def begin(report: str, folders: Sequence[str]) -> None:
    """From now on write to `report` the path of each file in `folders` that is opened, once, a line each.

    Of a module that Python loads in its compiled form, the source is noted.
    """
    inside = tuple(folder + os.sep for folder in folders)
    noted = set()
    file = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(event: str, arguments: tuple) -> None:
        if event != "open" or not isinstance(arguments[0], str):
            return
        path = os.path.abspath(arguments[0])  # noqa: PTH100, this runs at every file that is opened
        if path.startswith(inside) and path not in noted:
            noted.add(path)
            source = source_from_cache(path) if COMPILED in path and path.endswith(".pyc") else path
            os.write(file, f"{source}\n".encode())

    sys.addaudithook(note)
