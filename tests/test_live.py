"""What live figures can do beyond sliders that move a picture: hovering, controls that follow others, buttons that play."""

import asyncio

import pytest

from helpers import language
from helpers.figures import Scene
from helpers.widgets import Choice, LiveFigure, Slider
from helpers.widgets.live import PlayButtons


class Place(Scene):
    """A point in the second axes, at (column, row)."""

    def __init__(self):
        super().__init__(300, 200)
        self.add_plot(20, 20, 100, 150, xlim=(0, 1), ylim=(0, 1))
        axes = self.add_plot(150, 20, 140, 150, xlim=(0, 10), ylim=(0, 10))
        self.point = self.moving(axes.plot([0], [0], "o")[0])
        self.handles, self.shown = [(0.5, 0.5)], []

    def show(self, **values):
        self.shown.append(values)
        self.point.set_data([values["column"]], [values["row"]])
        self.point.set_marker(values["mark"])
        self.alt = self.summary = f"column {values['column']:g}, row {values['row']:g}, {values['mark']}"
        return self


def figure_of_place(**arguments) -> LiveFigure:
    scene = Place()
    controls = {
        "column": Slider("column", 3, 0, 10, 0.5),
        "row": Slider("row", 4, 0, 10),
        "mark": Choice("mark", [("circle", "o"), ("square", "s")], "o"),
    }
    return LiveFigure(scene, controls, scene.show, **arguments)


def point(figure: LiveFigure, axes: int, x: float, y: float, handle: int = -1, gesture: int = 0) -> None:
    """What the browser sends when the pointer moves."""
    figure.picture.pointer = {"gesture": gesture, "handle": handle, "axes": axes, "x": x, "y": y}


def messages_of(figure: LiveFigure) -> list[set[str]]:
    """A list that fills with what each message to the picture in the browser holds."""
    sent = []

    def send(data, buffers, **_rest):
        sent.append({*data["state"], *(name for (name,) in data["buffer_paths"])})

    figure.picture.comm.send = send
    return sent


# ---------------------------------------------------------------- hovering


def test_hovering_is_told_in_the_units_of_the_axes():
    places = []
    figure = figure_of_place(hover=lambda axes, x, y: places.append((axes, x, y)) or {})
    point(figure, 1, 2.25, 7.5)
    point(figure, 0, 0.5, 0.125)
    assert places == [(1, 2.25, 7.5), (0, 0.5, 0.125)]


def test_hovering_moves_controls_to_their_steps():
    figure = figure_of_place(hover=lambda axes, x, y: {"column": x, "row": y})
    for x, y, column, row in [(2.3, 6.6, 2.5, 7), (2.2, 6.4, 2, 6), (-3, 12, 0, 10), (9.9, 0.4, 10, 0)]:
        point(figure, 1, x, y)
        assert figure.values == {"column": column, "row": row, "mark": "o"}
        assert figure.picture.summary == f"column {column:g}, row {row}, o"
        assert figure.scene.point.get_xydata().tolist() == [[column, row]]


def test_hovering_can_choose():
    figure = figure_of_place(hover=lambda axes, x, y: {"mark": "s" if x > 5 else "o"})
    point(figure, 1, 8, 1)
    assert figure.values == {"column": 3, "row": 4, "mark": "s"}
    point(figure, 1, 2, 1)
    assert figure.values["mark"] == "o"


def test_hovering_that_finds_several_things_is_one_message():
    figure = figure_of_place(hover=lambda axes, x, y: {"column": x, "row": y, "mark": "s"})
    sent = messages_of(figure)
    before = len(figure.scene.shown)
    point(figure, 1, 7, 8)
    assert [names & {"png", "alt", "summary", "readouts"} for names in sent if "png" in names] == [
        {"png", "alt", "summary", "readouts"}
    ]
    assert figure.scene.shown[before:] == [{"column": 7, "row": 8, "mark": "s"}]


