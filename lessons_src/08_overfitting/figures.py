"""The live figures of this lesson."""

from .learning_curves import cures, few_images, which_overfits
from .polynomials import polynomial_fit, three_sets

__all__ = [
    "cures",
    "few_images",
    "polynomial_fit",
    "three_sets",
    "which_overfits",
]
