"""The pad that digits are drawn on (lesson 07), in the browser with mouse, finger or pen: a network says what it sees."""

import ipywidgets

from helpers import data
from helpers.data.drawing import PEN
from helpers.figures.digit_pad import DigitPad
from helpers.language import _, number
from helpers.nn import Network
from helpers.widgets.live import LiveFigure, Slider

IMAGES = 200  # of the test set, that can be chosen
NONE = -1  # stands in the slider of test images for a drawing


def digit_pad(network: Network | None = None) -> LiveFigure:
    """A square to draw a digit on, the image of 28 × 28 pixels made of it, and what the network says to it.

    network: one with 784 inputs and 10 outputs, by default the trained one of the course. Raises TypeError or ValueError
    for any other. Instead of drawing one can choose a test image; it stands there until the first line is drawn.
    """
    return _Pad(Network.load(data.PRETRAINED) if network is None else network)


class _Pad(LiveFigure):
    """The live figure, whose picture can be drawn on, with buttons that take lines back."""

    def __init__(self, network: Network):
        scene = DigitPad(network, data.load(split="test"))
        self.strokes, self._sheet = [], 0
        controls = {
            "image": Slider(_("test image"), 0, NONE, IMAGES - 1, written=lambda k: _("none") if k == NONE else number(k)),
            "right": Slider(_("to the right"), 0, -6, 6),
            "down": Slider(_("downwards"), 0, -6, 6),
            "width": Slider(_("pen width"), PEN, 1, 4, 0.5),
        }  # fmt: skip
        super().__init__(scene, controls, self._show_pad)
        self.picture.drawn_on = 0
        self.picture.observe(self._drawn, "drawing")
        # picture.js takes the lines back that it has drawn; here a test image is taken away.
        self.undo = _button(_("Undo the last line"), "undo", "takes-last-line")
        self.erase = _button(_("Erase"), "eraser", "takes-all-lines")
        for button in (self.undo, self.erase):
            button.on_click(lambda _button: setattr(self.controls["image"], "value", NONE))
        buttons = ipywidgets.HBox([self.undo, self.erase])
        buttons.add_class("live-play")
        self.children[0].children += (buttons,)

    def _show_pad(self, image, right, down, width) -> None:
        if image != NONE and self.strokes:  # a test image takes the place of the drawing
            self._new_sheet()
        self.picture.pen = width
        self.scene.show(self.strokes, None if image == NONE else round(image), round(right), round(down), width)

    def _drawn(self, _change) -> None:
        drawing = self.picture.drawing
        if drawing["sheet"] == self._sheet:  # else it was on its way while the sheet was changed here
            self.strokes = drawing["strokes"]
            self.set(image=NONE)

    def _new_sheet(self) -> None:
        self.strokes = []
        # `_drawn` does not know the new number yet, and takes no notice.
        self.picture.drawing = {"sheet": self._sheet + 1, "strokes": []}
        self._sheet += 1


def _button(words: str, icon: str, does: str) -> ipywidgets.Button:
    button = ipywidgets.Button(description=words, icon=icon)
    button.add_class(does)
    return button
