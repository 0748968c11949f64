"""Where the trained networks are that the course ships: 784–16–16–10, made by `pretrain.py` (make network)."""

from pathlib import Path

PRETRAINED = Path(__file__).with_name("network_784_16_16_10.npz")
PRETRAINED_WITH_DECAY = Path(__file__).with_name("network_784_16_16_10_decay.npz")
