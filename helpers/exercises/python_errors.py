"""What Python's usual errors mean, in the notebook's language; Python words them in English only."""

from helpers.language import _


def explanation(error: BaseException) -> str:
    """What a usual error of Python means and where to look, or "" for one that is not usual here."""
    said = str(error)
    if "ellipsis" in said and not isinstance(error, IndexError):  # NumPy names it among what an index may be
        return _("There are still three dots (...) where your answer goes.")
    match error:
        case UnboundLocalError():
            return _("A name is used before it has a value: give it one first, such as total = 0 before the loop.")
        case NameError() if error.name == "e":
            return _("The number e is not known by that name: np.exp(…) raises it to a power.")
        case NameError():
            return _(
                "Python does not know the name “{name}”. Is it spelled as above, capital letters too? Inside a function, use the names in the brackets of def. Otherwise run the cells above again."
            ).format(name=error.name)
        case IndentationError():
            return _indented()
        case SyntaxError() if "outside function" in said:
            return _indented()
        case SyntaxError() if any(sign in said for sign in "×·÷"):
            return _("Python writes “times” as * and “divided by” as /.")
        case SyntaxError() if "cannot assign to function call" in said:
            return _("Left of the = only a name can stand. A function begins with def.")
        case SyntaxError() if "U+2212" in said:
            return _("The minus sign was copied from the text. Type the one on your keyboard: -")
        case SyntaxError() if "leading zeros" in said:
            return _("Python writes decimals with a point: 0.05, not 0,05.")
        case SyntaxError():
            return _(
                "Python cannot read line {line}. Look there, and on the line before, for a missing bracket, quote, comma, colon or *."
            ).format(line=error.lineno)
        case ZeroDivisionError():
            return _("Something is divided by 0.")
        case TypeError() if "unexpected keyword argument" in said:
            return _("The function has no option of the name {name}. Is it spelled as in the example?").format(
                name=said.rpartition("argument ")[2].split(".")[0]
            )
        case TypeError() if "positional argument" in said:
            return _("A function was called with too few or too many values in its brackets.")
        case TypeError() if "not callable" in said:
            return _("Brackets right after a number call it like a function. “Times” is written *.")
        case TypeError() if "output from dtype" in said:
            return _(
                "The results have decimals, but this array holds whole numbers only. Make a new array: a / b, not a /= b."
            )
        case TypeError() if "ufunc" in said:
            return _("A function such as np.exp takes its number in brackets.")
        case TypeError() if "NoneType" in said:
            return _("A value is None: perhaps a function ends without return.")
        case TypeError():
            return _("Two kinds of values do not go together here, such as a number and a text.")
        case IndexError() if "integer" in said:
            return _("Between the square brackets belong whole numbers. Have two names changed places?")
        case IndexError():
            return _("There is no item at that place: the first one has the number 0.")
        case ValueError() if "shapes" in said or "mismatch" in said:
            return _("The two arrays do not have the same length.")
        case KeyboardInterrupt():
            return _("You stopped this cell. Run it again when you like.")
    return ""


def _indented() -> str:
    return _("Lines begin four spaces further in than the def, if, else or for they belong to.")
