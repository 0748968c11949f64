"""The images of the course as files of the site, one for each part of a data set: fetched by the lessons that use it."""

from pathlib import Path

import numpy as np

from browser_edition.steps import ROOT, made
from helpers.data.embedded import FILES

FOLDER = ROOT / "helpers" / "data"


def data() -> Path:
    """The folder with mnist_train.npz and the like."""
    return made("data", [FOLDER / name for name in FILES.values()], _make)


def _make(folder: Path) -> None:
    for name, file in FILES.items():
        with np.load(FOLDER / file, allow_pickle=False) as arrays:
            for split in ("train", "test"):
                parts = {part: arrays[part] for part in (f"x_{split}", f"y_{split}")}
                np.savez_compressed(folder / f"{name}_{split}.npz", **parts)
