"""A sound as waves and tones, and as the numbers that a computer gets of it."""

import io
import wave

import ipywidgets
import numpy as np
from matplotlib.collections import LineCollection

from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.marks import TEXT, dot
from helpers.figures.style import BLUE, GREY, INK, NORMAL
from helpers.language import _, number
from helpers.widgets import LiveFigure, Slider

FREQUENCIES, AMPLITUDES = (200, 400, 600), (1, 0.5, 0.3)  # the sound that its figure begins with


class Sound(Scene):
    """A sum of tones twice: as a wave over time, and as amplitudes over frequencies."""

    SECONDS, RATE = 0.02, 8000  # of the wave shown; samples a second
    HIGHEST = 1200  # Hz in the picture

    def __init__(self):
        super().__init__(850, 330)
        wave = self.add_plot(70, 60, 360, 220, grid=True, xlim=(0, 1000 * self.SECONDS), ylim=(-3, 3))
        wave.set_xlabel(_("time in milliseconds"))
        place = {"ha": "center", "va": "bottom", "fontsize": NORMAL, "color": INK}
        wave.text(0.5, 1.04, _("the wave"), transform=wave.transAxes, **place)
        wave.axhline(0, color=GREY, linewidth=1)
        self.time = np.linspace(0, self.SECONDS, 401)
        (line,) = wave.plot([], [], color=BLUE, linewidth=2)
        self.wave = self.moving(line)
        bars = self.add_plot(520, 60, 300, 220, grid=True, xlim=(0, self.HIGHEST), ylim=(0, 3))
        bars.set_xticks(range(0, self.HIGHEST + 1, 300))
        bars.set_xlabel(_("frequency in hertz"))
        bars.text(0.5, 1.04, _("amplitude of each tone"), transform=bars.transAxes, **place)
        self.bars = self.moving(bars.add_collection(LineCollection([], colors=INK, linewidths=5), autolim=False))
        self.samples = np.zeros(self.RATE)

    @staticmethod
    def added_up(tones, time: np.ndarray) -> np.ndarray:
        """The sum of all tones, pairs of frequency (Hz) and amplitude, at these times (s)."""
        return sum(amplitude * np.sin(2 * np.pi * frequency * time) for frequency, amplitude in tones)

    def show(self, tones) -> "Sound":
        """Show a sum of tones; `samples` then holds one second of it."""
        self.samples = self.added_up(tones, np.arange(self.RATE) / self.RATE)
        self.wave.set_data(1000 * self.time, self.added_up(tones, self.time))
        # With one second of sound, number k of the Fourier transform is the tone of k Hz.
        amplitudes = np.abs(np.fft.rfft(self.samples)) * 2 / self.RATE
        found = np.nonzero(amplitudes[: self.HIGHEST] > 0.01)[0]
        self.bars.set_segments([[(k, 0), (k, amplitudes[k])] for k in found])
        words = [
            _("{frequency} Hz with amplitude {amplitude}").format(
                frequency=number(float(k)), amplitude=number(float(amplitudes[k]), 1)
            )
            for k in found
        ]
        self.summary = _("Tones found in the wave: {tones}.").format(tones="; ".join(words) or _("none: silence"))
        self.alt = _("The wave of a sound during 20 milliseconds, and a bar for each tone in it. {summary}").format(
            summary=self.summary
        )
        return self


