"""The pad that digits are drawn on: what its picture says, what the pointer does, and that the network reads what is drawn."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

from helpers import data, language, nn, widgets
from helpers.data.drawing import PEN, as_mnist
from helpers.figures.digit_pad import DigitPad
from helpers.lessons.folders import find_lesson
from lesson_layers.figures import forward_pass

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks" / "en"
LESSON = NOTEBOOKS / f"{find_lesson('backpropagation').path.name}.ipynb"
SEVEN = [[6, 4], [20, 4], [11, 25]]
DASH = [[8, 14], [18, 14]]


@pytest.fixture(scope="module")
def digits():
    return data.load(split="test")


@pytest.fixture(scope="module")
def network():
    return nn.Network.load(data.PRETRAINED)


@pytest.fixture
def pad():
    return widgets.digit_pad()


def draw(pad, *strokes, sheet: int | None = None) -> None:
    """What the browser sends while a line is drawn: all lines so far, on the sheet it knows of."""
    sheet = pad.picture.drawing["sheet"] if sheet is None else sheet
    pad.picture.drawing = {"sheet": sheet, "strokes": [list(map(list, stroke)) for stroke in strokes]}


def seen(pad) -> np.ndarray:
    """The image that the network gets."""
    return np.asarray(pad.scene.seen.get_array())


def drawn(pad) -> list:
    """The lines in the picture's square, without the end that Matplotlib needs."""
    return [line[:-1].tolist() for line in pad.scene.lines.get_segments()]


# ---------------------------------------------------------------- the network reads what is drawn


def thinned(ink: np.ndarray) -> np.ndarray:
    """Lines one pixel wide (Zhang and Suen, 1984) of many pictures at once: bool of shape (m, rows, columns)."""
    ink = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    clockwise = ((1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1))  # from above
    while True:
        before = ink
        for edges in (((0, 2, 4), (2, 4, 6)), ((0, 2, 6), (0, 4, 6))):
            around = np.stack([np.roll(ink, step, (1, 2)) for step in clockwise])
            count, begins = around.sum(axis=0), (~around & np.roll(around, -1, axis=0)).sum(axis=0)
            ends = ~np.logical_or.reduce([around[list(edge)].all(axis=0) for edge in edges])
            ink = ink & ~((count >= 2) & (count <= 6) & (begins == 1) & ends)
        if np.array_equal(ink, before):
            return ink[:, 1:-1, 1:-1]


def traced(line: np.ndarray) -> list[np.ndarray]:
    """The strokes (x, y) that pass all pixels of a thin line; at a crossing they go straight on."""
    pixels = {(x, y) for y, x in np.argwhere(line).tolist()}
    steps = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
    joined = {
        (x, y): {
            (x + right, y + down)
            for right, down in steps
            # Not over a corner that can be gone around.
            if not (right and down and ((x + right, y) in pixels or (x, y + down) in pixels))
        }
        & pixels
        for x, y in pixels
    }
    strokes = [[pixel] for pixel in pixels if not joined[pixel]]
    for start in sorted(pixels, key=lambda pixel: (len(joined[pixel]) != 1, pixel)):  # ends of lines first
        while joined[start]:
            stroke = [start]
            while joined[stroke[-1]]:
                here = np.array(stroke[-1])
                ahead = here - stroke[-2] if len(stroke) > 1 else np.array([0, 1])
                there = max(
                    sorted(joined[stroke[-1]]),
                    key=lambda pixel, here=here, ahead=ahead: (pixel - here) @ ahead / np.hypot(*(pixel - here)),
                )
                joined[stroke[-1]].discard(there)
                joined[there].discard(stroke[-1])
                stroke.append(there)
            strokes.append(stroke)
    return [np.array(stroke) for stroke in strokes]


@pytest.fixture(scope="module")
def trained():
    """The network that lesson 07 trains."""
    notebook = nbformat.read(LESSON, as_version=4)
    (code,) = [cell.source for cell in notebook.cells if cell.id == "train-network"]
    names = {"np": np, "nn": nn, "digits": data.load()}
    exec(code, names)
    return names["network"]


