"""The base of every live figure: controls bound to a picture.

`LiveFigure(scene, controls, show)` is a box of controls over a `Picture`. When a control moves,
`show` is called with the controls' values by name, and the picture is sent again together with
its alt text and its summary, in one message. What `show` raises is written under the picture and raised.

What stays in the notebook is the picture as it was when the cell ran (HTML with alt text, and PNG), for a reader who
has no kernel, and for paper.
"""

import asyncio
import traceback
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from helpers.figures import Scene
from helpers.language import _, number
from helpers.output import LiveOutput

HERE = Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """A scene in the browser: PNG bytes, alt text and summary in; the pointer, in the units of the axes, out."""

    _esm = (HERE / "picture.js").read_text(encoding="utf-8")  # of a path, anywidget would keep every picture for ever
    _css = (HERE / "picture.css").read_text(encoding="utf-8")
    png = traitlets.Bytes().tag(sync=True)
    width = traitlets.Int().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    summary = traitlets.Unicode().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)
    readouts = traitlets.List().tag(sync=True)  # the sliders' numbers, written in the notebook's language
    axes = traitlets.List().tag(sync=True)  # Scene.axes_boxes()
    handles = traitlets.List().tag(sync=True)  # places that can be dragged: [index of axes, x, y]
    hovers = traitlets.Bool().tag(sync=True)  # whether the pointer is told without a drag
    # {"gesture": number of the drag, "handle": index, or −1 when nothing is dragged, "axes": index, "x": …, "y": …}
    pointer = traitlets.Dict().tag(sync=True)
    # Where a picture that is hovered was pressed, and how often: {"count": …, "axes": …, "x": …, "y": …}
    pressed = traitlets.Dict().tag(sync=True)
    inside = traitlets.Bool().tag(sync=True)  # whether the pointer is over a picture that is hovered
    pixel_ratio = traitlets.Float(1.0).tag(sync=True)  # the screen's dots a pixel
    drawn_on = traitlets.Int(-1).tag(sync=True)  # index of the axes that can be drawn on with the pointer, −1 for none
    pen = traitlets.Float(1.0).tag(sync=True)  # the width of its lines, in units of these axes
    # {"sheet": number, "strokes": [[[x, y], …], …]}: all lines drawn so far. The kernel gives a drawing that it changes
    # a new number: it can then tell a message that left the browser before. An echo would bring such a one back there.
    drawing = traitlets.Dict({"sheet": 0, "strokes": []}).tag(sync=True, echo_update=False)

    def __repr__(self):
        return self.alt


