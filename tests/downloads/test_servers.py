"""Downloads from servers that behave, and that do not.

Whatever happens, `load` ends in time, gives the embedded images and says why, and leaves no process and no file behind.
"""

import json
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from helpers import data, language
from helpers.data import download, labelled, load, raw_files
from tests.downloads import (
    fails,
    is_slow,
    load_instead,
    register,
    says_nothing,
    sends,
    sends_a_login_page,
    sends_other_bytes,
    stops_half_way,
    stops_half_way_without_a_word,
    trickles,
)

# ---------------------------------------------------------------- a server that behaves


def test_files_are_downloaded_once_and_all_images_are_right(files, serve, folder, capsys, monkeypatch):
    server = serve(sends)
    for split in ("train", "test"):
        loaded = load("mnist", split, source="tfds", folder=folder)
        assert (loaded.images == load(split=split).images).all() and (loaded.labels == load(split=split).labels).all()
        assert (loaded.source, loaded.note, loaded.classes) == ("tfds", "", tuple("0123456789"))
        assert repr(loaded).endswith("from tensorflow-datasets")
        with pytest.raises(ValueError, match="WRITEABLE"):
            loaded.images.flags.writeable = True
    assert np.shares_memory(loaded.images, load("mnist", "test", source="tfds", folder=folder).images)
    assert sorted(server.asked) == sorted(files)
    kept = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert kept == sorted(f"downloads/mnist/{name}" for name in files)
    assert capsys.readouterr().out == ""

    monkeypatch.setattr(raw_files, "_read", {})  # as in a new kernel
    monkeypatch.setattr(raw_files, "download", None)  # the network is not used
    assert (load("mnist", "test", source="tfds", folder=folder).images == load(split="test").images).all()


def test_kmnist_has_the_names_that_tensorflow_datasets_gives_its_classes(serve, folder, tmp_path):
    import tensorflow_datasets as tfds

    serve(sends)
    assert load("kmnist", source="tfds", folder=folder).classes == labelled.CLASS_NAMES["kmnist"]
    builder = tfds.builder("kmnist", data_dir=tmp_path / "none")
    assert tuple(builder.info.features["label"].names) == labelled.CLASS_NAMES["kmnist"]
    for left in Path(tempfile.tempdir).glob("*tfds"):  # by the builder
        left.rmdir()


@pytest.mark.parametrize("name", raw_files.NAMES)
def test_sums_are_registered_for_the_files_that_are_read(name):
    table = raw_files.registered(name)
    assert sorted(url.rpartition("/")[2] for url in table) == sorted(sum(raw_files.FILES.values(), ()))
    assert all(size > 4000 and len(bytes.fromhex(sha256)) == 32 for size, sha256 in table.values())


# ---------------------------------------------------------------- servers that misbehave


def test_server_that_refuses(files, monkeypatch, folder, capsys):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    register(monkeypatch, files, f"127.0.0.1:{port}")
    load_instead(folder, capsys, f"127.0.0.1:{port} cannot be reached (ConnectionError)")


def test_no_network(files, monkeypatch, folder, capsys):
    register(monkeypatch, files, "school.invalid")
    load_instead(folder, capsys, "school.invalid cannot be reached (ConnectionError)")


def test_server_that_accepts_and_never_answers(files, monkeypatch, folder, capsys):
    with socket.create_server(("127.0.0.1", 0)) as listening:  # the system accepts, nobody answers
        register(monkeypatch, files, f"127.0.0.1:{listening.getsockname()[1]}")
        load_instead(folder, capsys, "cannot be reached (ReadTimeout)")


