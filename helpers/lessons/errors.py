"""A line in the notebook's language under Python's usual errors, which Python words in English only.

`explain_errors()` makes the running notebook show it; `explanation(error)` is the line itself.
"""

from IPython import get_ipython
from IPython.display import HTML, display

from helpers.exercises.box import panel
from helpers.language import _


def explain_errors() -> None:
    """From now on, show the explanation under every cell that stops with an error. Outside IPython: nothing."""
    shell = get_ipython()
    if shell is not None and _explain not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _explain)


def _explain(result) -> None:
    error = result.error_before_exec or result.error_in_exec
    text = error and explanation(error)
    if text:
        display(HTML(panel("→", _("In other words:"), text, "#0072B2")))


def explanation(error: BaseException) -> str:
    """What a usual error of Python means and where to look, or "" for one that is not usual here."""
    said = str(error)
    if "ellipsis" in said:
        return _("There are still three dots (...) where your answer goes.")
    match error:
        case UnboundLocalError():
            return _("A name is used before it has a value: give it one first, such as total = 0 before the loop.")
        case NameError():
            return _(
                "Python does not know the name “{name}”. Is it spelled as above, capital letters too? If so, run the cells above again."
            ).format(name=error.name)
        case IndentationError():
            return _("The lines inside a function or a loop begin with four spaces, all the same.")
        case SyntaxError() if "U+2212" in said:
            return _("The minus sign was copied from the text. Type the one on your keyboard: -")
        case SyntaxError():
            return _(
                "Python cannot read line {line}. Look there, and on the line before, for a missing bracket, quote, colon or *."
            ).format(line=error.lineno)
        case ZeroDivisionError():
            return _("Something is divided by 0.")
        case TypeError() if "positional argument" in said:
            return _("A function was called with too few or too many values in its brackets.")
        case TypeError() if "NoneType" in said:
            return _("A value is None: perhaps a function ends without return.")
        case TypeError():
            return _("Two kinds of values do not go together here, such as a number and a text.")
        case IndexError():
            return _("There is no item at that place: the first one has the number 0.")
        case ValueError() if "shapes" in said or "mismatch" in said:
            return _("The two arrays do not have the same length.")
        case KeyboardInterrupt():
            return _("You stopped this cell. Run it again when you like.")
    return ""
