"""The playground's points: the data sets' distributions, the judge's spiral, features, and what students bring."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import data, language
from helpers.data.points import MOST

pytestmark = pytest.mark.filterwarnings("error")


def points_of(dataset, noise=0, count=4000, seed=0) -> data.Points:
    return data.make_points(dataset, count, noise, np.random.default_rng(seed))


# ---------------------------------------------------------------- data sets


@pytest.mark.parametrize("dataset", data.DATASETS)
def test_every_dataset(dataset):
    """As many points as the public playground has, in random order, the same for the same seed."""
    points = data.make_points(dataset, rng=np.random.default_rng(3))
    again = data.make_points(dataset, rng=np.random.default_rng(3))
    other = data.make_points(dataset, rng=np.random.default_rng(4))
    regression = dataset in ("plane", "multi_gauss")
    assert len(points) == (1200 if regression else 500)
    assert points.x.shape == (len(points), 2)
    assert points.targets.shape == (len(points),)
    assert points.x.dtype == points.targets.dtype == float
    assert points.regression == regression
    assert (points.x == again.x).all() and (points.targets == again.targets).all()
    assert not (points.x == other.x).all()
    if not regression:
        assert {*points.targets} == {-1, 1}
        halves = points.targets[:250], points.targets[250:]
        assert all(abs(half.mean()) < 0.3 for half in halves), "the order is not random"
    assert np.abs(points.targets).max() <= 1.2


def test_circle():
    points = points_of("circle")
    radius = np.hypot(*points.x.T)
    inside, outside = radius[points.targets == 1], radius[points.targets == -1]
    assert len(inside) == len(outside)
    assert (inside.min(), inside.max()) == (pytest.approx(0, abs=0.02), pytest.approx(2.5, abs=0.02))
    assert (outside.min(), outside.max()) == (pytest.approx(3.5, abs=0.02), pytest.approx(5, abs=0.02))
    assert inside.mean() == pytest.approx(1.25, abs=0.05), "the radius is drawn evenly, not the area"
    noisy = points_of("circle", 30)
    radius = np.hypot(*noisy.x.T)
    assert not ((radius > 2.5) & (radius < 3.5)).any(), "noise must not move the points"
    assert 0.02 < (noisy.targets != np.where(radius < 3, 1, -1)).mean() < 0.4


def test_xor():
    points = points_of("xor")
    assert (points.targets == np.sign(points.x.prod(axis=1))).all()
    assert np.abs(points.x).min() >= 0.3
    assert np.abs(points.x).max() == pytest.approx(5.3, abs=0.02)
    noisy = points_of("xor", 50)
    assert 0.1 < (noisy.targets != np.sign(noisy.x.prod(axis=1))).mean() < 0.3


@pytest.mark.parametrize(("noise", "variance"), [(0, 0.5), (25, 2.25), (50, 4)])
def test_gauss(noise, variance):
    points = points_of("gauss", noise, 20_000)
    for label in (-1, 1):
        cloud = points.x[points.targets == label]
        assert len(cloud) == 10_000
        assert cloud.mean(axis=0) == pytest.approx(2 * label, abs=0.1)
        assert cloud.var(axis=0) == pytest.approx(variance, rel=0.06)


def test_spiral():
    points = points_of("spiral", count=500)
    for label, start in ((1, 0), (-1, np.pi)):
        arm = points.x[points.targets == label]
        arm = arm[np.hypot(*arm.T).argsort()]
        r = np.arange(1, 251) / 250
        angle = 1.75 * r * 2 * np.pi + start
        assert arm == pytest.approx(5 * r[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1))
    moved = points_of("spiral", 50, 500).x - points.x
    assert np.abs(moved).max() == pytest.approx(0.5, abs=0.01)


def test_no_two_points_of_the_spiral_in_one_place():
    points = data.judge_spiral()
    assert len(np.unique(points.x.round(9), axis=0)) == len(points) == 1000


def test_judge_is_always_the_same():
    one, two = data.judge_spiral(), data.judge_spiral()
    assert (one.x == two.x).all() and (one.targets == two.targets).all()
    assert np.hypot(*one.x.T).max() == pytest.approx(5)
    assert (one.x[:500] == pytest.approx(-one.x[500:])) and (one.targets[:500] == 1).all()


def test_plane():
    points = points_of("plane")
    assert points.targets == pytest.approx(points.x.sum(axis=1) / 10)
    assert np.abs(points.x).max() == pytest.approx(6, abs=0.02)
    noisy = points_of("plane", 50)
    assert np.abs(noisy.targets - noisy.x.sum(axis=1) / 10).max() == pytest.approx(0.6, abs=0.03)


def test_six_hills():
    points = points_of("multi_gauss", count=20_000)
    for x, y, sign in ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)):
        distance = np.hypot(*(points.x - (x, y)).T)
        near = distance < 1
        assert points.targets[near] == pytest.approx(sign * (1 - distance[near] / 2))
    far = np.min([np.hypot(*(points.x - (x, y)).T) for x in (-4, 0, 4) for y in (-2.5, 2.5)], axis=0) > 2
    assert far.any() and (points.targets[far] == 0).all()


def test_a_data_set_that_is_not_there():
    with pytest.raises(ValueError, match="one of circle, xor, gauss, spiral, plane, multi_gauss; given 'espiral'"):
        data.make_points("espiral")
    for wrong in ({"count": 1}, {"noise": -1}, {"noise": 51}, {"noise": float("nan")}):
        with pytest.raises(ValueError, match="count must be 2 or more, and noise from 0 to 50; given"):
            data.make_points("circle", **wrong)


@given(st.sampled_from([*data.DATASETS]), st.integers(2, 60), st.floats(0, 50))
@settings(max_examples=60, deadline=None)
def test_any_count_and_noise(dataset, count, noise):
    points = data.make_points(dataset, count, noise, np.random.default_rng(0))
    assert len(points) == count
    assert np.isfinite(points.x).all() and np.isfinite(points.targets).all()


def test_features():
    x = np.array([(2.0, -3.0), (0.5, 4.0)])
    wanted = {
        "x1": [2, 0.5],
        "x2": [-3, 4],
        "x1_squared": [4, 0.25],
        "x2_squared": [9, 16],
        "x1_x2": [-6, 2],
        "sin_x1": np.sin([2, 0.5]),
        "sin_x2": np.sin([-3, 4]),
    }
    assert [*data.FEATURES] == [*wanted]
    for name, values in wanted.items():
        assert data.FEATURES[name].of(x) == pytest.approx(np.array(values))


# ---------------------------------------------------------------- own points

ROWS = [[1, 2, 1], [-3, 4.5, -1], [0, 0, 1]]


def same(points: data.Points, rows=ROWS) -> bool:
    return (np.column_stack([points.x, points.targets]) == np.array(rows, float)).all()


def as_csv(rows, delimiter=",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    "source",
    [
        ROWS,
        np.array(ROWS),
        np.array(ROWS, np.float32),
        tuple(map(tuple, ROWS)),
        iter(ROWS),
        [["1", "2", "1"], ["-3", "4.5", "-1"], ["0", "0", "1"]],
        as_csv(ROWS),
        as_csv(ROWS).encode(),
        memoryview(as_csv(ROWS).encode()),
        "x1,x2,label\r\n1,2,1\r\n-3,4.5,-1\r\n0,0,1",
        "x1;x2;rótulo\n1;2;1\n-3;4,5;-1\n\n0;0;1\n",
        "x1;x2;rótulo\n1;2;1\n-3;4,5;-1\n0;0;1\n".encode("cp1252"),
        "\ufeffx1\tx2\tlabel\n1\t2\t1\n−3\t4,5\t−1\n0\t0\t1\n".encode(),
        '"x1","x2","label"\n"1","2","1"\n" -3 ","4,5","-1"\n0, 0, 1\n\n',
    ],
    ids=range(14),
)
def test_ways_to_bring_points(source):
    points = data.own_points(source)
    assert same(points)
    assert not points.regression


def test_points_of_a_file(tmp_path):
    path = tmp_path / "pontos.csv"
    path.write_text("x1;x2;rótulo\n1;2;1\n-3;4,5;-1\n0;0;1\n", "utf-8")
    assert same(data.own_points(path))
    assert same(data.own_points(str(path)))


def test_a_table_of_pandas():
    class Table:
        def to_numpy(self):
            return np.array(ROWS)

        def __iter__(self):
            return iter(("x1", "x2", "label"))  # as a table of pandas gives its columns' names

    assert same(data.own_points(Table()))


def test_points_are_given_back():
    points = data.own_points(ROWS)
    assert data.own_points(points) is points


@pytest.mark.parametrize("labels", [(0, 1), (-1, 1), (1, 2), (0.25, 0.5), (-7, 1e6)])
def test_two_labels_are_classes(labels):
    low, high = labels
    points = data.own_points([(0, 0, high), (1, 1, low), (2, 2, high)])
    assert points.targets.tolist() == [1, -1, 1]
    assert points.labels == labels
    assert not points.regression


def test_the_repr_says_which_label_is_which():
    assert repr(data.own_points([(0, 0, 3), (1, 1, 0.5), (2, 2, 3)])) == (
        "3 points of two classes: 1 with label −1 (given as 0.5), 2 with 1 (given as 3)"
    )
    assert repr(data.own_points([(0, 0, -0.5), (1, 1, 0.5), (2, 2, 0)])) == "3 points with targets from −0.5 to 0.5"


def test_more_labels_are_regression():
    points = data.own_points([(0, 0, -1), (1, 1, 0.25), (2, 2, 1)])
    assert points.targets.tolist() == [-1, 0.25, 1]
    assert points.regression


WRONG = {
    "nothing": ([], "There must be at least 2 points, rows of three numbers: x1, x2 and a label; given 0."),
    "an empty text": ("\n", "at least 2 points.*given 0"),
    "no bytes": (b"", "at least 2 points.*given 0"),
    "headings only": ("x1,x2,label\n", "at least 2 points.*given 0"),
    "one point": ([(1, 2, 1)], "at least 2 points.*given 1"),
    "one class": ([(1, 2, 1), (2, 1, 1)], "All points have the label 1. Give some another label"),
    "too many": (np.ones((MOST + 1, 3)), "more than 10,000 points: take fewer, for example every tenth line"),
    "100,000 lines": ("1,2,1\n" * 100_000, "more than 10,000 points"),
    "very many bytes": (b"1,2,1\n" * 1_000_000, "more than 10,000 points"),
    "text": ("x1,x2,label\n1,2,1\n1,abc,-1\n", "Line 3: 'abc' is not a number"),
    "text in the first line": ("1,abc,-1\n1,2,1\n", "Line 1: 'abc' is not a number"),
    "an empty cell": ("1,2,1\n1,,-1\n", "Line 2: '' is not a number"),
    "two headings": ("my points\nx1,x2,label\n1,2,1\n", "Line 2: 'x1' is not a number"),
    "NaN": ("1,2,1\n1,nan,-1\n", "Line 2: nan is not a finite number. Correct or delete"),
    "infinite": ([(1, 2, 1), (1, np.inf, -1)], r"Row 1 \(the first is 0\): inf is not a finite number"),
    "an infinite label": ([(1, 2, 1), (1, 2, -np.inf)], "Row 1 .*: -inf is not a finite number"),
    "two columns": ("1,2\n", "Line 1 has another number of columns than 3: 2. Each point is x1, x2 and a label"),
    "four columns": ("1,2,1\n1,2,3,-1\n", "Line 2 has another number of columns than 3: 4"),
    "decimal commas between commas": ("1,5,2,1\n", "Line 1 has another number of columns than 3: 4"),
    "an array on its side": (np.ones((3, 5)), "Row 0 .* has another number of columns than 3: 5"),
    "flat": ([1, 2, 3], r"Points are rows of three numbers, such as \[\[1, 2, -1\], .*given \[1, 2, 3\]"),
    "a number": (7, "Points are rows of three numbers.*given 7"),
    "None": (None, "Points are rows of three numbers.*given None"),
    "None in a row": ([(1, 2, None)], "Row 0 .*: None is not a number"),
    "a list in a row": ([(1, 2, [1])], r"Row 0 .*: \[1\] is not a number"),
    "outside": ("1,2,1\n1,-6.5,-1\n", "Line 2: x2 is −6.5, outside the plane, which goes from −6 to 6. Divide all"),
    "three classes": ("1,2,0\n1,3,1\n1,2,2\n", "Line 3: the label is 2, and there are 3 different labels. Two labels"),
    "no such file": ("no such file.csv", "The file no such file.csv cannot be read: No such file"),
    "a folder": (Path(__file__).parent, "cannot be read: Is a directory"),
    "a cell without end": ('1,2,"1\n' + "1,2,1\n" * 40_000, "Line .* is not as a CSV file should be|not a number"),
    "bytes of something else": (
        bytes(range(256)) * 9,
        "This is not a text file. Save your table as CSV: a line for each",
    ),
    "a table as spreadsheets keep it": (b"PK\x03\x04\x14\x00\x06\x00", "This is not a text file"),
    "two bytes a letter": ("1,2,1\n2,1,0\n".encode("utf-16"), "This is not a text file"),
}


@pytest.mark.parametrize(("source", "message"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_learnt_from(source, message):
    with pytest.raises(ValueError, match=message) as caught:
        data.own_points(source)
    assert len(str(caught.value)) < 400


def test_messages_in_portuguese():
    language.use("pt-BR")
    with pytest.raises(ValueError, match=r"Linha 2: x2 é −6,5, fora do plano"):
        data.own_points("1,2,1\n1,-6.5,-1\n")


def test_as_many_points_as_allowed():
    rows = np.column_stack([np.random.default_rng(0).uniform(-6, 6, (MOST, 2)), np.arange(MOST) % 2])
    assert len(data.own_points(as_csv(rows.tolist()))) == MOST


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text + "\n"))
@settings(max_examples=200, deadline=None)
def test_any_text_is_points_or_a_clear_error(source):
    try:
        points = data.own_points(source)
    except ValueError as error:
        assert str(error)
    else:
        assert len(points) >= 2 and np.isfinite(points.x).all()
