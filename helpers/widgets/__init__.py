"""Live figures: controls bound to the pictures of `helpers.figures`.

- `LiveFigure`, `Slider`, `Choice`, `PlayButtons`: what all are made of (`live.py`, with `picture.js` and `picture.css` for the browser);
- `timeline`, `pipelines`, `pixel_image`, `sound`, `shared_work`: lesson 00;
- `nerve_cell`, `held_number`, `function_machine`, `table_and_graph`, `straight_line`, `machines_in_a_row`: lesson 01;
- `neuron_diagram`, `sum_walk`, `half_plane`, `one_pixel`, `one_pixel_hidden`: lesson 02;
- `sigmoid_curve`, `sigmoid_slope`, `firing_threshold`, `sigmoid_neuron`, `activation_gallery`, `softmax_bars`,
  `two_layers`: lesson 03;
- `image_browser`, `flattening`, `unflatten`, `shuffled_pixels`, `class_balance`, `mean_image`, `similarity_map`: lesson 04;
- `three_four_one`, `network_architecture`, `forward_pass`, `fragments`, `four_detector`, `first_layer_weights`: lesson 05;
- `residuals`, `why_squares`, `output_cost`, `slope_of_error`, `ball_on_parabola`, `contour_descent`, `valleys`: lesson 06;
- `chain_rule`, `confusion_matrix`, `worst_mistakes`, `why_cross_entropy`, `three_descents`, `training_cockpit`,
  `digit_pad`: lesson 07;
- `polynomial_fit`, `three_sets`, `few_images`, `cures`, `which_overfits`: lesson 08;
- `playground`: lesson 09;
- `course_in_one_picture`, `Quiz`, `quiz`: lesson 10.
"""

from helpers.widgets.cockpit import training_cockpit
from helpers.widgets.digit_pad import digit_pad
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
from helpers.widgets.lesson_04 import (
    class_balance,
    flattening,
    image_browser,
    mean_image,
    shuffled_pixels,
    similarity_map,
    unflatten,
)
from helpers.widgets.lesson_05 import (
    first_layer_weights,
    forward_pass,
    four_detector,
    fragments,
    network_architecture,
    three_four_one,
)
from helpers.widgets.lesson_06 import (
    ball_on_parabola,
    contour_descent,
    output_cost,
    residuals,
    slope_of_error,
    valleys,
    why_squares,
)
from helpers.widgets.lesson_07 import (
    chain_rule,
    confusion_matrix,
    three_descents,
    why_cross_entropy,
    worst_mistakes,
)
from helpers.widgets.lesson_08 import cures, few_images, polynomial_fit, three_sets, which_overfits
from helpers.widgets.lesson_10 import course_in_one_picture
from helpers.widgets.live import Choice, LiveFigure, PlayButtons, Slider
from helpers.widgets.playground import playground
from helpers.widgets.quiz import Quiz, quiz

__all__ = [
    "Choice",
    "LiveFigure",
    "PlayButtons",
    "Quiz",
    "Slider",
    "activation_gallery",
    "ball_on_parabola",
    "chain_rule",
    "class_balance",
    "confusion_matrix",
    "contour_descent",
    "course_in_one_picture",
    "cures",
    "digit_pad",
    "few_images",
    "firing_threshold",
    "first_layer_weights",
    "flattening",
    "forward_pass",
    "four_detector",
    "fragments",
    "function_machine",
    "half_plane",
    "held_number",
    "image_browser",
    "machines_in_a_row",
    "mean_image",
    "nerve_cell",
    "network_architecture",
    "neuron_diagram",
    "one_pixel",
    "one_pixel_hidden",
    "output_cost",
    "pipelines",
    "pixel_image",
    "playground",
    "polynomial_fit",
    "quiz",
    "residuals",
    "shared_work",
    "shuffled_pixels",
    "sigmoid_curve",
    "sigmoid_neuron",
    "sigmoid_slope",
    "similarity_map",
    "slope_of_error",
    "softmax_bars",
    "sound",
    "straight_line",
    "sum_walk",
    "table_and_graph",
    "three_descents",
    "three_four_one",
    "three_sets",
    "timeline",
    "training_cockpit",
    "two_layers",
    "unflatten",
    "valleys",
    "which_overfits",
    "why_cross_entropy",
    "why_squares",
    "worst_mistakes",
]