def test_test_digits_drawn_again_are_recognised(trained, digits):
    """At least 92 in 100 of the first 200; of the images themselves the network recognises 195."""
    pad = widgets.digit_pad(trained)
    enlarged = [np.asarray(Image.fromarray(image).resize((84, 84))) for image in digits.images[:200]]
    right = 0
    for line, label in zip(thinned(np.stack(enlarged) > 110), digits.labels, strict=False):
        draw(pad, *[((stroke + 0.5) / 3).round(2).tolist() for stroke in traced(line)])
        right += f"the network says {label}," in pad.picture.summary
    assert right >= 184


# ---------------------------------------------------------------- what the picture says


def test_a_test_image_stands_there_until_something_is_drawn(pad, network, digits):
    assert pad.picture.summary == (
        "Test image 0, with the label 7: the network says 7, with an output of more than 0.99. "
        "In pixels: pen width 2.5, moved to the right 0, moved down 0."
    )
    assert np.array_equal(seen(pad), digits.images[0])
    assert drawn(pad) == []
    draw(pad, SEVEN)
    assert pad.picture.summary.startswith("Your drawing: the network says 7, with an output of ")
    assert pad.values["image"] == -1
    assert pad.picture.readouts[0] == "none"
    assert np.array_equal(seen(pad), as_mnist([SEVEN]))
    assert not pad.scene.chosen.get_array().any()
    assert drawn(pad) == [SEVEN]


def test_words_bars_and_neurons_are_the_network_s_outputs(pad, network):
    draw(pad, SEVEN, DASH)
    outputs = network(as_mnist([SEVEN, DASH]).ravel() / 255)
    scene = pad.scene
    bars = [path.vertices[:, 0].max() - scene.ZERO for path in scene.bars.get_paths()]
    assert np.allclose(bars, (scene.END - scene.ZERO) * outputs, atol=1e-4)
    assert np.argmax(scene.outputs.get_linewidth()) == outputs.argmax()
    assert [word for _x, _y, word in scene.answer.words] == [str(outputs.argmax())]
    assert f"says {outputs.argmax()}, " in pad.picture.summary
    listed = pad.picture.alt.split("ten output neurons: ")[1].split(". ")[0]
    assert listed.startswith(f"{outputs.argmax()}: ")
    assert len(listed.split("; ")) == (outputs >= 0.005).sum()


def test_nothing_drawn_says_so_and_lights_nothing(pad):
    pad.controls["image"].value = -1
    assert pad.picture.summary == "Nothing is drawn: draw a digit in the square, or choose a test image."
    assert "0 of them not black, and ten output neurons: none lit." in pad.picture.alt
    assert pad.scene.answer.words == pad.scene.words.words == []
    assert set(pad.scene.outputs.get_linewidth()) == {1.5}
    assert not seen(pad).any()


def test_controls_move_and_thicken_drawing_and_test_image_alike(pad):
    for begin in (lambda: None, lambda: draw(pad, SEVEN)):
        begin()
        before = seen(pad).astype(int)
        pad.set(right=3, down=-2)
        assert np.array_equal(seen(pad)[:-2, 3:], before[2:, :-3])
        pad.set(right=0, down=0, width=4)
        assert seen(pad).sum() > before.sum() * 1.2
        pad.set(width=1)
        assert seen(pad).sum() < before.sum() * 0.8
        pad.set(width=PEN)
    assert pad.picture.pen == PEN


def test_a_dot_is_in_the_picture(pad):
    pad.controls["image"].value = -1
    empty = pad.picture.png
    draw(pad, [[14, 14]])
    assert drawn(pad) == [[[14, 14]]]
    rgb = np.asarray(pad.scene.canvas.buffer_rgba())[..., 0]
    left, top, width, height = (
        round(part * size) for part, size in zip(pad.picture.axes[0][:4], (850, 425, 850, 425), strict=True)
    )
    assert (rgb[top + 5 : top + height - 5, left + 5 : left + width - 5] > 128).sum() == pytest.approx(
        np.pi * (PEN / 2 * 330 / 28) ** 2, rel=0.05
    )
    assert pad.picture.png != empty


