"""The idx files that MNIST and its successors are published as, checked against the sums tensorflow-datasets registers.

They are kept below the folder of tensorflow-datasets, in `downloads/<name>`; a file that is not whole is never used.
"""

import gzip
import hashlib
import struct
import tempfile
from pathlib import Path

import numpy as np

from helpers.data.download import download
from helpers.data.single_images import SIDE
from helpers.data.unavailable import DataUnavailable, unavailable
from helpers.language import _

NAMES = ("mnist", "fashion_mnist", "kmnist")
FILES = {
    "train": ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
    "test": ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"),
}
_read = {}  # one copy a kernel


def registered(name: str) -> dict[str, tuple[int, str]]:
    """The addresses of a data set's files, with the size in bytes and the SHA-256 that each must have."""
    import tensorflow_datasets as tfds

    return {url: (int(info.size), info.checksum) for url, info in tfds.builder_cls(name).url_infos.items()}


def read(name: str, folder: Path, deadline: float) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Both splits: images and labels, uint8 of shapes (n, 28, 28) and (n,), in the order of the original.

    What `folder` does not hold is downloaded, in at most `deadline` seconds. Raises DataUnavailable.
    """
    if (name, folder) not in _read:
        cache = folder / "downloads" / name
        with unavailable(_("The files of {name} in {folder} cannot be used ({error})."), name=name, folder=cache):
            files = _files(cache, registered(name), deadline)
            _read[name, folder] = {split: (parse(files[x]), parse(files[y])) for split, (x, y) in FILES.items()}
    return _read[name, folder]


def parse(content: bytes) -> np.ndarray:
    """The array in a gzipped idx file (http://yann.lecun.com/exdb/mnist): bytes, in one or in three dimensions.

    Raises ValueError for anything else.
    """
    content = gzip.decompress(content)
    zeros, kind, dimensions = struct.unpack_from(">HBB", content)
    shape = struct.unpack_from(f">{dimensions}I", content, 4)
    if (zeros, kind) != (0, 8) or shape[1:] not in ((), (SIDE, SIDE)):
        raise ValueError(f"an idx file of bytes, one-dimensional or n × 28 × 28, is needed; given {content[:16].hex()}")
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def _files(cache: Path, wanted: dict[str, tuple[int, str]], deadline: float) -> dict[str, bytes]:
    """The wanted files by their names, from the cache or from the network."""
    files = {_name(url): _kept(cache / _name(url), *right) for url, right in wanted.items()}
    missing = {url: right for url, right in wanted.items() if files[_name(url)] is None}
    if missing:
        new = download(missing, deadline)
        _keep(cache, new)
        files |= new
    return files


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def _kept(path: Path, size: int, sha256: str) -> bytes | None:
    """What the file holds, None when it is not there or was damaged; a damaged one is set aside, which is said."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if (len(content), hashlib.sha256(content).hexdigest()) == (size, sha256):
        return content
    aside = path.with_name(f"{path.name}.damaged")
    path.replace(aside)
    print(_("The file {file} was damaged. It is now called {aside}.").format(file=path, aside=aside.name))
    return None


def _keep(cache: Path, files: dict[str, bytes]) -> None:
    """Put new files into the cache, each whole or not at all; where nothing can be written, say so and go on."""
    text = _("The files could not be kept in {folder} ({error}): the next time they will be downloaded again.")
    try:
        with unavailable(text, folder=cache):
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".new-", dir=cache) as beside:
                for name, content in files.items():
                    new = Path(beside, name)
                    new.write_bytes(content)
                    new.replace(cache / name)
    except DataUnavailable as problem:  # the data are here all the same
        print(problem)
