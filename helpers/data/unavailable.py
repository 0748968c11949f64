"""`DataUnavailable`: a data set that exists cannot be had now. `unavailable` turns other errors into it."""

from collections.abc import Iterator
from contextlib import contextmanager


class DataUnavailable(RuntimeError):
    """A data set that exists cannot be had now; the message says why, in the notebook's language."""


@contextmanager
def unavailable(text: str, **facts) -> Iterator[None]:
    """Raise DataUnavailable in place of any other error; text: the message, with {error} and the names of the facts.

    Of any, because tensorflow-datasets and its readers raise errors of all kinds for a damaged file or installation.
    """
    try:
        yield
    except DataUnavailable:
        raise
    except Exception as error:
        said = str(error).strip().partition("\n")[0][:200].rstrip(".:")
        error_text = f"{type(error).__name__}: {said}" if said else type(error).__name__
        raise DataUnavailable(text.format(error=error_text, **facts)) from error
