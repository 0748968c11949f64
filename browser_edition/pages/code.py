"""Python with colours, in lines that a narrow screen can break without losing where they begin."""

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

DEEPEST = 3  # levels of indentation that pages.css has a rule for


def highlighted(source: str) -> str:
    """Source code as HTML: a `span` a line, whose class says how deep it is indented, and in it Pygments' classes."""
    coloured = highlight(source, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)).splitlines()
    lines = source.splitlines()
    depths = [min((len(line) - len(line.lstrip())) // 4, DEEPEST) for line in lines]
    spans = zip(depths, coloured[: len(lines)], strict=True)
    return "".join(f'<span class="line in{depth}">{line}\n</span>' for depth, line in spans)
