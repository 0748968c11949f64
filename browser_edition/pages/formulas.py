"""Formulas as MathML, which a browser shows without any script."""

import re
from functools import cache

from latex2mathml.converter import convert

LONG = 50  # letters, and then a narrow screen needs it smaller: no browser breaks formulas
# What latex2mathml does not know, as (what it makes, what is meant).
REPAIRS = (
    (r"<mn>(\d+)</mn><mrow><mo>&#x0002C;</mo></mrow><mn>(\d+)</mn>", r"<mn>\1,\2</mn>"),  # 0{,}5 is one number
    (r"(?<=(?:3D;|B7;|90;)</mo>)<mo>&#x02212;", '<mo form="prefix">&#x02212;'),  # a sign, after = or · or ←
    (r"<mo>&#x0002F;</mo>", '<mo lspace="0" rspace="0">/</mo>'),
    (r"<mo>&#x02026;</mo>", "<mi>…</mi>"),  # dots are no operator, with its spaces
    (r"<mi>;</mi>", "<mo>;</mo>"),
    (r"\\_", "_"),  # inside \text{…}
    (r"<mi>(ln)</mi>(?=<m[in]>)", r'<mi>\1</mi><mspace width="0.167em"/>'),  # ln a, not lna
)


@cache
def mathml(latex: str, block: bool = False) -> str:
    """A formula in LaTeX, without its dollars, as a `<math>` element; block: on a line of its own."""
    made = convert(latex, display="block" if block else "inline")
    for pattern, meant in REPAIRS:
        made = re.sub(pattern, meant, made)
    return made.replace("<math ", '<math class="long" ', 1) if len(latex) > LONG else made
