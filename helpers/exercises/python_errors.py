"""What Python's usual errors mean, in the notebook's language; Python words them in English only.

Each text is true of every error that it is shown for: what is not known stays unsaid.
"""

import re

from helpers.language import _, ngettext

QUOTES, DASHES = "“”„«»‘’´`", "−–—"


def explanation(error: BaseException) -> str:
    """What a usual error of Python means and where to look, or "" for one that is not usual here."""
    try:
        said = str(error)
    except Exception:  # of a student's own error
        return ""
    match error:
        case SyntaxError():
            return _unreadable_code(error, said)
        case NameError():
            return _unknown_name(error)
        case TypeError():
            return _wrong_kinds(said)
        case IndexError():
            return _no_such_place(said)
        case ValueError():
            return _shapes(said)
        case AttributeError() if error.name:
            return _no_attribute(error.name, said)
        case FileNotFoundError() if error.filename:
            text = _("There is no file {file}. Check its name and its folder.")
            return text.format(file=error.filename)
        case ModuleNotFoundError() if error.name:
            return _("There is no module {name} here. Check its name.").format(name=error.name)
        case ZeroDivisionError():
            return _("Something is divided by 0.")
        case OverflowError() if "infinity" not in said:
            return _("A number becomes too large for the computer.")
        case RecursionError():
            return _(
                "Functions call one another, or themselves, more often than Python allows, each waiting for the next."
            )
        case MemoryError():
            return _("The computer has no room for that many numbers.")
        case KeyboardInterrupt():
            return _("You stopped this cell. Run it again when you like.")
    return ""


def _unreadable_code(error: SyntaxError, said: str) -> str:
    if isinstance(error, TabError):
        return _("Tabs and spaces are mixed at the beginning of lines. Use spaces only.")
    if isinstance(error, IndentationError) or "outside function" in said:
        return _("Lines begin four spaces further in than the def, if, else or for they belong to.")
    if "unicodeescape" in said:
        return _(
            "In a text between quotes, Python reads \\ as the beginning of a special character. Write / in place of \\, or an r before the first quote."
        )
    invalid = re.search(r"invalid character '(.)'", said)
    if invalid:
        return _strange_character(invalid[1])
    if "cannot assign to function call" in said:
        return _("The left side of = cannot be a call with brackets: write a name there. A function begins with def.")
    if "leading zeros" in said:
        return _("Whole numbers do not begin with 0. Python writes decimals with a point: 0.05, not 0,05.")
    if error.lineno is None:
        return ""
    where = _("Python cannot read line {line}.").format(line=error.lineno)
    bracket = re.search(r"'(.)' was never closed", said)
    if bracket:
        detail = _("The bracket {bracket} that opens there is never closed.").format(bracket=bracket[1])
    elif "unterminated" in said:
        detail = _("A text begins there with a quote, and the quote that ends it is missing.")
    elif "invalid decimal literal" in said:
        detail = _("“Times” is written * between a number and a name: 3 * x, not 3x.")
    else:
        detail = _(
            "Compare it, and the line before, with the examples: brackets, quotes, commas, colons and * in their places?"
        )
    return f"{where} {detail}"


def _strange_character(character: str) -> str:
    if character in "×·÷":
        return _("Python writes “times” as * and “divided by” as /.")
    if character in DASHES:
        return _("This minus sign is not the one that Python knows. Type the one on your keyboard: -")
    if character in QUOTES:
        return _('These quotes are not those that Python knows. Type the straight ones on your keyboard: "')
    return _("Python cannot read the character {character} outside a text between quotes.").format(character=character)


def _unknown_name(error: NameError) -> str:
    if isinstance(error, UnboundLocalError):
        return _("A name is used before it has a value: give it one first, such as total = 0 before the loop.")
    if not error.name:
        return ""
    if error.name == "e":
        return _("Python does not know the name “e”. The number e to the power of x is np.exp(x).")
    return _(
        "Python does not know the name “{name}”. Is it spelled as above, capital letters too? Inside a function, use the names in the brackets of def. Otherwise run the cells above again."
    ).format(name=error.name)


