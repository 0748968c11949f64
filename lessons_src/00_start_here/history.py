"""What happened when: events in the order of their years, inside the fields that they belong to."""

from matplotlib.patches import FancyBboxPatch

from helpers.figures import Scene
from helpers.figures.marks import TEXT
from helpers.figures.style import BLUE, FAINT, GREY, INK, NORMAL, YELLOW, tint
from helpers.language import N_, _
from helpers.widgets import LiveFigure, Slider

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
FIELDS = (  # the year of the first event above that belongs to it, and its name; each lies inside the one before
    (1955, N_("artificial intelligence")),
    (1958, N_("machine learning")),
    (1965, N_("deep learning")),
)


class Timeline(Scene):
    """What had happened by a year: events line by line, in boxes for their fields, over a line of years.

    Where something is still to come, its line is a grey bar, and its box is empty.
    """

    ROW, EDGE = 3.4, 1.1  # the height of a line, and of the edge of a box above and below its lines

    def __init__(self):
        super().__init__(850, 430)
        axes = self.add_drawing_area()
        self.rows, self.boxes = [], []
        floor = 7.5  # of the outermost box
        y, left = 40.5, 9
        for year, words in EVENTS:
            for share, (begins, field) in zip((0.1, 0.22, 0.4), FIELDS, strict=True):
                if begins == year:
                    y, left, depth = y - self.EDGE, left + 1.5, len(self.boxes)
                    low, right = floor + self.EDGE * depth, 84 - 1.2 * depth
                    corner, width, height = (left - 1, low), right - left + 1, y + self.ROW / 2 - low
                    box = FancyBboxPatch(corner, width, height, boxstyle="round,pad=0,rounding_size=0.8")
                    name = axes.text(right - 1.2, y, _(field), **TEXT | {"ha": "right", "weight": "bold"})
                    self.boxes.append((axes.add_patch(box), name, tint(BLUE, share)))
            written = [
                axes.text(1.5, y, str(year), **TEXT | {"ha": "left", "weight": "bold"}),
                axes.text(left + 0.5, y, _(words), **TEXT | {"ha": "left"}),
            ]
            bar = FancyBboxPatch((left + 0.5, y - 0.8), 26, 1.6, boxstyle="round,pad=0,rounding_size=0.8")
            bar.set(facecolor=FAINT, edgecolor="none")
            self.rows.append((written, axes.add_patch(bar)))
            y -= self.ROW
        line = self.add_plot(30, 38, 790, 20, xlim=(FIRST_YEAR, LAST_YEAR), ylim=(0, 1), yticks=[])
        line.spines["left"].set_visible(False)
        line.spines["bottom"].set_color(GREY)
        line.tick_params(labelsize=NORMAL, pad=7)
        line.set_xticks(range(1950, 2021, 10))
        line.xaxis.set_major_formatter("{x:.0f}")  # a year has no mark between its digits
        (to_come,) = line.plot([], [], "o", color="white", markeredgecolor=GREY, markersize=8, clip_on=False)
        (past,) = line.plot([], [], "o", color=INK, markersize=8, clip_on=False)
        (now,) = line.plot([], [], "v", color=YELLOW, markeredgecolor=INK, markeredgewidth=1.5, markersize=14)
        now.set_clip_on(False)
        self.to_come, self.past, self.now = self.moving(to_come), self.moving(past), self.moving(now)
        self._shown = None

    def show(self, year: int) -> "Timeline":
        """Show what had happened by this year."""
        self.now.set_data([year], [0.85])
        years = [then for then, _words in EVENTS]
        for dots, chosen in (
            (self.past, [y for y in years if y <= year]),
            (self.to_come, [y for y in years if y > year]),
        ):
            dots.set_data(chosen, [0] * len(chosen))
        past = [f"{then}: {_(words)}" for then, words in EVENTS if then <= year]
        born = [_(words) for then, words in FIELDS if then <= year]
        if past != self._shown:  # events are rare: their words are drawn with the still parts
            for (then, _words), (written, bar) in zip(EVENTS, self.rows, strict=True):
                for text in written:
                    text.set_visible(then <= year)
                bar.set_visible(then > year)
            for (then, _words), (box, name, colour) in zip(FIELDS, self.boxes, strict=True):
                name.set_visible(then <= year)
                if then <= year:
                    box.set(facecolor=colour, edgecolor=INK, linewidth=1.5)
                else:
                    box.set(facecolor="white", edgecolor=FAINT, linewidth=1.5)
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


def timeline(year=1986) -> LiveFigure:
    """What had happened in artificial intelligence by a year from 1945 to 2025."""
    scene = Timeline()

    def show(year):
        scene.show(round(year))

    slider = Slider(_("year"), year, FIRST_YEAR, LAST_YEAR, written=lambda value: f"{value:.0f}")
    return LiveFigure(scene, {"year": slider}, show)
