"""Learning MNIST beside PyTorch and scikit-learn: same network, batches and learning rule, in one run.

Neither is needed for the course: one that is missing is left out (`pip install torch scikit-learn`).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import psutil
from tqdm import tqdm

from benchmarks import ROOT
from helpers import data, nn

SIZES = [784, 16, 16, 10]
RATES = {10: 0.1, 32: 0.2, 128: 0.5}  # learning rate for each batch size
RULES = {"plain": 0.0, "momentum": 0.9}  # with momentum the learning rate is that much smaller
EPOCHS, THREADS = 3, (1, 2)
LONG = 20  # seconds after which a way is not measured again: two threads can take minutes on a busy computer

ENOUGH = 0.95  # of the test images
SOON = {"rates": [0.1] * 6 + [0.01] * 9, "batch_size": 64, "momentum": 0.9}  # a rule that gets there soon

Answers = Callable[[np.ndarray], np.ndarray]  # from images to the class of each


def ours(images: np.ndarray, labels: np.ndarray, rates: list[float], **rule) -> Iterator[Answers]:
    """`helpers.nn`: an epoch with each learning rate, then the answers of the network so far; so do the other ways."""
    network, rng = nn.Network(SIZES, rng=np.random.default_rng(0)), np.random.default_rng(1)
    for rate, epochs in groupby(rates):
        for _record in nn.train(network, images, labels, epochs=len([*epochs]), learning_rate=rate, rng=rng, **rule):
            yield lambda test: network(test).argmax(axis=1)


def torch(images: np.ndarray, labels: np.ndarray, rates: list[float], batch_size, momentum) -> Iterator[Answers]:
    """PyTorch, eager, on the processor; same first weights and same batches as ours."""
    import torch

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    X, y = torch.from_numpy(images), torch.from_numpy(labels.astype(np.int64))
    parts = []
    for layer in nn.Network(SIZES, rng=np.random.default_rng(0)).layers:
        linear = torch.nn.Linear(*layer.weights.shape[::-1])
        linear.weight.data, linear.bias.data = torch.from_numpy(layer.weights), torch.from_numpy(layer.bias)
        parts += [linear, torch.nn.Sigmoid()]
    model, loss, rng = torch.nn.Sequential(*parts[:-1]), torch.nn.CrossEntropyLoss(), np.random.default_rng(1)
    optimizer = torch.optim.SGD(model.parameters(), lr=rates[0], momentum=momentum)
    for rate in rates:
        optimizer.param_groups[0]["lr"] = rate
        perm = torch.from_numpy(rng.permutation(len(X)))
        for start in range(0, len(X), batch_size):
            batch = perm[start : start + batch_size]
            optimizer.zero_grad()
            loss(model(X[batch]), y[batch]).backward()
            optimizer.step()
        yield lambda test: model(torch.from_numpy(test)).argmax(dim=1).numpy()


def sklearn(images: np.ndarray, labels: np.ndarray, rates: list[float], **rule) -> Iterator[Answers]:
    """scikit-learn; it draws its first weights and its batches by itself."""
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        SIZES[1:-1],
        activation="logistic",
        solver="sgd",
        alpha=0,
        learning_rate_init=rates[0],
        nesterovs_momentum=False,
        random_state=0,
        **rule,
    )
    for rate in rates:
        if rate != rates[0]:
            model._optimizer.learning_rate = rate  # it has no public way to change the rate later
        model.partial_fit(images, labels, classes=range(SIZES[-1]))
        yield model.predict


def bare(images: np.ndarray, labels: np.ndarray, rates: list[float], batch_size, momentum) -> Iterator[None]:
    """The limit: gathering the batches and the eight matrix products of a step, nothing else; it learns nothing."""
    rng = np.random.default_rng(1)
    one, two, three = (rng.normal(size=(n, m)).astype(np.float32) for m, n in pairwise(SIZES))
    for _ in rates:
        order = rng.permutation(len(images))
        for start in range(0, len(images), batch_size):
            x = images[order[start : start + batch_size]]
            a = x @ one.T
            b = a @ two.T
            by_c = b @ three.T
            by_b = by_c @ three
            by_a = by_b @ two
            _ = by_c.T @ b, by_b.T @ a, by_a.T @ x
        yield None


WAYS = {"ours": ours, "torch": torch, "sklearn": sklearn, "bare": bare}


def timed(way: Iterator[Answers]) -> tuple[float, Answers]:
    """Seconds for the next epoch, and the answers after it."""
    began = time.perf_counter()
    answers = next(way)
    return time.perf_counter() - began, answers


def epoch(ways: list[str], images: np.ndarray, labels: np.ndarray, **rule) -> dict[str, float]:
    """Seconds for an epoch in each way, the best of some, in turn: the computer's speed changes in minutes."""
    learning = {name: WAYS[name](images, labels, **rule) for name in ways}
    times = {name: [] for name in ways}
    for _ in range(EPOCHS):
        for name, way in learning.items():
            if sum(times[name]) < LONG:
                times[name].append(timed(way)[0])
    return {name: min(found) for name, found in times.items()}


