"""The comments and docstrings of a lesson's code: in English in `lesson.md`, their translations in its catalogues.

- `texts(code)`: what they say, for the catalogues (`words.py`);
- `in_language(code, translate)`: the code with them translated, for an edition.

Marks (`### BEGIN SOLUTION`) and comments without a letter, such as `# 2.5`, have nothing to translate.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from itertools import pairwise

COMMENT = re.compile(r"#\s*([^#\s].*)")
DOCSTRING = re.compile(r'"""(.+)"""', re.DOTALL)
LETTER = re.compile(r"[^\W\d_]")


def texts(code: str) -> list[str]:
    """What its comments and docstrings say, in their order."""
    return [code[start:end] for start, end in _places(code)]


def in_language(code: str, translate: Callable[[str], str]) -> str:
    """`code` with each of those texts replaced by its translation."""
    for start, end in reversed(list(_places(code))):
        code = code[:start] + translate(code[start:end]) + code[end:]
    return code


def _places(code: str) -> Iterator[tuple[int, int]]:
    """Where each text begins and ends. None in a cell that only IPython can read, such as one with `data.load?`."""
    lines = [0]
    for line in code.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    try:
        ast.parse(code)
    except SyntaxError:
        return
    tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    alone = True  # whether a string here would be a statement of its own
    for token, following in pairwise(tokens):
        found = None
        if token.type == tokenize.COMMENT:
            found = COMMENT.fullmatch(token.string)
        elif token.type == tokenize.STRING and alone and following.type in (tokenize.NEWLINE, tokenize.COMMENT):
            found = DOCSTRING.fullmatch(token.string)
        if found and LETTER.search(found[1]):
            start = lines[token.start[0] - 1] + token.start[1]
            yield start + found.start(1), start + found.end(1)
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            alone = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
