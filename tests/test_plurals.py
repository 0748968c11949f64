"""What is counted has the form that goes with its number, in each language: 1 image, 0 images; 1 imagem, 0 imagem."""

import re

import pytest

from browser_edition.pages.words import counted
from helpers import language
from lessons_src.builder import words
from tests.languages import COMPLETE

SINGULAR = {"en": {1}, "pt-BR": {0, 1}}  # of 0, 1 and 2, as gettext has it
THINGS = (
    "answers biases classes columns counts deviations dots epochs examples exercises fragments images inputs labels layers lessons "
    "lines minutes mistakes neurons numbers outputs parameters pixels points questions rows seconds steps times "
    "values weights words workers"
)
COUNTS = re.compile(r"\{\w+\}(?: (?!and|as|has)[a-z]+){,2} (" + "|".join(THINGS.split()) + r")\b")
NEVER_ONE = {  # texts with a number that is never 0 or 1, by how they begin
    "a constant": (
        "nothing came for {seconds} seconds",
        "There are more than {most} points",
        "The answer holds more than {most} numbers",
        "{lines} lines of code",
        "{seconds} seconds",
        "for {seconds} seconds another notebook",
        "Curves of the loss and of the accuracy over {epochs} epochs",
        "A neuron with the input x = {x}, the activation a, the target y",
        "Flattened: its rows, one after another",
        "Neurons side by side make a layer",
        "{place}: give it one to {most} questions",
    ),
    "one has words of its own": (
        "{place}: the label is {label}, and there are {count} different",
        "There are {count} different words as labels",
        "Give {count} numbers in brackets",
        "The answer is an array of shape {shape}. Give {count}",
        "There are brackets inside the brackets",
    ),
    "far more, or it is not said": (
        "{place}: {name} lies {value} standard deviations",
        "The answer is an array of shape {shape}: {count} numbers are",
        "The answer is a list of {count} values",
    ),
    "a side of an image, or its square": (
        "{side} × {side} pixels",
        "“{name}” in {side} × {side} pixels",
        "= {count} numbers",
        "An image is a grid of numbers: {side}",
    ),
    "784 inputs and 10 outputs at least": (
        "{sizes}, {count} parameters",
        "{weights} weights + {biases} biases",
        "the cockpit trains networks with 784 inputs",
        "Curves of the loss and of the accuracy after each epoch",
    ),
    "as the slider has it": (
        "{full} rows of {length} numbers",
        "Degree {degree}, fitted to {count} points",
        "{training} images for training, {validation}",
        "A tone of {frequency} Hz, measured {rate} times",
        "The wave of a tone during 10 milliseconds, with {count} dots",
    ),
    "images enough for the picture": (
        "A map of {count} images",
        "Label {label}; pixels to the right",
        "{changed} of {inked} pixels",
        "farther from itself than from another class",
        "this picture shows {least} images or more",
        "Class {name}: {train} of the {all_train} training images",
    ),
    "a table of 2 × 2 and more": ("A table of {count} × {count} counts",),
    "2.0 is the least": ("{times} times as steep", "Output a = {a}."),
}


@pytest.fixture(scope="module")
def texts():
    return words.texts([path for files in words.sources().values() for path in files])


@pytest.fixture(scope="module")
def counts(texts):
    return [text for text in texts if not isinstance(text, str)]


def test_number_before_a_noun_chooses_its_form(texts):
    plain = {text for text in texts if isinstance(text, str) and COUNTS.search(text)}
    known = {text for begins in NEVER_ONE.values() for text in plain if text.startswith(begins)}
    assert plain - known == set()
    unused = [begin for begins in NEVER_ONE.values() for begin in begins if not any(t.startswith(begin) for t in known)]
    assert unused == []


def test_form_of_one_names_one_thing(counts):
    group = re.compile(f" (of|in) {COUNTS.pattern}")  # 1 mistake in 200 images
    assert [singular for singular, _plural in counts if COUNTS.search(group.sub("", singular))] == []


@pytest.mark.parametrize("tag", COMPLETE)
def test_number_chooses_the_form(counts, tag):
    language.use(tag)
    of_the_site = set(words.texts(words.sources()[words.SITE / "words.{tag}.po"]))
    for text in counts:
        forms = [counted(*text, n, tag) if text in of_the_site else language.ngettext(*text, n) for n in range(3)]
        assert {n for n in range(3) if forms[n] != forms[2]} == SINGULAR[tag], text
        assert (forms == [text[1], text[0], text[1]]) == (tag == "en"), text