class LiveFigure(LiveOutput, ipywidgets.VBox):
    """Controls over a picture that answers them.

    scene: the picture; controls: widgets with a `value`, by the name that `show` knows them by;
    show(**values): brings the scene to these values; drag(handle, x, y, began): called while the
    handle with that index in `scene.handles` is dragged to (x, y), returns the controls' new values by
    name, which are rounded to the sliders' steps; `began` is true at the first call of a drag;
    hover(axes, x, y): called while the pointer moves over, or touches, the axes with that index at (x, y), returns new
    values likewise; link(name, values): called when the control `name` has moved, returns what others then stand at;
    play: the name of a slider that gets `PlayButtons`; below: widgets to stand under the picture.
    """

    def __init__(
        self,
        scene: Scene,
        controls: Mapping[str, ipywidgets.ValueWidget],
        show: Callable[..., object],
        drag: Callable[..., Mapping[str, float]] | None = None,
        hover: Callable[..., Mapping[str, float]] | None = None,
        link: Callable[..., Mapping[str, object]] | None = None,
        play: str | None = None,
        below: Sequence[ipywidgets.Widget] = (),
    ):
        self.scene, self.controls, self._show = scene, dict(controls), show
        self._drag, self._hover, self._link = drag, hover, link
        self._gesture, self._waiting = 0, False
        self.picture = Picture(width=scene.width, axes=scene.axes_boxes(), hovers=hover is not None)
        room = max(80, *(8 * len(control.description) for control in self.controls.values()))
        for control in self.controls.values():
            control.style.description_width = f"{room}px"  # the names of one figure's controls end on one line
        buttons = [PlayButtons(self.controls[play])] if play else []
        box = ipywidgets.Box([*self.controls.values(), *buttons])
        box.add_class("live-controls")
        super().__init__([box, self.picture, *below])
        self.add_class("live-figure")
        for control in self.controls.values():
            control.observe(self._moved, "value")
        self.picture.observe(self._pointed, "pointer")
        self.picture.observe(self._screen_changed, "pixel_ratio")
        self._redraw()

    @property
    def values(self) -> dict[str, object]:
        """The controls' values by name."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **values) -> None:
        """Move several controls at once; the picture is drawn once."""
        self._waiting = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
                # A front end sends 9.000000000000002 for 9; what follows must not be sent back to it like that.
                linked = self._call(self._link, name, self._at_stops(self.values)) if self._link else {}
                for other, follows in linked.items():
                    self.controls[other].value = follows
        finally:
            self._waiting = False
        self._redraw()

    def _moved(self, change) -> None:
        if not self._waiting:
            (name,) = (name for name, control in self.controls.items() if control is change["owner"])
            self.set(**{name: change["new"]})

    def _redraw(self) -> None:
        self._call(self._show, **self.values)
        png = self._call(self.scene.png)
        readouts = [slider.written(slider.value) for slider in _sliders(self.children[0])]
        handles = [[0, *map(float, place)] for place in self.scene.handles] if self._drag else []
        with self.picture.hold_sync():
            self.picture.set_trait("error", "")
            self.picture.set_trait("alt", self.scene.alt)
            self.picture.set_trait("summary", self.scene.summary)
            self.picture.set_trait("readouts", readouts)
            self.picture.set_trait("handles", handles)
            self.picture.set_trait("png", png)

    def _pointed(self, _change) -> None:
        pointer = self.picture.pointer
        if pointer["handle"] < 0:
            values = self._call(self._hover, pointer["axes"], pointer["x"], pointer["y"])
        else:
            began, self._gesture = pointer["gesture"] != self._gesture, pointer["gesture"]
            values = self._call(self._drag, pointer["handle"], pointer["x"], pointer["y"], began)
        values = self._at_stops(values)
        if any(self.controls[name].value != value for name, value in values.items()):
            self.set(**values)

    def _at_stops(self, values: Mapping[str, object]) -> dict[str, object]:
        """The values with those of sliders moved to where a slider can stand."""
        sliders = {name for name, control in self.controls.items() if isinstance(control, Slider)}
        return {name: self.controls[name].nearest(v) if name in sliders else v for name, v in values.items()}

    def _screen_changed(self, _change) -> None:
        self.scene.set_pixel_ratio(self.picture.pixel_ratio)
        self._redraw()

    def _call(self, function: Callable, *arguments, **values):
        """What a function of the figure returns; an error is written under the picture and raised."""
        try:
            return function(*arguments, **values)
        except Exception as error:
            trace = "".join(traceback.format_exception(error)[-2:])
            self.picture.error = _("This picture could not be drawn:") + "\n" + trace
            raise

    def __repr__(self):
        return self.scene.alt

    def _repr_mimebundle_(self, **_options):
        """The picture as it is now."""
        return self.scene._repr_mimebundle_()


def _sliders(box: ipywidgets.Box) -> "list[Slider]":
    """Those on the page, in its order."""
    parts = (_sliders(part) if isinstance(part, ipywidgets.Box) else [part] for part in box.children)
    return [part for row in parts for part in row if isinstance(part, Slider)]


def refuse_beyond(name: str, value, low: float, high: float) -> None:
    """Raise ValueError, with words for whoever gave it, when a value is no number from low to high."""
    if isinstance(value, bool) or not isinstance(value, Real) or not low <= value <= high:
        text = _("{name} must be a number from {low} to {high}; given {given}")
        raise ValueError(text.format(name=name, low=number(low), high=number(high), given=repr(value)))


class Slider(ipywidgets.FloatSlider):
    """A slider with a name; its number is written beside it by the picture, in the notebook's language.

    written: how, when not as other numbers are. Raises ValueError for a value that is no number from low to high.
    """

    MANY = 300  # stops

    def __init__(self, name: str, value: float, low: float, high: float, step: float = 1, written=number):
        refuse_beyond(name, value, low, high)
        super().__init__(value=value, min=low, max=high, step=step, description=name, tooltip=name, readout=False)
        self.written = written
        self.add_class("live-slider")
        if (high - low) / step > self.MANY:
            self.add_class("live-long")  # a whole row, or its stops lie too close together for a mouse

    def nearest(self, value: float) -> float:
        """The value nearest to `value` that the slider can stand at; its front end goes to no other."""
        steps = round((min(max(value, self.min), self.max) - self.min) / self.step)
        return min(round(self.min + steps * self.step, 9), self.max)


class Choice(ipywidgets.Dropdown):
    """A list to choose from, with a name. options: pairs of what people read and the value it stands for.

    Raises ValueError for a value that none of them stands for.
    """

    def __init__(self, name: str, options: Sequence[tuple[str, object]], value):
        known = [stands_for for _words, stands_for in options]
        if value not in known:
            text = _("{name} must be one of {known}; given {given}")
            raise ValueError(text.format(name=name, known=", ".join(map(repr, known)), given=repr(value)))
        super().__init__(options=list(options), value=value, description=name)
        self.add_class("live-choice")


class PlayButtons(ipywidgets.HBox):
    """Buttons for a slider: Play walks it step by step to its end, from its start when it stands there; Step, Reset."""

    WALK, LONGEST_STEP = 4, 1  # seconds

    def __init__(self, slider: Slider):
        self.slider, self._walking = slider, None
        self.play, self.step, self.reset = (ipywidgets.Button() for _button in range(3))
        self.step.description, self.step.icon = _("Step"), "step-forward"
        self.reset.description, self.reset.icon = _("Reset"), "fast-backward"
        self.play.on_click(self._play_or_pause)
        self.step.on_click(lambda _button: self._go(slider.value + slider.step))
        self.reset.on_click(lambda _button: self._go(slider.min))
        self._name()
        super().__init__([self.play, self.step, self.reset])
        self.add_class("live-play")

    def _play_or_pause(self, _button) -> None:
        if self._walking:
            self._walking.cancel()
        else:
            self._walking = asyncio.get_running_loop().create_task(self._walk())
            self._walking.add_done_callback(self._stopped)  # called even when it is cancelled before it began
            self._name()

    def _stopped(self, _task) -> None:
        self._walking = None
        self._name()

    def _go(self, value: float) -> None:
        if self._walking:
            self._walking.cancel()
        self.slider.value = self.slider.nearest(value)

    async def _walk(self) -> None:
        slider, end = self.slider, self.slider.nearest(self.slider.max)
        if slider.value >= end:
            slider.value = slider.min
        while slider.value < end:
            await asyncio.sleep(min(self.LONGEST_STEP, self.WALK * slider.step / (slider.max - slider.min)))
            slider.value = slider.nearest(slider.value + slider.step)

    def _name(self) -> None:
        self.play.description, self.play.icon = (_("Pause"), "pause") if self._walking else (_("Play"), "play")
