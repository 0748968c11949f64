"""Pictures: numbers in, a Matplotlib picture with alt text and a summary in words out.

- `Scene`: the base of all (`scene.py`);
- `style.py`: colours and type; `marks.py`: what many pictures are made of; `lettering.py`: many short words at once;
- `words.py`: how numbers and names are written;
- `digit_pad.py`: the pad of widgets.

The pictures of a lesson stand in its folder, `figures.py`.
"""

from helpers.figures.scene import Scene

__all__ = ["Scene"]
