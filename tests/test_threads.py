"""Matrix products use one thread whoever starts Python, whichever loads first, NumPy or `helpers`; unless the user chose."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.threads import VARIABLES

ROOT = Path(__file__).resolve().parents[1]
COUNT = """
import json, threadpoolctl
print(json.dumps([library["num_threads"] for library in threadpoolctl.threadpool_info() if library["user_api"] == "blas"]))
"""


def threads(imports: str, **chosen: str) -> set[int]:
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES} | chosen
    command = [sys.executable, "-c", imports + COUNT]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("imports", ["import helpers, numpy", "import numpy, helpers"])
def test_one_thread(imports):
    if threads("import numpy") in ({1}, set()):
        pytest.skip("NumPy has one thread here in any case")
    assert threads(imports) == {1}


@pytest.mark.parametrize("variable", ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"])
def test_user_s_choice_stays(variable):
    chosen = threads("import numpy", **{variable: "2"})
    assert threads("import helpers, numpy", **{variable: "2"}) == chosen
    assert threads("import numpy, helpers", **{variable: "2"}) == chosen
