"""A check comes back from endless loops, from too much memory and from whoever asks for input, and says where it was.

The limit is a number of lines, which is made small here; the clock is not waited for.
"""

import builtins
import contextlib
import itertools
import math
import sys
import threading
import tracemalloc

import numpy as np
import pytest

from helpers import language
from helpers.exercises import watch
from helpers.exercises.reading import Unreadable
from helpers.exercises.watch import within_limits
from tests.exercises import ARRAYS, EXERCISES, FUNCTIONS, GROUPS, NUMBERS, every_function, judge


@pytest.fixture(autouse=True)
def _few_lines(monkeypatch):
    monkeypatch.setattr(watch, "MOST_LINES", 3_000)
    monkeypatch.setattr(watch, "MOST_SECONDS", math.inf)
    monkeypatch.setattr(watch, "A_LOOP", 1_000)


def plain():
    while True:
        pass


def caught():
    while True:
        try:  # noqa: SIM105
            plain()
        except:  # noqa: E722
            pass


def kept():
    errors = []
    while True:
        try:
            len(errors)
        except BaseException as error:
            errors.append(error)


def caught_outside():
    try:
        plain()
    except BaseException:
        return 7


def in_finally():
    try:
        plain()
    finally:
        while True:
            len("")


def of_a_generator():
    return sum(number for number in itertools.count())


def of_a_list():
    return [number + 1 for number in itertools.count()]


def of_a_key():
    return max(itertools.count(), key=lambda number: number)


def printing():
    while True:
        print("again")


def with_steps(steps=4):
    w = 0
    while steps > 0:
        w = w + 1
    return w


def calling(depth=60):
    return 1 if depth < 2 else calling(depth - 1) + calling(depth - 2)


LOOPS = (plain, caught, kept, caught_outside, in_finally, of_a_generator, of_a_list, printing, with_steps)


@pytest.mark.parametrize("function", [*LOOPS, of_a_key, calling])
def test_endless_function_is_left(function, capsys):
    with pytest.raises(Unreadable, match="does not end within 3,000 lines of code"):
        within_limits(function)


def test_feedback_on_an_endless_loop_names_the_line_in_the_language_of_the_notebook():
    at = ("error_and_gradient_descent", "descend")

    def descend(w, learning_rate, steps):
        while steps > 0:
            w = w - learning_rate * 2 * (w - 3)
        return w

    line = descend.__code__.co_firstlineno
    english, portuguese = judge(at, descend), judge(at, descend, tag="pt-BR")
    assert (english.verdict, portuguese.verdict) == ("wrong", "wrong")
    assert "Your loop does not end within 3,000 lines of code." in english.message
    assert any(text in english.message for text in (f"line {line + 1}: while steps > 0:", f"line {line + 2}: w = w -"))
    assert "Seu laço não termina em 3.000 linhas de código." in portuguese.message


@every_function
def test_endless_loop_is_told_in_every_lesson(at):
    assert "does not end" in judge(at, lambda *case: caught()).message


def test_function_that_calls_itself_without_end_is_not_called_a_loop():
    with pytest.raises(Unreadable, match="The function does not end"):
        within_limits(calling)


def test_lines_of_libraries_do_not_count():
    assert within_limits(lambda: len(list(map(str, np.arange(10_000).tolist())))) == 10_000
    assert within_limits(lambda: sum(1 for _ in range(300))) == 300


def test_clock_ends_what_runs_few_lines(monkeypatch):
    monkeypatch.setattr(watch, "MOST_SECONDS", -1)  # over before it begins
    with pytest.raises(Unreadable, match="does not end within -1 seconds"):
        within_limits(plain)


def doubling():
    items = [0]
    while True:
        items = items + items


def appending():
    items = []
    while True:
        items.append(np.zeros(100_000))


@pytest.mark.parametrize("function", [doubling, appending])
def test_memory_ends_what_grows(function, monkeypatch):
    monkeypatch.setattr(watch, "MOST_BYTES", 5 * 2**20)
    with pytest.raises(Unreadable, match=r"takes up more than 5 MB of memory. The check stopped it at line \d+: "):
        within_limits(function)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system decides how much a single call may ask for")
def test_single_call_that_asks_for_very_much_is_refused():
    for greedy in (lambda: [0] * 10**11, lambda: np.ones(10**11), lambda: "x" * 10**11):
        with pytest.raises(MemoryError):
            within_limits(greedy)
        assert "no room" in judge(FUNCTIONS[0], lambda *case, greedy=greedy: greedy()).message


