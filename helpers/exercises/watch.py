"""Limits for code that a student wrote: `within_limits(function, …)` comes back, whatever the function does.

It counts the lines that run in files which are neither ours nor Python's nor of a package, so that the limit is the same
on a slow machine and a fast one; a wall clock and the memory taken are looked at along with each line. All of this is
Python's own (`sys.settrace`, `tracemalloc`) and needs neither signals nor threads: Windows and Pyodide do the same.

A single long call into C (`10 ** 10 ** 9`, `sum(itertools.count())`) has no lines, and nothing inside a process can end
it: on no platform does it come back before its time. One that only asks for too much memory gets a MemoryError where
there is `/proc` (Linux); elsewhere the system decides. `os._exit` ends the kernel.
"""

import builtins
import contextlib
import io
import linecache
import os
import sys
import sysconfig
import threading
import time
import tracemalloc
from functools import lru_cache
from pathlib import Path

from helpers.exercises.reading import Unreadable
from helpers.language import _, number

try:
    import resource
except ImportError:  # Windows, Pyodide
    resource = None

MOST_LINES = 1_000_000  # a right answer runs a few hundred; with the counting, these take a second or two
MOST_SECONDS = 30
MOST_BYTES = 300 * 2**20
ROOM = 2 * 2**30  # bytes of address space beyond what is in use, for a single call
A_LOOP = 10_000  # lines in one call of a function: no function is so long, so it goes round

