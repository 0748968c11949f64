"""Python in the browser: ready when the notebook is, and right in what it does another way than elsewhere."""

from tests_site.pages import printed

# Shapes of images and first layers, rows that are no whole turns, arrays that do not lie row by row, another type.
PRODUCTS = """
import numpy as np
from helpers.nn import products

def numbers(*shape, kind=np.float32):
    return np.random.default_rng(0).normal(size=shape).astype(kind)

pairs = [(numbers(m, k), numbers(n, k)) for m, n, k in ((50, 16, 784), (1, 10, 784), (250, 300, 16), (3, 500, 10))]
pairs += [(numbers(784, 50).T, numbers(16, 784)), (numbers(50, 784), numbers(16, 1568)[:, ::2])]
pairs += [(numbers(0, 784), numbers(16, 784)), (numbers(50, 784, kind=float), numbers(16, 784, kind=float))]
for one, other in pairs:
    for found, wanted in (
        (products.rows_with_rows(one, other), one.astype(float) @ other.T.astype(float)),
        (products.columns_with_columns(one @ other.T, one), (one @ other.T).T.astype(float) @ one.astype(float)),
    ):
        assert found.dtype == one.dtype and np.allclose(found, wanted, rtol=1e-4, atol=1e-2), (one.shape, other.shape)
print("quick" if products.quick else "slow", len(pairs))
"""


def test_products_of_matrices_are_numpys(page):
    assert printed(page, PRODUCTS) == "quick 8\n"


def test_python_runs_once_and_has_what_the_first_cell_wants(page):
    running = page.evaluate("() => [...window.jupyterapp.serviceManager.kernels.running()].length")
    assert running == 1
    loaded = printed(page, "import sys; print(*sys.modules)")
    assert {"matplotlib", "ipywidgets", "helpers.lessons"} <= set(loaded.split())