def test_hovering_that_finds_nothing_sends_nothing():
    figure = figure_of_place(hover=lambda axes, x, y: {})
    start = figure.values
    sent = messages_of(figure)
    point(figure, 1, 7, 8)
    assert figure.values == start
    assert not any({"png", "alt", "summary", "error"} & names for names in sent)


def test_hovering_and_dragging_in_one_figure():
    called = []
    figure = figure_of_place(
        hover=lambda axes, x, y: called.append(("hover", axes, x, y)) or {},
        drag=lambda handle, x, y, began: called.append(("drag", handle, x, y, began)) or {"row": y},
    )
    point(figure, 0, 0.5, 0.5)
    point(figure, 0, 0.5, 0.5, handle=0, gesture=1)
    point(figure, 0, 0.5, 6.2, handle=0, gesture=1)
    point(figure, 1, 0.5, 0.75, gesture=1)
    assert called[:2] == [("hover", 0, 0.5, 0.5), ("drag", 0, 0.5, 0.5, True)]
    assert called[2:] == [("drag", 0, 0.5, 6.2, False), ("hover", 1, 0.5, 0.75)]
    assert figure.values["row"] == 6


def test_browser_tells_of_hovering_only_where_it_finds_something():
    assert figure_of_place(hover=lambda axes, x, y: {}).picture.hovers is True
    for arguments in ({}, {"drag": lambda *_: {}}, {"link": lambda *_: {}}, {"play": "row"}):
        assert figure_of_place(**arguments).picture.hovers is False
        assert bool(figure_of_place(**arguments).picture.handles) == ("drag" in arguments)


# ---------------------------------------------------------------- controls that follow others


