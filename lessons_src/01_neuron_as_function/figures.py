"""The live figures of this lesson."""

from .functions import function_machine, machines_in_a_row, straight_line, table_and_graph
from .nerve_cell import held_number, nerve_cell

__all__ = [
    "function_machine",
    "held_number",
    "machines_in_a_row",
    "nerve_cell",
    "straight_line",
    "table_and_graph",
]
