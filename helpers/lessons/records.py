"""The records in `progress.json`, as plain functions: reading what can be read, merging, names of lessons.

A file is {"weighted_sum_plus_bias": {"zero_bias": {"done": …, "wrong": […], "hints": …}, …}, …}, with a record for each
exercise under its name, and {"predicted": […], "later": […]} for each prediction under "predict:" and its name; what
else stands in it (of other lessons, of newer editions) is nobody's business here and stays as it is. `recall.py` keeps its questions in a
table like those of the lessons.
"""

import json
import re

# The first edition kept records by number.
NUMBERS_OF_THE_FIRST_EDITION = {
    "00": "start_here",
    "01": "neuron_as_function",
    "02": "weighted_sum_plus_bias",
    "03": "sigmoid",
    "04": "flattening_mnist",
    "05": "layers",
    "06": "error_and_gradient_descent",
    "07": "backpropagation",
    "08": "overfitting",
    "09": "playground",
    "10": "recap_and_glossary",
}
PREDICTION = "predict:"  # begins the name of a prediction's record
TABLE = re.compile(r'"([^"\\]*)"\s*:\s*(?=\{)')
TABLE_OF_TABLES = re.compile(r'\{\s*"[^"\\]*"\s*:\s*\{')


def new_record(name: str) -> dict:
    """The record of what nobody has tried: an exercise not done, without wrong answers and hints; nothing predicted."""
    return {"predicted": [], "later": []} if name.startswith(PREDICTION) else {"done": False, "wrong": [], "hints": 0}


def read_record(name: str, stored) -> tuple[dict, bool]:
    """What can be read of a stored record, and whether that is all of it. None: there is none, which is well."""
    empty = new_record(name)
    if not isinstance(stored, dict):
        return empty, stored is None
    given = {key: stored.get(key, nothing) for key, nothing in empty.items()}
    record = {key: _readable(given[key], nothing) for key, nothing in empty.items()}
    if "wrong" in record:
        record["wrong"] = [answer for answer in record["wrong"] if isinstance(answer, str)]
    return record, record == given and all(type(record[key]) is type(value) for key, value in given.items())


def _readable(value, nothing):
    """A field of a record; what a new record has there when it is of another kind, or less than nothing."""
    return value if type(value) is type(nothing) and value >= nothing else nothing


def merged(one: dict, other: dict) -> dict:
    """Two records of one exercise or prediction together.

    Done in one is done; all wrong answers; the most hints. What was predicted first counts, what was said later is the last.
    """
    if "predicted" in one:
        return {"predicted": one["predicted"] or other["predicted"], "later": other["later"] or one["later"]}
    return {
        "done": one["done"] or other["done"],
        "wrong": list(dict.fromkeys([*one["wrong"], *other["wrong"]])),
        "hints": max(one["hints"], other["hints"]),
    }


def parse(content: bytes) -> tuple[dict, bool]:
    """The tables of lessons that a file holds, under the lessons' names, and whether that is all it holds.

    Never raises: of a damaged file (cut off, a merge conflict, a comma too many) every entry that is whole is found.
    """
    try:
        stored = json.loads(content)  # from bytes it understands a BOM, and UTF-16
        whole = isinstance(stored, dict)
    except (ValueError, RecursionError):
        whole = False
    if not whole:
        stored = _salvaged(content.decode(json.detect_encoding(content), errors="replace"))
    return stored, _take_over_numbers(stored) and whole


def add(records: dict, stored: dict) -> bool:
    """Add the records of this kernel to those of a file, in place; False when it held what cannot be read in their place."""
    whole = True
    for lesson, exercises in records.items():
        for exercise, mine in exercises.items():
            if mine == new_record(exercise):
                continue
            if not isinstance(stored.setdefault(lesson, {}), dict):
                stored[lesson], whole = {}, False
            before = stored[lesson].get(exercise)
            readable, good = read_record(exercise, before)
            others = before if isinstance(before, dict) else {}
            stored[lesson][exercise] = others | merged(readable, mine)
            whole = whole and good
    return whole


def _take_over_numbers(stored: dict) -> bool:
    """Move what the first edition kept by number under the lessons' names, in place; False when something was in the way."""
    whole = True
    for number, name in NUMBERS_OF_THE_FIRST_EDITION.items():
        if not isinstance(old := stored.get(number), dict):
            continue
        if not isinstance(new := stored.setdefault(name, {}), dict):
            new, whole = {}, False
        for exercise, record in old.items():
            if exercise in new:
                whole = whole and read_record(exercise, new[exercise])[1] and read_record(exercise, record)[1]
                record = _together(exercise, new[exercise], record)
            new[exercise] = record
        stored[name] = new
        del stored[number]
    return whole


def _salvaged(text: str) -> dict:
    """The tables of lessons, and the records in a damaged table, that are whole in a damaged text."""
    found, lesson, at, decoder = {}, "", 0, json.JSONDecoder()
    while match := TABLE.search(text, at):
        name, at = match[1], match.end()
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError:  # damaged further in: what it holds is looked at next
            lesson = name if TABLE_OF_TABLES.match(text, at) else lesson
            continue
        except RecursionError:
            break
        if not (lesson := lesson if _is_record(value) else name):
            continue
        kept = found.setdefault(lesson, {})
        for entry, record in ({name: value} if _is_record(value) else value).items():
            kept[entry] = _together(entry, kept[entry], record) if entry in kept else record
    return found


def _together(name: str, one, other):
    """Two things stored under one name, of which nothing that can be read may be lost."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one if isinstance(one, dict) else other
    records = merged(read_record(name, one)[0], read_record(name, other)[0])
    return one | other | (records if _is_record(one | other) else {})


def _is_record(value: dict) -> bool:
    return not value.keys().isdisjoint(new_record("") | new_record(PREDICTION))
