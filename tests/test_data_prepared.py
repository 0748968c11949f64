"""source="tfds" reads what tensorflow-datasets has prepared in a folder: every image of it, without TensorFlow."""

import json
import shutil
import sys
import warnings
from collections import Counter

import numpy as np
import pytest
import tensorflow_datasets as tfds
from PIL import Image

from helpers import data
from helpers.data import load

MANY = 10_000  # of the images of MNIST, which are 60,000 and 10,000

try:
    import array_record.python.array_record_module  # noqa: F401
except ImportError as error:
    reason = f"PREPARED DATA SETS NOT TESTED: array_record cannot be loaded on {sys.platform} ({error})"
    warnings.warn(reason, stacklevel=1)
    pytest.skip(reason, allow_module_level=True)


def prepare(folder, name, splits, class_names=None, config=None, version="3.0.1", side=28):
    """Let tensorflow-datasets write a data set: splits: name → (images, labels)."""

    class Written(tfds.core.GeneratorBasedBuilder, skip_registration=True):
        VERSION = tfds.core.Version(version)
        BUILDER_CONFIGS = [tfds.core.BuilderConfig(name=config)] if config else []

        def _info(self):
            labels = tfds.features.ClassLabel(names=class_names, num_classes=None if class_names else 10)
            image = tfds.features.Image(shape=(side, side, 1))
            return tfds.core.DatasetInfo(
                builder=self, features=tfds.features.FeaturesDict({"image": image, "label": labels})
            )

        def _split_generators(self, dl_manager):
            return {split: self._generate_examples(*part) for split, part in splits.items()}

        def _generate_examples(self, images, labels):
            for i, (image, label) in enumerate(zip(images, labels, strict=True)):
                yield i, {"image": Image.fromarray(image), "label": int(label)}  # an array would need TensorFlow

    Written.name = name
    builder = Written(data_dir=folder, file_format="array_record")
    builder.download_and_prepare(download_config=tfds.download.DownloadConfig(try_download_gcs=False))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with many images of MNIST, and a few small data sets."""
    folder = tmp_path_factory.mktemp("tensorflow_datasets")
    tfds.disable_progress_bar()
    prepare(folder, "mnist", {split: _arrays(split) for split in ("train", "test")})
    few = {"train": (load().images[:30], np.arange(30) % 3)}
    prepare(folder, "doodles", few, class_names=["cat", "sun", "tree"])
    prepare(folder, "letters", few, class_names=["a", "b", "c"], config="few")
    prepare(folder, "bigger", {"train": (np.zeros((3, 32, 32), np.uint8), [0, 1, 2])}, side=32)
    tfds.enable_progress_bar()
    return folder


def _arrays(split):
    return load(split=split).images[:MANY], load(split=split).labels[:MANY]


def _counted(images, labels):
    """The order of a prepared data set is shuffled: how often is each image with its label in it?"""
    return Counter(image.tobytes() + bytes([label]) for image, label in zip(images, labels, strict=True))


@pytest.mark.parametrize("split", ["train", "test"])
def test_every_image_and_label_is_read(folder, capsys, split):
    read = load("mnist", split, source="tfds", folder=folder)
    assert _counted(read.images, read.labels) == _counted(*_arrays(split))
    assert (read.source, read.note, read.classes) == ("tfds", "", tuple("0123456789"))
    ours = repr(load(split=split)).replace("60,000", "10,000")
    assert repr(read) == ours.replace("embedded in the course", "from tensorflow-datasets")
    assert capsys.readouterr().out == ""
    assert "tensorflow" not in sys.modules


def test_reading_twice_gives_the_same_memory_and_it_is_read_only(folder):
    first, second = (load(split="test", source="tfds", folder=folder) for _ in range(2))
    assert np.shares_memory(first.images, second.images)
    with pytest.raises(ValueError, match="WRITEABLE"):
        first.images.flags.writeable = True


def test_folder_may_be_the_version_itself(folder):
    read = load(split="test", source="tfds", folder=folder / "mnist" / "3.0.1")
    assert _counted(read.images, read.labels) == _counted(*_arrays("test"))


def test_other_data_sets_have_the_names_of_their_own_classes(folder):
    doodles = load("doodles", source="tfds", folder=folder)
    assert (len(doodles), doodles.classes) == (30, ("cat", "sun", "tree"))
    assert repr(doodles).startswith("doodles, train: 30 images of 28 × 28 pixels in 3 classes")
    assert load("letters/few", source="tfds", folder=folder).classes == ("a", "b", "c")


def test_newest_version_is_read(folder, tmp_path):
    images = load().images
    for count, version in ((3, "3.0.9"), (7, "3.0.10"), (5, "2.9.9")):
        prepare(tmp_path, "mnist", {"train": (images[:count], np.zeros(count))}, version=version)
    unfinished = tmp_path / "mnist" / "incomplete.ABCDEF_3.0.11"
    shutil.copytree(tmp_path / "mnist" / "3.0.9", unfinished)
    assert len(load(source="tfds", folder=tmp_path)) == 7


@pytest.mark.parametrize(
    ("name", "split", "inside", "words"),
    [
        ("doodle", "train", "", ["'doodle'", "doodles, letters/few, mnist", "kmnist", "download_and_prepare"]),
        ("letters", "train", "", ["'letters'", "letters/few"]),
        ("doodles", "test", "", ["'test'", "no such split, but train"]),
        ("fashion_mnist", "train", "mnist/3.0.1", ["'fashion_mnist'", "holds 'mnist'"]),
        ("bigger", "train", "", ["'bigger'", "28 × 28", "32"]),
    ],
)
def test_error_says_what_the_folder_holds(folder, name, split, inside, words):
    with pytest.raises(ValueError) as error:
        load(name, split, source="tfds", folder=folder / inside)
    assert [word for word in words if word not in str(error.value)] == []


@pytest.mark.parametrize("damage", ["no records", "half the records", "other format", "broken description"])
def test_what_cannot_be_read_is_said_and_replaced(folder, tmp_path, capsys, damage):
    version = tmp_path / "mnist" / "3.0.1"
    shutil.copytree(folder / "mnist" / "3.0.1", version)
    records, description = version / "mnist-test.array_record-00000-of-00001", version / "dataset_info.json"
    match damage:
        case "no records":
            records.unlink()
        case "half the records":
            records.write_bytes(records.read_bytes()[: records.stat().st_size // 2])
        case "other format":
            content = json.loads(description.read_text(encoding="utf-8"))
            description.write_text(json.dumps(content | {"fileFormat": "tfrecord"}), encoding="utf-8")
        case "broken description":
            description.write_text("{", encoding="utf-8")
    read = load(split="test", source="tfds", folder=tmp_path)
    assert read.source == "embedded" and (read.images == load(split="test").images).all()
    assert str(version) in read.note and "array_record" in read.note and "Used instead: MNIST, test" in read.note
    assert capsys.readouterr().out == read.note + "\n"


def test_missing_images_are_noticed(folder, tmp_path):
    """The parquet writer of tensorflow-datasets loses most of the data without a word."""
    version = tmp_path / "doodles" / "3.0.1"
    shutil.copytree(folder / "doodles" / "3.0.1", version)
    description = version / "dataset_info.json"
    content = json.loads(description.read_text(encoding="utf-8"))
    content["splits"][0]["shardLengths"] = ["31"]
    description.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(data.DataUnavailable, match="doodles is not embedded"):
        load("doodles", source="tfds", folder=tmp_path)
