"""The words of the playground's picture: they fit, and small maps lie apart."""

import io
import itertools

import numpy as np
import pytest
from PIL import Image

from helpers import language
from helpers.figures.lettering import Typing
from helpers.models import Experiment, Settings
from helpers.models.settings import ACTIVATIONS
from lesson_playground.maps import CELLS, GRID
from lesson_playground.picture import MAP, TILE, Playground
from lesson_playground.test_figures import LARGEST, PLAIN, both_languages, scene
from lesson_playground.wording import View

# ---------------------------------------------------------------- words


def boxes(picture: Playground) -> list[tuple[str, float, float, float, float]]:
    """All words with their left, right, lower and upper ends."""
    found = []
    for part in picture.figure.findobj(Typing):
        half = 0.45 * part.size * 100 / 72 / 10
        found += [
            (word, x, x + part.width(word), y - half, y + half) for x, y, word in part.words if part.get_visible()
        ]
    return found


LONG = {"dataset": "xor", "noise": 50, "batch_size": 30, "activation": "leaky_relu", "learning_rate": 0.00001}
LONG |= {
    "regularisation_rate": 0.001,
    "optimiser": "momentum",
    "loss": "cross_entropy",
    "seed": 2**31,
    "data_seed": 2**31,
}


@both_languages
@pytest.mark.parametrize("settings", [{}, LONG, LARGEST, {"hidden": []}, {"dataset": "spiral", **LARGEST}])
def test_words_fit_and_do_not_touch(tag, settings):
    language.use(tag)
    picture, experiment = scene(1, **settings)
    picture.show(experiment, View(spot=(1, 0), solved=12345, best=123))
    words = boxes(picture)
    assert len(words) > 20
    for word, left, right, low, high in words:
        assert left >= 0 and low >= 0 and right <= picture.width / 10 and high <= picture.height / 10, word
    for (one, *a), (two, *b) in itertools.combinations(words, 2):
        assert min(a[1], b[1]) <= max(a[0], b[0]) or min(a[3], b[3]) <= max(a[2], b[2]), f"{one!r} touches {two!r}"
    squares = [(*corner, TILE) for corner in map(picture.corner, picture.spots())]
    squares.append((picture.LEFT, picture.BOTTOM, MAP))
    for (x, y, side), (word, left, right, low, high) in itertools.product(squares, words):
        apart = right <= x or left >= x + side or high <= y or low >= y + side
        assert apart, f"{word!r} lies over a map"


def test_seeds_are_told_apart():
    picture, _experiment = scene(seed=12345, data_seed=678)
    text = "seeds: weights 12345, points 678"
    assert picture.settings.words[0][2].endswith(text)
    assert f"{text};" in picture.summary


def test_letters_have_9_points_or_more():
    assert min(part.size for part in scene()[0].figure.findobj(Typing)) >= 9


def test_small_maps_of_the_largest_network_lie_apart():
    picture, _experiment = scene(**LARGEST)
    for (x1, y1), (x2, y2) in itertools.combinations(map(picture.corner, picture.spots()), 2):
        assert max(abs(x1 - x2) - TILE - 1, abs(y1 - y2) - TILE) >= 0.2


@both_languages
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_equation_of_the_neuron_looked_at(tag, activation):
    language.use(tag)
    picture, experiment = scene(3, activation=activation, view=View(spot=(1, 1)))
    assert experiment.equation(0, 1).text(lambda value: language.number(value, 2)) in picture.summary


def test_numbers_too_large_for_the_computer_are_drawn():
    picture, experiment = scene(hidden=[2], activation="relu", features=["x1_squared"])
    experiment.network.layers[0].weights[:] = [[1e308], [1e308]]
    experiment.network.layers[1].weights[:] = [[1e5, -1e5]]
    assert not np.isfinite(experiment.values(GRID)[-1]).all()
    picture.show(experiment)
    assert picture.png()


def test_huge_losses_stay_short():
    picture, experiment = scene(hidden=[], dataset="plane")
    experiment.set_weight(0, 0, 0, 1e9)
    picture.show(experiment)
    assert all(right <= picture.width / 10 for _word, _left, right, _low, _high in boxes(picture))


def test_dense_screens_get_the_same_picture():
    picture, experiment = scene(20)
    picture.set_pixel_ratio(1.5)
    picture.show(experiment)
    size = round(1.5 * 4 * CELLS)
    (large, points) = (image for _x, _y, image in picture.tiles.images if image.shape == (size, size, 4))
    assert points[..., 3].max() == 255
    assert (large[..., 3] == 255).all()
    assert picture.png()


def test_maps_and_points_stand_upright_in_the_picture():
    network, experiment = Playground(), Experiment(Settings(dataset="gauss", hidden=[]))
    for k, weight in enumerate((0, 2)):  # positive above, where x₂ is
        experiment.set_weight(0, 0, k, weight)
    png = network.show(experiment, PLAIN).png()
    picture = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    left, top, side = 580, 120, 255
    large = picture[top : top + side, left : left + side]
    above, below = large[: side // 4], large[-side // 4 :]
    assert np.median(above[..., 2] - above[..., 0]) > 50, "blue"
    assert np.median(below[..., 0] - below[..., 2]) > 50, "orange"
    discs = (large[..., 0] < 30) & (large[..., 2] > 150)  # of the class around (2, 2)
    assert discs[: side // 2, side // 2 :].sum() > 100 * (1 + discs[side // 2 :, : side // 2].sum())
