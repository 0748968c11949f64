"""What has been downloaded is kept and used again; files that are no such images are refused."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from helpers.data import load, raw_files
from tests.downloads import idx, register, sends

# ---------------------------------------------------------------- the cache


@pytest.fixture
def cache(files, folder):
    """The folder with the downloaded files in it."""
    cache = folder / "downloads" / "mnist"
    cache.mkdir(parents=True)
    for name, content in files.items():
        (cache / name).write_bytes(content)
    return cache


@pytest.mark.parametrize("damage", ["shorter", "other bytes", "empty"])
def test_damaged_file_is_noticed_set_aside_and_replaced(files, serve, folder, cache, capsys, damage):
    name = "t10k-images-idx3-ubyte.gz"
    content = files[name]
    bad = {"shorter": content[:-9], "other bytes": content[:-9] + b"123456789", "empty": b""}[damage]
    (cache / name).write_bytes(bad)
    server = serve(sends)
    loaded = load("mnist", "test", source="tfds", folder=folder)
    assert (loaded.images == load(split="test").images).all() and (loaded.source, loaded.note) == ("tfds", "")
    assert server.asked == [name]
    assert (cache / name).read_bytes() == content
    assert (cache / f"{name}.damaged").read_bytes() == bad
    said = capsys.readouterr().out
    assert said.count("\n") == 1 and str(cache / name) in said and f"{name}.damaged" in said
    assert len(list(cache.iterdir())) == len(files) + 1


def test_damaged_file_that_cannot_be_replaced(files, monkeypatch, folder, cache, capsys):
    name = "train-labels-idx1-ubyte.gz"
    (cache / name).write_bytes(b"damaged")
    register(monkeypatch, files, "school.invalid")
    loaded = load(source="tfds", folder=folder)
    assert loaded.source == "embedded" and "school.invalid cannot be reached" in loaded.note
    damaged, note = capsys.readouterr().out.splitlines()
    assert str(cache / name) in damaged and note == loaded.note
    assert sorted(path.name for path in cache.iterdir()) == sorted({*files, f"{name}.damaged"} - {name})


def test_folder_that_cannot_be_written_to(serve, tmp_path, capsys):
    (tmp_path / "a file").write_text("not a folder", encoding="utf-8")
    serve(sends)
    loaded = load("mnist", "test", source="tfds", folder=tmp_path / "a file" / "tensorflow_datasets")
    assert (loaded.images == load(split="test").images).all() and (loaded.source, loaded.note) == ("tfds", "")
    said = capsys.readouterr().out
    assert said.startswith("The files could not be kept in ") and said.count("\n") == 1
    assert load("mnist", "train", source="tfds", folder=tmp_path / "a file" / "tensorflow_datasets").source == "tfds"


def test_full_disk_leaves_no_half_file(files, serve, folder, capsys, monkeypatch):
    write = Path.write_bytes

    def until_full(path, content):
        if "train-images" in path.name:
            write(path, content[:1000])
            raise OSError(28, "No space left on device")
        return write(path, content)

    serve(sends)
    monkeypatch.setattr(Path, "write_bytes", until_full)
    assert load("mnist", "test", source="tfds", folder=folder).source == "tfds"
    assert "No space left on device" in capsys.readouterr().out
    for path in (folder / "downloads" / "mnist").iterdir():
        assert path.read_bytes() == files[path.name]


# ---------------------------------------------------------------- idx files


@pytest.mark.parametrize("array", [np.arange(7, dtype=np.uint8), np.arange(784, dtype=np.uint8).reshape(1, 28, 28)])
def test_parse(array):
    assert (raw_files.parse(idx(array)) == array).all()


OTHER_FILES = {
    "signed bytes": gzip.compress(struct.pack(">HBBI", 0, 9, 1, 2) + b"12"),
    "another beginning": gzip.compress(struct.pack(">HBBI", 7, 8, 1, 2) + b"12"),
    "27 rows": idx(np.zeros((2, 27, 28), np.uint8)),
    "two dimensions": idx(np.zeros((2, 28), np.uint8)),
    "shorter than it says": gzip.compress(struct.pack(">HBBI", 0, 8, 1, 3) + b"12"),
    "no header": gzip.compress(b"12"),
    "no gzip": b"no gzip",
    "empty": b"",
}


@pytest.mark.parametrize("content", OTHER_FILES.values(), ids=OTHER_FILES)
def test_parse_refuses_other_files(content):
    with pytest.raises((ValueError, OSError, EOFError, struct.error)):
        raw_files.parse(content)


def test_registered_file_of_another_kind_is_said(serve, files, monkeypatch, folder):
    """Should tensorflow-datasets ever register other files: no student sees a traceback."""
    server = serve(sends)
    server.files = dict.fromkeys(files, idx(np.zeros((2, 28), np.uint8)))
    register(monkeypatch, server.files, f"127.0.0.1:{server.server_port}")
    loaded = load("mnist", "test", source="tfds", folder=folder)
    assert loaded.source == "embedded" and "cannot be used (ValueError: an idx file" in loaded.note
