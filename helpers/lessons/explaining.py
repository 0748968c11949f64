"""A line in the notebook's language under Python's usual errors: `explain_errors()` makes the running notebook show it."""

from IPython import get_ipython
from IPython.display import HTML, display

from helpers.exercises.box import panel
from helpers.exercises.python_errors import explanation
from helpers.language import _
from helpers.lessons.cells import similar_name


def explain_errors() -> None:
    """From now on, show the explanation under every cell that stops with an error. Outside IPython: nothing."""
    shell = get_ipython()
    if shell is not None and _explain not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _explain)


def _explain(result) -> None:
    error = result.error_before_exec or result.error_in_exec
    text = error and (_misspelt(error) or explanation(error))
    if text:
        display(HTML(panel("→", _("In other words:"), text, "#0072B2")))


def _misspelt(error: BaseException) -> str:
    """What is known of a name that has no value: that another much like it has."""
    known = similar_name(error.name) if isinstance(error, NameError) and error.name else ""
    unknown = _("Python does not know the name “{name}”.")
    return known and f"{unknown.format(name=error.name)} {known}"
