"""The data the lessons show.

- `load`: all of MNIST, or another data set of its kind, as `LabelledImages` (from lesson 04 on);
- `handwriting`: a letter and ten digits, 28 × 28 pixels each (lesson 00);
- `resample`: an image with another number of pixels;
- `noisy_points`, `with_wrong_labels`: small data made by chance (lesson 08);
- `make_points`, `own_points`, `judge_spiral`, `DATASETS`, `FEATURES`: points of the plane (lesson 09);
- `as_mnist`: the image of a drawing, made as MNIST was (lesson 07);
- `PRETRAINED`: the file with a network that has learnt MNIST, for `nn.Network.load` (lesson 05; made by `pretrain.py`);
  `PRETRAINED_WITH_DECAY`: the same, trained with weight decay.

`load` reads what is embedded here (`embedded.py`), or with source="tfds" what tensorflow-datasets has prepared
(`prepared.py`) or has registered for download (`raw_files.py`; `download.py` and `fetch.py` do the network's part).
DATA_LICENSE, beside this file, says where the data come from and what may be done with them.
"""

from helpers.data.drawing import as_mnist
from helpers.data.labelled import LabelledImages
from helpers.data.loading import load
from helpers.data.own_points import own_points
from helpers.data.points import DATASETS, FEATURES, Points, judge_spiral, make_points
from helpers.data.single_images import SIDE, handwriting, resample
from helpers.data.toy import noisy_points, with_wrong_labels
from helpers.data.trained import PRETRAINED, PRETRAINED_WITH_DECAY
from helpers.data.unavailable import DataUnavailable

__all__ = [
    "DATASETS",
    "FEATURES",
    "PRETRAINED",
    "PRETRAINED_WITH_DECAY",
    "SIDE",
    "DataUnavailable",
    "LabelledImages",
    "Points",
    "as_mnist",
    "handwriting",
    "judge_spiral",
    "load",
    "make_points",
    "noisy_points",
    "own_points",
    "resample",
    "with_wrong_labels",
]
