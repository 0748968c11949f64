"""Networks in files: what is saved is read again, other files are refused; the network that the course ships."""

import re
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import data, nn
from helpers.data.pretrain import accuracy
from tests.test_network import random_network

# ---------------------------------------------------------------- files


@pytest.mark.parametrize("name", ["network.npz", "network", "rede de três.dat"])
@pytest.mark.parametrize("kind", [str, Path])
def test_saved_and_loaded_again(tmp_path, name, kind):
    single = random_network([4, 3, 3], nn.leaky_relu, nn.tanh, kind=np.float32)
    network = nn.Network.of([*single.layers, nn.Layer(np.eye(3), [1, 2, 3], nn.softmax)])
    path = tmp_path / name
    network.save(kind(path))
    assert list(tmp_path.iterdir()) == [path]
    again = nn.Network.load(kind(path))
    assert repr(again) == repr(network)
    for one, two in zip(network.layers, again.layers, strict=True):
        assert one.activation is two.activation
        assert (one.weights.dtype, one.bias.dtype) == (two.weights.dtype, two.bias.dtype)
        assert (one.weights == two.weights).all() and (one.bias == two.bias).all()
    again.layers[0].weights += 1  # a loaded network can go on learning


def test_saved_beside_the_program(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    nn.Network([2, 2]).save("here.npz")
    assert nn.Network.load("here.npz").sizes == [2, 2]


def test_file_holds_plain_arrays(tmp_path):
    random_network([3, 2, 2]).save(tmp_path / "network")
    with np.load(tmp_path / "network", allow_pickle=False) as file:
        shapes = {name: file[name].shape for name in file}
        assert file["activations"].tolist() == ["sigmoid", "softmax"]
    assert shapes == {"activations": (2,), "weights_1": (2, 3), "bias_1": (2,), "weights_2": (2, 2), "bias_2": (2,)}


def test_an_old_file_stays_when_saving_fails_half_way(tmp_path, monkeypatch):
    path = tmp_path / "network.npz"
    nn.Network([3, 2]).save(path)
    before = path.read_bytes()

    def full_disk(file, **_arrays):
        Path(file).write_bytes(b"half of it")
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez_compressed", full_disk)
    with pytest.raises(OSError, match="no space left"):
        nn.Network([5, 4, 3]).save(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_saving_replaces_an_old_file(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "another disk, from which no file can be moved")
    path = tmp_path / "network.npz"
    path.write_text("old")
    nn.Network([3, 2]).save(path)
    nn.Network([5, 4, 3]).save(path)
    assert nn.Network.load(path).sizes == [5, 4, 3]
    assert list(tmp_path.iterdir()) == [path]


def arrays(**changed):
    """What a good file holds, with some of it changed, or left out where None is given."""
    good = {"activations": ["relu", "softmax"], "bias_1": np.zeros(3), "bias_2": np.zeros(2)}
    good |= {"weights_1": np.ones((3, 4)), "weights_2": np.ones((2, 3))}
    return {name: value for name, value in (good | changed).items() if value is not None}


def save_array(path: Path, array: np.ndarray) -> None:
    with path.open("wb") as file:  # given a path, NumPy would append .npy to it
        np.save(file, array, allow_pickle=True)


WRONG_FILES = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("784, 16, 16, 10\n"),
    "picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "an array": lambda path: save_array(path, np.ones(3)),
    "pickle": lambda path: save_array(path, np.array([{}])),
    "other arrays": lambda path: np.savez(path, x_train=np.ones(3)),
    "nothing in it": lambda path: np.savez(path),
    "pickled weights": lambda path: np.savez(path, **arrays(weights_2=np.array([[None] * 3] * 2))),
    "pickled activations": lambda path: np.savez(path, **arrays(activations=np.array(["relu", None]))),
    "no layer": lambda path: np.savez(path, **arrays(activations=np.array([], str))),
    "one name": lambda path: np.savez(path, **arrays(activations="relu")),
    "unknown activation": lambda path: np.savez(path, **arrays(activations=["relu", "swish"])),
    "no bias": lambda path: np.savez(path, **arrays(bias_2=None)),
    "bias too long": lambda path: np.savez(path, **arrays(bias_2=np.zeros(3))),
    "flat weights": lambda path: np.savez(path, **arrays(weights_1=np.ones(12))),
    "layers that do not fit": lambda path: np.savez(path, **arrays(weights_2=np.ones((2, 4)))),
    "weights are words": lambda path: np.savez(path, **arrays(weights_1=[["1", "2"]])),
    "weights not finite": lambda path: np.savez(path, **arrays(weights_1=np.full((3, 4), np.nan))),
}


@pytest.mark.parametrize("write", WRONG_FILES.values(), ids=WRONG_FILES)
def test_another_file_is_refused_by_name(tmp_path, write):
    path = tmp_path / "other.npz"
    write(path)
    with pytest.raises(ValueError, match=re.escape(f"{path} does not hold a network that Network.save wrote")):
        nn.Network.load(path)


@given(st.data())
@settings(max_examples=200)
def test_a_broken_file_is_refused_or_read_rightly(tmp_path_factory, examples):
    network = random_network([3, 2, 2])
    path = tmp_path_factory.mktemp("broken") / "network.npz"
    network.save(path)
    good = path.read_bytes()
    changes = examples.draw(
        st.lists(st.tuples(st.integers(0, len(good) - 1), st.integers(0, 255)), min_size=1, max_size=4)
    )
    broken = bytearray(good)
    for place, byte in changes:
        broken[place] = byte
    path.write_bytes(broken[: examples.draw(st.integers(0, len(good)) | st.just(len(good)))])
    try:
        again = nn.Network.load(path)
    except ValueError as error:
        assert str(error).startswith(f"{path} does not hold")
    else:
        assert repr(again) == repr(network)
        assert (again([1, 2, 3]) == network([1, 2, 3])).all()


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(tmp_path, kept):
    whole, path = data.PRETRAINED.read_bytes(), tmp_path / "half.npz"
    path.write_bytes(whole[: int(kept * len(whole))])
    with pytest.raises(ValueError, match=r"half\.npz does not hold a network"):
        nn.Network.load(path)


class Trap:
    """Touches a file when it is unpickled."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_nothing_in_a_file_is_ever_run(tmp_path):
    trap = np.array([[Trap(tmp_path / "run")]])
    np.savez(tmp_path / "network.npz", **arrays(weights_1=trap))
    with pytest.raises(ValueError, match=r"network\.npz does not hold a network"):
        nn.Network.load(tmp_path / "network.npz")
    assert not (tmp_path / "run").exists()


def test_a_file_with_a_wrong_byte_in_its_weights_is_refused(tmp_path):
    """zlib.error, which is no ValueError."""
    broken, path = bytearray(data.PRETRAINED.read_bytes()), tmp_path / "broken.npz"
    broken[1000:1010] = bytes(10)
    path.write_bytes(broken)
    with pytest.raises(ValueError, match=r"broken\.npz does not hold a network"):
        nn.Network.load(path)


def test_no_file(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nothing\.npz"):
        nn.Network.load(tmp_path / "nothing.npz")
    with pytest.raises(OSError, match=re.escape(str(tmp_path))):
        nn.Network.load(tmp_path)
    with pytest.raises(FileNotFoundError):
        nn.Network([3, 2]).save(tmp_path / "no folder" / "network.npz")


# ---------------------------------------------------------------- the network that the course ships


@pytest.mark.parametrize(("path", "least"), [(data.PRETRAINED, 0.95), (data.PRETRAINED_WITH_DECAY, 0.94)])
def test_shipped_network_recognises_nearly_all_test_images(path, least):
    network = nn.Network.load(path)
    assert network.sizes == [784, 16, 16, 10]
    assert [layer.activation for layer in network.layers] == [nn.sigmoid, nn.sigmoid, nn.softmax]
    assert {array.dtype for layer in network.layers for array in (layer.weights, layer.bias)} == {np.dtype(np.float32)}
    test = data.load("mnist", "test")
    outputs = network(test.pixels(slice(None)))
    assert outputs.shape == (10_000, 10)
    assert outputs.sum(axis=1) == pytest.approx(np.ones(10_000), abs=1e-5)
    recognised = (outputs.argmax(axis=1) == test.labels).mean()
    assert recognised >= least
    assert accuracy(network) == recognised
    assert path.stat().st_size < 100_000
