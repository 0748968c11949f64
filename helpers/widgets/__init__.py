"""Live figures: controls bound to the pictures of `helpers.figures`.

- `LiveFigure`, `Slider`: what all are made of (`live.py`, with `picture.js` and `picture.css` for the browser);
- `neuron_diagram`, `sum_walk`, `half_plane`, `one_pixel`, `one_pixel_hidden`: lesson 02.
"""

from helpers.widgets.lesson_02 import half_plane, neuron_diagram, one_pixel, one_pixel_hidden, sum_walk
from helpers.widgets.live import LiveFigure, Slider

__all__ = ["LiveFigure", "Slider", "half_plane", "neuron_diagram", "one_pixel", "one_pixel_hidden", "sum_walk"]
