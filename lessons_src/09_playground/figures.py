"""The live figures of this lesson."""

from .live_playground import playground

__all__ = ["playground"]