def the_row_follows(name, values):
    """The row is where the column is, rounded down; square marks are at (0, 0)."""
    if name == "column":
        return {"row": values["column"] // 1}
    if name == "mark":
        return {"column": 0, "row": 0}
    return {}


def test_others_follow_in_one_message():
    figure = figure_of_place(link=the_row_follows)
    sent = messages_of(figure)
    before = len(figure.scene.shown)
    figure.controls["column"].value = 7.5
    assert figure.values == {"column": 7.5, "row": 7, "mark": "o"}
    assert figure.scene.shown[before:] == [figure.values]
    assert figure.picture.summary == "column 7.5, row 7, o"
    assert figure.picture.readouts == ["7.5", "7"]
    assert sum("png" in names for names in sent) == 1


def test_others_follow_a_choice():
    figure = figure_of_place(link=the_row_follows)
    figure.controls["mark"].value = "s"
    assert figure.values == {"column": 0, "row": 0, "mark": "s"}


def test_others_follow_set():
    figure = figure_of_place(link=the_row_follows)
    sent = messages_of(figure)
    figure.set(column=8)
    assert figure.values == {"column": 8, "row": 8, "mark": "o"}
    assert sum("png" in names for names in sent) == 1
    figure.set(column=2, row=9)
    assert figure.values == {"column": 2, "row": 9, "mark": "o"}, "what is set stands above what follows"


def test_others_follow_the_pointer():
    figure = figure_of_place(link=the_row_follows, hover=lambda axes, x, y: {"column": x})
    sent = messages_of(figure)
    point(figure, 1, 5.7, 0)
    assert figure.values == {"column": 5.5, "row": 5, "mark": "o"}
    assert sum("png" in names for names in sent) == 1


def test_link_is_asked_about_what_moved_with_all_values_and_not_about_what_followed():
    asked = []

    def both_ways(name, values):
        asked.append((name, values))
        return {"row": values["column"]} if name == "column" else {"column": values["row"]}

    figure = figure_of_place(link=both_ways)
    figure.controls["column"].value = 6
    figure.controls["row"].value = 2
    assert asked == [("column", {"column": 6, "row": 4, "mark": "o"}), ("row", {"column": 6, "row": 2, "mark": "o"})]
    assert figure.values == {"column": 2, "row": 2, "mark": "o"}


def test_link_is_given_values_at_stops_and_the_moved_control_is_left_alone():
    """Browsers send 9.000000000000002 for 9; what is sent back for it would stop a slider that still moves."""
    figure = figure_of_place(link=lambda name, values: {"row": values["column"]} if name == "column" else {})
    figure.controls["column"].value = 6.000000000000002
    assert figure.values == {"column": 6.000000000000002, "row": 6, "mark": "o"}


# ---------------------------------------------------------------- errors


def broken(*_arguments, **_values):
    raise RuntimeError("the chalk is broken")


def test_error_of_hovering_is_shown_raised_and_gone_afterwards():
    figure = figure_of_place(hover=lambda axes, x, y: broken() if x > 5 else {"row": y})
    with pytest.raises(RuntimeError, match="the chalk is broken"):
        point(figure, 1, 6, 1)
    assert "This picture could not be drawn" in figure.picture.error
    assert "RuntimeError: the chalk is broken" in figure.picture.error
    assert figure.values == {"column": 3, "row": 4, "mark": "o"}
    point(figure, 1, 4, 1)
    assert figure.picture.error == ""
    assert figure.picture.summary == "column 3, row 1, o"


def test_error_of_a_link_is_shown_raised_and_gone_afterwards():
    figure = figure_of_place(link=lambda name, values: broken() if values["row"] > 5 else {"column": 1})
    with pytest.raises(RuntimeError, match="the chalk is broken"):
        figure.controls["row"].value = 6
    assert "RuntimeError: the chalk is broken" in figure.picture.error
    figure.controls["row"].value = 2
    assert figure.picture.error == ""
    assert figure.picture.summary == "column 1, row 2, o"


# ---------------------------------------------------------------- buttons that play


@pytest.fixture
def quick(monkeypatch):
    """Walks without waiting."""
    monkeypatch.setattr(PlayButtons, "WALK", 0)


def buttons_of(figure: LiveFigure) -> PlayButtons:
    (buttons,) = [part for part in figure.children[0].children if isinstance(part, PlayButtons)]
    return buttons


def names_of(buttons: PlayButtons) -> list[str]:
    return [button.description for button in buttons.children]


def run(*presses) -> None:
    """Press buttons, one right after the other, as a kernel does, and wait for what they began."""

    async def press():
        for button in presses:
            button.click()
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            done, _pending = await asyncio.wait(tasks)
            for task in done:
                if not task.cancelled():
                    task.result()

    asyncio.run(press())


def test_play_walks_from_where_the_slider_stands_to_its_end(quick):
    figure = figure_of_place(play="column")
    before = len(figure.scene.shown)
    run(buttons_of(figure).play)
    assert [values["column"] for values in figure.scene.shown[before:]] == [3.5 + 0.5 * i for i in range(14)]
    assert figure.values == {"column": 10, "row": 4, "mark": "o"}
    assert figure.picture.summary == "column 10, row 4, o"


def test_play_at_the_end_begins_at_the_start(quick):
    figure = figure_of_place(play="row")
    figure.controls["row"].value = 10
    before = len(figure.scene.shown)
    run(buttons_of(figure).play)
    assert [values["row"] for values in figure.scene.shown[before:]] == list(range(11))


def test_play_is_called_pause_while_it_walks_and_stops_when_pressed_again(quick):
    figure = figure_of_place(play="row")
    buttons, seen = buttons_of(figure), []

    def pause_at_7(change):
        seen.append((change["new"], buttons.play.description, buttons.play.icon))
        if change["new"] == 7:
            buttons.play.click()

    figure.controls["row"].observe(pause_at_7, "value")
    run(buttons.play)
    assert seen == [(5, "Pause", "pause"), (6, "Pause", "pause"), (7, "Pause", "pause")]
    assert (buttons.play.description, buttons.play.icon) == ("Play", "play")
    figure.controls["row"].unobserve(pause_at_7, "value")
    run(buttons.play)
    assert figure.values["row"] == 10
    assert buttons.play.description == "Play"


def test_play_pressed_twice_at_once_does_nothing_and_can_be_pressed_again(quick):
    """The second press comes before the walk began."""
    figure = figure_of_place(play="row")
    buttons = buttons_of(figure)
    run(buttons.play, buttons.play)
    assert (figure.values["row"], buttons.play.description) == (4, "Play")
    run(buttons.play, buttons.step)
    assert (figure.values["row"], buttons.play.description) == (5, "Play")
    run(buttons.play)
    assert figure.values["row"] == 10


def test_play_goes_on_from_where_someone_moves_the_slider(quick):
    figure = figure_of_place(play="row")
    before = len(figure.scene.shown)

    def jump(change):
        if change["new"] == 6:
            figure.controls["row"].value = 8

    figure.controls["row"].observe(jump, "value")
    run(buttons_of(figure).play)
    assert [values["row"] for values in figure.scene.shown[before:]] == [5, 6, 8, 9, 10]


def test_step_and_reset():
    figure = figure_of_place(play="column")
    buttons = buttons_of(figure)
    buttons.step.click()
    assert figure.values["column"] == 3.5
    buttons.reset.click()
    assert figure.values["column"] == 0
    buttons.step.click()
    assert figure.picture.summary == "column 0.5, row 4, o"
    figure.controls["column"].value = 10
    buttons.step.click()
    assert figure.values["column"] == 10


@pytest.mark.parametrize(("name", "row"), [("step", 8), ("reset", 0)])
def test_step_and_reset_end_the_walk(quick, name, row):
    figure = figure_of_place(play="row")
    buttons = buttons_of(figure)
    figure.controls["row"].observe(lambda change: change["new"] == 7 and getattr(buttons, name).click(), "value")
    run(buttons.play)
    assert figure.values["row"] == row
    assert buttons.play.description == "Play"


def test_others_follow_the_walk(quick):
    figure = figure_of_place(play="column", link=the_row_follows)
    before = len(figure.scene.shown)
    run(buttons_of(figure).play)
    shown = figure.scene.shown[before:]
    assert [values["row"] for values in shown] == [values["column"] // 1 for values in shown]
    assert figure.values == {"column": 10, "row": 10, "mark": "o"}


def test_an_error_ends_the_walk_and_is_shown(quick):
    figure = figure_of_place(play="row")
    right = figure._show
    figure._show = lambda **values: broken() if values["row"] == 6 else right(**values)
    buttons = buttons_of(figure)
    with pytest.raises(RuntimeError, match="the chalk is broken"):
        run(buttons.play)
    assert "RuntimeError: the chalk is broken" in figure.picture.error
    assert buttons.play.description == "Play"
    figure._show = right
    run(buttons.play)
    assert (figure.values["row"], figure.picture.error) == (10, "")


@pytest.mark.parametrize(("step", "seconds"), [(0.5, 0.2), (1, 0.4), (5, 1)])
def test_a_walk_takes_four_seconds_or_one_a_step(monkeypatch, step, seconds):
    slept, sleep = [], asyncio.sleep

    async def count(time):
        slept.append(time)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", count)
    run(PlayButtons(Slider("row", 0, 0, 10, step)).play)
    assert slept == [pytest.approx(seconds)] * int(10 / step)


@pytest.mark.parametrize(
    ("tag", "names", "pause"),
    [("en", ["Play", "Step", "Reset"], "Pause"), ("pt-BR", ["Reproduzir", "Passo", "Voltar ao início"], "Pausar")],
)
def test_buttons_speak_the_language_of_the_notebook(quick, tag, names, pause):
    language.use(tag)
    figure = figure_of_place(play="row")
    buttons, seen = buttons_of(figure), set()
    figure.controls["row"].observe(lambda _change: seen.add(buttons.play.description), "value")
    assert names_of(buttons) == names
    run(buttons.play)
    assert seen == {pause}
    assert names_of(buttons) == names


def test_no_buttons_unless_asked_for():
    parts = figure_of_place().children[0].children
    assert [type(part) for part in parts] == [Slider, Slider, Choice]
    assert figure_of_place().controls.keys() == figure_of_place(play="row").controls.keys()
