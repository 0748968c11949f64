"""Data sets that tensorflow-datasets has prepared in a folder, read by its own reader; TensorFlow is not needed."""

from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from helpers.data.single_images import SIDE
from helpers.data.unavailable import unavailable
from helpers.language import _

INFO = "dataset_info.json"
BATCH = 1000  # images read at a time: three times as fast as one by one


def find(name: str, folder: Path) -> Path | None:
    """The folder of a prepared version: `folder` itself if it is one, or the newest of `name` in it, or None.

    Raises DataUnavailable when the folder cannot be looked into.
    """
    with _reading(folder):
        if (folder / INFO).is_file():
            return folder
        versions = {_version(path.parent): path.parent for path in (folder / name).glob(f"*/{INFO}")}
    return versions[max(versions)] if any(versions) else None


def names(folder: Path) -> list[str]:
    """The data sets prepared in a folder, such as "mnist" and "emnist/letters"."""
    found = [path.parent for depth in ("*/*", "*/*/*") for path in folder.glob(f"{depth}/{INFO}")]
    return sorted({path.parent.relative_to(folder).as_posix() for path in found if _version(path)})


def _version(directory: Path) -> tuple[int, ...]:
    """3.0.1 as (3, 0, 1); () for a folder that is not a version, such as one that is still being written."""
    parts = directory.name.split(".")
    return tuple(map(int, parts)) if len(parts) == 3 and all(map(str.isdecimal, parts)) else ()


@cache
def read(directory: Path, name: str, split: str) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Images and labels, uint8 of shapes (n, 28, 28) and (n,), and the names of the classes.

    Raises DataUnavailable for files that cannot be read, ValueError for another data set, for a split that was not
    prepared, and for other than grey images of 28 × 28 pixels with at most 256 classes.
    """
    import tensorflow_datasets as tfds

    with _reading(directory):
        builder = tfds.builder_from_directory(directory)
        info, features, splits = builder.info, dict(builder.info.features), builder.info.splits
    there = info.full_name.rpartition("/")[0]
    if there != name:
        text = _("name={given}: {folder} holds {there}; ask for that, or give another folder")
        raise ValueError(text.format(given=repr(name), folder=directory, there=repr(there)))
    if split not in splits:
        text = _("split={given}: {folder} holds no such split, but {there}; prepare it again")
        raise ValueError(text.format(given=repr(split), folder=directory, there=", ".join(splits)))
    label, image = features.get("label"), features.get("image")
    class_names = tuple(getattr(label, "names", ()))
    if getattr(image, "shape", None) != (SIDE, SIDE, 1) or not 0 < len(class_names) <= 256:
        text = _(
            "name={given}: only data sets of grey images of 28 × 28 pixels, with at most 256 classes, can be shown here; "
            "{folder} has {features}"
        )
        raise ValueError(text.format(given=repr(name), folder=directory, features=features))
    with _reading(directory):
        source = builder.as_data_source(split, decoders={"image": tfds.decode.SkipDecoding()})
        if len(source) != splits[split].num_examples:
            raise EOFError(f"{len(source)} of {splits[split].num_examples} images")
        return *_decode(source, name), class_names


def _decode(source, name: str) -> tuple[np.ndarray, np.ndarray]:
    from tqdm.auto import tqdm  # comes with tensorflow-datasets

    images, labels = np.empty((len(source), SIDE, SIDE), np.uint8), np.empty(len(source), np.uint8)
    for start in tqdm(range(0, len(source), BATCH), _("Reading {name}").format(name=name), leave=False):
        batch = range(start, min(start + BATCH, len(source)))
        for i, example in zip(batch, source.__getitems__(batch), strict=True):
            with Image.open(BytesIO(example["image"])) as image:  # by the reader itself it takes half as long again
                images[i] = image
            labels[i] = example["label"]
    return images, labels


def _reading(directory: Path):
    text = _(
        "The data set prepared in {folder} cannot be read ({error}): it has to be whole, and in the format array_record."
    )
    return unavailable(text, folder=directory)
