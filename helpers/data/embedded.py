"""The data sets that come with the course: no network, one copy a kernel.

They are files of this folder. In the browser edition they are files of the site, in parts: the kernel gets one when it
is first asked for, and the browser keeps it.
"""

import os
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np

from helpers.data.unavailable import unavailable
from helpers.language import _

FILES = {"mnist": "mnist_70k.npz", "fashion_mnist": "fashion_mnist_12k.npz"}
ADDRESS = "COURSE_DATA"  # the variable that says where a site has them


@cache
def read(name: str, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Images and labels, uint8 of shapes (n, 28, 28) and (n,), in the order of the original."""
    address = os.environ.get(ADDRESS)
    file = _fetched(f"{address}{name}_{split}.npz") if address else Path(__file__).with_name(FILES[name])
    with np.load(file, allow_pickle=False) as arrays:
        return arrays[f"x_{split}"], arrays[f"y_{split}"]


def _fetched(address: str) -> BytesIO:
    """A file of the site; the kernel, which is not the page, may wait for it. Raises DataUnavailable without a network."""
    from js import XMLHttpRequest

    request = XMLHttpRequest.new()
    request.open("GET", address, False)
    request.responseType = "arraybuffer"
    with unavailable(
        _("The images cannot be fetched now ({error}). Check the internet connection, then run this cell again.")
    ):
        request.send()
        if request.status != 200:
            raise OSError(f"{address}: {request.status} {request.statusText}")
    return BytesIO(request.response.to_bytes())
