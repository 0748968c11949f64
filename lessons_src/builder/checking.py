"""Says where stored notebooks are not what their sources give. Their outputs are nbval's to judge."""

from collections.abc import Sequence

from lessons_src.builder.editions import Edition, about_text, editions_of, make_notebook
from lessons_src.builder.formats import nbformat
from lessons_src.builder.series import Place, Series
from lessons_src.builder.source import read_lesson


def disagreements(series: Series, places: Sequence[Place]) -> list[str]:
    """What is not as `make notebooks` would leave it, a line each."""
    found = []
    for place in places:
        lesson = read_lesson(place)
        if not place.about_file.exists() or place.about_file.read_text(encoding="utf-8") != about_text(lesson):
            found.append(f"{place.path.name}/{place.about_file.name} is not what the lesson gives")
        found += filter(None, (disagreement(edition) for edition in editions_of(series, lesson)))
    return found + [f"{path} has no source" for path in strays(series)]


def disagreement(edition: Edition) -> str | None:
    """What in a stored notebook is not what its source makes of it, or None."""
    source = f"{edition.lesson.place.path.name}/lesson.md"
    if not edition.path.exists():
        return f"{edition.name} has not been built"
    new, old = make_notebook(edition), nbformat.read(edition.path, as_version=4)
    if [cell.id for cell in new.cells] != [cell.id for cell in old.cells]:
        return f"{edition.name} does not have the cells of {source}"
    for made, kept in zip(new.cells, old.cells, strict=True):
        if (made.cell_type, made.source, made.metadata) != (kept.cell_type, kept.source, kept.metadata):
            return f"{edition.name}: cell {kept.id!r} is not as {source} has it"
    return None if new.metadata == old.metadata else f"{edition.name} does not have the metadata that {source} gives"


def strays(series: Series) -> list[str]:
    """Notebooks in the folders of editions that no lesson is the source of."""
    wanted = {name for place in series.places for name in series.editions(place)}
    found = [path for folder in ("*", "teacher/*") for path in series.notebooks.glob(f"{folder}/*.ipynb")]
    names = [path.relative_to(series.notebooks).as_posix() for path in found]
    return sorted(set(names) - wanted)
