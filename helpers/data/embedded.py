"""The data sets that are files of this folder: no network, one copy a kernel."""

from functools import cache
from pathlib import Path

import numpy as np

FILES = {"mnist": "mnist_70k.npz", "fashion_mnist": "fashion_mnist_12k.npz"}


@cache
def read(name: str, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Images and labels, uint8 of shapes (n, 28, 28) and (n,), in the order of the original."""
    with np.load(Path(__file__).with_name(FILES[name]), allow_pickle=False) as file:
        return file[f"x_{split}"], file[f"y_{split}"]
