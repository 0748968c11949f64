"""The live figures of this lesson: a timeline, two ways to learn, a digit as pixels, a sound as waves, shared work."""

import io
import wave

import ipywidgets
import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

from helpers.data import SIDE, handwriting, resample
from helpers.figures import Scene
from helpers.figures.marks import CAPTION, SMALL_TEXT, TEXT
from helpers.figures.style import BLUE, GREEN, GREY, INK, LARGE, NORMAL, ORANGE, SMALL, YELLOW, tint
from helpers.language import N_, _, number
from helpers.widgets import Choice, LiveFigure, Slider

__all__ = ["pipelines", "pixel_image", "shared_work", "sound", "timeline"]


FIRST_YEAR, LAST_YEAR = 1945, 2025
EVENTS = (
    (1950, N_("Turing proposes the imitation game")),
    (1955, N_("the name “artificial intelligence”")),
    (1958, N_("the perceptron, a neuron that learns")),
    (1959, N_("the name “machine learning”")),
    (1965, N_("networks of several layers learn")),
    (1986, N_("backpropagation becomes widely known")),
    (1998, N_("LeNet-5 reads handwritten digits")),
    (2012, N_("AlexNet recognises photos, the boom begins")),
)
FIELDS = (  # the year of the first event above that belongs to it, its name, and its circle: how far up its name stands, and its radius
    (1955, N_("artificial intelligence"), 14.3, 18),
    (1958, N_("machine learning"), 8.4, 12.5),
    (1965, N_("deep learning"), 0, 7),
)


class Timeline(Scene):
    """What had happened by a year, on a line of years, and the three fields one inside the other."""

    def __init__(self):
        super().__init__(850, 470)
        axes = self.add_drawing_area()
        self.rows, self.circles = [], []
        for k, (year, words) in enumerate(EVENTS):
            y = 44 - 4.2 * k
            digits = axes.text(2, y, str(year), **TEXT | {"ha": "left", "weight": "bold"})
            self.rows.append([digits, axes.text(8, y, _(words), **TEXT | {"ha": "left", "fontsize": SMALL})])
        for (_year, words, up, radius), share in zip(FIELDS, (0.1, 0.22, 0.4), strict=True):
            y = 9.5 + radius
            circle = axes.add_patch(Circle((66, y), radius, facecolor=tint(BLUE, share), edgecolor=INK, linewidth=1.5))
            name = axes.text(
                66,
                27.5 + up if up else y,
                _(words).replace(" ", "\n") if not up else _(words),
                **SMALL_TEXT,
            )
            self.circles.append([circle, name])
        line = self.add_plot(40, 45, 770, 30, xlim=(FIRST_YEAR, LAST_YEAR), ylim=(0, 1), yticks=[])
        line.spines["left"].set_visible(False)
        line.spines["bottom"].set_color(GREY)
        line.set_xticks(range(1950, 2021, 10))
        line.xaxis.set_major_formatter("{x:.0f}")  # a year has no mark between its digits
        line.plot([year for year, _words in EVENTS], [0] * len(EVENTS), "o", color=INK, markersize=7, clip_on=False)
        (now,) = line.plot([], [], "v", color=ORANGE, markeredgecolor=INK, markersize=14, clip_on=False)
        self.now = self.moving(now)
        self._shown = None

    def show(self, year: int) -> "Timeline":
        """Show what had happened by this year."""
        self.now.set_data([year], [0.6])
        past = [f"{then}: {_(words)}" for then, words in EVENTS if then <= year]
        born = [_(words) for then, words, *_circle in FIELDS if then <= year]
        if past != self._shown:  # events are rare: their words are drawn with the still parts
            for (then, *_rest), parts in zip(EVENTS + FIELDS, self.rows + self.circles, strict=True):
                for part in parts:
                    part.set_visible(then <= year)
            self._shown = past
            self.repaint()
        count, latest = len(past), (past or [_("nothing yet")])[-1]
        self.summary = _("The year {year}: {count} of 8 events so far. The latest, {latest}.").format(
            year=year, count=count, latest=latest
        )
        self.alt = _("A line of years from 1945 to {year}, with events ({events}) and the fields that had begun, each inside the one before: {fields}.").format(
            year=year, events="; ".join(past) or _("nothing yet"), fields=", ".join(born) or _("none")
        )  # fmt: skip
        return self


