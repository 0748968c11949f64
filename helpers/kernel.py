"""What a kernel can say before a notebook's first cell has run: that it has not, and which file hides a part of the course.

IPython loads it as an extension in every kernel of the Python that the course is installed in (`lab_config/
ipython_kernel_config.py`). It imports the rest of the course only when there is something to say. No lesson has told
the language by then, so it speaks all that there are.
"""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

OF_THE_FIRST_CELL = {"lesson", "figures", "data", "nn", "np", "start"}


def load_ipython_extension(shell) -> None:
    """From now on, explain errors that come from a first cell not run, or from a file with the name of a module."""
    shell.events.register("post_run_cell", _explain)


def namesakes(folder: Path) -> dict[str, str]:
    """The Python files and packages of a folder that have the name of a module installed elsewhere, and can hide it.

    By that name, the path in the folder: {"random": "random.py", "helpers": "helpers/__init__.py"}.
    """
    elsewhere = [path for path in sys.path if path and Path(path).resolve() != folder.resolve()]
    files = {file.stem: file.name for file in sorted(folder.glob("*.py"))}
    files |= {file.parent.name: f"{file.parent.name}/{file.name}" for file in sorted(folder.glob("*/__init__.py"))}
    return {name: file for name, file in files.items() if name.isidentifier() and PathFinder.find_spec(name, elsewhere)}


def _explain(result) -> None:
    error = result.error_in_exec
    if error is None or ("helpers.lessons" in sys.modules and sys.modules["helpers.lessons"].in_hand()):
        return
    if isinstance(error, NameError) and error.name in OF_THE_FIRST_CELL:
        _say(
            lambda _: _("No lesson has begun in this kernel. Run the notebook's first code cell, then this one again.")
        )
    elif hidden := _hiding(error):
        _say(
            lambda _: _(
                "{file}, in the notebook's folder, has the name of a module that the course needs, and was taken for it. "
                "Give the file another name, then restart the kernel."
            ).format(file=hidden)
        )


def _hiding(error: BaseException) -> str:
    """The file beside the notebook that was imported in place of a module, "" when none was."""
    ran, step = set(), error.__traceback__
    while step:
        ran.add(step.tb_frame.f_code.co_filename)
        step = step.tb_next
    for name, file in namesakes(Path.cwd()).items():
        path = str(Path.cwd() / file)
        if path in ran or getattr(sys.modules.get(name), "__file__", None) == path:
            return file
    return ""


def _say(text) -> None:
    """Show a text in every language. text: gives it, asked with the `_` of a language."""
    from IPython.display import HTML, display

    from helpers import language
    from helpers.exercises.box import panel

    chosen = language.current()
    for tag in language.languages():
        language.use(tag)
        display(HTML(panel("→", language._("In other words:"), text(language._), "#0072B2")))
    language.use(chosen)
