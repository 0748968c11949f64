"""Files of MNIST, servers to download them from, folders that are watched for what is left in them."""

import tempfile
import threading

import psutil
import pytest
from tqdm.auto import tqdm

from helpers.data import download, load, raw_files
from tests.downloads import LONGEST, Server, idx, register


@pytest.fixture(scope="module")
def files():
    """All of MNIST as four idx files, by name."""
    arrays = {split: (load(split=split).images, load(split=split).labels) for split in raw_files.FILES}
    return {
        name: idx(array)
        for split, names in raw_files.FILES.items()
        for name, array in zip(names, arrays[split], strict=True)
    }


@pytest.fixture
def serve(files, monkeypatch):
    """serve(behaviour): start such a server, from which the files are downloaded from now on."""
    servers = []
    for seconds in ("PROBE", "STALL"):  # however slow the computer is
        monkeypatch.setattr(download, seconds, LONGEST)

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


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """The folder for temporary files, watched for what is left in it; no proxy stands before the servers."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(raw_files, "_read", {})
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1,school.invalid")
    tqdm.get_lock()  # for which Python 3.14 begins a process that stays
    others = psutil.Process().children()
    yield folder
    assert list(folder.iterdir()) == []
    assert [child for child in psutil.Process().children() if child not in others] == []


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "tensorflow_datasets"
