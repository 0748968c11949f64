"""All pages of a site, each with its links to the others."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from browser_edition.pages.lesson import Lesson, read_lesson
from browser_edition.pages.licences import own_parts, python_parts, script_parts
from browser_edition.pages.prose import inline
from browser_edition.pages.shown import Picture
from browser_edition.pages.words import counted, translated
from helpers.language import SOURCE_LANGUAGE, closest

TEMPLATES = Path(__file__).parent / "templates"
# The picture that stands for a lesson, by the cell that shows it; for lessons not named here, their first.
COVERS = {
    "start_here": "pipelines",
    "neuron_as_function": "nerve-cell",
    "weighted_sum_plus_bias": "neuron-diagram",
    "sigmoid": "sigmoid-slope",
    "flattening_mnist": "image-browser",
    "layers": "forward-pass",
    "error_and_gradient_descent": "contours",
    "backpropagation": "digit-pad",
    "overfitting": "few-images",
    "playground": "overfitting",
}
FIRST_SEEN = "layers"  # the lesson whose picture stands large on the first page


class Site:
    """The lessons in all their languages, and the folder that their pages go to."""

    def __init__(self, notebooks: Path, folder: Path, wheels: Iterable[Path], megabytes: int):
        self._folder = folder
        self._parts = {"own": own_parts(), "python": python_parts(wheels), "scripts": script_parts(folder)}
        found = [read_lesson(path) for path in sorted(notebooks.glob("*/*.ipynb"))]
        self._lessons = {(lesson.file, lesson.tag): lesson for lesson in found}
        self._files = sorted({lesson.file for lesson in found})
        self._tags = sorted({lesson.tag for lesson in found})
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.filters["inline"] = inline
        self._templates.globals |= {
            "megabytes": megabytes,
            "cover": cover,
            "words": words,
            "language_name": language_name,
        }

    def write(self) -> None:
        """Write every page and picture."""
        (self._folder / ".nojekyll").touch()  # GitHub Pages then takes all files as they are
        self._save("index.html", self._page("chooser.html", SOURCE_LANGUAGE, "index", root=""))
        for tag in self._tags:
            course = self._course(tag)
            pages = {
                "index": self._page("home.html", tag, "index", lessons=course, first_seen=_first_seen(course)),
                "licences": self._page("licences.html", tag, "licences", **self._parts),
            }
            for before, lesson, after in zip([None, *course], course, [*course[1:], None], strict=False):
                if lesson.tag == tag:
                    facts = {"before": before, "lesson": lesson, "after": after}
                    pages[lesson.file] = self._page("lesson.html", tag, lesson.file, **facts)
            for file, page in pages.items():
                self._save(f"{tag}/{file}.html", page)
        for lesson in self._lessons.values():
            for picture in lesson.pictures:
                self._save(picture.path, picture.png)

    def _course(self, tag: str) -> list[Lesson]:
        """All lessons in a language, those that do not have it in another."""
        return [self._lessons[file, closest(tag, self._languages(file))] for file in self._files]

    def _languages(self, file: str) -> list[str]:
        """The languages that a page is in."""
        return [tag for tag in self._tags if file not in self._files or (file, tag) in self._lessons]

    def _page(self, template: str, tag: str, file: str, root: str = "../", **facts) -> bytes:
        """A page. file: its name in the folder of each language; root: what leads from it to the folder of the site."""
        facts |= {"tag": tag, "tags": self._languages(file), "file": file, "root": root, "_": words(tag)}
        facts["ngettext"] = partial(counted, tag=tag)
        return self._templates.get_template(template).render(facts).encode()

    def _save(self, path: str, content: bytes) -> None:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def words(tag: str) -> Callable[[str], str]:
    """What translates the texts of the site into a language."""
    return partial(translated, tag=tag)


def cover(lesson: Lesson) -> Picture:
    """The picture that stands for a lesson."""
    return next((picture for picture in lesson.pictures if picture.cell == COVERS.get(lesson.name)), lesson.pictures[0])


def _first_seen(course: list[Lesson]) -> Picture:
    return cover(next((lesson for lesson in course if lesson.name == FIRST_SEEN), course[0]))


def language_name(tag: str) -> str:
    """A language's name in that language."""
    return Locale.parse(tag, sep="-").get_language_name().capitalize()
