"""The live figures of lesson 00, and the data they show."""

import io
import itertools
import math
import re
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import data, language, widgets
from lesson_start_here import figures
from lesson_start_here.figures import SharedWork
from lesson_start_here.history import EVENTS, Timeline
from lesson_start_here.sound import Sampling, Sound

pytestmark = pytest.mark.usefixtures("unpainted")

DIGITS = {name: image for name, image in data.handwriting().items() if name.isdigit()}

# The data


def test_handwriting_is_a_letter_and_ten_digits():
    images = data.handwriting()
    assert list(images) == list("A0123456789")
    assert {(image.shape, image.dtype.name) for image in images.values()} == {((28, 28), "uint8")}
    assert all(image.min() == 0 and image.max() > 240 for image in images.values())


@pytest.mark.parametrize("digit", DIGITS)
def test_digits_are_prepared_as_mnist_is(digit):
    """Scaled to fit 20 × 20 pixels and centred by their mass (LeCun et al. 1998)."""
    image = DIGITS[digit] / 255
    rows, columns = np.nonzero(image > 0.5)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    places = np.arange(28)  # the middle is pixel 14, counted from 0
    centre = [(image.sum(axis=axis) @ places) / image.sum() for axis in (0, 1)]
    assert centre == pytest.approx([14, 14], abs=0.5)


@given(st.sampled_from(list(data.handwriting().values())), st.integers(1, 28))
def test_resampling_keeps_the_brightness(image, side):
    small = data.resample(image, side)
    assert small.shape == (side, side)
    assert small.mean() == pytest.approx(image.mean() / 255, rel=1e-12)
    assert 0 <= small.min() <= small.max() <= 1 + 1e-12


def test_resampling_takes_the_mean_of_what_a_pixel_covers():
    image = data.handwriting()["A"]
    blocks = image.reshape(14, 2, 14, 2).mean(axis=(1, 3)) / 255
    assert data.resample(image, 14) == pytest.approx(blocks, abs=1e-6)
    assert data.resample(image, 28) == pytest.approx(image / 255, abs=1e-6)


@pytest.mark.parametrize(
    ("image", "side"),
    [
        (np.zeros((28, 28)), 4),
        (np.zeros((28, 20), np.uint8), 4),
        (np.zeros(28, np.uint8), 4),
        (np.zeros((28, 28), np.uint8), 0),
    ],
)
def test_what_cannot_be_resampled_is_said(image, side):
    with pytest.raises(ValueError, match=rf"a square uint8 image.*given {image.dtype} of shape .* side={side}"):
        data.resample(image, side)


# The pad


@pytest.mark.parametrize(("right", "said"), [(0, 7), (2, 7), (4, 5)])
def test_first_7_is_misread_once_it_has_moved_as_far_as_the_lesson_says(right, said):
    pad = widgets.digit_pad()
    pad.set(right=right)
    assert f"with the label 7: the network says {said}," in pad.picture.summary


# The history


@pytest.mark.parametrize(
    ("year", "events", "fields"),
    [
        (1949, 0, 0),
        (1950, 1, 0),
        (1954, 1, 0),
        (1955, 2, 1),
        (1958, 3, 2),
        (1959, 4, 2),
        (1965, 5, 3),
        (1986, 6, 3),
        (2025, 8, 3),
    ],
)
def test_events_and_fields_appear_in_their_year(year, events, fields):
    scene = Timeline().show(year)
    assert [year.get_visible() for (year, _words), _bar in scene.rows] == [k < events for k in range(8)]
    assert [bar.get_visible() for _written, bar in scene.rows] == [k >= events for k in range(8)]
    assert [name.get_visible() for _box, name, _colour in scene.boxes] == [k < fields for k in range(3)]
    assert f"{events} of 8 events" in scene.summary
    names = ["artificial intelligence", "machine learning", "deep learning"][:fields]
    assert scene.alt.endswith(f"{', '.join(names) or 'none'}.")


def test_history_is_the_one_that_is_taught():
    assert [year for year, _words in EVENTS] == [1950, 1955, 1958, 1959, 1965, 1986, 1998, 2012]


