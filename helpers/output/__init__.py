"""What a cell shows: a live view while its kernel runs, and a still that stays in the notebook.

- `LiveOutput`: the base of all widgets of the course that a cell shows (figures, exercises, the quiz);
- `without_live_views`: takes the views out of a notebook that a program has run;
- `main_thread.py`: which thread of the kernel answers them.

A cell sends two outputs: first the still (HTML, and a PNG where there is a picture), then the view alone. So whatever
reads a notebook without its kernel (a reopened notebook, nbgrader's feedback, an HTML or PDF export) finds the still, and
a view that can show nothing takes nothing away. `output.js` hides the one of the two that is not wanted, and keeps the
view out of the file when JupyterLab or Notebook 7 saves it; where it cannot, a rule of style in the still hides
what JupyterLab says of a view without a kernel.
"""

from html import escape
from pathlib import Path

import anywidget
import ipywidgets
import traitlets
from IPython.display import display

from helpers.language import _
from helpers.output.main_thread import answer_in_main_thread

LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
# The whole output of a still that is hidden; the output after a still, as long as JupyterLab has only words in it.
STYLE = (
    ".jp-OutputArea-child:has(.live-still[hidden]),"
    ".jp-OutputArea-child:has(.live-still)+.jp-OutputArea-child>.jp-OutputArea-output:not(:has(*))"
    "{display:none}"
)


class _Swap(anywidget.AnyWidget):
    """Shows the view that it is part of, or the still before it: the view while the kernel answers."""

    # Of a path, anywidget would keep every widget for ever.
    _esm = Path(__file__).with_name("output.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("output.css").read_text(encoding="utf-8")
    view = traitlets.Unicode().tag(sync=True)  # the model of the view


class LiveOutput:
    """A widget that leaves a still in the notebook; `_repr_mimebundle_`, which a subclass defines, gives the still."""

    def _ipython_display_(self) -> None:
        answer_in_main_thread()
        still = self._repr_mimebundle_()
        note = _("As it was when this cell ran. Run the cell again to bring it to life.")
        html = (
            f'<div class="live-still">{still["text/html"]}'
            f'<p style="margin:4px 0 0;font-size:13px;color:#5f5f5f">{escape(note)}</p></div><style>{STYLE}</style>'
        )
        swap = _Swap()
        view = ipywidgets.VBox([self, swap])
        swap.view = view.model_id
        display(still | {"text/html": html}, raw=True)
        display({LIVE_VIEW: {"version_major": 2, "version_minor": 0, "model_id": view.model_id}}, raw=True)


def without_live_views(notebook: dict) -> dict:
    """Take the live views out of a notebook (nbformat 4) about to be stored, in place, and return it.

    Those of our own come after a still; of a widget of others, whatever stands beside it stays.
    """
    for cell in notebook["cells"]:
        if "outputs" in cell:
            for output in cell["outputs"]:
                output.get("data", {}).pop(LIVE_VIEW, None)
            cell["outputs"] = [output for output in cell["outputs"] if output.get("data") != {}]
    return notebook
