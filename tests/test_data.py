"""The embedded data are the real ones, shared and read-only; errors say what to do; importing needs no network."""

import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from helpers import data, language
from helpers.data import LabelledImages, embedded, load

ROOT = Path(__file__).resolve().parents[1]
CLASS_COUNTS = {  # of MNIST, as published
    "train": [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    "test": [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
}
EMBEDDED = [(name, split) for name in embedded.FILES for split in ("train", "test")]


def in_a_fresh_process(code: str) -> str:
    """What a program prints that knows nothing of this test's imports and caches."""
    command = [sys.executable, "-c", textwrap.dedent(code)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert result.returncode == 0, result.stderr
    return result.stdout


# ---------------------------------------------------------------- what is embedded


@pytest.mark.parametrize(("split", "count"), [("train", 60_000), ("test", 10_000)])
def test_mnist_is_whole(split, count):
    digits = load("mnist", split)
    assert (digits.images.shape, digits.labels.shape, len(digits)) == ((count, 28, 28), (count,), count)
    assert digits.images.dtype == digits.labels.dtype == np.uint8
    assert np.bincount(digits.labels).tolist() == CLASS_COUNTS[split]
    assert len({image.tobytes() for image in digits.images}) == count


def test_mnist_has_the_published_mean_and_deviation():
    counts = sum(np.bincount(image.ravel(), minlength=256) for image in load().images)  # of each grey value
    values = np.arange(256) / 255
    mean = counts @ values / counts.sum()
    deviation = np.sqrt(counts @ (values - mean) ** 2 / counts.sum())
    assert (round(mean, 4), round(deviation, 4)) == (0.1307, 0.3081)


def test_mnist_is_in_the_original_order():
    """The first labels of the training set, and the ten digits of lesson 00 at their places in the test set."""
    assert load().labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    test = load(split="test")
    for digit, place in enumerate([10, 37, 35, 32, 19, 15, 21, 41, 128, 12]):
        assert test.labels[place] == digit
        assert (test.images[place] == data.handwriting()[str(digit)]).all()


@pytest.mark.parametrize(("split", "each"), [("train", 1000), ("test", 200)])
def test_fashion_mnist_has_as_many_images_of_each_class(split, each):
    clothes = load("fashion_mnist", split)
    assert clothes.images.shape == (10 * each, 28, 28)
    assert np.bincount(clothes.labels).tolist() == [each] * 10
    assert clothes.images.mean() / 255 == pytest.approx(0.2860, abs=0.005)
    assert clothes.images.std() / 255 == pytest.approx(0.3530, abs=0.005)


def test_no_image_is_in_both_splits():
    for name in embedded.FILES:
        train, test = ({image.tobytes() for image in load(name, split).images} for split in ("train", "test"))
        assert train & test == set()


def test_licences_are_beside_the_data():
    text = (Path(data.__file__).with_name("DATA_LICENSE")).read_text(encoding="utf-8")
    for file in ["handwriting.png", *embedded.FILES.values()]:
        assert f"{file}\n{'-' * len(file)}\n" in text
    for words in ("Attribution-Share Alike 3.0", "Copyright 2017 Zalando SE", "stratified subset", "WITHOUT WARRANTY"):
        assert words in text


# ---------------------------------------------------------------- one copy, read-only


@pytest.mark.parametrize(("name", "split"), EMBEDDED)
def test_loading_twice_gives_the_same_memory(name, split):
    first, second = load(name, split), load(name, split)
    assert np.shares_memory(first.images, second.images)
    assert np.shares_memory(first.labels, second.labels)


@pytest.mark.parametrize(("name", "split"), EMBEDDED)
def test_shared_memory_cannot_be_written_to(name, split):
    loaded = load(name, split)
    for array in (loaded.images, loaded.labels, loaded.images[0], loaded.images.reshape(-1, 784)):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
        with pytest.raises(ValueError, match="WRITEABLE"):
            array.flags.writeable = True


def test_own_arrays_stay_writeable():
    images, labels = np.zeros((2, 28, 28), np.uint8), np.zeros(2, np.uint8)
    LabelledImages(images, labels, ("one class",))
    images[0], labels[0] = 1, 1


def test_all_of_mnist_takes_little_memory_and_nothing_else():
    """In a new kernel: no more than 70 MB, and neither tensorflow-datasets nor the network."""
    out = in_a_fresh_process("""
        import socket, sys
        def no_network(*arguments, **names):
            raise AssertionError("the network was used")
        socket.socket.connect = socket.getaddrinfo = socket.create_connection = no_network
        import psutil
        from helpers import data
        before = psutil.Process().memory_info().rss
        parts = [data.load(split=split) for split in ("train", "test")]
        batch = parts[0].pixels(range(100))
        print((psutil.Process().memory_info().rss - before) / 2**20)
        print([name for name in sys.modules if name.startswith("tensorflow")])
    """)
    growth, modules = out.splitlines()
    assert 50 < float(growth) < 70
    assert modules == "[]"


# ---------------------------------------------------------------- batches


@pytest.mark.parametrize("indices", [range(5, 8), [5, 6, 7], np.array([5, 6, 7]), slice(5, 8), (5, 6, 7)])
def test_pixels(indices):
    batch = load().pixels(indices)
    assert (batch.shape, batch.dtype) == ((3, 784), np.float32)
    assert batch == pytest.approx(load().images[5:8].reshape(3, 784) / 255, abs=1e-7)
    assert (batch.min(), batch.max()) == (0, 1)


def test_pixels_of_a_single_image_are_a_batch_of_one():
    assert load().pixels(7).shape == (1, 784)
    assert (load().pixels(7) == load().pixels([7])).all()


def test_pixel_of_row_and_column_is_at_28_row_plus_column():
    batch = load().pixels([0])
    assert batch[0, 28 * 14 + 13] == np.float32(load().images[0, 14, 13]) / np.float32(255)


def test_pixels_can_be_changed():
    load().pixels([0])[0, 0] = 1
    assert load().images[0, 0, 0] == 0


@pytest.mark.parametrize("indices", [60_000, [0, 60_000], [0.5]])
def test_pixels_of_no_image(indices):
    with pytest.raises(IndexError):
        load().pixels(indices)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("tag", "name", "split", "text"),
    [
        ("en", "mnist", "train", "MNIST, train: 60,000 images of 28 × 28 pixels in 10 classes, embedded in the course"),
        ("pt-BR", "mnist", "test", "MNIST, teste: 10.000 imagens de 28 × 28 pixels em 10 classes, incluídas no curso"),
        (
            "en",
            "fashion_mnist",
            "test",
            "Fashion-MNIST, test: 2,000 images of 28 × 28 pixels in 10 classes, "
            "a part of the original, embedded in the course",
        ),
        (
            "pt-BR",
            "fashion_mnist",
            "train",
            "Fashion-MNIST, treino: 10.000 imagens de 28 × 28 pixels em 10 classes, "
            "uma parte do original, incluída no curso",
        ),
    ],
)
def test_repr_teaches(tag, name, split, text):
    language.use(tag)
    assert repr(load(name, split)) == text


def test_classes_are_named_in_the_language_of_the_notebook():
    assert load().classes == tuple("0123456789")
    english = ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag"]
    assert load("fashion_mnist").classes == (*english, "ankle boot")
    language.use("pt-BR")
    portuguese = load("fashion_mnist").classes
    assert portuguese[1:5] == ("calça", "pulôver", "vestido", "casaco")
    assert len(set(portuguese)) == 10


def test_facts_are_kept():
    digits = load(split="test")
    assert (digits.name, digits.split, digits.source, digits.note) == ("mnist", "test", "embedded", "")
    with pytest.raises(AttributeError):
        digits.note = "changed"


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("arguments", "given", "instead"),
    [
        ({"name": "nmist"}, "name='nmist'", "mnist, fashion_mnist"),
        ({"name": "kmnist"}, "name='kmnist'", 'source="tfds"'),
        ({"name": None}, "name=None", "mnist, fashion_mnist"),
        ({"name": ["mnist"]}, "name=['mnist']", "mnist, fashion_mnist"),
        ({"split": "validation"}, "split must be", "one of 'train', 'test'; given 'validation'"),
        ({"split": 0}, "split must be", "one of 'train', 'test'; given 0"),
        ({"source": "internet"}, "source must be", "one of 'embedded', 'tfds'; given 'internet'"),
        ({"folder": "here"}, "folder='here'", 'source="tfds"'),
        ({"source": "tfds", "name": "no such set"}, "name='no such set'", "emnist/letters"),
        ({"source": "tfds", "name": "../mnist"}, "name='../mnist'", "emnist/letters"),
        ({"source": "tfds", "name": 3}, "name=3", "emnist/letters"),
    ],
)
def test_error_says_what_was_given_and_what_there_is(arguments, given, instead):
    with pytest.raises(ValueError) as error:
        load(**arguments)
    assert str(error.value).startswith(given)
    assert instead in str(error.value)


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (np.zeros((2, 28, 28)), np.zeros(2, np.uint8), "float64"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros(2, np.int64), "int64"),
        (np.zeros((2, 784), np.uint8), np.zeros(2, np.uint8), r"\(2, 784\)"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros(3, np.uint8), r"\(3,\)"),
        (np.zeros((2, 28, 28), np.uint8), np.full(2, 4, np.uint8), "a label 4, but only 3 classes"),
    ],
)
def test_labelled_images_refuse_what_does_not_fit(images, labels, message):
    with pytest.raises(ValueError, match=message):
        LabelledImages(images, labels, ("a", "b", "c"))


