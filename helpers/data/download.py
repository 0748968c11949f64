"""Download files in a process of its own, because only a process can be stopped whatever it waits for.

The process runs `fetch.py`. tensorflow-datasets, which does the work there, needs minutes to give up without a network
and waits for ever for a server that does not answer.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from helpers.data import fetch
from helpers.data.unavailable import DataUnavailable, unavailable
from helpers.language import _, ngettext, number

PROBE = 5  # seconds in which the server has to answer at all: 3, and the start of Python on a slow computer
STALL = 4  # seconds after which a download that brings nothing new is given up


def download(wanted: dict[str, tuple[int, str]], deadline: float) -> dict[str, bytes]:
    """The contents of the files at these addresses, by the files' names; nothing stays on the disk.

    wanted: address → size in bytes and SHA-256; deadline: seconds, for everything.

    Raises DataUnavailable when the server cannot be reached, sends something else or needs longer.
    """
    from tqdm.auto import tqdm  # comes with tensorflow-datasets

    end = time.monotonic() + deadline
    address = next(iter(wanted))
    server = urlsplit(address).netloc
    with (
        unavailable(_("Nothing can be downloaded here ({error}).")),
        tempfile.TemporaryDirectory() as folder,
    ):
        error = _run(["probe", address], min(PROBE, deadline))
        if error:
            raise DataUnavailable(_("{server} cannot be reached ({error}).").format(server=server, error=error))
        title, size = _("Downloading from {server}").format(server=server), sum(size for size, _sum in wanted.values())
        with tqdm(desc=title, total=size, unit="B", unit_scale=True, leave=False) as bar:
            error = _run(["download", folder, wanted], end - time.monotonic(), lambda: _look(bar, Path(folder)))
        if error.startswith("NonMatchingChecksumError"):
            text = _("{server} did not send the expected files: perhaps the internet here asks for a login first.")
            raise DataUnavailable(text.format(server=server))
        if error:
            raise DataUnavailable(_("The download from {server} failed ({error}).").format(server=server, error=error))
        return {path.name: path.read_bytes() for path in Path(folder, fetch.DONE).iterdir()}


def _run(job: list, seconds: float, look: Callable[[], int | None] = lambda: None) -> str:
    """Let fetch.py do a job; what went wrong, "" when nothing did. The process has ended.

    look: says meanwhile how far the job is, None before it has begun; it must not stand still.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-P", fetch.__file__, json.dumps([seconds, *job])],  # -P: import no file of this folder
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would open a terminal
        )
        try:
            began = moved = time.monotonic()
            reached = None
            while process.poll() is None:
                now, before, reached = time.monotonic(), reached, look()
                if reached is None or reached != before:
                    moved = now
                if now - began > seconds:
                    text = ngettext("given up after {count} second", "given up after {count} seconds", round(seconds))
                    return text.format(count=number(seconds, 0))
                if now - moved > STALL:
                    return _("nothing came for {seconds} seconds").format(seconds=number(STALL))
                time.sleep(0.05)
        finally:  # also when the student interrupts the cell
            process.kill()
            process.wait()
        said.seek(0)
        lines = said.read().decode(errors="replace").splitlines()
        return (lines[-1] if lines else f"exit {process.returncode}") if process.returncode else ""


def _look(bar, folder: Path) -> int | None:
    """Move the progress bar to the number of bytes in a folder that fetch.py downloads to; None before it has begun."""
    try:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    except FileNotFoundError:
        return bar.n  # a file was just renamed: it is counted the next time
    bar.update(size - bar.n)
    return size if (folder / fetch.DONE).exists() else None
