"""Runs notebooks, and tells which files of the course a run read."""

import os
import re
import tempfile
from pathlib import Path

import nbclient

from helpers.lessons import without_live_views
from lessons_src.builder.editions import Edition
from lessons_src.builder.formats import nbformat
from lessons_src.builder.series import ROOT

SECONDS_A_CELL = 120


def execute(notebook: nbformat.NotebookNode, edition: Edition) -> list[Path]:
    """Run all cells, in place, keep only what is the same at every run, and return the course's files that were read.

    The kernel takes `helpers` from beside this builder. Raises SourceError with the lesson's file and line when a
    cell raises.
    """
    metadata = dict(notebook.metadata)
    edition.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "read"
        client = nbclient.NotebookClient(
            notebook,
            timeout=SECONDS_A_CELL,
            kernel_name="python3",
            extra_arguments=["--log-level=ERROR", f"--IPKernelApp.exec_lines={_watch(report, edition)}"],
            record_timing=False,
            coalesce_streams=True,  # what a cell prints while it works comes in pieces, other ones each time
            resources={"metadata": {"path": str(edition.path.parent)}},
        )
        search = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        try:
            client.execute(env=os.environ | {"PYTHONPATH": search})
        except nbclient.exceptions.CellExecutionError as error:
            failed = next(c for c in notebook.cells if any(o.output_type == "error" for o in c.get("outputs", [])))
            raise edition.lesson.error(
                failed.id, f"{_said(failed, error, edition)} (edition {edition.name})"
            ) from error
        read = [Path(line) for line in report.read_text(encoding="utf-8").splitlines()]
    notebook.metadata = nbformat.from_dict(metadata)
    without_live_views(notebook)
    return read


def _said(failed, error, edition: Edition) -> str:
    """What went wrong in a cell: that a solution does not pass, or the error, with its place in the lesson's Python."""
    if "### BEGIN HIDDEN TESTS" in failed.source and error.ename == "AssertionError":
        return f"cell {failed.id!r}: the solution does not pass its check"
    said = f"cell {failed.id!r} raised {error.ename}: {error.evalue}"
    folder = re.escape(str(edition.lesson.place.path))
    places = re.findall(rf"({folder}/\w+\.py):(\d+)", re.sub(r"\x1b\[[\d;]*m", "", str(error)))
    return f"{said}, in {places[-1][0]}:{places[-1][1]}" if places else said


def _watch(report: Path, edition: Edition) -> str:
    """A line of Python that the kernel runs before the first cell; it leaves no name behind."""
    folders = [str(ROOT / "helpers"), str(edition.series.lessons)]
    return f"__import__('lessons_src.builder.watching').builder.watching.begin({str(report)!r}, {folders!r})"
