"""A check knows which cell sets the name it asks for, and says what was set in its place; it states no guess."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from helpers import language, lessons
from helpers.lessons import Lesson, cells
from helpers.lessons.explaining import explain_errors
from helpers.lessons.folders import find_lesson
from helpers.lessons.progress import Progress

NUMBER, FUNCTION = 'lesson.check("zero_bias", bias)', 'lesson.check("weighted_sum_loop", weighted_sum)'
TWO = 'lesson.check("black_or_white", black, white)'
STUB = "bias = ..."
EMPTY = "def weighted_sum(inputs, weights):\n    pass"
SUM = "(inputs, weights):\n    return sum(x * w for x, w in zip(inputs, weights))"


@pytest.fixture
def run(monkeypatch):
    """Run cells in a shell of IPython, as a notebook does; gives what the last one shows."""
    shown = []
    monkeypatch.setattr(lessons, "display", shown.append)
    monkeypatch.setattr("helpers.lessons.explaining.display", lambda html: shown.append(html.data))
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"hist_file": ":memory:"}}))
    shell.push({"lesson": Lesson(find_lesson("weighted_sum_plus_bias"), Progress(None))})
    cells.watch_errors()
    explain_errors()

    def run(*sources: str) -> str:
        for source in sources:
            shell.run_cell(source, store_history=True)
        return getattr(shown[-1], "text", shown[-1]) if shown else ""

    yield run
    InteractiveShell.clear_instance()
    cells._errors.clear()


MEANT = {
    "capital": ([STUB, "Bias = 7", NUMBER], ["bias still holds “...”.", "sets Bias.", "capital letters", "write bias"]),
    "after a wrong answer": (["bias = 5", "BIAS = 7", NUMBER], ["bias still holds 5.", "sets BIAS."]),
    "with a scratch cell between": ([STUB, "Bias = 7", "print(Bias)", NUMBER], ["sets Bias."]),
    "letters changed places": ([STUB, "baias = 7", NUMBER], ["sets baias.", "exactly as here: bias"]),
    "another name": ([STUB, "b = 7", NUMBER], ["bias still holds “...”.", "just before sets b.", "asks for bias"]),
    "accent": ([STUB, "bías = 7", NUMBER], ["sets bías."]),
    "compares": ([STUB, "bias == 7", NUMBER], ["says bias == 7: == compares"]),
    "colon": ([STUB, "bias: 7", NUMBER], ["a colon sets nothing"]),
    "def with a capital": (
        [EMPTY, f"def Weighted_sum{SUM}", FUNCTION],
        ["The function weighted_sum is still empty.", "sets Weighted_sum."],
    ),
    "def without the line": ([EMPTY, f"def weightedsum{SUM}", FUNCTION], ["sets weightedsum."]),
    "huge number": (["bias = 10**5000", "Bias = 7", NUMBER], ["bias is still what it was before.", "sets Bias."]),
    "long sum": ([STUB, f"Bias = {' + '.join('1' * 1500)}", NUMBER], ["sets Bias."]),
    "second of two": (
        ["black = white = ...", "black = (-2, 1)\nWhite = (2, -1)", TWO],
        ["white still holds", "White."],
    ),
}


@pytest.mark.parametrize(("sources", "said"), MEANT.values(), ids=MEANT)
@pytest.mark.parametrize("tag", ["en", "pt-BR"])
def test_both_names_are_said(run, sources, said, tag):
    language.use(tag)
    told = run(*sources)
    assert told.startswith("✎")
    if tag == "en":
        assert [words for words in said if words not in told] == []
        assert "leave no ..." not in told
    else:
        assert "A cell you" not in told


SILENT = {
    "nothing done": [STUB, NUMBER],
    "the lesson's other names": ["weights = [1]\nbiases = [2]", STUB, NUMBER],
    "the stub run again": ["Bias = 7", STUB, NUMBER],
    "checked twice": [STUB, NUMBER, NUMBER],
    "names in a function": [STUB, "def f():\n    Bias = 7", "1 + 1", NUMBER],
    "comparing two names": [STUB, "[n for Bias in [1]] if False else 0", NUMBER],
    "a name with another digit": ["bias_2 = ...", "bias_1 = 2", "1 + 1", NUMBER.replace(", bias", ", bias_2")],
}


@pytest.mark.parametrize("sources", SILENT.values(), ids=SILENT)
def test_nothing_more_is_said_than_is_known(run, sources):
    assert "leave no ... in it" in run(*sources)


@pytest.mark.parametrize("broken", ["7 = bias", "b = = 7", "print(bias", "Bias = = 7", "bias 7\nx = 7"])
def test_cell_that_python_cannot_read_is_not_said_to_have_set_a_name(run, broken):
    assert "sets" not in run(STUB, broken, NUMBER)


def test_broken_call_of_a_right_function_does_not_count_as_its_definition(run):
    assert run(f"def weighted_sum{SUM}", "weighted_sum([1, 2], [3, 4]", FUNCTION).startswith("✔")


def test_right_and_wrong_answers_are_judged_as_ever(run):
    assert run("Bias = 3", "bias = 7", NUMBER).startswith("✔")
    assert run("bias = 5", NUMBER).startswith("✘")
    assert run("bias = 7", "Bias = 3", NUMBER).startswith("✔")


STOPPED = {
    "before it ran": ["bias = 7 reais", NUMBER],
    "on the way": ["total = 1 / 0\nbias = 7", NUMBER],
    "in the line itself": ["bias = 7\nbias = bias / 0", NUMBER],
    "in a function of the cell": ["def f():\n    return 1 / 0\nbias = f()", NUMBER],
    "with a scratch cell after it": ["bias = 1 / 0", "1 + 1", NUMBER],
    "def": [EMPTY, "def weighted_sum(inputs, weights)\n    return 1", FUNCTION],
}


@pytest.mark.parametrize("sources", STOPPED.values(), ids=STOPPED)
def test_answer_from_before_a_failed_cell_is_not_judged(run, sources):
    run("bias = 7")
    told = run(*sources)
    assert told.startswith("✎")
    assert "stopped with an error (" in told
    assert ("bias" if NUMBER in sources else "weighted_sum") in told


@pytest.mark.parametrize(
    "sources",
    [
        ["bias = 7", "print(1/0)"],
        ["bias = 7", "print("],
        ["bias = 7\nprint(1/0)"],
        ["bias = 1 / 0", "bias = 7"],
        ["x = bias / 0", "bias = 7"],
    ],
)
def test_error_elsewhere_does_not_count(run, sources):
    assert run(*sources, NUMBER).startswith("✔")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["Bias = 7", NUMBER], "name “bias”. A cell you ran sets Bias."),
        (["bias == 7"], "name “bias”. A cell you ran says bias == 7"),
        ([NUMBER], "name “bias”. Is it spelled"),
    ],
)
def test_unknown_name_is_explained_by_the_cells(run, sources, said):
    assert said in run(*sources)


def test_outside_ipython_nothing_is_known():
    assert cells.stopped("zero_bias") is None
    assert cells.set_instead("zero_bias", [...]) == ""
