"""The training cockpit when something goes wrong: it says so, and stays usable."""

import asyncio

import numpy as np
import pytest

from helpers import language, nn
from tests.cockpits import (
    cockpit,
    diverging,
    run,
    steady_clock,  # noqa: F401
    weights,
)


@pytest.mark.parametrize(
    ("tag", "hint"), [("en", "Choose a smaller learning rate"), ("pt-BR", "taxa de aprendizado menor")]
)
def test_diverging_is_said_and_the_cockpit_stays_usable(tag, hint, monkeypatch):
    language.use(tag)
    figure = diverging()
    broken = nn.Diverged("training diverged in epoch 1, step 3")

    def steps(*_arguments, **_options):
        yield nn.Batch(1, 1, 2, None)
        raise broken

    with monkeypatch.context() as patch:
        patch.setattr(nn, "train_steps", steps)
        figure.stop()
        run(figure)
    assert hint in figure.picture.error
    assert "training diverged in epoch 1, step 3" in figure.picture.error
    assert (figure._task, figure.history) == (None, [])
    figure.stop()
    assert figure.picture.error == ""
    figure.set(rate=3, momentum=0)
    run(figure, lambda turn: figure.history and figure.pause())
    assert figure.picture.error == ""
    assert np.isfinite(weights(figure.network)).all()


def test_a_network_that_really_diverges():
    figure = diverging()
    run(figure)
    assert "training diverged" in figure.picture.error
    assert np.isfinite(weights(figure.network)).all()
    figure.set(rate=2, momentum=0)
    run(figure, lambda turn: figure.history and figure.pause())
    assert figure.history[0].loss < 3


def test_an_error_is_shown_and_raised(monkeypatch):
    figure = cockpit()

    def broken(*_arguments, **_options):
        raise RuntimeError("the chalk is broken")
        yield

    monkeypatch.setattr(nn, "train_steps", broken)
    figure.stop()
    raised = []

    async def press():
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: raised.append(context))
        figure.start()
        task = figure._task
        with pytest.raises(RuntimeError, match="the chalk is broken"):
            await task

    asyncio.run(press())
    assert "RuntimeError: the chalk is broken" in figure.picture.error
    assert figure.start_button.description == "Start"


@pytest.mark.parametrize(
    ("tag", "names"), [("en", ["Start", "Stop and reset"]), ("pt-BR", ["Iniciar", "Parar e zerar"])]
)
def test_buttons_speak_the_language_of_the_notebook(tag, names):
    language.use(tag)
    figure = cockpit()
    assert [figure.start_button.description, figure.stop_button.description] == names