class Pipelines(Scene):
    """The same digit on two ways: measured by a person's rule for machine learning, and whole for deep learning."""

    def __init__(self):
        super().__init__(850, 380)
        axes = self.add_drawing_area()
        picture = self.figure.add_axes((20 / 850, 120 / 380, 140 / 850, 140 / 380), xticks=[], yticks=[])
        self.image = self.moving(picture.imshow(np.zeros((SIDE, SIDE)), cmap="gray", vmin=0, vmax=1))
        axes.text(9, 8, _("data prepared\nby a person"), **CAPTION)
        arrow = {"arrowstyle": "-|>", "mutation_scale": 16, "color": GREY, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
        rows = (
            (27, _("classic machine learning"), (_("a person decides\nwhat to measure"), None), (_("the machine learns\nto tell digits apart"), True)),
            (8.5, _("deep learning"), (_("no measuring:\nall 784 pixels go in"), None), (_("the network learns both:\nwhat to measure, and\nto tell digits apart"), True)),
        )  # fmt: skip
        self.measures, self.answers = [], []
        for y, title, first, second in rows:
            axes.text(21, y + 8, title, **TEXT | {"ha": "left", "weight": "bold"})
            for left, width, (words, machine) in ((22, 21, first), (49, 23.5, second)):
                box = FancyBboxPatch((left, y - 4), width, 8, boxstyle="round,pad=0,rounding_size=1.2", linewidth=1.5)
                box.set(facecolor=tint(GREEN, 0.2) if machine else "white", edgecolor=INK)
                axes.add_patch(box)
                axes.text(left + width / 2, y, words, **SMALL_TEXT)
            axes.text(60.75, y - 6, _("done by the machine"), **CAPTION)
            self.measures.append(self.moving(axes.text(32.5, y - 6, "", **SMALL_TEXT)))
            for start, end in (
                ((16.8, 19 + (y - 19) * 0.35), (21.6, y)),
                ((43.4, y), (48.6, y)),
                ((72.9, y), (76.6, y)),
            ):
                axes.add_patch(FancyArrowPatch(start, end, **arrow))
            axes.add_patch(Circle((80, y), 3.2, facecolor="white", edgecolor=INK, linewidth=2))
            self.answers.append(self.moving(axes.text(80, y, "", **TEXT | {"fontsize": LARGE, "weight": "bold"})))

    def show(self, name: str, image: np.ndarray) -> "Pipelines":
        """Show an image (uint8, 28 × 28) and what it is."""
        pixels = image / 255
        high, wide = (np.ptp(np.nonzero((pixels > 0.5).any(axis=k))) + 1 for k in (1, 0))
        ink = pixels.mean()
        self.image.set_data(pixels)
        for text in self.answers:
            text.set_text(name)
        self.measures[0].set_text(
            _("ink {ink}, width {wide}, height {high}").format(ink=number(ink), wide=number(wide), high=number(high))
        )
        self.measures[1].set_text(_("784 numbers from 0 to 1"))
        self.summary = _(
            "The digit {name}. Classic machine learning gets the 3 numbers that a person chose to measure: ink {ink}, width {wide}, height {high}. Deep learning gets all 784 pixels."
        ).format(name=name, ink=number(ink), wide=number(wide), high=number(high))
        self.alt = _("A handwritten digit and two ways from it to an answer. {summary}").format(summary=self.summary)
        return self


class PixelImage(Scene):
    """An image with few or many pixels, and the brightness of one row of them as bars."""

    def __init__(self):
        super().__init__(850, 430)
        axes = self.figure.add_axes((20 / 850, 25 / 430, 380 / 850, 380 / 430), xlim=(0, 1), ylim=(1, 0))
        axes.set(xticks=[], yticks=[])
        self.image = self.moving(axes.imshow(np.zeros((2, 2)), cmap="gray", vmin=0, vmax=1, extent=(0, 1, 1, 0)))
        self.grid = self.moving(axes.add_collection(LineCollection([], colors=GREY, linewidths=0.7), autolim=False))
        row = Rectangle((0, 0), 1, 1, facecolor="none", edgecolor=YELLOW, linewidth=4)
        self.row = self.moving(axes.add_patch(row))
        bars = self.add_plot(510, 60, 310, 220, xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[0, 0.5, 1])
        bars.set_xlabel(_("the pixels of the marked row"))
        bars.set_ylabel(_("brightness"))
        self.bars = self.moving(
            bars.add_collection(PolyCollection([], facecolors=YELLOW, edgecolors=INK), autolim=False)
        )
        bars.spines["bottom"].set_color(INK)
        self.size = self.moving(self.figure.text(665 / 850, 380 / 430, "", **TEXT | {"fontsize": LARGE}))
        self.count = self.moving(self.figure.text(665 / 850, 340 / 430, "", **TEXT))

    def show(self, name: str, image: np.ndarray, side: int) -> "PixelImage":
        """Show an image (uint8, square) resampled to side × side pixels."""
        pixels = resample(image, side)
        row = side // 2
        self.image.set_data(pixels)
        lines = np.arange(1, side) / side
        self.grid.set_segments([[(0, v), (1, v)] for v in lines] + [[(v, 0), (v, 1)] for v in lines])
        self.row.set(y=row / side, height=1 / side)
        edges = np.arange(side + 1) / side
        self.bars.set_verts(
            [
                [(a, 0), (a, v), (b, v), (b, 0)]
                for a, b, v in zip(edges[:-1], edges[1:], pixels[row].tolist(), strict=True)
            ]
        )
        self.size.set_text(_("{side} × {side} pixels").format(side=side))
        self.count.set_text(_("= {count} numbers").format(count=number(side**2)))
        brightest = number(float(pixels[row].max()))
        self.summary = _("“{name}” in {side} × {side} pixels: {count} numbers from 0 (black) to 1 (white). The brightest pixel of the marked row is {brightest}.").format(
            name=name, side=side, count=number(side**2), brightest=brightest
        )  # fmt: skip
        self.alt = _(
            "A handwritten character in squares of grey, and the brightness of one row as bars. {summary}"
        ).format(summary=self.summary)
        return self


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


class SharedWork(Scene):
    """Tasks that do not wait for one another, done by one or more workers at the same time: a square a task."""

    TASKS = 24

    def __init__(self):
        super().__init__(850, 360)
        axes = self.add_plot(
            70, 55, 740, 260, xlim=(0.5, 24.5), ylim=(24.5, 0.5), xticks=[1, 6, 12, 18, 24], yticks=[1, 8, 16, 24]
        )
        axes.set_xlabel(_("steps, one after the other"))
        axes.set_ylabel(_("workers"))
        squares = PolyCollection([], facecolors=[tint(BLUE, 0.5)], edgecolors=INK)
        self.squares = self.moving(axes.add_collection(squares, autolim=False))
        place = {"transform": axes.transAxes, "ha": "center", "va": "bottom", "fontsize": LARGE}
        self.words = self.moving(axes.text(0.5, 1.02, "", **place))

    def show(self, workers: int) -> "SharedWork":
        """Show the tasks shared out among so many workers."""
        places = [(task // workers + 1, task % workers + 1) for task in range(self.TASKS)]
        half = 0.42
        self.squares.set_verts(
            [
                [(x - half, y - half), (x - half, y + half), (x + half, y + half), (x + half, y - half)]
                for x, y in places
            ]
        )
        steps = places[-1][0]
        idle = steps * workers - self.TASKS
        self.words.set_text(_("workers: {workers}, steps: {steps}").format(workers=workers, steps=steps))
        self.summary = _("24 tasks shared by {workers}: done after {steps}.").format(
            workers=_("one worker") if workers == 1 else _("{count} workers").format(count=workers),
            steps=_("one step") if steps == 1 else _("{count} steps").format(count=steps),
        )
        if idle:
            self.summary += " " + _("In the last step, workers without a task: {idle}.").format(idle=idle)
        self.alt = _(
            "A square for each of 24 tasks, in a column for each step and a row for each worker. {summary}"
        ).format(summary=self.summary)
        return self


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


def shared_work(workers=1) -> LiveFigure:
    """24 tasks shared out among 1 to 24 workers."""
    scene = SharedWork()

    def show(workers):
        scene.show(round(workers))

    return LiveFigure(scene, {"workers": Slider(_("workers"), workers, 1, scene.TASKS)}, show)
