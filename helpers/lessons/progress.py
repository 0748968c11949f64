"""What a student has done, kept in `progress.json` beside the notebook."""

import contextlib
import errno
import json
import os
import tempfile
import time
import warnings
import zlib
from pathlib import Path

from helpers.language import _
from helpers.lessons.records import add, merged, new_record, parse, read_record

with warnings.catch_warnings(action="ignore"):  # in a browser there is no lock but the soft one, and filelock says so
    from filelock import FileLock, SoftFileLock, Timeout

PUBLISHED = Path(__file__).resolve().parents[2] / "notebooks"
LOCK_SECONDS = 3  # to wait for another notebook that is writing
PAUSES = (0.02, 0.05, 0.1)  # seconds between tries, while a virus scanner or a cloud folder holds the file


class Progress:
    """The records of all exercises and predictions of a folder, by the names of lesson and exercise; see `records.py`.

    path: the file; None keeps everything in memory. What cannot be written stays in memory and goes with the next
    writing that can be; `trouble` says so. Of a damaged file all that can be read counts, and a copy is set aside.
    """

    def __init__(self, path: Path | None):
        self.path = path
        self._records = {}
        self._unread = self._unsaved = self._aside = ""

    @classmethod
    def beside_notebook(cls) -> "Progress":
        """For the notebook that runs here; the published notebooks, which git tracks, keep theirs in memory."""
        folder = Path.cwd().resolve()
        return cls(None if folder.is_relative_to(PUBLISHED) else folder / "progress.json")

    @property
    def trouble(self) -> str:
        """What could not be read or kept, and why, for the student; "" when all is well."""
        return " ".join(filter(None, (self._unread, self._aside, self._unsaved)))

    def record(self, lesson: str, exercise: str) -> dict:
        """The record of one exercise as it stands now, to be changed in place and then saved."""
        return self.records(lesson, [exercise])[exercise]

    def records(self, lesson: str, exercises) -> dict[str, dict]:
        """The records of some exercises of a lesson as they stand now, perhaps newer from another notebook."""
        table = self._stored().get(lesson, {})
        if not isinstance(table, dict):
            table, self._unread = {}, self._partly_read()
        mine = self._records.setdefault(lesson, {})
        for exercise in exercises:
            stored, whole = read_record(exercise, table.get(exercise))
            if not whole:
                self._unread = self._partly_read()
            record = mine.setdefault(exercise, new_record(exercise))
            record.update(merged(stored, record))
        return {exercise: mine[exercise] for exercise in exercises}

    def save(self) -> None:
        """Write this kernel's records; all others in the file, perhaps of notebooks open beside this one, stay as they are."""
        if self.path is None:
            return
        try:
            with _lock(self.path):
                content = self._content()
                stored, whole = parse(content) if content is not None else ({}, True)
                if not add(self._records, stored) or not whole:
                    self._set_aside(content)
                _write(self.path, json.dumps(stored, indent=1).encode())
            self._unsaved = ""
        except (OSError, RecursionError) as error:
            self._unsaved = _(
                "Your progress could not be saved in {file}: {reason}. It is kept in memory while this notebook runs; "
                "every further answer or hint tries again."
            ).format(file=self.path.name, reason=_reason(error))

    def _stored(self) -> dict:
        """What the file holds, as far as it can be read."""
        self._unread = ""
        try:
            content = self._content()
        except OSError as error:
            self._unread = _("{file} could not be read: {reason}.").format(file=self.path.name, reason=_reason(error))
            return {}
        if content is None:
            return {}
        stored, whole = parse(content)
        if not whole:
            self._unread = self._partly_read()
        return stored

    def _partly_read(self) -> str:
        return _("A part of {file} cannot be read; all the rest counts.").format(file=self.path.name)

    def _content(self) -> bytes | None:
        """The file's bytes; None without a file. Raises OSError."""
        with contextlib.suppress(FileNotFoundError):
            return self.path and _patiently(self.path.read_bytes)

    def _set_aside(self, content: bytes) -> None:
        """Keep a copy of a file that cannot be read in full, once. Raises OSError."""
        number = 1
        while (aside := self.path.with_name(f"progress-damaged-{number}.json")).exists():
            if aside.read_bytes() == content:
                break
            number += 1
        else:
            _write(aside, content)
        self._unread = ""
        self._aside = _("A part of {file} could not be read; the file as it was is kept as {aside}.").format(
            file=self.path.name, aside=aside.name
        )


def _write(path: Path, content: bytes) -> None:
    """Make this the content of a file, whole or not at all. Raises OSError."""
    new = path.with_name(f"{path.name}.new")  # always one name: what a killed kernel left is used up by the next
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _patiently(lambda: new.replace(path))
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def _patiently(act):
    """What `act()` gives; refused, perhaps for a moment, it is tried a few times more. Raises OSError."""
    for pause in PAUSES:
        try:
            return act()
        except PermissionError:
            time.sleep(pause)
    return act()


def _lock(path: Path):
    """Hold, as a context, the lock of a file among the kernels of this computer. Raises Timeout when another holds it.

    It stands in the folder for temporary files, so that nothing more lies beside the notebook. Where files cannot be
    locked, a file that exists only meanwhile is the lock; where that cannot be either, there is none.
    """
    for kind, ending in ((FileLock, "lock"), (SoftFileLock, "soft.lock")):
        try:
            name = f"from-neuron-to-network-{zlib.crc32(os.fsencode(path)):08x}.{ending}"
            return kind(Path(tempfile.gettempdir()) / name).acquire(timeout=LOCK_SECONDS, poll_interval=0.01)
        except Timeout:
            raise
        except (OSError, NotImplementedError):
            continue
    return contextlib.nullcontext()


def _reason(error: Exception) -> str:
    """Why a file could not be read or written, in the notebook's language where it is a usual thing."""
    if isinstance(error, Timeout):
        return _("for {seconds} seconds another notebook or program did not let it go").format(seconds=LOCK_SECONDS)
    match errno.errorcode.get(getattr(error, "errno", None)):
        case "EACCES" | "EPERM":
            return _("this computer refuses it; the folder may be read-only, or another program may hold the file")
        case "ENOSPC" | "EDQUOT":
            return _("the disk is full")
        case "EROFS":
            return _("the disk can only be read")
        case "ENOENT":
            return _("the folder is no longer there")
        case "EISDIR":
            return _("it is a folder, not a file")
    return getattr(error, "strerror", None) or str(error)
