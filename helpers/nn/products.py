"""Products of matrices as a training needs them (lessons 07 to 09): NumPy's, or quicker ones where NumPy is slow.

- `rows_with_rows`: one @ other.T;
- `columns_with_columns`: one.T @ other.

In the browser edition NumPy has no BLAS. Its kernel brings `quick_products` (browser_edition/kernel/products.wat), which
multiply large float32 arrays in a tenth of the time.
"""

import numpy as np

try:
    import quick_products as quick
except ModuleNotFoundError:
    quick = None

LARGE = 4096  # numbers in an array; to begin a quick product takes as long as a small one
TURN = 16  # numbers of a row that a quick product takes at once


def rows_with_rows(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """one @ other.T, for shapes (m, k) and (n, k); unchecked."""
    if not (quick and other.size >= LARGE and _fit(one, other)):
        return one.dot(other.T)  # as @ does, but with less ado for small arrays
    out = np.empty((len(one), len(other)), np.float32)
    quick.rows_with_rows(*_addresses(one, other, out), *out.shape, other.nbytes // len(other))
    return out


def columns_with_columns(one: np.ndarray, other: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """one.T @ other, for shapes (m, n) and (m, k), put into `out` when it is given; unchecked."""
    if not (quick and out is None and other.size >= LARGE and _fit(one, other)):
        return np.dot(one.T, other, out=out)
    out = np.empty((one.shape[1], other.shape[1]), np.float32)
    quick.columns_with_columns(*_addresses(one, other, out), *one.shape, other.nbytes // len(other))
    return out


def _fit(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether both are of float32, lie row by row, and the other's rows are made of whole turns."""
    plain = all(array.dtype == np.float32 and array.flags.c_contiguous and array.size for array in (one, other))
    return plain and other.shape[1] % TURN == 0


def _addresses(*arrays: np.ndarray) -> list[int]:
    return [array.__array_interface__["data"][0] for array in arrays]