def until_enough(name: str, images: np.ndarray, labels: np.ndarray, test: data.LabelledImages) -> dict:
    """Seconds of learning, and epochs, until enough of the test images are recognised; None when they never are."""
    pixels, seconds = test.pixels(slice(None)), 0.0
    learning = WAYS[name](images, labels, **SOON)
    for number in range(1, len(SOON["rates"]) + 1):
        taken, answers = timed(learning)
        seconds += taken
        if (answers(pixels) == test.labels).mean() >= ENOUGH:
            return {"seconds": seconds, "epochs": number}
    return {"seconds": None, "epochs": None}


def memory(name: str) -> float:
    """MB of this process after an epoch, all images in memory as floats."""
    digits = data.load()
    learning = WAYS[name](digits.pixels(slice(None)), digits.labels, **SOON)
    next(learning)
    return psutil.Process().memory_info().rss / 1e6


def with_these_threads(ways: list[str]) -> dict:
    """The times, with as many threads as this process was started with."""
    digits, test = data.load(), data.load(split="test")
    images, labels, times = digits.pixels(slice(None)), digits.labels, {}
    for rule, momentum in RULES.items():
        for size, rate in tqdm(RATES.items(), desc=rule, unit="batch size", leave=False, disable=None):
            rates = [rate * (1 - momentum)] * EPOCHS
            times[f"{rule} {size}"] = epoch(ways, images, labels, rates=rates, batch_size=size, momentum=momentum)
    learners = [name for name in ways if name != "bare"]
    return {"epoch": times, "enough": {name: until_enough(name, images, labels, test) for name in learners}}


def measure(_lessons: dict[str, Path]) -> dict:
    """All figures of this module, by name; of the numbers of threads the better one for each way."""
    missing = [name for name in ("torch", "sklearn") if not find_spec(name)]
    ways = [name for name in WAYS if name not in missing]
    runs = [_process(threads, with_these_threads, ways) for threads in THREADS]
    return {
        "missing": missing,
        "epoch": {
            case: {name: min(run["epoch"][case][name] for run in runs) for name in ways} for case in runs[0]["epoch"]
        },
        "enough": {
            name: min((run["enough"][name] for run in runs), key=lambda found: found["seconds"] or np.inf)
            for name in runs[0]["enough"]
        },
        "memory": {name: _process(1, memory, name) for name in runs[0]["enough"]},
    }


def _process(threads: int, function: Callable, argument):
    """The function's result in a new process: the libraries read how many threads they may use when they start."""
    counts = {f"{library}_NUM_THREADS": str(threads) for library in ("OMP", "OPENBLAS", "MKL")}
    call = f"import json; from benchmarks import training as t; print(json.dumps(t.{function.__name__}({argument!r})))"
    command = [sys.executable, "-c", call]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | counts, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)