_FOREIGN = tuple(
    f"{os.path.normcase(folder)}{os.sep}"
    for folder in (
        Path(__file__).resolve().parents[1],
        *{sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")},
    )
)


class _Over(SystemExit):
    """Leaves the student's code. (A thread that ends with SystemExit says nothing.)"""


class _AsksForInput(Exception):
    pass


def within_limits(function, *arguments):
    """`function(*arguments)`; a debugger's or a coverage tool's trace function is given back afterwards.

    Raises Unreadable, with the line where the student's code was, when it takes more lines, time or memory than any
    right answer could, or waits for input; KeyboardInterrupt when somebody stops it; and all that the function raises.
    """
    watch, tracer, threads_tracer = _Watch(), sys.gettrace(), threading.gettrace()
    result = None
    with _memory_counted(), _little_room(), _no_input():
        threading.settrace(watch)
        sys.settrace(watch)
        try:
            result = function(*arguments)
        except BaseException:
            if not watch.over:
                raise
        finally:
            watch.running = False
            sys.settrace(tracer)
            threading.settrace(threads_tracer)
    if watch.interrupted:
        raise KeyboardInterrupt(watch.place)
    if watch.over:
        raise Unreadable(watch.over)
    return result


class Printed(io.TextIOBase):
    """Takes what is printed, keeps none of it, and remembers that there was something."""

    anything = False

    def writable(self):
        return True

    def write(self, text):
        self.anything = True
        return len(text)


def place_in(traceback) -> str:
    """Where the student's code was when an exception came, "" when none of it was running."""
    place = ""
    while traceback:
        if _is_students(traceback.tb_frame.f_code.co_filename):
            place = _place(traceback.tb_frame, traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


class _Watch:
    """The trace function of one call. over: what to say once a limit is passed, "" until then; place: where that was."""

    def __init__(self):
        self.over, self.place, self.interrupted, self.running = "", "", False, True
        self.lines, self.end = 0, time.monotonic() + MOST_SECONDS
        self.thread = threading.get_ident()

    def __call__(self, frame, _event, _argument):
        """A function begins: its lines are looked at if they are a student's, or if it is time to leave it."""
        name = frame.f_code.co_filename
        try:
            if name == __file__ or not (_is_students(name) or self.over or time.monotonic() > self.end):
                return None
        except KeyboardInterrupt:
            self._stop(frame, interrupted=True)
        known = frame.f_trace  # a generator that goes on
        return known if isinstance(known, _Lines) else _Lines(self)

    def look(self, frame) -> bool:
        """Whether the code must be left: a limit is passed, or somebody stopped it. Called for every few lines."""
        try:
            if self.over or not self.running:  # not running: a thread that the function left behind
                return True
            if self.lines > MOST_LINES:
                self._stop(frame, limit=_("{lines} lines of code").format(lines=number(MOST_LINES)))
            elif tracemalloc.get_traced_memory()[0] > MOST_BYTES:
                self._stop(frame, memory=True)
            elif time.monotonic() > self.end:
                self._stop(frame, limit=_("{seconds} seconds").format(seconds=MOST_SECONDS))
        except KeyboardInterrupt:
            self._stop(frame, interrupted=True)
        return bool(self.over)

    def _stop(self, frame, limit="", memory=False, interrupted=False):
        """Say what was passed and where. In a loop that calls functions, it is the loop that is named."""
        self.interrupted = interrupted
        stack = [frame]
        while stack[-1].f_back:
            stack.append(stack[-1].f_back)
        traced = [one for one in stack if isinstance(one.f_trace, _Lines) and one.f_trace.watch is self]
        looping = [one for one in traced if one.f_trace.count > A_LOOP]
        self.place = place = next((_place(one, one.f_lineno) for one in (*looping, *traced)), "")
        if interrupted:
            self.over = "interrupted"  # in whose words, the check knows
        elif memory:
            most = f"{number(MOST_BYTES / 2**20, 0)} MB"
            self.over = _("The function takes up more than {most} of memory. The check stopped it {place}").format(
                most=most, place=place
            )
        elif looping:
            self.over = _("Your loop does not end within {limit}. The check stopped it {place}").format(
                limit=limit, place=place
            )
        else:
            self.over = _("The function does not end within {limit}. The check stopped it {place}").format(
                limit=limit, place=place
            )


class _Lines:
    """The trace function of one frame: counts its lines, and raises `_Over` at each of them once it is time to leave.

    When a trace function raises, CPython ends all tracing, and an `except:` around the student's loop would have it go
    on, unseen. But then CPython also lets go of the frame's trace function: with its last breath it begins anew.
    """

    def __init__(self, watch):
        self.watch, self.count = watch, 0

    def __call__(self, frame, event, _argument):
        if event == "line":
            watch = self.watch
            self.count += 1
            watch.lines += 1
            if (watch.over or not watch.lines % 4) and watch.look(frame):
                del self  # the traceback keeps what this call holds
                raise _Over
        return self

    def __del__(self):
        watch = self.watch
        if sys.gettrace() is None and (watch.running or threading.get_ident() != watch.thread):
            sys._getframe(1).f_trace = _Lines(watch)
            sys.settrace(watch)


@lru_cache(maxsize=1024)
def _is_students(filename: str) -> bool:
    return not os.path.normcase(filename).startswith((*_FOREIGN, "<frozen "))


def _place(frame, line: int) -> str:
    """A line of a student's code, in words: its number and its text."""
    text = linecache.getline(frame.f_code.co_filename, line).strip()
    if not text:
        return _("at line {line}.").format(line=line)
    return _("at line {line}: {text}").format(line=line, text=shortened(text))


def shortened(text: str, most: int = 200) -> str:
    """A text of a student's, or its beginning."""
    return text if len(text) <= most else text[: most - 1] + "…"


@contextlib.contextmanager
def _memory_counted():
    """Python and NumPy count what they allocate from here on."""
    counted = tracemalloc.is_tracing()
    if not counted:
        tracemalloc.start()
    try:
        yield
    finally:
        if not counted:
            tracemalloc.stop()


@contextlib.contextmanager
def _little_room():
    """A single call that asks for very much memory gets a MemoryError at once, where the system allows to say so."""
    try:
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        room = pages * resource.getpagesize() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (room if soft < 0 else min(soft, room), hard))
    except (AttributeError, OSError, ValueError):  # not on this system
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextlib.contextmanager
def _no_input():
    """Whoever asks for input is told so, in place of waiting for ever."""

    def refuse(*_arguments, **_options):
        raise _AsksForInput

    before, builtins.input = builtins.input, refuse
    try:
        yield
    except _AsksForInput:
        raise Unreadable(
            _("input() waits for somebody to type. In a check nobody does: use the names in the brackets of def.")
        ) from None
    finally:
        builtins.input = before
