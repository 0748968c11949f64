"""The list of faults that the tests must notice still fits the code."""

import pytest

from tests.mutants import ROOT, read_mutants


@pytest.mark.parametrize("mutant", read_mutants(), ids=lambda mutant: mutant.name)
def test_place_of_the_fault_is_there(mutant):
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert mutant.old in text
    assert mutant.old != mutant.new
