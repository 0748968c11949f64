"""What loading all images costs in a new process, in time and memory, beside floats of them, the usual way; and the network."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from tqdm import tqdm

from benchmarks import ROOT
from helpers import data, nn
from helpers.data.embedded import FILES

PROCESSES, CALLS = 7, 100
MEASURED = """
import json
import time
import numpy as np
import psutil
from helpers import data

before, began = psutil.Process().memory_info().rss, time.perf_counter()
{load}
seconds = time.perf_counter() - began
print(json.dumps({{"seconds": seconds, "megabytes": (psutil.Process().memory_info().rss - before) / 1e6}}))
"""
OURS = "kept = [data.load({name!r}, split) for split in ('train', 'test')]"
USUAL = """
with np.load({path!r}) as file:
    kept = [file[f"x_{{split}}"].reshape(-1, 784).astype("float32") / 255 for split in ("train", "test")]
    labels = [file[f"y_{{split}}"] for split in ("train", "test")]
"""


def loading(name: str) -> dict[str, list[dict[str, float]]]:
    """Seconds, and MB by which the process grows, to load both parts of a data set in either way, a process each time."""
    path = str(Path(data.__file__).with_name(FILES[name]))
    ways = {"usual": USUAL.format(path=path), "ours": OURS.format(name=name)}
    found = {way: [] for way in ways}
    for _ in tqdm(range(PROCESSES), desc=f"load {name}", unit="process", leave=False, disable=None):
        for way, load in ways.items():  # in turn: the computer's speed changes in minutes, and so hits both
            command = [sys.executable, "-c", MEASURED.format(load=load)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            found[way].append(json.loads(done.stdout))
    return found


def milliseconds(function: Callable[[], object], calls: int = CALLS) -> float:
    """The median time of a call, after one to warm up."""
    times = []
    for _ in range(calls + 1):
        began = time.perf_counter()
        function()
        times.append(1000 * (time.perf_counter() - began))
    return median(times[1:])


def measure(_lessons: dict[str, Path]) -> dict:
    """All figures of this module, by name."""
    digits, test = data.load(), data.load(split="test").pixels(slice(None))
    floats = digits.pixels(slice(None))  # the usual way holds them all
    batch = np.random.default_rng(0).permutation(len(digits))[:32]
    network = nn.Network.load(data.PRETRAINED)
    return {
        "loading": {name: loading(name) for name in FILES},
        "batch": {"usual": milliseconds(lambda: floats[batch]), "ours": milliseconds(lambda: digits.pixels(batch))},
        "network": milliseconds(lambda: nn.Network.load(data.PRETRAINED)),
        "forward": milliseconds(lambda: network(test), 10),
    }
