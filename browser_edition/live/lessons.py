"""What the live page knows of the lessons."""

import json
from pathlib import Path

from helpers.lessons.folders import find_lesson


def lessons(folder: Path) -> dict[str, dict[str, dict]]:
    """For each language the lessons by their file's name: {"title": "02 · …", "name": …, "exercises": [name, …]}.

    folder: the live app's notebooks, in a folder for each language.
    """
    return {
        language.name: {path.stem: _about(path) for path in sorted(language.glob("*.ipynb"))}
        for language in sorted(folder.iterdir())
    }


def _about(notebook: Path) -> dict:
    metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
    name = metadata["course"]["lesson"]
    exercises = list(find_lesson(name).about["solutions"])
    return {"title": f"{notebook.stem[:2]} · {metadata['title']}", "name": name, "exercises": exercises}
