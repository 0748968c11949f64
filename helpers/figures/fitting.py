"""What pictures of images with ten outputs can show (lessons 05, 06 and 07); the rest is refused with words."""

from helpers.data import LabelledImages
from helpers.data.single_images import SIDE
from helpers.language import _, ngettext
from helpers.nn import Network, sigmoid, softmax
from helpers.nn.network import as_network


def require_shares(network) -> Network:
    """`network`, when it gives ten outputs from 0 to 1 for an image; raises TypeError or ValueError otherwise."""
    last = as_network(network).layers[-1].activation
    if network.sizes[0] != SIDE**2 or network.sizes[-1] != 10 or last not in (sigmoid, softmax):
        text = _(
            "this picture shows networks with 784 inputs and 10 outputs of sigmoid or softmax, such as "
            "Network([784, 16, 16, 10]); given sizes {sizes} and outputs of {activation}"
        )
        raise ValueError(text.format(sizes=network.sizes, activation=last.name))
    return network


def require_ten_classes(digits: LabelledImages) -> None:
    """Raise ValueError for images of other than ten classes, and for none."""
    if len(digits.classes) != 10 or not len(digits):
        images = ngettext("{count} image", "{count} images", len(digits)).format(count=len(digits))
        classes = ngettext("{count} class", "{count} classes", len(digits.classes)).format(count=len(digits.classes))
        text = _("this picture shows images of 10 classes; given {images} of {classes}")
        raise ValueError(text.format(images=images, classes=classes))
