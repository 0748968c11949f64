"""Images with their labels, and what they are called.

- `LabelledImages`: what `load` gives;
- `TITLES`, `CLASS_NAMES`: the words for the data sets that the course knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from helpers.data.single_images import SIDE
from helpers.language import N_, _, ngettext, number

TITLES = {"mnist": "MNIST", "fashion_mnist": "Fashion-MNIST", "kmnist": "KMNIST"}
CLASS_NAMES = {
    "mnist": tuple("0123456789"),
    "fashion_mnist": (
        N_("T-shirt"),
        N_("trousers"),
        N_("pullover"),
        N_("dress"),
        N_("coat"),
        N_("sandal"),
        N_("shirt"),
        N_("sneaker"),
        N_("bag"),
        N_("ankle boot"),
    ),
    "kmnist": ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),  # as tensorflow-datasets names them
}
_SPLITS = {"train": N_("train"), "test": N_("test")}


@dataclass(frozen=True, eq=False, repr=False)
class LabelledImages:
    """Grey images of 28 × 28 pixels, each with its class.

    images: uint8 of shape (n, 28, 28), 0 is black, 255 is white; labels: uint8 of shape (n,), places in `classes`;
    classes: names of the classes, in the notebook's language; name, split: what was asked for; source: "embedded" or
    "tfds", where the images are from; note: why from there, "" when that is what was asked for. The arrays cannot be
    written to, because all cells of a notebook share them: change a copy.

    Raises ValueError when shapes or types are others, or a label has no class.
    """

    images: np.ndarray
    labels: np.ndarray
    classes: tuple[str, ...]
    name: str = "mnist"
    split: str = "train"
    source: str = "embedded"
    note: str = ""

    def __post_init__(self):
        images, labels = self.images, self.labels
        if images.dtype != np.uint8 or labels.dtype != np.uint8 or images.shape != (*labels.shape, SIDE, SIDE):
            text = _(
                "LabelledImages takes uint8 images of shape (n, 28, 28) and uint8 labels of shape (n,); given {kind} of shape "
                "{shape} and {label_kind} of shape {label_shape}"
            )
            facts = {"label_kind": labels.dtype, "label_shape": labels.shape}
            raise ValueError(text.format(kind=images.dtype, shape=images.shape, **facts))
        if labels.size and labels.max() >= len(self.classes):
            text = ngettext(
                "there is a label {label}, but only {count} class, counted from 0",
                "there is a label {label}, but only {count} classes, counted from 0",
                len(self.classes),
            )
            raise ValueError(text.format(label=labels.max(), count=len(self.classes)))
        object.__setattr__(self, "images", _read_only(images))
        object.__setattr__(self, "labels", _read_only(labels))

    def pixels(self, indices: Sequence[int] | np.ndarray | slice) -> np.ndarray:
        """The images at these indices (a batch of k) as rows of float32 from 0 to 1, shape (k, 784)."""
        batch = self.images[indices if isinstance(indices, slice) else np.atleast_1d(indices)]
        return batch.reshape(-1, SIDE * SIDE) / np.float32(255)

    def __len__(self) -> int:
        return len(self.images)

    def __repr__(self) -> str:
        split = _SPLITS.get(self.split, self.split)
        images = ngettext("{count} image of 28 × 28 pixels", "{count} images of 28 × 28 pixels", len(self))
        classes = ngettext("{count} class", "{count} classes", len(self.classes))
        return _("{name}, {split}: {images} in {classes}, {source}").format(
            name=TITLES.get(self.name, self.name),
            split=_(split),
            images=images.format(count=number(len(self))),
            classes=classes.format(count=number(len(self.classes))),
            source=self._where_from(),
        )

    def _where_from(self) -> str:
        if self.source == "tfds":
            return _("from tensorflow-datasets")
        if self.name == "fashion_mnist":
            return _("a part of the original, embedded in the course")
        return _("embedded in the course")


def _read_only(array: np.ndarray) -> np.ndarray:
    """The same memory; unlike that of an array, a memoryview's flag cannot be set back."""
    return np.asarray(memoryview(array).toreadonly())