def _no_attribute(name: str, said: str) -> str:
    if "'NoneType'" in said:
        return _("A value is None, “no value”. A function that ends without return gives None.")
    return _("There is no “{name}” after that dot. Is it spelled as in the example?").format(name=name)


def _wrong_kinds(said: str) -> str:
    if "'ellipsis'" in said:
        return _("There are still three dots (...) where your answer goes.")
    operands = re.search(r"unsupported operand type\(s\) for (\S+?):? '([^']+)' and '([^']+)'", said)
    if operands:
        return _operands(*operands.groups())
    called = re.search(r"'([^']+)' object is not callable", said)
    if called:
        return _not_a_function(called[1])
    joined = re.search(r'can only concatenate str \(not "([^"]+)"\) to str', said)
    if joined:
        return _("+ joins a text with another text, not with a value of type {kind}.").format(kind=joined[1])
    if "unexpected keyword argument" in said:
        return _("The function has no option of the name {name}. Is it spelled as in the example?").format(
            name=said.rpartition("argument ")[2].split(".")[0]
        )
    if "positional argument" in said:
        return _("A function was called with too few or too many values in its brackets.")
    if re.search(r"output from dtype\('float\d+'\) to dtype\('u?int", said):
        return _(
            "The results have decimals, but this array holds whole numbers only. Make a new array: a / b, not a /= b."
        )
    if "'bitwise_xor' not supported" in said:
        return _("In Python ^ does not raise to a power. Squared is written ** 2.")
    if "'NoneType'" in said:
        return _("A value is None, “no value”. A function that ends without return gives None.")
    return ""


def _operands(sign: str, left: str, right: str) -> str:
    if "NoneType" in (left, right):
        return _("A value is None, “no value”. A function that ends without return gives None.")
    if left.endswith("ufunc") or right.endswith("ufunc"):
        return _("A function such as np.exp takes its number in brackets.")
    if sign == "^":
        return _("In Python ^ does not raise to a power. Squared is written ** 2.")
    text = _("Python has no {sign} between a value of type {left} and one of type {right}.").format(
        sign=sign, left=left, right=right
    )
    if "list" in (left, right):
        text += " " + _(
            "You cannot calculate with lists, but you can with arrays: np.array(…) makes an array from a list."
        )
    return text


def _not_a_function(kind: str) -> str:
    if kind in ("int", "float") or kind.startswith(("numpy.int", "numpy.float")):
        return _("Brackets right after a number call it like a function. “Times” is written *.")
    text = _("Round brackets right after a name call it like a function, but this one holds a value of type {kind}.")
    text = text.format(kind=kind)
    if kind in ("list", "tuple", "numpy.ndarray"):
        text += " " + _("Square brackets pick from it: [ ].")
    return text


def _no_such_place(said: str) -> str:
    if "integer" in said:
        return _("The numbers between the square brackets must be whole numbers.")
    if "too many indices" in said:
        return _("There are more numbers in the square brackets than the array has dimensions.")
    if "out of range" in said or "out of bounds" in said:
        return _("There is no item at that place: the first one has the number 0.")
    return ""


def _shapes(said: str) -> str:
    if "not aligned" in said or "mismatch in its core dimension" in said or "broadcast" in said:
        return _("The shapes of the arrays do not fit together.")
    if "inhomogeneous" in said:
        return _("The rows do not all have the same length.")
    reshaped = re.search(r"cannot reshape array of size (\d+) into shape (\(.+\))", said)
    if reshaped:
        text = ngettext(
            "An array of {count} number does not fit into the shape {shape}.",
            "An array of {count} numbers does not fit into the shape {shape}.",
            int(reshaped[1]),
        )
        return text.format(count=reshaped[1], shape=reshaped[2])
    return ""
