"""`load`: a data set by its name, from the course itself or by way of tensorflow-datasets."""

import re
from importlib.util import find_spec
from os import PathLike
from pathlib import Path

from helpers.data import embedded, prepared, raw_files
from helpers.data.labelled import CLASS_NAMES, LabelledImages
from helpers.data.unavailable import DataUnavailable, unavailable
from helpers.language import _

INSTALL = "%pip install tensorflow-datasets importlib_resources"  # an extra of the course: 220 MB
SOURCES, SPLITS = ("embedded", "tfds"), ("train", "test")


def load(
    name: str = "mnist",
    split: str = "train",
    source: str = "embedded",
    folder: str | PathLike | None = None,
    *,
    deadline: float = 120,
) -> LabelledImages:
    """Labelled grey images of 28 × 28 pixels: the `split` "train" or "test" of a data set.

    source="embedded": "mnist" (all 70,000 images) or "fashion_mnist" (12,000 of its 70,000), never the network.

    source="tfds": any such data set that tensorflow-datasets has prepared in `folder`, in the format array_record
    (its order is shuffled); "mnist", "fashion_mnist" and "kmnist" are otherwise downloaded, once, in at most
    `deadline` seconds. When that fails, the embedded images are given, if there are any, and the reason is printed and
    kept as their `note`. tensorflow-datasets is an extra of the course; when it is missing, that reason says how to
    install it. folder: where tensorflow-datasets keeps its data (None: the place it uses by itself), or the
    folder of one version of one data set.

    Raises ValueError for a name, split or source that does not exist or cannot be shown as such images, and
    DataUnavailable when a data set that is not embedded cannot be had now.
    """
    _check(name, split, source, folder)
    if source == "embedded":
        return _embedded(name, split)
    try:
        return _from_tfds(name, split, folder, deadline)
    except DataUnavailable as problem:
        if name not in embedded.FILES:
            text = _("{problem} {name} is not embedded in the course: try again later, or take one of {embedded}.")
            there = ", ".join(embedded.FILES)
            raise DataUnavailable(text.format(problem=problem, name=name, embedded=there)) from problem
        instead = _embedded(name, split)
        note = _("{problem} Used instead: {images}.").format(problem=problem, images=instead)
        print(note)
        return _embedded(name, split, note)


def _check(name, split, source, folder) -> None:
    for argument, given, known in (("source", source, SOURCES), ("split", split, SPLITS)):
        if given not in known:
            text = _("{name} must be one of {known}; given {given}")
            raise ValueError(text.format(name=argument, known=", ".join(map(repr, known)), given=repr(given)))
    if source == "embedded" and name not in tuple(embedded.FILES):
        text = _(
            'name={given}: no such data set is embedded in the course; use one of {known}, or source="tfds" for another one of '
            "tensorflow-datasets"
        )
        raise ValueError(text.format(given=repr(name), known=", ".join(embedded.FILES)))
    if source == "embedded" and folder is not None:
        text = _('folder={given} is only read with source="tfds"; give both or neither')
        raise ValueError(text.format(given=repr(str(folder))))
    if not isinstance(name, str) or not re.fullmatch(r"\w+(/[\w.-]+)?", name):
        text = _("name={given}: a data set of tensorflow-datasets has a name such as mnist or emnist/letters")
        raise ValueError(text.format(given=repr(name)))


def _embedded(name: str, split: str, note: str = "") -> LabelledImages:
    classes = tuple(_(text) for text in CLASS_NAMES[name])
    return LabelledImages(*embedded.read(name, split), classes, name, split, "embedded", note)


def _from_tfds(name: str, split: str, folder: str | PathLike | None, deadline: float) -> LabelledImages:
    for module in ("tensorflow_datasets", "importlib_resources"):  # the first needs the second and does not ask for it
        if find_spec(module) is None:
            text = _("{module} is not installed here. Run {line} in a cell of its own, then this cell again.")
            raise DataUnavailable(text.format(module=module, line=INSTALL))
    text = _("tensorflow-datasets cannot be used here ({error}). Run {line} in a cell of its own to install it again.")
    with unavailable(text, line=f"{INSTALL} --force-reinstall"):
        from tensorflow_datasets.core.constants import DATA_DIR
    folder = Path(folder or DATA_DIR).expanduser()
    directory = prepared.find(name, folder)
    if directory:
        images, labels, names = prepared.read(directory, name, split)
    elif name in raw_files.NAMES:
        (images, labels), names = raw_files.read(name, folder, deadline)[split], ()
    else:
        text = _(
            "name={given}: there is no such data set in {folder} (there: {there}), and it is not one that is downloaded here "
            "({known}). Prepare it where TensorFlow is installed: {line}"
        )
        there = ", ".join(prepared.names(folder)) or _("none")
        line = f"tensorflow_datasets.builder({name!r}, file_format='array_record').download_and_prepare()"
        known = ", ".join(raw_files.NAMES)
        raise ValueError(text.format(given=repr(name), folder=folder, there=there, known=known, line=line))
    classes = tuple(_(text) for text in CLASS_NAMES.get(name, ())) or names
    return LabelledImages(images, labels, classes, name, split, "tfds")
