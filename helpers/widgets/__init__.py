"""Live figures: controls bound to the pictures of `helpers.figures`.

- `LiveFigure`, `Slider`, `Choice`: what all are made of (`live.py`, with `picture.js` and `picture.css` for the browser);
- `timeline`, `pipelines`, `pixel_image`, `sound`, `shared_work`: lesson 00;
- `nerve_cell`, `held_number`, `function_machine`, `table_and_graph`, `straight_line`, `machines_in_a_row`: lesson 01;
- `neuron_diagram`, `sum_walk`, `half_plane`, `one_pixel`, `one_pixel_hidden`: lesson 02;
- `sigmoid_curve`, `sigmoid_slope`, `firing_threshold`, `sigmoid_neuron`, `activation_gallery`, `softmax_bars`,
  `two_layers`: lesson 03.
"""

from helpers.widgets.lesson_00 import pipelines, pixel_image, shared_work, sound, timeline
from helpers.widgets.lesson_01 import (
    function_machine,
    held_number,
    machines_in_a_row,
    nerve_cell,
    straight_line,
    table_and_graph,
)
from helpers.widgets.lesson_02 import half_plane, neuron_diagram, one_pixel, one_pixel_hidden, sum_walk
from helpers.widgets.lesson_03 import (
    activation_gallery,
    firing_threshold,
    sigmoid_curve,
    sigmoid_neuron,
    sigmoid_slope,
    softmax_bars,
    two_layers,
)
from helpers.widgets.live import Choice, LiveFigure, Slider

__all__ = [
    "Choice",
    "LiveFigure",
    "Slider",
    "activation_gallery",
    "firing_threshold",
    "function_machine",
    "half_plane",
    "held_number",
    "machines_in_a_row",
    "nerve_cell",
    "neuron_diagram",
    "one_pixel",
    "one_pixel_hidden",
    "pipelines",
    "pixel_image",
    "shared_work",
    "sigmoid_curve",
    "sigmoid_neuron",
    "sigmoid_slope",
    "softmax_bars",
    "sound",
    "straight_line",
    "sum_walk",
    "table_and_graph",
    "timeline",
    "two_layers",
]
