"""Of a file of records all that can be read is read; two records together lose no tick; numbers of lessons become names."""

import codecs
import itertools
import json

import pytest

from helpers.lessons.records import NUMBERS_OF_THE_FIRST_EDITION, add, merged, parse, read_record

DONE = {"done": True, "wrong": [], "hints": 0}
TRIED = {"done": False, "wrong": ["5", "6"], "hints": 1}
FILE = {"sigmoid": {"stable_sigmoid": DONE}, "layers": {"layer": TRIED, "four_detector": DONE}}
TEXT = json.dumps(FILE, indent=1)


@pytest.mark.parametrize(
    "content",
    [TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), TEXT.encode("utf-16"), TEXT.replace("\n", "\r\n").encode()],
    ids=["as written", "BOM", "UTF-16", "Windows"],
)
def test_healthy_file_in_any_encoding(content):
    assert parse(content) == (FILE, True)


HALF = TEXT[: TEXT.index(',\n  "four_detector"')]
CONFLICT = """{
 "layers": {
  "layer": {"done": true, "wrong": ["7"], "hints": 0},
<<<<<<< mine
  "four_detector": {"done": true, "wrong": [], "hints": 0}
=======
  "four_detector": {"done": false, "wrong": ["5"], "hints": 2}
>>>>>>> theirs
 },
 "sigmoid": {"stable_sigmoid": {"done": true, "wrong": [], "hints": 0}}
}"""
DAMAGED = {
    "comma too many": (TEXT.removesuffix("}") + ",}", FILE),
    "comma missing": (TEXT.replace("},", "}"), FILE),
    "cut off after an entry": (HALF, {"sigmoid": FILE["sigmoid"], "layers": {"layer": TRIED}}),
    "cut off in an entry": (HALF[:-5], {"sigmoid": FILE["sigmoid"]}),
    "twice": (TEXT + TEXT, FILE),
    "one bad entry": (TEXT.replace('"hints": 1', '"hints": 1x'), FILE | {"layers": {"four_detector": DONE}}),
    "bytes that are no text": (TEXT.replace('"5"', '"\udcff"'), FILE | {"layers": {"layer": TRIED | {"wrong": ["�", "6"]}, "four_detector": DONE}}),
    "merge conflict": (
        CONFLICT,
        {
            "layers": {
                "layer": {"done": True, "wrong": ["7"], "hints": 0},
                "four_detector": {"done": True, "wrong": ["5"], "hints": 2},
            },
            "sigmoid": FILE["sigmoid"],
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), DAMAGED.values(), ids=DAMAGED)
def test_every_whole_entry_of_a_damaged_file_is_found(text, found):
    assert parse(text.encode(errors="surrogateescape")) == (found, False)


def test_file_cut_off_anywhere_gives_only_what_was_in_it():
    for end in range(len(TEXT)):
        found, whole = parse(TEXT[:end].encode())
        assert not whole
        for lesson, records in found.items():
            assert records.items() <= FILE[lesson].items()


@pytest.mark.parametrize("content", [b'{"a": ' * 100_000, b"[" * 100_000, b'{"a": {"done": ' * 9], ids=["{", "[", "x"])
def test_file_nested_too_deep_is_given_up(content):
    assert parse(content) == ({}, False)


def test_merged_is_done_when_one_is_and_holds_all_wrong_answers_and_the_most_hints():
    records = [
        {"done": done, "wrong": wrong, "hints": hints}
        for done, wrong, hints in itertools.product((True, False), ([], ["1"], ["2", "1"]), (0, 2))
    ]
    for one, other in itertools.product(records, records):
        together = merged(one, other)
        assert together["done"] == (one["done"] or other["done"])
        assert sorted(together["wrong"]) == sorted({*one["wrong"], *other["wrong"]})
        assert together["hints"] == max(one["hints"], other["hints"])


@pytest.mark.parametrize(
    ("stored", "record", "whole"),
    [
        (None, {"done": False, "wrong": [], "hints": 0}, True),
        ({}, {"done": False, "wrong": [], "hints": 0}, True),
        ({"done": True}, DONE, True),
        ({"done": 1, "hints": 2}, {"done": False, "wrong": [], "hints": 2}, False),
        ({"done": True, "hints": -1}, DONE, False),
        ({"done": True, "hints": True}, DONE, False),
        ({"done": True, "wrong": ["1", 2, [], "3"]}, DONE | {"wrong": ["1", "3"]}, False),
        ({"done": True, "wrong": "123"}, DONE, False),
        ("done", {"done": False, "wrong": [], "hints": 0}, False),
    ],
)
def test_each_part_of_a_record_is_read_by_itself(stored, record, whole):
    assert read_record("layer", stored) == (record, whole)


@pytest.mark.parametrize(
    ("stored", "record", "whole"),
    [
        (None, {"predicted": [], "later": []}, True),
        ({"predicted": [2.5, None, "x"]}, {"predicted": [2.5, None, "x"], "later": []}, True),
        ({"predicted": 3, "later": [1]}, {"predicted": [], "later": [1]}, False),
        ([], {"predicted": [], "later": []}, False),
    ],
)
def test_each_part_of_a_prediction_is_read_by_itself(stored, record, whole):
    assert read_record("predict:gate", stored) == (record, whole)


def test_what_was_predicted_first_counts_whichever_file_it_comes_from():
    """And a damaged file keeps it."""
    first, again = {"predicted": [3], "later": []}, {"predicted": [4], "later": [5]}
    assert merged(first, again) == {"predicted": [3], "later": [5]}
    assert merged(again, again | {"later": [6]}) == {"predicted": [4], "later": [6]}, "the newer one"
    assert merged({"predicted": [], "later": []}, first) == first
    stored = {"sigmoid": {"predict:gate": dict(first)}}
    assert add({"sigmoid": {"predict:gate": {"predicted": [], "later": [5]}}}, stored)
    assert stored == {"sigmoid": {"predict:gate": {"predicted": [3], "later": [5]}}}
    assert parse((json.dumps(stored) + "}").encode()) == (stored, False)


def test_numbers_of_the_first_edition_become_names():
    old = {number: {"x": DONE, "y": TRIED} for number in NUMBERS_OF_THE_FIRST_EDITION}
    names = NUMBERS_OF_THE_FIRST_EDITION.values()
    assert parse(json.dumps(old).encode()) == ({name: {"x": DONE, "y": TRIED} for name in names}, True)


def test_nothing_is_lost_when_number_and_name_are_both_there():
    both = {"05": {"layer": DONE, "mine": {"stars": 3}}, "layers": FILE["layers"], "edition": 2}
    found, whole = parse(json.dumps(both).encode())
    assert whole
    layers = {"layer": TRIED | {"done": True}, "four_detector": DONE, "mine": {"stars": 3}}
    assert found == {"layers": layers, "edition": 2}


@pytest.mark.parametrize(("name", "number"), [(5, {"layer": DONE}), ({"layer": 5}, {"layer": DONE})])
def test_what_is_in_the_way_of_a_name_is_reported(name, number):
    assert parse(json.dumps({"layers": name, "05": number}).encode()) == ({"layers": {"layer": DONE}}, False)
