"""Downloads from servers on this computer that behave, and that misbehave in every way seen in schools.

Whatever happens, `load` ends in time, gives the embedded images and says why, and leaves no process and no file behind.
"""

import gzip
import hashlib
import json
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import psutil
import pytest

from helpers import data, language
from helpers.data import download, labelled, load, raw_files

LONGEST = 10  # seconds that any of it may take


def idx(array: np.ndarray) -> bytes:
    """A gzipped idx file, the same bytes each time."""
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return gzip.compress(header + array.tobytes(), compresslevel=1, mtime=0)


@pytest.fixture(scope="module")
def files():
    """All of MNIST as four idx files, by name."""
    arrays = {split: (load(split=split).images, load(split=split).labels) for split in raw_files.FILES}
    return {
        name: idx(array)
        for split, names in raw_files.FILES.items()
        for name, array in zip(names, arrays[split], strict=True)
    }


class Server(ThreadingHTTPServer):
    """A server on 127.0.0.1 that answers HEAD at once, and GET as `behaviour(handler, content)` does."""

    def __init__(self, files, behaviour):
        self.files, self.behaviour, self.asked, self.closing = files, behaviour, [], threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.begin(0)

    def do_GET(self):
        self.server.asked.append(self.path[1:])
        self.server.behaviour(self, self.server.files[self.path[1:]])

    def begin(self, length, kind="application/gzip"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *arguments):
        pass


def sends(handler, content):
    handler.begin(len(content))
    handler.wfile.write(content)


def sends_a_login_page(handler, content):
    page = b"<html><form action='/login'>Please log in.</form></html>"
    handler.begin(len(page), "text/html")
    handler.wfile.write(page)


def sends_other_bytes(handler, content):
    handler.begin(len(content))
    handler.wfile.write(content[:-1] + bytes([content[-1] ^ 1]))


def stops_half_way(handler, content):
    handler.begin(len(content))
    handler.wfile.write(content[: len(content) // 2])


def says_nothing(handler, content):
    handler.server.closing.wait(60)


def trickles(handler, content):
    handler.begin(len(content))
    for i in range(len(content)):
        if handler.server.closing.wait(0.05):
            return
        try:
            handler.wfile.write(content[i : i + 1])
        except OSError:  # nobody listens any longer
            return


def is_slow(handler, content):
    handler.begin(len(content))
    for i in range(0, len(content), 20_000):
        if handler.server.closing.wait(0.2):
            return
        try:
            handler.wfile.write(content[i : i + 20_000])
        except OSError:  # nobody listens any longer
            return


def stops_half_way_without_a_word(handler, content):
    handler.begin(len(content))
    handler.wfile.write(content[: len(content) // 2])
    handler.server.closing.wait(60)


def fails(handler, content):
    handler.send_error(500)


@pytest.fixture
def serve(files, monkeypatch):
    """serve(behaviour): start such a server, from which the files are downloaded from now on."""
    servers = []

    def start(behaviour):
        server = Server(files, behaviour)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        register(monkeypatch, files, f"127.0.0.1:{server.server_port}")
        return server

    yield start
    for server in servers:
        server.closing.set()
        server.shutdown()
        server.server_close()


def register(monkeypatch, files, server):
    """In place of the sums and addresses of tensorflow-datasets."""
    table = {f"http://{server}/{name}": (len(c), hashlib.sha256(c).hexdigest()) for name, c in files.items()}
    monkeypatch.setattr(raw_files, "registered", lambda name: table)


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """The folder for temporary files, watched for what is left in it; no proxy stands before the servers."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(raw_files, "_read", {})
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1,school.invalid")
    yield folder
    assert list(folder.iterdir()) == []
    assert psutil.Process().children() == []


def load_instead(folder, capsys, *reasons, **options):
    """Load MNIST from a server that fails: the embedded images come, in time, with the reason; nothing is left."""
    begin = time.monotonic()
    digits = load("mnist", "test", source="tfds", folder=folder, **options)
    assert time.monotonic() - begin < LONGEST
    assert digits.source == "embedded"
    assert np.shares_memory(digits.images, load(split="test").images)
    assert [reason for reason in reasons if reason not in digits.note] == []
    assert digits.note.endswith("Used instead: " + repr(load(split="test")) + ".")
    assert capsys.readouterr().out == digits.note + "\n"
    assert not folder.exists()
    return digits.note


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "tensorflow_datasets"


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
    load_instead(folder, capsys, f"127.0.0.1:{server.server_port} sent something else than the files expected")


@pytest.mark.parametrize("behaviour", [stops_half_way, fails])
def test_server_that_breaks_off(serve, folder, capsys, behaviour):
    serve(behaviour)
    load_instead(folder, capsys, "The download from 127.0.0.1", "failed (", "Error")


@pytest.mark.parametrize("behaviour", [says_nothing, stops_half_way_without_a_word, trickles])
def test_server_that_never_ends(serve, folder, capsys, behaviour):
    server = serve(behaviour)
    load_instead(folder, capsys, "failed (nothing came for 4 seconds)")
    assert server.asked != [], "the download had not begun: the test has shown nothing"


def test_server_that_is_too_slow(serve, folder, capsys):
    server = serve(is_slow)
    load_instead(folder, capsys, "failed (given up after 6 seconds)", deadline=6)
    assert server.asked != [], "the download had not begun: the test has shown nothing"


def test_wrong_server_is_noticed_by_the_smallest_file(serve, folder, capsys):
    def mixed(handler, content):
        (sends_a_login_page if "t10k-labels" in handler.path else says_nothing)(handler, content)

    server = serve(mixed)
    load_instead(folder, capsys, "something else")
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