def test_portuguese():
    language.use("pt-BR")
    pad = widgets.digit_pad()
    draw(pad, SEVEN)
    assert pad.picture.summary.startswith("Seu desenho: a rede diz 7, ")
    assert pad.picture.readouts == ["nenhuma", "0", "0", "2,5"]


# ---------------------------------------------------------------- pointer and buttons


def test_square_is_the_axes_that_is_drawn_on(pad):
    assert pad.picture.drawn_on == 0
    assert pad.picture.axes[0][4:] == [0, 28, 28, 0]  # y downwards
    assert forward_pass().picture.drawn_on == -1


def test_lines_taken_back_in_the_browser_are_gone_here(pad):
    """The browser's part is tried in test_browser_pad.py."""
    draw(pad, SEVEN, DASH)
    draw(pad, SEVEN)
    assert drawn(pad) == [SEVEN]
    assert np.array_equal(seen(pad), as_mnist([SEVEN]))
    draw(pad)
    assert drawn(pad) == []
    assert pad.picture.summary.startswith("Nothing is drawn")


@pytest.mark.parametrize("button", ["undo", "erase"])
def test_undo_and_erase_take_a_test_image_too(pad, button):
    assert pad.picture.summary.startswith("Test image")
    getattr(pad, button).click()
    assert pad.picture.summary.startswith("Nothing is drawn")
    assert pad.values["image"] == -1


def test_choosing_a_test_image_takes_the_drawing_away(pad):
    draw(pad, SEVEN)
    pad.controls["image"].value = 3
    assert pad.picture.drawing["strokes"] == drawn(pad) == []
    assert pad.picture.summary.startswith("Test image 3, with the label 0: ")
    pad.controls["image"].value = -1
    assert pad.picture.summary.startswith("Nothing is drawn")


def test_what_was_on_its_way_when_a_test_image_was_chosen_stays_gone(pad):
    draw(pad, SEVEN)
    before = pad.picture.drawing["sheet"]
    pad.controls["image"].value = 3
    draw(pad, SEVEN, DASH, sheet=before)
    assert pad.picture.summary.startswith("Test image 3")
    draw(pad, DASH, sheet=before + 1)
    assert drawn(pad) == [DASH]


def test_everything_done_is_one_frame(pad):
    draw(pad, SEVEN)
    frames = []
    pad.picture.observe(frames.append, "png")
    draw(pad, SEVEN, DASH)
    assert len(frames) == 1
    pad.controls["image"].value = 5
    assert len(frames) == 2


def test_drawing_is_not_sent_back_while_it_is_drawn():
    """An echo could bring back to the browser what has been erased there."""
    assert widgets.live.Picture.drawing.metadata["echo_update"] is False


# ---------------------------------------------------------------- networks


def test_any_network_for_digits_is_taken_as_it_is_now(digits):
    network = nn.Network([784, 30, 10], nn.relu, rng=np.random.default_rng(1))
    pad = widgets.digit_pad(network)
    before = pad.picture.summary
    assert f"says {network(digits.pixels(0)).argmax()}, " in before
    network.layers[0].weights[:] = 0
    pad.controls["image"].value = 1
    pad.controls["image"].value = 0
    assert pad.picture.summary == before


def test_other_networks_are_refused(digits):
    with pytest.raises(ValueError, match=r"784 inputs and 10 outputs.*given sizes \[784, 16, 3\]"):
        widgets.digit_pad(nn.Network([784, 16, 3]))
    with pytest.raises(ValueError, match="784 inputs and 10 outputs"):
        widgets.digit_pad(nn.Network([100, 10]))
    with pytest.raises(TypeError, match="must be a Network"):
        DigitPad("a network", digits)
