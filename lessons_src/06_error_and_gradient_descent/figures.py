"""The live figures of this lesson."""

from .contour import contour_descent
from .descent import ball_on_parabola, slope_of_error, valleys
from .errors import output_cost, residuals, why_squares

__all__ = [
    "ball_on_parabola",
    "contour_descent",
    "output_cost",
    "residuals",
    "slope_of_error",
    "valleys",
    "why_squares",
]