def test_each_field_lies_inside_the_one_before_and_holds_its_events():
    scene = Timeline().show(2025)
    boxes = [box.get_path().get_extents(box.get_patch_transform()) for box, _name, _colour in scene.boxes]
    for outer, inner in itertools.pairwise(boxes):
        assert outer.contains(inner.x0, inner.y0)
        assert outer.contains(inner.x1, inner.y1)
    inside = [sum(box.contains(*words.get_position()) for box in boxes) for (_year, words), _bar in scene.rows]
    assert inside == [0, 1, 2, 2, 3, 3, 3, 3]


@pytest.mark.parametrize("tag", ["pt-BR", "en"])
def test_a_year_is_written_without_a_mark(tag):
    language.use(tag)
    figure = figures.timeline(year=1986)
    assert figure.picture.readouts == ["1986"]


# Who measures


@pytest.mark.parametrize("digit", DIGITS)
def test_measures_are_those_of_the_digit(digit):
    summary = figures.pipelines(digit=int(digit)).picture.summary
    ink, width, height = re.search(r"ink ([\d.]+), width (\d+), height (\d+)", summary).groups()
    rows, columns = np.nonzero(DIGITS[digit] > 127)
    assert (int(width), int(height)) == (columns.max() - columns.min() + 1, rows.max() - rows.min() + 1)
    assert float(ink) == pytest.approx(DIGITS[digit].mean() / 255, abs=0.005)


def test_the_lesson_s_answers_hold():
    measured = {
        digit: re.search(r"ink ([\d.]+), width (\d+), height (\d+)", figures.pipelines(int(digit)).picture.summary)
        for digit in DIGITS
    }
    assert min(measured, key=lambda digit: int(measured[digit][2])) == "1"
    assert measured["1"][2] == "4"
    assert {found[3] for found in measured.values()} == {"20"}
    assert measured["6"][1] == measured["9"][1]
    assert abs(int(measured["6"][2]) - int(measured["9"][2])) <= 2


# Pixels


@pytest.mark.parametrize("side", [4, 5, 14, 27, 28])
def test_bars_are_the_marked_row(side):
    figure = figures.pixel_image("5", side)
    scene, pixels = figure.scene, data.resample(data.handwriting()["5"], side)
    row = round(scene.row.get_y() * side)
    heights = [path.vertices[:, 1].max() for path in scene.bars.get_paths()]
    assert heights == pytest.approx(pixels[row].tolist())
    assert np.array_equal(scene.image.get_array(), pixels)
    assert f"{side} × {side} pixels: {side**2} numbers" in figure.picture.summary


# Sound


def spectrum(samples: np.ndarray, rate: int) -> dict[int, float]:
    """The frequencies, in hertz, that are clearly in one second of sound, with their amplitudes."""
    intensities = np.abs(np.fft.rfft(samples)) * 2 / rate
    return {k: round(float(v), 2) for k, v in enumerate(intensities) if v > 0.03}


@pytest.mark.parametrize(
    ("tones", "words"),
    [
        ([(200, 1), (400, 0.5), (600, 0.3)], "200 Hz with amplitude 1; 400 Hz with amplitude 0.5; 600 Hz with amplitude 0.3"),
        ([(1000, 0.1), (100, 1), (500, 0)], "100 Hz with amplitude 1; 1,000 Hz with amplitude 0.1"),
        ([(300, 1), (300, 1), (300, 0.5)], "300 Hz with amplitude 2.5"),
        ([(300, 0), (400, 0), (500, 0)], "none: silence"),
    ],
)  # fmt: skip
def test_tones_are_found_in_the_wave(tones, words):
    assert Sound().show(tones).summary == f"Tones found in the wave: {words}."


def test_four_vibrations_of_200_hertz_fit_in_the_picture():
    scene = Sound().show([(200, 1), (400, 0), (600, 0)])
    y = scene.wave.get_ydata()
    peaks = (y[1:-1] > y[:-2]) & (y[1:-1] >= y[2:]) & (y[1:-1] > 0.9)
    assert peaks.sum() == 4


