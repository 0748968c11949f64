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
from browser_edition.pages.words import translated
from helpers.language import SOURCE_LANGUAGE, closest

TEMPLATES = Path(__file__).parent / "templates"
# The picture of a lesson on the first page: its cell; for lessons not named here, their first.
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
FIRST_SEEN = "layers"  # the lesson whose picture stands large at the top


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
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.filters["inline"] = inline
        self._templates.globals |= {"megabytes": megabytes, "cover": cover, "language_name": language_name, "words": words_in}

    def write(self) -> None:
        """Write every page and picture."""
        (self._folder / ".nojekyll").touch()  # GitHub Pages then takes all files as they are
        self._write("chooser.html", "index.html", SOURCE_LANGUAGE, here="index.html")
        for tag in self._tags:
            course = self._course(tag)
            self._write("licences.html", f"{tag}/licences.html", tag, here="licences.html", **self._parts)
            self._write("home.html", f"{tag}/index.html", tag, here="index.html", lessons=course, first_seen=_first_seen(course))
            for place, lesson in enumerate(course):
                if lesson.tag == tag:
                    beside = {"before": course[place - 1] if place else None, "after": next(iter(course[place + 1 :]), None)}
                    self._write("lesson.html", f"{tag}/{lesson.file}.html", tag, here=f"{lesson.file}.html", lesson=lesson, **beside)
                    for picture in lesson.pictures:
                        self._save(picture.path, picture.png)

    def _course(self, tag: str) -> list[Lesson]:
        """All lessons in a language, those that do not have it in another."""
        return [
            self._lessons[file, closest(tag, [other for other in self._tags if (file, other) in self._lessons])]
            for file in self._files
        ]

    def _write(self, template: str, path: str, tag: str, here: str, **facts) -> None:
        """Write a page. here: its address within a language's folder, the same in all languages that have it."""
        file = here.removesuffix(".html")
        tags = [other for other in self._tags if file not in self._files or (file, other) in self._lessons]
        page = self._templates.get_template(template).render(
            tag=tag, tags=tags, here=here, root="../" * path.count("/"), _=words_in(tag), **facts
        )
        self._save(path, page.encode())

    def _save(self, path: str, content: bytes) -> None:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _first_seen(course: list[Lesson]) -> Picture:
    return cover(next((lesson for lesson in course if lesson.name == FIRST_SEEN), course[0]))


def words_in(tag: str) -> Callable[[str], str]:
    """What translates the texts of the site into a language."""
    return partial(translated, tag=tag)


def cover(lesson: Lesson) -> Picture:
    """The picture that stands for a lesson."""
    return next((picture for picture in lesson.pictures if picture.cell == COVERS.get(lesson.name)), lesson.pictures[0])


def language_name(tag: str) -> str:
    """A language's name in that language."""
    return Locale.parse(tag, sep="-").get_language_name().capitalize()
