"""A live figure that trains a network: what the cockpit (lesson 07) and the playground (lesson 09) have in common.

- `LiveTraining`: learns slice after slice in the kernel's own loop, and draws in between;
- `Pace`: when to draw.
"""

import asyncio
import signal
import sys
import threading
from contextlib import contextmanager
from time import perf_counter, process_time

from helpers.widgets.live import LiveFigure


class Pace:
    """When the next picture is due: a frame after the last one, and when learning has had twice the time of drawing.

    That time is the processor's. Among thirty kernels on one computer a frame by the clock is hardly time to learn, and
    pictures by the clock alone would take all of it.
    """

    LEARNING = 2  # times as long as drawing, at least

    def __init__(self):
        self.drawn, self._learnt, self._cost = perf_counter(), 0.0, 0.0

    @contextmanager
    def learning(self):
        """What is done within it is learning."""
        began = process_time()
        yield
        self._learnt += process_time() - began

    @contextmanager
    def drawing(self):
        """What is done within it is drawing."""
        self.drawn, began = perf_counter(), process_time()
        yield
        self._learnt, self._cost = 0.0, process_time() - began

    def is_due(self, frame: float) -> bool:
        """Whether to draw now; frame: seconds from one picture to the next."""
        return perf_counter() - self.drawn >= frame and self._learnt >= self.LEARNING * self._cost


class LiveTraining(LiveFigure):
    """A live figure with a training on the kernel's asyncio loop, one slice after the other.

    Only one trains at a time: making or starting another, as when a cell is run twice, pauses it; so does ■, the button
    that interrupts the kernel. A subclass gives `_learn`, which learns until the time it is given and returns whether
    there is more to learn, and `_name`, which names its buttons when the training has begun or ended. One that is made
    calls `_pause_others` first.
    """

    SLICE = 0.018  # seconds of learning before others get a turn
    # Seconds for the others: 0 would let nobody else have a turn for long, nor would up to 2 ms in Pyodide.
    WAIT = 0.003 if sys.platform == "emscripten" else 0.001
    FRAME = 0.05  # seconds from one picture to the next
    _at_work: "LiveTraining | None" = None
    _task: asyncio.Task | None = None

    def start(self) -> None:
        """Begin, or go on."""
        if self._task:
            return
        self._pause_others()
        LiveTraining._at_work = self
        self._task = asyncio.get_running_loop().create_task(self._train())
        self._task.add_done_callback(self._ended)
        self._name()

    def pause(self) -> None:
        """Hold the training; it can go on from where it is."""
        if self._task:
            self._task.cancel()
            self._rest()

    def close(self) -> None:
        """Take the figure away; nothing goes on behind it."""
        self.pause()
        super().close()

    @staticmethod
    def _pause_others() -> None:
        if LiveTraining._at_work:
            LiveTraining._at_work.pause()

    async def _train(self) -> None:
        pace, more = Pace(), True
        while more:
            _hear_interrupts()
            with pace.learning():
                more = self._call(self._learn, perf_counter() + self.SLICE)
            await asyncio.sleep(self._wait())
            if more and self._is_due(pace):
                with pace.drawing():
                    self._redraw()
                await asyncio.sleep(self.WAIT)

    def _learn(self, until: float) -> bool:
        raise NotImplementedError

    def _name(self) -> None:
        raise NotImplementedError

    def _wait(self) -> float:
        """Seconds for the others after a slice."""
        return self.WAIT

    def _is_due(self, pace: Pace) -> bool:
        """Whether to draw after this slice."""
        return pace.is_due(self.FRAME)

    def _ended(self, task) -> None:
        if task is self._task:  # not paused: all is done, or an error is shown
            self._rest(self.picture.error)

    def _rest(self, error: str = "") -> None:
        self._task = None
        if LiveTraining._at_work is self:
            LiveTraining._at_work = None
        self._name()
        self._redraw()
        self.picture.error = error


def _hear_interrupts() -> None:
    """Let an interrupt pause the training.

    ■ reaches the kernel as the signal SIGINT (on Windows, too, ipykernel makes one of it). While no cell runs, ipykernel
    ignores the signal, and puts that back after each message: so this is said before each slice. While a cell runs, the
    signal is the cell's.
    """
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupted)


def _interrupted(_signal, _frame) -> None:
    """Pause what trains, but not here: the signal may come in the middle of a step or of a picture."""
    training = LiveTraining._at_work
    if training and training._task:
        training._task.get_loop().call_soon_threadsafe(training.pause)
