"""The small package behind the notebooks of *Do neurônio à rede / From neuron to network*.

A lesson's first cell is `lesson = helpers.start("02", language="en")`. The rooms:

- `helpers.nn`: the mathematics of the lessons in plain NumPy;
- `helpers.figures`: numbers → a picture with its alt text;
- `helpers.widgets`: controls bound to a figure, a *live figure*;
- `helpers.models`: learning without pictures, as the playground and the cockpit do;
- `helpers.exercises`: checks with feedback, hints, solutions;
- `helpers.quiz`: the questions, and the widget that asks them;
- `helpers.lessons`: the lesson in hand, and the progress made;
- `helpers.kernel`: what a kernel can say before the first cell has run;
- `helpers.language`: the words people see, in each language.
"""

from helpers.threads import use_one_thread

__all__ = ["start"]

use_one_thread()  # before NumPy loads


def __getattr__(name: str):
    """`start`, loaded when it is asked for: every kernel imports `helpers` as it begins, and most of it takes half a second."""
    if name == "start":
        from helpers.lessons import start

        return start
    raise AttributeError(f"module 'helpers' has no attribute {name!r}", name=name)
