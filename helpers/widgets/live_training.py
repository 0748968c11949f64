"""A live figure that trains a network: what the cockpit (lesson 07) and the playground (lesson 09) have in common."""

import asyncio

from helpers.widgets.live import LiveFigure


class LiveTraining(LiveFigure):
    """A live figure with a training on the kernel's asyncio loop, one slice after the other.

    Only one trains at a time: making or starting another, as when a cell is run twice, pauses it. A subclass gives
    `_train`, the training, and `_name`, which names its buttons when it has begun or ended. One that is made calls
    `_pause_others` first.
    """

    SLICE = 0.018  # seconds of learning before others get a turn
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
        raise NotImplementedError

    def _name(self) -> None:
        raise NotImplementedError

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