def heard(figure) -> tuple[np.ndarray, int]:
    """What the player under the figure plays: samples from −1 to 1, and how many a second."""
    with wave.open(io.BytesIO(figure.children[2].value)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767, file.getframerate()


def test_player_plays_the_tones_that_are_shown():
    figure = figures.sound()
    samples, rate = heard(figure)
    assert samples.size == rate  # one second
    assert spectrum(samples * 3, rate) == pytest.approx({200: 1, 400: 0.5, 600: 0.3}, abs=0.02)
    figure.set(f1=800, a2=0, a3=0)
    assert spectrum(heard(figure)[0] * 3, rate) == pytest.approx({800: 1}, abs=0.02)


def test_loudest_sound_is_neither_cut_off_nor_clicks():
    figure = figures.sound()
    figure.set(f1=300, f2=300, f3=300, a1=1, a2=1, a3=1)
    samples, rate = heard(figure)
    assert (np.abs(samples) == 1).sum() <= 2 * 300  # the very tops of the wave only
    assert abs(samples[0]) == abs(samples[-1]) == 0
    assert np.abs(samples[: rate // 1000]).max() < 0.15  # the first millisecond


@pytest.mark.parametrize(
    ("frequency", "rate", "told"),
    [(700, 1000, 300), (700, 1300, 600), (700, 1500, 700), (1000, 1900, 900), (1000, 2100, 1000), (100, 4000, 100)],
)
def test_dots_tell_the_slowest_tone_that_passes_through_them(frequency, rate, told):
    scene = Sampling().show(frequency, rate)
    x, y = scene.dots.get_data()
    assert x / 1000 == pytest.approx(np.arange(len(x)) / rate)
    assert len(x) == rate / 100  # in 10 milliseconds
    fitting = [f for f in range(2001) if np.cos(2 * np.pi * f * x / 1000) == pytest.approx(y, abs=1e-9)]
    assert fitting[0] == told
    dashed = dict(zip(scene.slowest.get_xdata(), scene.slowest.get_ydata(), strict=True))
    assert dashed[10] == pytest.approx(math.cos(2 * math.pi * told * 0.01))
    assert scene.heard.get_text() == f"what the dots tell: {told:,} Hz"
    assert ("No slower wave" in scene.summary) == (told == frequency)


def test_numbers_written_are_the_first_heights():
    scene = Sampling().show(700, 1000)
    words = [word for _x, _y, word in scene.numbers.words]
    assert words == ["1", "−0.3", "−0.8", "0.8", "0.3", "−1", "0.3", "0.8", "−0.8", "−0.3", "…"]
    assert f"numbers: {'; '.join(words[:-1])}." in scene.alt


def test_dots_all_at_one_height_are_no_slower_wave():
    assert Sampling().show(1000, 500).summary.endswith("All the dots are at the same height, as if nothing vibrated.")


def test_player_plays_what_the_dots_tell():
    figure = figures.sampling()
    samples, rate = heard(figure)
    assert spectrum(samples * 3, rate) == pytest.approx({300: 1}, abs=0.02)
    figure.set(rate=2000)
    assert spectrum(heard(figure)[0] * 3, rate) == pytest.approx({700: 1}, abs=0.02)


# Shared work


@pytest.mark.parametrize("workers", range(1, 25))
def test_every_task_is_done_once_by_a_worker_there_is(workers):
    scene = SharedWork().show(workers)
    centres = [tuple((path.vertices[:4].mean(axis=0)).round(6)) for path in scene.squares.get_paths()]
    assert len(set(centres)) == 24
    steps = math.ceil(24 / workers)
    assert {worker for _step, worker in centres} == set(range(1, workers + 1))
    assert {step for step, _worker in centres} == set(range(1, steps + 1))
    assert f"done after {steps} step{'s' * (steps > 1)}." in scene.summary
    idle = steps * workers - 24
    assert scene.summary.endswith(f"without a task: {idle}.") == (idle > 0)
