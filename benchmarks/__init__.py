"""Measures the live figures beside the usual way, `@interact` with pyplot, in one run: `make bench`.

- `same_figure.py`: one figure done both ways;
- `kernel.py`: milliseconds a frame in Python alone, and memory over many slider events;
- `start.py`: imports, and a whole lesson in a kernel;
- `browser.py`: from a key press to the new picture, in a real JupyterLab;
- `report.py`: the targets, and the tables;
- `__main__.py`: the command.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LESSON = ROOT / "notebooks" / "en" / "02_weighted_sum_plus_bias.ipynb"