@pytest.mark.parametrize("missing", ["tensorflow_datasets", "importlib_resources"])
def test_without_tensorflow_datasets_the_embedded_images_are_used(missing):
    """As in a student's installation, which has neither."""
    out = in_a_fresh_process(f"""
        from importlib.machinery import PathFinder
        find = PathFinder.find_spec
        PathFinder.find_spec = lambda name, *more: None if name == {missing!r} else find(name, *more)
        import helpers
        from helpers import data
        digits = data.load(source="tfds")
        print(len(digits), digits.source, "install" in digits.note)
        try:
            data.load("kmnist", source="tfds")
        except data.DataUnavailable as error:
            print(error)
    """)
    said, facts, error = out.splitlines()
    assert said.startswith(f"{missing} is not installed here. Run %pip install tensorflow-datasets importlib_resources")
    assert "Used instead: MNIST, train: 60,000 images" in said
    assert facts == "60000 embedded True"
    assert "kmnist is not embedded in the course" in error and "mnist, fashion_mnist" in error


def test_broken_tensorflow_datasets_is_told_from_a_missing_one(tmp_path):
    (tmp_path / "tensorflow_datasets").mkdir()
    (tmp_path / "tensorflow_datasets" / "__init__.py").write_text("import no_such_module", encoding="utf-8")
    out = in_a_fresh_process(f"""
        import sys
        sys.path.insert(0, {str(tmp_path)!r})
        from helpers import data
        data.load(source="tfds")
    """)
    assert out.startswith(
        "tensorflow-datasets cannot be used here (ModuleNotFoundError: No module named 'no_such_module')"
    )
