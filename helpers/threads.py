"""How many threads NumPy uses for a matrix product: one.

Shared between threads, the small products of a training are 5 to 70 times slower as soon as the computer has other work.
"""

import os
import sys

VARIABLES = (  # each library that may be under NumPy has its own
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "OMP_NUM_THREADS",
)


def use_one_thread() -> None:
    """Let NumPy multiply matrices in one thread, unless one of the `VARIABLES` says how many. NumPy may be loaded or not."""
    if any(variable in os.environ for variable in VARIABLES) or sys.platform == "emscripten":
        return
    if "numpy" not in sys.modules:  # which reads them once, as it loads
        os.environ.update(dict.fromkeys(VARIABLES, "1"))
        return
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
