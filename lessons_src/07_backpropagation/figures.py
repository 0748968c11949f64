"""The live figures of this lesson."""

from .chain_rule import chain_rule
from .choices import three_descents, why_cross_entropy
from .cockpit import training_cockpit
from .mistakes import confusion_matrix, worst_mistakes

__all__ = [
    "chain_rule",
    "confusion_matrix",
    "three_descents",
    "training_cockpit",
    "why_cross_entropy",
    "worst_mistakes",
]
