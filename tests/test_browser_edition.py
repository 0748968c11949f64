"""How site/ is built: again when something has changed and only then, of the files that are named; the images it hands out."""

import hashlib
import sys
import types

import numpy as np
import pytest

from browser_edition import data, downloads, packages, steps
from helpers.data import DataUnavailable, embedded


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which steps of a build are done."""
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "BUILD", tmp_path / ".build")
    return tmp_path


def test_a_step_is_done_again_only_when_an_input_has_changed(folder):
    source, times = folder / "source", []
    source.mkdir()

    def make(made):
        times.append(1)
        (made / "result.txt").write_text((source / "a.txt").read_text())

    def made():
        return (steps.made("step", [source, "a word"], make) / "result.txt").read_text()

    (source / "a.txt").write_text("one")
    assert (made(), made(), len(times)) == ("one", "one", 1)
    (source / "__pycache__").mkdir()
    (source / "__pycache__" / "a.pyc").write_bytes(b"what Python leaves behind")
    assert (made(), len(times)) == ("one", 1)
    (source / "a.txt").write_text("two")
    assert (made(), len(times)) == ("two", 2)


def test_a_step_that_failed_is_done_again(folder):
    def fail(made):
        (made / "half.txt").write_text("half")
        raise OSError("no network")

    with pytest.raises(OSError, match="no network"):
        steps.made("step", [], fail)
    assert not list(steps.made("step", [], lambda made: None).iterdir())


def test_a_file_that_is_not_the_one_named_is_refused(folder, monkeypatch):
    monkeypatch.setattr(downloads, "KEPT", folder)
    served = folder / "pyodide.mjs.served"
    served.write_bytes(b"another")
    sources = {
        "address": served.as_uri(),
        "version": "1",
        "core": {"pyodide.mjs": hashlib.sha256(b"right").hexdigest()},
    }
    monkeypatch.setattr(downloads, "SOURCES", sources)
    with pytest.raises(OSError, match=r"pyodide\.mjs is not the file"):
        downloads.pyodide("core")
    served.write_bytes(b"right")
    assert [path.read_bytes() for path in downloads.pyodide("core")] == [b"right"]
    served.unlink()  # kept: asked for no more
    assert downloads.pyodide("core")


@pytest.mark.parametrize(
    ("path", "used"),
    [
        ("numpy/linalg/_linalg.py", True),
        ("numpy/tests/test_numpy_version.py", False),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", True),
        ("matplotlib/mpl-data/fonts/ttf/STIXGeneral.ttf", False),
        ("babel/locale-data/pt_BR.dat", True),
        ("babel/locale-data/fr.dat", False),
        ("helpers/data/network_784_16_16_10_decay.npz", True),
        ("helpers/data/mnist_70k.npz", False),
        ("ipython-9.18.1.dist-info/METADATA", True),
        ("ipython-9.18.1.dist-info/RECORD", False),
    ],
)
def test_what_the_course_does_not_use_is_left_out(path, used):
    assert (packages.UNUSED.match(path) is None) == used


def test_images_of_the_site_are_those_of_the_course(folder, monkeypatch):
    data._make(folder)
    browser = types.ModuleType("js")
    browser.XMLHttpRequest = types.SimpleNamespace(new=lambda: Request(folder))
    monkeypatch.setitem(sys.modules, "js", browser)
    for name in embedded.FILES:
        for split in ("train", "test"):
            ours = embedded.read.__wrapped__(name, split)
            with monkeypatch.context() as in_the_browser:
                in_the_browser.setenv(embedded.ADDRESS, "https://school.example/data/")
                fetched = embedded.read.__wrapped__(name, split)
            for one, two in zip(ours, fetched, strict=True):
                assert np.array_equal(one, two)
    monkeypatch.setenv(embedded.ADDRESS, "https://school.example/data/")
    with pytest.raises(
        DataUnavailable, match=r"be fetched now \(OSError: .*kmnist_test\.npz: 404 Not Found\)\. Check the internet"
    ):
        embedded.read.__wrapped__("kmnist", "test")


class Request:
    """A browser's request for a file, of which there are those of a folder."""

    status, statusText = 200, "OK"

    def __init__(self, folder):
        self.folder = folder

    def open(self, method, address, later):
        assert (method, later) == ("GET", False)
        self.path = self.folder / address.removeprefix("https://school.example/data/")

    def send(self):
        if not self.path.exists():
            self.status, self.statusText = 404, "Not Found"

    @property
    def response(self):
        return types.SimpleNamespace(to_bytes=self.path.read_bytes)