def test_name_that_is_never_resolved(files, monkeypatch, folder, capsys, tmp_path):
    """No timeout of `requests` ends that: the process is stopped."""
    site = "import socket, threading\nsocket.getaddrinfo = lambda *a, **k: threading.Event().wait(60)"
    (tmp_path / "sitecustomize.py").write_text(site, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(download, "PROBE", 2)
    register(monkeypatch, files, "school.invalid")
    load_instead(folder, capsys, "school.invalid cannot be reached (given up after 2 seconds)")


@pytest.mark.parametrize("behaviour", [sends_a_login_page, sends_other_bytes])
def test_server_that_sends_something_else(serve, folder, capsys, behaviour):
    server = serve(behaviour)
    load_instead(folder, capsys, f"127.0.0.1:{server.server_port} did not send the expected files")


@pytest.mark.parametrize("behaviour", [stops_half_way, fails])
def test_server_that_breaks_off(serve, folder, capsys, behaviour):
    serve(behaviour)
    load_instead(folder, capsys, "The download from 127.0.0.1", "failed (", "Error")


@pytest.mark.parametrize("behaviour", [says_nothing, stops_half_way_without_a_word, trickles])
def test_server_that_never_ends(serve, folder, capsys, monkeypatch, behaviour):
    server = serve(behaviour)
    monkeypatch.setattr(download, "STALL", 4)
    load_instead(folder, capsys, "failed (nothing came for 4 seconds)")
    assert server.asked != [], "the download had not begun: the test has shown nothing"


def test_server_that_is_too_slow(serve, folder, capsys):
    server = serve(is_slow)
    # 12 seconds for all: what is left of them after the first look at the server is said in whole seconds
    load_instead(folder, capsys, "failed (given up after ", " seconds)", deadline=12)
    assert server.asked != [], "the download had not begun: the test has shown nothing"


def test_wrong_server_is_noticed_by_the_smallest_file(serve, folder, capsys):
    def mixed(handler, content):
        (sends_a_login_page if "t10k-labels" in handler.path else says_nothing)(handler, content)

    server = serve(mixed)
    load_instead(folder, capsys, "did not send the expected files")
    assert server.asked == ["t10k-labels-idx1-ubyte.gz"]


def test_data_set_that_is_not_embedded_says_why_it_cannot_be_had(files, monkeypatch, folder):
    register(monkeypatch, files, "school.invalid")
    with pytest.raises(data.DataUnavailable) as error:
        load("kmnist", source="tfds", folder=folder)
    for words in ("school.invalid cannot be reached", "kmnist is not embedded", "mnist, fashion_mnist"):
        assert words in str(error.value)


def test_reason_is_in_the_language_of_the_notebook(files, monkeypatch, folder):
    language.use("pt-BR")
    register(monkeypatch, files, "school.invalid")
    note = load("fashion_mnist", source="tfds", folder=folder).note
    assert note.startswith("Não foi possível acessar school.invalid (ConnectionError). Em vez disso")
    assert "10.000 imagens" in note


def test_interrupted_download_leaves_nothing(serve, folder, monkeypatch):
    def interrupt(*arguments):
        raise KeyboardInterrupt

    serve(trickles)
    monkeypatch.setattr(download, "_look", interrupt)
    with pytest.raises(KeyboardInterrupt):
        load(source="tfds", folder=folder)
    assert not folder.exists()


def test_without_processes_the_embedded_images_are_used(files, monkeypatch, folder, capsys):
    """In a browser Python has none."""

    def refuse(*arguments, **options):
        raise OSError(138, "emscripten does not support processes")

    register(monkeypatch, files, "school.invalid")
    monkeypatch.setattr(download.subprocess, "Popen", refuse)
    load_instead(folder, capsys, "Nothing can be downloaded here (OSError", "emscripten")


def test_process_ends_by_itself_when_the_kernel_is_gone(tmp_path):
    """Nobody stops it then: it waits for its time and five seconds more (here −4 + 5)."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/file.gz"
        job = json.dumps([-4, "download", str(tmp_path), {url: [1, "0" * 64]}])
        ended = subprocess.run([sys.executable, "-P", download.fetch.__file__, job], capture_output=True, timeout=20)
    assert ended.returncode == 1
    assert b"Timeout" in ended.stderr
