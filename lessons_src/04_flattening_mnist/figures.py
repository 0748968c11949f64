"""The live figures of this lesson."""

from .browser import image_browser
from .classes import class_balance, mean_image
from .flattening import flattening, shuffled_pixels, unflatten
from .moved import distances, moved_digits
from .similarity import similarity_map

__all__ = [
    "class_balance",
    "distances",
    "flattening",
    "image_browser",
    "mean_image",
    "moved_digits",
    "shuffled_pixels",
    "similarity_map",
    "unflatten",
]
