"""The check that every function of `helpers.nn` makes of what it is given."""

import numpy as np

from helpers.language import _


def as_numbers(name: str, values, finite: bool = False) -> np.ndarray:
    """`values` (a number, list or array) as an array of floats; float32 stays float32.

    finite: whether infinite numbers are refused too.
    Raises TypeError when they are not numbers, ValueError when their shape is ragged, or one of them is NaN or,
    with `finite`, infinite.
    """

    def said(text: str) -> str:
        # Writing many numbers out takes long: only for an error.
        return text.format(name=name, given=repr(values)[:80])

    try:
        array = np.asarray(values)
    except ValueError as error:
        text = _("{name} must be a number or a list or array of numbers, with rows of one length; given {given}")
        raise ValueError(said(text)) from error
    if array.dtype.kind not in "iuf":
        text = _("{name} must be a number or a list or array of numbers; given {given}")
        if array.dtype.kind == "U":
            text = _("{name} must be a number or a list or array of numbers; given {given}; take away the quotes")
        raise TypeError(said(text))
    array = array if array.dtype.kind == "f" else array.astype(float)
    if np.isnan(array).any():
        text = _(
            "{name} must be a number or a list or array of numbers; given NaN (not a number): look for a division 0/0 or a "
            "missing value before"
        )
        raise ValueError(said(text))
    if finite and np.isinf(array).any():
        text = _(
            "{name} must be a number or a list or array of numbers, all finite; given {given}: look for a division by 0 or "
            "for numbers that grew too large"
        )
        raise ValueError(said(text))
    return array
