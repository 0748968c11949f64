"""Points that students bring: read as they are meant, or refused with what was found where, and what to do."""

import csv
import io
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import data, language
from helpers.data.own_points import MOST
from helpers.models import Experiment

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

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


SHEETS = {  # each holds ROWS
    "other order": "x2;x1;classe\n2;1;1\n4,5;-3;-1\n0;0;1\n",
    "label first": "Label,X2,X1\n1,2,1\n-1,4.5,-3\n1,0,0\n",
    "quotes, capitals and signs": '"Classe";" X_1 ";"x₂"\n1;1;2\n-1;-3;4,5\n1;0;0\n',
    "x and y": "y,x,Rótulo\n2,1,1\n4.5,-3,-1\n0,0,1\n",
    "y is the target": "y,x1,x2\n1,1,2\n-1,-3,4.5\n1,0,0\n",
    "a mark before the text": "\ufeffx2,x1,target\n2,1,1\n4.5,-3,-1\n0,0,1\n",
    "a title": "Pontos da turma A\n\nx2;x1;alvo\n2;1;1\n4,5;-3;-1\n0;0;1\n",
    "a title in a table": "Pontos da turma A;;\n1;2;1\n-3;4,5;-1\n0;0;1\n",
    "old Macs": "x1,x2,label\r1,2,1\r-3,4.5,-1\r0,0,1\r",
    "empty columns": "x1;x2;classe;;\n1;2;1;;\n-3;4,5;-1;;\n0;0;1;;\n",
    "an empty column in front": ";x1;x2;classe\n;1;2;1\n;-3;4,5;-1\n;0;0;1\n",
    "empty lines": "\n\n1,2,1\n,,\n-3,4.5,-1\n   \n0,0,1\n\n",
    "comments": "# minhas medidas; 2026\nx2;x1;classe\n2;1;1\n# a do João\n4,5;-3;-1\n0;0;1\n# fim, agora\n",
    "Excel": "sep=;\nx2;x1;classe\n2;1;1\n4,5;-3;-1\n0;0;1\n",
    "a bar": "sep=|\n1|2|1\n-3|4,5|-1\n0|0|1\n",
    "spaces": "x2 x1 classe\n 2  1 1\n4,5 -3   -1\n0 0 1\n",
    "two titles and a date": "Pontos da turma A;;\nColégio X;;\n12/03/2026;;\nx2;x1;alvo\n2;1;1\n4,5;-3;-1\n0;0;1\n",
    "lines in quotes": '"x2;x1;classe"\n"2;1;1"\n"4,5;-3;-1"\n\n"0;0;1"\n',
    "units": "x2 (cm);x1 [cm];classe\n2;1;1\n4,5;-3;-1\n0;0;1\n",
    "another name for the label": "y;x;cor da bola\n2;1;1\n4,5;-3;-1\n0;0;1\n",
    "no name for the label": "x1;x2;\n1;2;1\n-3;4,5;-1\n0;0;1\n",
    "semicolons at some ends": "1;2;1;\n-3;4,5;-1\n0;0;1;;\n",
    "dashes": "1;2;1\n–3;4,5;–1\n0;0;1\n",
    "semicolons in a comment that is most of it": "#;;\n#;;\n#;;\n#;;\n1,2,1\n-3,4.5,-1\n0,0,1\n",
    "tabs": "x2\tx1\tclasse\n2\t1\t1\n4,5\t-3\t-1\n0\t0\t1\n",
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@pytest.mark.parametrize("encoding", [None, "utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_sheets_are_read_as_they_are_meant(sheet, encoding):
    sheet = sheet.removeprefix("\ufeff") if encoding else sheet
    if encoding == "cp1252":
        sheet = sheet.replace("₂", "2")
    assert same(data.own_points(sheet.encode(encoding) if encoding else sheet))


DELETE = "Delete lines that are not points: totals, notes, repeated headings."
MISREAD = {
    "unknown headings": (
        "peso;altura;classe\n1;2;1\n2;1;0\n",
        "Line 1: 'peso', 'altura', 'classe' do not say which column is which. Write the headings x1, x2 and label",
    ),
    "one heading twice": ("x1;x1;classe\n1;2;1\n2;1;0\n", "Line 1: 'x1', 'x1', 'classe' do not say"),
    "a column more": (
        "nome;x1;x2;classe\nAna;1;2;1\nBia;2;1;0\n",
        "Line 1: besides the columns x1, x2 and label there are others: 'nome'. Delete those columns.",
    ),
    "a title of three words": ("meus pontos azuis\n1 2 1\n2 1 0\n", "Line 1: .* or delete this line"),
    "decimal commas": (
        "x1,x2,classe\n1,5,2,1\n2,5,1,0\n",
        r"Line 2 should have 3 columns, but has 4.* Found: 1 \| 5 \| 2 \| 1.* put semicolons between the columns, as in 1,5;2;1",
    ),
    "commas and semicolons": (
        "1,2,1\n2,1,0\n1;2;1\n",
        "Line 3 should have 3 columns, but has 1. .*Found: 1;2;1.",
    ),
    "a point that could be taken for a title": (
        "1,2,sim\n2;1;sim\n1;1;não\n",
        "Line 1 should have 3 columns, .* Found: 1,2,sim.",
    ),
    "headings that could be taken for a title": (
        "x2 x1 classe\n2;1;0\n1;1;1\n",
        "Line 1 should have 3 columns, .* Found: x2 x1 classe.",
    ),
    "three words": ("1,2,gato\n2,1,cão\n1,1,rato\n", "There are 3 different words as labels: 'cão', 'gato', 'rato'"),
    "a word among numbers": ("1,2,1\n2,1,0\n1,1,sim\n", "Line 3: the label is 'sim', and that of another point '1'"),
    "a number among words": ("1,2,não\n2,1,sim\n1,1,1\n", "Line 3: the label is '1', and that of another point 'não'"),
    "two columns": ("x1;x2\n1;2\n2;1\n", r"Line 1 should have 3 columns, but has 2\. .* Found: x1 \| x2\."),
    "a total": ("x1;x2;classe\n1,5;2;1\n2;1;0\nTotal;;\n", f"Line 4: 'Total' is not a number. .* {DELETE}"),
    "a total in the labels": (
        "1,5;2;1\n2;1;0\n3,5;3;Total\n",
        "Line 3: the label is 'Total', and that of another point '1'",
    ),
    "a mean": ("x1;x2;classe\n1;2;1\n2;1;0\nMédia;1,5;0,5\n", f"Line 4: 'Média' is not a number. .* {DELETE}"),
    "a note after an empty line": (
        "x1;x2;classe\n1;2;1\n2;1;0\n\nFonte: turma A\n",
        f"Line 5 should have 3 columns, but has 1. .* Found: Fonte: turma A. {DELETE}",
    ),
    "a note with the other mark": ("1,2,1\n2,1,0\nObs.: feito; revisto;\n", f"Line 3 should have .* {DELETE}"),
    "headings again": (
        "x1;x2;classe\n1;2;1\n2;1;0\nx1;x2;classe\n3;3;1\n",
        f"Line 4: 'x1' is not a number. .* {DELETE}",
    ),
    "an error of the sheet": (
        "1;2;1\n#DIV/0!;1;0\n2;1;0\n",
        "Line 2: '#DIV/0!' is not .* an error of the spreadsheet: correct",
    ),
    "an error of the sheet in Portuguese": (
        "1;2;1\n2;#N/D;0\n2;1;0\n",
        "Line 2: '#N/D' is not .* an error of the spreadsheet",
    ),
    "a unit": ("1,5 cm;2;1\n2;1;0\n", "Line 1: '1,5 cm' is not .* Write the number alone, without units"),
    "per cent": ("15%;2;1\n2;1;0\n", "Line 1: '15%' is not .* Write the number alone"),
    "a point between thousands, perhaps": (
        "1.234;2;1\n2;0,5;0\n",
        r"Line 1: 1\.234 has a point, but 0,5 a comma \(Line 2\)\. Write all decimals with the same mark",
    ),
    "one word": ("1,2,Sim\n2,1,sim\n", "All points have the label 'Sim'"),
    "no label": ("1;2;1\n2;1;\n3;1;0\n", "Line 2: there is no label"),
    "an open quotation mark": ('1,2,1\n2,"1,0\n', "Line 2 is not as a CSV file should be: look for a quotation mark"),
}


@pytest.mark.parametrize(("sheet", "said"), MISREAD.values(), ids=MISREAD)
def test_what_is_not_clear_is_refused_and_not_guessed(sheet, said):
    with pytest.raises(ValueError, match=said):
        data.own_points(sheet)


def test_a_table_with_headings_in_another_order():
    class Table:
        columns = ("x2", "classe", "x1")

        def to_numpy(self):
            return np.array(ROWS)[:, [1, 2, 0]]

    assert same(data.own_points(Table()))
    Table.columns = ("peso", "altura", "classe")
    with pytest.raises(ValueError, match="The table: 'peso', 'altura', 'classe' do not say which column is which"):
        data.own_points(Table())


@pytest.mark.parametrize("cell", ["1.234,5", "1\u00a0234,5", "1\u202f234,5", "1234,5", '"1,234.5"', "1234.5"])
def test_numbers_with_thousands_are_read_where_they_are_clear(cell):
    points = data.own_points(f"{cell};2;1\n-1;4;0\n", scaled=True)
    assert points.x.tolist() == [[1, -1], [-1, 1]]
    with pytest.raises(ValueError, match=r"Line 1: x1 is 1,234\.5, outside the plane"):
        data.own_points(f"{cell};2;1\n-1;4;0\n")


def test_two_words_are_two_classes_and_it_is_said_which():
    points = data.own_points("x1;x2;classe\n1;2;Não\n2;1;sim\n3;1;não\n")
    assert points.targets.tolist() == [-1, 1, -1]
    assert points.labels == ("Não", "sim")
    assert repr(points) == "3 points of two classes: 2 with label −1 (given as Não), 1 with 1 (given as sim)"


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("C:\notas\\p.csv", r'r"C:\notas\p.csv"'),
        ("C:\turma\\dados", r'r"C:\turma\dados"'),
        ("dados\turma.csv", r'r"dados\turma.csv"'),
        ("dados\novos.TXT", r'r"dados\novos.TXT"'),
        ("D:\aula\\fim\x0cp.csv", r'r"D:\aula\fim\fp.csv"'),
        ("dados\2024.csv", "with an r before the quotation marks"),
        ("dados\0.csv", "with an r before the quotation marks"),
        (Path("C:\notas\\p.csv"), r'r"C:\notas\p.csv"'),
    ],
)
def test_a_path_whose_backslashes_python_has_eaten(path, meant):
    with pytest.raises(ValueError, match="a backslash begins a special sign: this path has lost letters") as caught:
        data.own_points(path)
    assert meant in str(caught.value)


def grown_ups() -> list:
    """Height in cm and weight in kg of two hundred people in two groups."""
    rng = np.random.default_rng(1)
    groups = ((160, 55), (6, 6), 1), ((178, 80), (6, 8), 0)
    return [[*place, label] for mean, spread, label in groups for place in rng.normal(mean, spread, (100, 2))]


def test_points_outside_the_plane_are_told_how_they_fit():
    """With the numbers of their own axes; and what is told is learnt well."""
    rows = grown_ups()
    with pytest.raises(ValueError, match=r"Row 0 .*: x1 is 162.*, outside the plane") as caught:
        data.own_points(rows)
    (m1, s1), (m2, s2) = (
        (float(m), float(s)) for m, s in re.findall(r"\(x\d − ([\d.]+)\) / ([\d.]*\d)", str(caught.value))
    )
    told = data.own_points([[(a - m1) / s1, (b - m2) / s2, label] for a, b, label in rows])
    scaled = data.own_points(rows, scaled=True)
    assert scaled.x.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)
    assert scaled.x.std(axis=0) == pytest.approx([1, 1])
    assert told.x == pytest.approx(scaled.x, abs=0.02)
    experiment = Experiment(points=told)
    for _epoch in range(20):
        experiment.step()
    assert experiment.current.test_loss < 0.1


