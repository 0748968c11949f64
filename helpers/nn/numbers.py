"""The check that every function of `helpers.nn` makes of what it is given."""

import numpy as np


def as_numbers(name: str, values, finite: bool = False) -> np.ndarray:
    """`values` (a number, list or array) as an array of floats; float32 stays float32.

    finite: whether infinite numbers are refused too.
    Raises TypeError when they are not numbers, ValueError when their shape is ragged, or one of them is NaN or,
    with `finite`, infinite.
    """
    wanted = f"{name} must be a number or a list or array of numbers"
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{wanted}, with rows of one length; given {values!r}") from error
    if array.dtype.kind not in "iuf":
        hint = "; take away the quotes" if array.dtype.kind == "U" else ""
        raise TypeError(f"{wanted}; given {values!r}{hint}")
    array = array if array.dtype.kind == "f" else array.astype(float)
    if np.isnan(array).any():
        raise ValueError(f"{wanted}; given NaN (not a number): look for a division 0/0 or a missing value before")
    if finite and np.isinf(array).any():
        raise ValueError(
            f"{wanted}, all finite; given {values!r}: look for a division by 0 or for numbers that grew too large"
        )
    return array
