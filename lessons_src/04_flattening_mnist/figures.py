"""The live figures of this lesson."""

from .browser import image_browser
from .classes import class_balance, mean_image
from .flattening import flattening, shuffled_pixels, unflatten
from .similarity import similarity_map

__all__ = [
    "class_balance",
    "flattening",
    "image_browser",
    "mean_image",
    "shuffled_pixels",
    "similarity_map",
    "unflatten",
]
