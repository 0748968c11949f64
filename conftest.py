"""What nbval does not compare: the pictures of the notebooks that it runs."""

import pytest
from nbval.plugin import IPyNbCell

from tests.pictures import other_pictures


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After nbval has run a cell and found its outputs alike, compare its pictures too."""
    result = yield
    if isinstance(item, IPyNbCell):
        problem = other_pictures(item.cell.outputs, item.test_outputs)
        if problem:
            item.raise_cell_error(problem)
    return result