class Sampling(Scene):
    """A tone measured at equal intervals: its wave, a dot for each measurement, and the slowest wave through all dots."""

    SECONDS = 0.01  # of the wave shown
    WRITTEN = 10  # of the numbers

    def __init__(self):
        super().__init__(850, 420)
        axes = self.add_plot(70, 145, 750, 225, grid=True, xlim=(-0.25, 1000 * self.SECONDS), ylim=(-1.2, 1.2))
        axes.set(yticks=[-1, 0, 1], xticks=range(0, 11, 2))
        axes.tick_params(labelsize=NORMAL)
        axes.set_xlabel(_("time in milliseconds"))
        axes.axhline(0, color=GREY, linewidth=1)
        self.time = np.linspace(0, self.SECONDS, 601)
        (tone,) = axes.plot([], [], color=BLUE, linewidth=2.5)
        (slowest,) = axes.plot([], [], color=INK, linewidth=2.5, linestyle="--")
        self.tone, self.slowest = self.moving(tone), self.moving(slowest)
        self.stems = self.moving(axes.add_collection(LineCollection([], colors=INK, linewidths=1), autolim=False))
        self.dots = self.moving(dot(axes, size=9))
        place = {"transform": axes.transAxes, "va": "bottom", "fontsize": NORMAL, "weight": "bold"}
        self.said = self.moving(axes.text(0, 1.04, "", color=BLUE, ha="left", **place))
        self.heard = self.moving(axes.text(1, 1.04, "", color=INK, ha="right", **place))
        area = self.add_drawing_area()
        area.text(7, 6, _("what the computer gets:"), **TEXT | {"ha": "left"})
        self.numbers = self.moving(area.add_patch(Lettering(size=NORMAL)))

    def show(self, frequency: int, rate: int) -> "Sampling":
        """Show a tone (Hz) measured so many times a second."""
        told = self.told_by(frequency, rate)
        moments = np.arange(round(self.SECONDS * rate)) / rate
        measured = self.wave(frequency, moments)
        self.tone.set_data(1000 * self.time, self.wave(frequency, self.time))
        self.slowest.set_data(1000 * self.time, self.wave(told, self.time))
        self.stems.set_segments(
            [[(1000 * t, 0), (1000 * t, height)] for t, height in zip(moments, measured, strict=True)]
        )
        self.dots.set_data(1000 * moments, measured)
        self.said.set_text(_("the tone: {frequency} Hz").format(frequency=number(frequency)))
        self.heard.set_text(_("what the dots tell: {frequency} Hz").format(frequency=number(told)))
        written = [number(value, 1) for value in measured[: self.WRITTEN].round(1) + 0.0]  # never −0
        self.numbers.write([(8.8 + 7.3 * k, 2.5, word) for k, word in enumerate([*written, "…"])])
        if told == frequency:
            meaning = _("No slower wave passes through all the dots: they tell this tone.")
        elif told:
            meaning = _("A slower wave, of {told} Hz, passes through the same dots.").format(told=number(told))
        else:
            meaning = _("All the dots are at the same height, as if nothing vibrated.")
        self.summary = _("A tone of {frequency} Hz, measured {rate} times a second. {meaning}").format(
            frequency=number(frequency), rate=number(rate), meaning=meaning
        )
        self.alt = _("The wave of a tone during 10 milliseconds, with {count} dots at equal distances, and a dashed wave through them. The first numbers: {numbers}. {summary}").format(
            count=number(len(moments)), numbers="; ".join(written), summary=self.summary
        )  # fmt: skip
        return self

    @staticmethod
    def told_by(frequency: int, rate: int) -> int:
        """The frequency (Hz) of the slowest tone that has the same measurements as this one."""
        return abs(frequency - rate * round(frequency / rate))

    @staticmethod
    def wave(frequency: float, time: np.ndarray) -> np.ndarray:
        """A tone of amplitude 1 at these times (s). It begins at a peak."""
        return np.cos(2 * np.pi * frequency * time)


def sound(frequencies=FREQUENCIES, amplitudes=AMPLITUDES) -> LiveFigure:
    """Three tones of 100 to 1000 Hz and amplitudes from 0 to 1, added up, seen and heard."""
    scene = Sound()
    player = ipywidgets.Audio(format="wav", autoplay=False, loop=False)
    controls = {f"f{k}": Slider(_("tone {k}, Hz").format(k=k), f, 100, 1000, 50) for k, f in enumerate(frequencies, 1)}
    controls |= {f"a{k}": Slider(_("amplitude {k}").format(k=k), a, 0, 1, 0.1) for k, a in enumerate(amplitudes, 1)}

    def show(**values):
        scene.show([(values[f"f{k}"], values[f"a{k}"]) for k in (1, 2, 3)])
        player.value = wav(scene.samples / 3, scene.RATE)

    return LiveFigure(scene, controls, show, below=[player])


def sampling(frequency=700, rate=1000) -> LiveFigure:
    """A tone of 100 to 1000 Hz, measured 500 to 4000 times a second; what its numbers tell is seen, and heard."""
    scene = Sampling()
    player = ipywidgets.Audio(format="wav", autoplay=False, loop=False)
    controls = {
        "rate": Slider(_("measurements a second"), rate, 500, 4000, 100),
        "frequency": Slider(_("tone, Hz"), frequency, 100, 1000, 50),
    }

    def show(frequency, rate):
        frequency, rate = round(frequency), round(rate)
        scene.show(frequency, rate)
        second = np.arange(Sound.RATE) / Sound.RATE
        player.value = wav(scene.wave(scene.told_by(frequency, rate), second) / 3, Sound.RATE)

    return LiveFigure(scene, controls, show, below=[player])


def samples(count: int) -> np.ndarray:
    """The first numbers of the sound that the figure begins with: its wave at 8,000 times a second, to one decimal."""
    time = np.arange(count) / Sound.RATE
    return Sound.added_up(zip(FREQUENCIES, AMPLITUDES, strict=True), time).round(1) + 0.0  # never −0


def wav(samples: np.ndarray, rate: int) -> bytes:
    """Sound as a WAV file. samples: from −1 to 1, `rate` of them a second; both ends are faded so that nothing clicks."""
    fade = np.minimum(1, np.minimum(np.arange(samples.size), np.arange(samples.size)[::-1]) / (0.01 * rate))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))  # one channel, 2 bytes a sample
        out.writeframes(np.rint(samples * fade * 32767).astype("<i2").tobytes())
    return file.getvalue()
