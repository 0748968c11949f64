"""The cells that this kernel has run, and what they did to the names that a check asks for.

- `watch_errors()`: from now on, remember which cells stopped with an error;
- `stopped(exercise)`: a name whose cell stopped before it was set;
- `asked(exercise, source)`: what a cell gives to a check;
- `set_instead(exercise, answers)`, `similar_name(name)`: a name that was set in the place of another, as facts only.

Outside IPython there are no cells, and nothing is said.
"""

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from IPython import get_ipython

from helpers.exercises.reading import is_unwritten
from helpers.language import _

_errors: dict[int, tuple[str, int]] = {}  # number of a cell: kind of its error, and the line it came from
LARGE = 10**15  # Python writes no integer of thousands of digits
BROKEN = re.compile(r"^\s*(?:def\s+(\w+)\s*\(|([^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*)\s*=(?!=))", re.MULTILINE)


def watch_errors() -> None:
    """From now on, remember which cells stopped with an error. Outside IPython: nothing."""
    shell = get_ipython()
    if shell is not None and _remember not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _remember)


def stopped(exercise: str) -> tuple[str, str] | None:
    """The name and the kind of error, when the cell that was to set a name of the check stopped before it did."""
    for wanted in _wanted(exercise):
        for number, source in _cells_before():
            if wanted in (names := _names_set(source)):
                kind, line = _errors.get(number, ("", 0))
                if kind and line <= names[wanted]:
                    return wanted, kind
                break
    return None


def set_instead(exercise: str, answers) -> str:
    """What was set or done in place of setting a name that the check asks for, or "" when nothing is known."""
    names = _wanted(exercise)
    for wanted, value in zip(names, answers, strict=False):
        said = _nothing_set(wanted, _since_set(wanted)) or _similar_set(wanted, _since_set(wanted), but_not=names)
        if not said and (value is ... or is_unwritten(value)):
            said = _other_set(wanted)
        if said:
            return f"{_still(wanted, value)} {said}"
    return ""


def similar_name(name: str) -> str:
    """A cell, perhaps the present one, that set a name much like this one, in words; "" without one."""
    return _nothing_set(name, _since_set(name, ending=0)) or _similar_set(name, _since_set(name, ending=0))


def _nothing_set(wanted: str, sources: Iterable[str]) -> str:
    """A statement in these cells that looks as if it set the name and does not."""
    for source in sources:
        for statement in _statements(source):
            node = statement.value if isinstance(statement, ast.Expr) else statement
            match node:
                case ast.Compare(left=ast.Name(id=name), ops=[ast.Eq()]) if name == wanted:
                    text = _("A cell you ran says {code}: == compares and sets nothing. A single = sets the name.")
                case ast.AnnAssign(target=ast.Name(id=name), value=None) if name == wanted:
                    text = _("A cell you ran says {code}: a colon sets nothing. A single = sets the name.")
                case _else:
                    continue
            return text.format(code=_short(ast.unparse(node)))
    return ""


def _similar_set(wanted: str, sources: Iterable[str], but_not=()) -> str:
    """A name much like this one that these cells set."""
    for source in sources:
        for name in _names_set(source) if _statements(source) else ():  # what Python cannot read sets nothing
            if name in but_not or not _alike(name, wanted):
                continue
            if name.casefold() == wanted.casefold():
                return _(
                    "A cell you ran sets {other}. Python tells capital letters from small ones: write {name}."
                ).format(other=name, name=wanted)
            return _("A cell you ran sets {other}. Write the name exactly as here: {name}.").format(
                other=name, name=wanted
            )
    return ""


def _other_set(wanted: str) -> str:
    """What the cell run just before sets, when it sets other names only."""
    _number, source = next(_cells_before(), (0, ""))
    names = [name for name in _names_set(source) if not name.startswith("_")]
    if not names or wanted in names or not _statements(source):
        return ""
    return _("The cell you ran just before sets {others}. The check asks for {name}.").format(
        others=", ".join(names), name=wanted
    )