def test_all_is_as_before_afterwards():
    def tracer(*_event):
        return None

    before = sys.gettrace(), builtins.input, threading.gettrace(), tracemalloc.is_tracing()
    for function in (plain, lambda: 7, lambda: 1 / 0, lambda: input()):
        sys.settrace(tracer)
        try:
            within_limits(function)
        except (Unreadable, ZeroDivisionError):
            pass
        finally:
            now = sys.gettrace()
            sys.settrace(before[0])
        assert now is tracer
        assert (builtins.input, threading.gettrace(), tracemalloc.is_tracing()) == before[1:]


def test_thread_that_a_function_leaves_behind_ends():
    threads = []

    def starts():
        threads.append(threading.Thread(target=caught, daemon=True))
        threads[0].start()
        return 7

    with contextlib.suppress(Unreadable):  # when the thread has passed the limit already
        assert within_limits(starts) == 7
    threads[0].join(timeout=60)
    assert not threads[0].is_alive()


@every_function
def test_input_is_not_waited_for(at):
    english, portuguese = (judge(at, lambda *case: input("?"), tag=tag) for tag in ("en", "pt-BR"))
    assert "input() waits for somebody to type" in english.message
    assert english.message != portuguese.message


@pytest.mark.parametrize("tag", ["en", "pt-BR"])
def test_stop_is_heard_although_the_loop_catches_everything(tag, monkeypatch):
    """It comes while a line is looked at, where most of the time goes."""
    calls = itertools.count()

    def interrupted():
        if next(calls) == 20:
            raise KeyboardInterrupt
        return 0, 0

    monkeypatch.setattr(watch.tracemalloc, "get_traced_memory", interrupted)
    language.use(tag)
    feedback = EXERCISES[FUNCTIONS[0]].judge(lambda *case: caught())
    assert feedback.verdict == "empty"
    assert {"en": "You stopped the check.", "pt-BR": "Você interrompeu a verificação."}[tag] in feedback.message
    assert {"en": "at line ", "pt-BR": "na linha "}[tag] in feedback.message


# ---------------------------------------------------------------- big and evil answers


class EvilList(list):
    def __iter__(self):
        return itertools.count()

    def __len__(self):
        return 10**12


class Slow:
    def __float__(self):
        while True:
            pass


class Array:
    def __array__(self, *_arguments, **_options):
        while True:
            pass

    __len__ = __iter__ = __array__


def deep(depth):
    items = 0
    for _ in range(depth):
        items = [items]
    return items


BIG = {
    "lazy zeros": lambda: np.zeros((60_000, 28, 28, 10)),
    "one zero shown very often": lambda: np.broadcast_to(0.0, (10**5, 10**5)),
    "many truths": lambda: np.broadcast_to(True, (10**5, 10**5)),
    "array of objects": lambda: np.broadcast_to(np.array(None, object), (10**6,)),
    "list": lambda: [0] * 1_000_000,
    "list of lists": lambda: [[0] * 1000] * 1000,
    "list of lists of lists": lambda: [[[0] * 50] * 50] * 50,
    "text": lambda: "7" * 10_000_000,
    "bytes": lambda: b"7" * 10_000_000,
    "whole number": lambda: 1 << 10**6,
    "deep": lambda: deep(100_000),
    "evil list": lambda: EvilList([7]),
    "evil list of many": lambda: EvilList([7] * 1000),
    "slow number": Slow,
    "evil array": Array,
    "range": lambda: range(10**12),
}


@pytest.mark.parametrize("big", BIG.values(), ids=BIG)
def test_big_answer_is_looked_at_from_outside(big):
    """Were it written out or copied, this test would not end, or its memory would."""
    odd = big()
    for at in (*NUMBERS[:2], *FUNCTIONS, *GROUPS[:4]):
        sizes = getattr(EXERCISES[at], "sizes", ())
        answers = [odd] * len(sizes) or [(lambda *case: odd) if at in FUNCTIONS else odd]
        tracemalloc.start()
        feedback = judge(at, *answers)
        tracemalloc.stop()
        assert feedback.verdict == "wrong" or type(odd) is EvilList
        assert len(feedback.message) < 700
        assert len(feedback.answer) < 700


def test_big_array_is_told_its_shape_and_the_one_wanted():
    message = judge(("flattening_mnist", "normalise"), lambda pixels: np.zeros((60_000, 28, 28))).message
    assert "(60000, 28, 28)" in message
    assert "should be (2, 2)" in message


@pytest.mark.parametrize("at", ARRAYS, ids="-".join)
def test_long_words_of_an_error_are_cut(at):
    def fails(*case):
        raise ValueError("x" * 10**6)

    assert len(judge(at, fails).message) < 700
