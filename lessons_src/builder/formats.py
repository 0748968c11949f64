"""Jupytext and nbformat, loaded without what they do not need here.

jsonschema, which both bring along, compiles a grammar of web addresses at import if it finds rfc3987_syntax: that
takes longer than all the rest of building a lesson whose prose has changed. It does well without.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)

import jupytext  # noqa: E402
import nbformat  # noqa: E402

__all__ = ["jupytext", "nbformat"]
