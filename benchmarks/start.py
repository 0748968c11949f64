"""How long each lesson takes to start, and what its kernel holds in memory."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import nbformat
import psutil
from nbclient import NotebookClient
from tqdm import tqdm

STARTS = 5
TIMED = """
import time
began = time.perf_counter()
import helpers
imported = time.perf_counter()
exec({cell!r})
print("\\n", imported - began, time.perf_counter() - began)
"""


def first_cell(source: str, folder: str) -> list[float]:
    """Seconds, in a fresh Python, to `import helpers`, and to run the lesson's whole first cell."""
    command = [sys.executable, "-c", TIMED.format(cell=source)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return [float(seconds) for seconds in done.stdout.split()[-2:]]


def run_all(notebook: nbformat.NotebookNode, folder: str) -> tuple[float, float]:
    """Seconds to start a kernel and run all cells in it, and the MB it then holds."""
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": folder}},
    )
    began = time.perf_counter()
    with client.setup_kernel():
        for i, cell in enumerate(tqdm(notebook.cells, desc="run all", unit="cell", leave=False, disable=None)):
            client.execute_cell(cell, i)
        seconds = time.perf_counter() - began
        return seconds, psutil.Process(client.km.provisioner.pid).memory_info().rss / 1e6


def measure(lessons: dict[str, Path]) -> dict:
    """All figures of this module, by name."""
    imports, result = [], {}
    for number, path in lessons.items():
        notebook = nbformat.read(path, as_version=4)
        source = next(cell.source for cell in notebook.cells if cell.cell_type == "code")
        with tempfile.TemporaryDirectory() as folder:  # a lesson keeps its progress in the folder where it runs
            progress = tqdm(range(STARTS), desc=f"{number}: first cell", leave=False, disable=None)
            imported, cells = zip(*(first_cell(source, folder) for _ in progress), strict=True)
            seconds, megabytes = run_all(notebook, folder)
        imports += imported
        result[number] = {"first_cell": median(cells), "run_all": seconds, "kernel_memory": megabytes}
    return {"import": median(imports), "lessons": result}
