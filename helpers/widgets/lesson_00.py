"""The live figures of lesson 00: a history, two ways of learning, pixels, tones, and work done at the same time."""

import io
import wave

import ipywidgets
import numpy as np

from helpers.data import handwriting
from helpers.figures import Pipelines, PixelImage, SharedWork, Sound, Timeline
from helpers.figures.start import FIRST_YEAR, LAST_YEAR
from helpers.language import _
from helpers.widgets.live import Choice, LiveFigure, Slider


def timeline(year=1950) -> LiveFigure:
    """What had happened in artificial intelligence by a year from 1945 to 2025."""
    scene = Timeline()

    def show(year):
        scene.show(round(year))

    slider = Slider(_("year"), year, FIRST_YEAR, LAST_YEAR, written=lambda value: f"{value:.0f}")
    return LiveFigure(scene, {"year": slider}, show)


def pipelines(digit=5) -> LiveFigure:
    """The same digit on the ways of machine learning and of deep learning."""
    scene, images = Pipelines(), handwriting()

    def show(digit):
        name = str(round(digit))
        scene.show(name, images[name])

    return LiveFigure(scene, {"digit": Slider(_("digit"), digit, 0, 9)}, show)


def pixel_image(name="A", side=5) -> LiveFigure:
    """A handwritten letter or digit with 4 to 28 pixels a side."""
    scene, images = PixelImage(), handwriting()
    controls = {
        "side": Slider(_("pixels per side"), side, 4, 28),
        "name": Choice(_("character"), [(key, key) for key in images], name),
    }

    def show(side, name):
        scene.show(name, images[name], round(side))

    return LiveFigure(scene, controls, show)


def sound(frequencies=(200, 400, 600), intensities=(1, 0.5, 0.3)) -> LiveFigure:
    """Three tones of 100 to 1000 Hz and intensities from 0 to 1, added up, seen and heard."""
    scene = Sound()
    player = ipywidgets.Audio(format="wav", autoplay=False, loop=False)
    controls = {f"f{k}": Slider(_("tone {k}, Hz").format(k=k), f, 100, 1000, 50) for k, f in enumerate(frequencies, 1)}
    controls |= {f"i{k}": Slider(_("intensity {k}").format(k=k), i, 0, 1, 0.1) for k, i in enumerate(intensities, 1)}

    def show(**values):
        scene.show([(values[f"f{k}"], values[f"i{k}"]) for k in (1, 2, 3)])
        player.value = wav(scene.samples / 3, scene.RATE)

    return LiveFigure(scene, controls, show, below=[player])


def wav(samples: np.ndarray, rate: int) -> bytes:
    """Sound as a WAV file. samples: from −1 to 1, `rate` of them a second; both ends are faded so that nothing clicks."""
    fade = np.minimum(1, np.minimum(np.arange(samples.size), np.arange(samples.size)[::-1]) / (0.01 * rate))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))  # one channel, 2 bytes a sample
        out.writeframes(np.rint(samples * fade * 32767).astype("<i2").tobytes())
    return file.getvalue()


def shared_work(workers=1) -> LiveFigure:
    """24 tasks shared out among 1 to 24 workers."""
    scene = SharedWork()

    def show(workers):
        scene.show(round(workers))

    return LiveFigure(scene, {"workers": Slider(_("workers"), workers, 1, scene.TASKS)}, show)
