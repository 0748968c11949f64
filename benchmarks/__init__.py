"""Measures the live figures beside the usual way, `@interact` with pyplot, in one run: `make bench`.

- `same_figure.py`: one figure done both ways;
- `kernel.py`: milliseconds a frame in Python alone, for every control of every lesson, and memory over many events;
- `start.py`: imports, and whole lessons in a kernel;
- `data.py`: loading the images and the trained network in a new process;
- `training.py`: an epoch of MNIST, and the way to 95 %, beside PyTorch and scikit-learn where they are installed;
- `playground.py`: epochs and pictures a second, the spiral, answers while it plays, and memory over five minutes;
- `build.py`: building the notebooks;
- `browser.py`: from a key press to the new picture, for every slider of every lesson, in a real JupyterLab;
- `site.py`: the browser edition: visits, sliders, trainings, memory (first: `python course.py site`);
- `report.py`: the targets, and the tables;
- `__main__.py`: the command.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LESSONS = {path.name[:2]: path for path in sorted((ROOT / "notebooks" / "en").glob("*.ipynb"))}  # by number