def test_one_point_far_from_all_others_is_told_when_they_are_scaled():
    rows = [[k % 7, k % 5, k % 2] for k in range(100)] + [[1000, 2, 1]]
    with pytest.raises(ValueError, match=r"Row 100 .*: x1 lies 10 standard deviations from the mean of all x1"):
        data.own_points(rows, scaled=True)


def test_points_almost_too_large_for_the_computer_are_scaled_too():
    points = data.own_points([(1e308, 1, 0), (-1e308, 2, 1), (1.5e308, 1, 0), (-1.5e308, 2, 1)], scaled=True)
    assert np.allclose(points.x[:, 0], np.array([1, -1, 1.5, -1.5]) / np.sqrt(1.625))


def test_numbers_to_meet_are_told_how_they_fit():
    with pytest.raises(
        ValueError, match=r"Line 1: the label is 10, .* write \(label − 20\) / 10 in place of each label"
    ):
        data.own_points("1,2,10\n2,1,20\n1,1,30\n")


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
    "very many bytes": (b"1,2,1\n" * 1_000_000, "This file has more than 5 MB. Take fewer points"),
    "text": ("x1,x2,label\n1,2,1\n1,abc,-1\n", "Line 3: 'abc' is not a number"),
    "text in the first line": ("1,abc,-1\n1,2,1\n", "Line 1: 'abc' is not a number"),
    "an empty cell": ("1,2,1\n1,,-1\n", "Line 2: there is no x2. Write it, or delete this point"),
    "two headings": ("x1,x2,label\n1,2,1\nx1,x2,label\n", "Line 3: 'x1' is not a number"),
    "NaN": ("1,2,1\n1,nan,-1\n", "Line 2: nan is not a finite number. Correct or delete"),
    "infinite": ([(1, 2, 1), (1, np.inf, -1)], r"Row 1 \(the first is 0\): inf is not a finite number"),
    "an infinite label": ([(1, 2, 1), (1, 2, -np.inf)], "Row 1 .*: -inf is not a finite number"),
    "two columns": ("1,2\n", "Line 1 should have 3 columns, but has 2. Each point is x1, x2 and a label"),
    "four columns": ("1,2,1\n1,2,3,-1\n", "Line 2 should have 3 columns, but has 4"),
    "decimal commas between commas": ("1,5,2,1\n", "Line 1 should have 3 columns, but has 4"),
    "an array on its side": (np.ones((3, 5)), "Row 0 .* should have 3 columns, but has 5"),
    "flat": ([1, 2, 3], r"Points are rows of three numbers, such as \[\[1, 2, -1\], .*given \[1, 2, 3\]"),
    "a number": (7, "Points are rows of three numbers.*given 7"),
    "None": (None, "Points are rows of three numbers.*given None"),
    "None in a row": ([(1, 2, None), (1, 2, 1)], "Row 0 .*: None is not a number"),
    "a list in a row": ([(1, 2, [1]), (1, 2, 1)], r"Row 0 .*: \[1\] is not a number"),
    "outside": (
        "1,2,1\n1,-6.5,-1\n",
        "Line 2: x2 is −6.5, outside the plane, which goes from −6 to 6. Subtract the mean",
    ),
    "three classes": ("1,2,0\n1,3,1\n1,2,2\n", "Line 3: the label is 2, and there are 3 different labels. Two labels"),
    "too large": ([(10**400, 2, 1), (1, 2, -1)], r"Row 0 \(the first is 0\): x1 is too large for the computer"),
    "a label too large": ([(1, 2, 10**400), (1, 2, -1)], "Row 0 .*: label is too large for the computer"),
    "almost too large": ("1e308,2,1\n-1e308,4,-1\n", r"x1 is 1e\+308, outside the plane.*\(x1 − 0\) / 1e\+308"),
    "labels almost too large": ("1,2,1e308\n3,4,1.5e308\n5,5,0\n", "the label is 1e\\+308, and there are 3 different"),
    "no such file": ("no such file.csv", "The file no such file.csv cannot be read: there is no such file."),
    "a folder": (Path(__file__).parent, "cannot be read: it is a folder, not a file"),
    "a cell without end": (
        '1,2,"1\n' + "1,2,1\n" * 40_000,
        "Line .* is not as a CSV file should be: look for a quotation mark",
    ),
    "bytes of something else": (
        bytes(range(256)) * 9,
        "This is not a text file. Save your table as CSV: a line for each",
    ),
    "a table as spreadsheets keep it": (b"PK\x03\x04\x14\x00\x06\x00", "This is not a text file"),
    "two bytes a letter and no mark": ("1,2,1\n2,1,0\n".encode("utf-16-le"), "This is not a text file"),
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


# Of all letters there are Hypothesis would first make a table, which takes 120 MB.
LETTERS = "0123456789,;.:\t +-−eEx₁\"'#=()[]\ufeff\x00\rçãßnanif日🙂"


@given(st.binary(max_size=60) | st.text(LETTERS, max_size=60).map(lambda text: text + "\n"))
@settings(max_examples=200, deadline=None)
def test_any_text_is_points_or_a_clear_error(source):
    try:
        points = data.own_points(source)
    except ValueError as error:
        assert str(error)
    else:
        assert len(points) >= 2 and np.isfinite(points.x).all()