def _still(name: str, value) -> str:
    if value is ... or isinstance(value, float) or (isinstance(value, int) and abs(value) < LARGE):
        return _("{name} still holds {value}.").format(name=name, value="“...”" if value is ... else value)
    if is_unwritten(value):
        return _("The function {name} is still empty.").format(name=name)
    return _("{name} is still what it was before.").format(name=name)


def _alike(one: str, other: str) -> bool:
    """Whether two names differ as by a slip: in capitals, accents, lines, or in few letters; never in digits."""
    bare = [re.sub(r"[\W_]", "", unicodedata.normalize("NFD", name)).casefold() for name in (one, other)]
    digits = [re.sub(r"\D", "", name) for name in bare]
    close = min(map(len, bare)) > 2 and SequenceMatcher(None, *bare).ratio() >= 0.8
    return bare[0] == bare[1] or (close and digits[0] == digits[1])


# ---------------------------------------------------------------- the cells


def _remember(result) -> None:
    """Keep the error's kind and line, not the error: its traceback would hold on to the cell's arrays."""
    error = result.error_before_exec or result.error_in_exec
    _errors.pop(result.execution_count, None)
    if error:
        line, step = 0, error.__traceback__ if result.error_in_exec else None
        while step and not line:
            if step.tb_frame.f_globals is get_ipython().user_ns and step.tb_frame.f_code.co_name == "<module>":
                line = step.tb_lineno
            step = step.tb_next
        _errors[result.execution_count] = type(error).__name__, line


def _sources() -> list[str]:
    """The source of every cell run so far, the present one last; its number is its place."""
    history = getattr(get_ipython(), "history_manager", None)
    return history.input_hist_parsed if history else []


def _cells_before(ending: int = 1) -> Iterator[tuple[int, str]]:
    """Number and source of the cells run before the present one, the last first; ending=0: with that one."""
    sources = _sources()
    return ((number, sources[number]) for number in range(len(sources) - 1 - ending, 0, -1))


def _since_set(name: str, ending: int = 1) -> Iterator[str]:
    """The cells run since the last one that sets a name, the last first."""
    for _number, source in _cells_before(ending):
        if name in _names_set(source):
            return
        yield source


def _wanted(exercise: str) -> list[str]:
    """The names that the present cell gives to the check of an exercise, as in lesson.check("zero_bias", bias)."""
    return [answer.id for answer in asked(exercise, (_sources() or [""])[-1]) if isinstance(answer, ast.Name)]


def asked(exercise: str, source: str) -> list[ast.expr]:
    """The answers that a cell gives to the check of an exercise."""
    for node in ast.walk(ast.Module(_statements(source), [])):
        match node:
            case ast.Call(func=ast.Attribute(attr="check"), args=[ast.Constant(value=name), *answers]) if (
                name == exercise
            ):
                return answers
    return []


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return []


def _names_set(source: str) -> dict[str, int]:
    """The names that a cell sets, each with the last line of the statement that does; of one that Python cannot read, those it means to set."""
    statements = _statements(source)
    if not statements:
        return {name: 0 for names in BROKEN.findall(source) for name in re.findall(r"\w+", " ".join(names))}
    return {name: statement.end_lineno for statement in statements for name in _set_by(statement)}


def _set_by(statement: ast.AST) -> Iterator[str]:
    """The names of the notebook that a statement sets; those inside a function are its own."""
    waiting = [statement]
    while waiting:
        match node := waiting.pop():
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                pass
            case ast.AnnAssign(value=None):
                pass
            case ast.alias():
                yield (node.asname or node.name).partition(".")[0]
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case _:
                waiting += reversed(list(ast.iter_child_nodes(node)))


def _short(code: str) -> str:
    return code if len(code) <= 60 else f"{code[:57]}…"
