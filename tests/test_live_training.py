"""What all live trainings share: an interrupt of the kernel pauses them, and they draw only after they have learnt."""

import asyncio
from types import SimpleNamespace

import pytest
from jupyter_client.manager import start_new_kernel

from helpers.widgets import live_training
from helpers.widgets.live_training import LiveTraining
from lesson_backpropagation.figures import training_cockpit

# Whether the training has had a slice between two cells, and hears what comes then.
LISTENS = "getattr(get_ipython().kernel.saved_sigint_handler, '__name__', '') == '_interrupted'"
SECONDS = 60  # after which a kernel that does not answer is given up


@pytest.fixture(scope="module")
def kernel():
    """run(code) → what its last line is in a kernel as Jupyter starts it; kernel.interrupt() is the button ■."""
    manager, client = start_new_kernel(kernel_name="python3")

    def run(code: str, last: str = "None") -> str:
        reply = client.execute_interactive(code, user_expressions={"it": last}, timeout=SECONDS, output_hook=print)
        assert reply["content"]["status"] == "ok", reply["content"]
        return reply["content"]["user_expressions"]["it"]["data"]["text/plain"]

    yield SimpleNamespace(run=run, interrupt=manager.interrupt_kernel)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def until(kernel, what: str) -> None:
    """Ask the kernel until it is so."""
    for _question in range(200):
        if kernel.run("await asyncio.sleep(0.02)", what) == "True":
            return
    raise AssertionError(f"it never was so: {what}")


@pytest.mark.parametrize(
    ("made", "learns"),
    [
        ("find_lesson('playground').figures.playground()", "figure.experiment.epoch > {n}"),
        (
            "find_lesson('backpropagation').figures.training_cockpit(epochs=1000)",
            "figure.run.batch and figure.run.batch.step > {n}",
        ),
    ],
    ids=["playground", "cockpit"],
)
def test_an_interrupt_pauses_what_trains_and_it_can_go_on(kernel, made, learns):
    kernel.run(f"import asyncio\nfrom helpers.lessons.folders import find_lesson\nfigure = {made}\nfigure.start()")
    until(kernel, learns.format(n=3))
    until(kernel, LISTENS)
    kernel.interrupt()
    until(kernel, "figure._task is None")
    assert kernel.run("1 + 1", "figure.picture.error == ''") == "True", "the kernel lives, and no error is shown"
    kernel.run("figure.start()")
    until(kernel, f"figure._task is not None and {LISTENS}")
    kernel.interrupt()
    until(kernel, "figure._task is None")


class Work(LiveTraining):
    """A training whose learning and drawing take counted processor time; the clock on the wall goes `load` times as fast."""

    def __init__(self, monkeypatch, load: float, slices: int):
        self.processor, self.learnt, self.drawn, self.left = 0.0, 0, 0, slices
        monkeypatch.setattr(live_training, "process_time", lambda: self.processor)
        monkeypatch.setattr(live_training, "perf_counter", lambda: load * self.processor)

    def _call(self, function, *arguments):
        return function(*arguments)

    def _learn(self, until) -> bool:
        self.processor, self.learnt, self.left = self.processor + 0.001, self.learnt + 1, self.left - 1
        return self.left > 0

    def _redraw(self) -> None:
        self.processor, self.drawn = self.processor + 0.020, self.drawn + 1


@pytest.mark.parametrize(("load", "pictures"), [(1, 600 // 50), (10, 600 // 40), (100, 600 // 40)])
def test_drawing_never_takes_more_than_half_the_time_of_learning(monkeypatch, load, pictures):
    """Alone a picture comes every 50 ms; however busy the computer is, only after 40 ms of learning for one of 20."""
    work = Work(monkeypatch, load, slices=600)
    asyncio.run(work._train())
    assert work.learnt == 600
    assert work.drawn == pytest.approx(pictures, abs=6 if load == 1 else 1)
    assert work.learnt * 0.001 >= 2 * 0.020 * (work.drawn - 1)


@pytest.mark.parametrize("epochs", [0, -1, 2.5, "10", None, True, float("nan")])
def test_epochs_that_are_no_number_of_epochs_are_refused(epochs):
    with pytest.raises(ValueError, match=r"epochs must be a whole number, 1 or more.*; given") as caught:
        training_cockpit(epochs=epochs)
    assert repr(epochs) in str(caught.value)


@pytest.mark.parametrize("digits", [[1, 2], "mnist", 3])
def test_digits_that_are_no_images_are_refused(digits):
    with pytest.raises(TypeError, match="digits must be labelled images"):
        training_cockpit(digits=digits)
