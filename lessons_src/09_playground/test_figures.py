"""The pictures of lesson 09: maps that show what the neurons say, weights as lines, and words that fit."""

import numpy as np
import pytest

from helpers.data.points import Points
from helpers.models import Experiment, Settings
from lesson_playground import maps
from lesson_playground.maps import BORDER, CELLS, GRID, coloured, enlarged, plotted
from lesson_playground.picture import MAP, TILE, Playground
from lesson_playground.wording import BIAS, View

pytestmark = pytest.mark.usefixtures("unpainted")

both_languages = pytest.mark.parametrize("tag", ["pt-BR", "en"])
PLAIN = View()
LARGEST = {"hidden": [8] * 6, "features": ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"]}


def scene(epochs: int = 0, view: View = PLAIN, **settings) -> tuple[Playground, Experiment]:
    experiment = Experiment(Settings(**settings))
    for _epoch in range(epochs):
        experiment.step()
    return Playground().show(experiment, view), experiment


def bluer(image: np.ndarray) -> np.ndarray:
    """Where an image is blue rather than orange, shape (rows, columns), leaving out what is neither."""
    red, blue = image[..., 0].astype(int), image[..., 2].astype(int)
    return np.ma.masked_array(blue > red, np.abs(blue - red) < 10)


def small_map(picture: Playground, spot: tuple[int, int]) -> np.ndarray:
    """The image at the place of a small map, its rows from the top."""
    left, bottom = (round(10 * place) for place in picture.corner(spot))
    return next(image for x, y, image in picture.tiles.images if (x, y) == (left, bottom))


def large_map(picture: Playground) -> np.ndarray:
    return next(image for _x, _y, image in picture.tiles.images if image.shape == (4 * CELLS, 4 * CELLS, 4))


# ---------------------------------------------------------------- maps


def test_grid_goes_row_by_row_from_the_top_left():
    x = GRID.reshape(CELLS, CELLS, 2)
    assert (np.diff(x[..., 0], axis=1) > 0).all()
    assert (np.diff(x[..., 1], axis=0) < 0).all()
    assert x[0, 0] == pytest.approx([-6 + 6 / CELLS, 6 - 6 / CELLS])


def test_colours_say_the_sign_and_the_size():
    values = np.tile(np.linspace(-1, 1, 41), (6, 1))
    image = coloured(values)
    inside = ~(image.view(np.uint32)[..., 0] == BORDER)
    strong = inside & (np.abs(values) > 0.2)
    assert np.array_equal(bluer(image)[strong], values[strong] > 0)
    light = image[..., :3].sum(axis=-1)[2]
    assert light[40] < light[30] < light[22]
    assert (coloured(np.array([[5.0]])) == coloured(np.array([[1.0]]))).all()


def test_negative_values_have_stripes_and_positive_ones_none():
    assert len(np.unique(coloured(np.full((12, 12), 0.5)).view(np.uint32))) == 1
    negative = coloured(np.full((12, 12), -0.5)).view(np.uint32)[..., 0]
    assert len(np.unique(negative)) == 2
    assert len(np.unique(np.diagonal(negative[:, ::-1]))) == 1  # a stripe runs along it


def test_border_runs_where_the_sign_changes():
    values = np.where(np.arange(10) < 4, -1.0, 1.0) * np.ones((5, 1))
    border = coloured(values).view(np.uint32)[..., 0] == BORDER
    assert np.flatnonzero(border.any(axis=0)).tolist() == [4]
    assert border[:, 4].all()


def test_discretised_maps_have_one_colour_a_sign():
    values = np.linspace(0.1, 1, 30).reshape(5, 6)
    assert len(np.unique(coloured(values, discretise=True).view(np.uint32))) == 1
    assert len(np.unique(coloured(values).view(np.uint32))) > 5


def test_enlarged_is_exact_for_a_plane_and_keeps_its_direction():
    x1, x2 = GRID.T.reshape(2, CELLS, CELLS)
    large = enlarged(x1 + 2 * x2, 4 * CELLS)
    middles = maps._middles(4 * CELLS)
    inner = slice(4, -4)
    assert large[inner, inner] == pytest.approx((middles - 2 * middles[:, None])[inner, inner], abs=1e-5)


def test_points_lie_where_they_belong():
    points = Points(np.array([(3.0, 3.0), (-3.0, -1.0)]), np.array([1.0, -1.0]))
    image = plotted([(points, False)], 240)
    assert bluer(image)[60, 180]
    assert not bluer(image)[140, 60]
    assert image[60, 180, 3] == image[140, 60, 3] == 255
    assert image[200, 200, 3] == 0


# ---------------------------------------------------------------- the picture of an experiment


def test_every_small_map_shows_what_its_neuron_says():
    picture, experiment = scene(40, dataset="xor", hidden=[4, 3])
    rows = np.arange(34) * CELLS // 34
    for layer, outputs in enumerate(experiment.values(GRID)):
        for k in range(outputs.shape[1]):
            values = outputs[:, k].reshape(CELLS, CELLS)[np.ix_(rows, rows)]
            seen, strong = bluer(small_map(picture, (layer, k))), np.abs(values) > 0.2
            assert np.array_equal(seen[strong & ~seen.mask], (values > 0)[strong & ~seen.mask])


def test_large_map_is_that_of_the_output_or_of_the_neuron_looked_at():
    picture, experiment = scene(60, hidden=[4, 2])
    shares = {}
    for spot in ((3, 0), (1, 2), (0, 0)):
        picture.show(experiment, View(spot=spot))
        values = experiment.values(GRID)[spot[0]][:, spot[1]].reshape(CELLS, CELLS)
        strong = np.abs(values) > 0.3
        seen = bluer(large_map(picture)[2::4, 2::4])
        assert np.array_equal(seen[strong & ~seen.mask], (values > 0)[strong & ~seen.mask])
        shares[spot] = f"positive on {round(100 * (values > 0).mean())}% of the plane"
        assert picture.frame.get_xy() == picture.corner(spot)
    assert shares[0, 0] in picture.alt


def test_unused_features_are_pale():
    picture, _experiment = scene(features=["x1"])
    used, unused = small_map(picture, (0, 0)), small_map(picture, (0, 1))
    assert used[..., :3].min() < 80
    assert unused[..., :3].min() > 180


def drawn_weights(picture: Playground) -> dict[tuple, tuple[float, object, str]]:
    """By its two ends: how wide each line is, its colour, and whether it is dashed."""
    found = {}
    for _sign, path in picture.weights:
        if path.get_visible():
            look = path.get_linewidth(), path.get_edgecolor(), path.get_linestyle()
            found |= {tuple(piece.ravel().round(1)): look for piece in path.get_path().vertices.reshape(-1, 2, 2)}
    return found


def test_weights_are_lines_whose_look_says_size_and_sign():
    picture, experiment = scene(hidden=[2])
    layer = experiment.network.layers[0]
    layer.weights[:] = [[3, -3], [0.01, 0]]
    picture.show(experiment)
    lines = drawn_weights(picture)
    assert len(lines) == 3 + 2, "a weight of 0 has no line"

    def look(i, k):
        (x1, y1), (x2, y2) = picture.corner((0, i)), picture.corner((1, k))
        return lines[tuple(np.round((x1 + TILE, y1 + TILE / 2, x2, y2 + TILE / 2), 1))]

    (strong, blue, solid), (negative, orange, dashed), (weak, *_look) = look(0, 0), look(1, 0), look(0, 1)
    assert strong == negative > 3 * weak
    assert blue[2] > blue[0]
    assert orange[0] > orange[2]
    assert solid == "-" != dashed


def test_marked_weight_and_bias():
    picture, experiment = scene(view=View(marked=((1, 1), 0)))
    assert picture.halo.get_visible()
    assert not picture.square.get_visible()
    weight = experiment.network.layers[0].weights[1, 0]
    assert f"Marked: the weight from x₁ to layer 1, neuron 1, {round(weight, 3):g}".replace("-", "−") in picture.summary
    picture.show(experiment, View(marked=((3, 0), BIAS)))
    assert not picture.halo.get_visible()
    assert picture.square.get_visible()
    assert "Marked: the bias of output, 0.1; slope of the loss in the last step: 0." in picture.summary
    experiment.step()
    picture.show(experiment, View(marked=((3, 0), BIAS)))
    gradient = experiment.gradients[-1][1][0]
    assert f"last step: {round(gradient, 4):g}.".replace("-", "−") in picture.summary


@pytest.mark.parametrize("hidden", [[], [1], [4, 2], [8] * 6])
def test_places_are_found_again(hidden):
    picture, experiment = scene(hidden=hidden)
    for spot in picture.spots():
        left, bottom = picture.corner(spot)
        assert picture.spot_at(left + TILE / 2, bottom + TILE / 2) == spot
        if spot[0]:
            assert picture.weight_at(left - 0.5, bottom + 0.4) == (spot, BIAS)
    assert len(picture._links) == sum(layer.weights.size for layer in experiment.network.layers)
    for link, (start, end) in zip(picture._links, picture._segments, strict=True):
        x, y = start + 0.05 * (end - start)
        found = picture.weight_at(x, y)
        assert found == link or (picture._segments[picture._links.index(found)][0] == start).all()  # as near as it
    assert picture.spot_at(2, 2) is picture.weight_at(40, 35) is picture.point_at(40, 20) is None
    assert picture.point_at(picture.LEFT + MAP / 2, picture.BOTTOM + MAP) == pytest.approx((0, 6))


def test_curves_end_at_the_losses_and_stay_few():
    picture, experiment = scene(1000, hidden=[])
    left, bottom, width, height = picture.CURVES
    for curve, loss in zip(picture.curves[2:], experiment.current[1:3], strict=True):
        x, y = curve.get_data()
        assert len(x) <= 140
        assert (x[0], x[-1]) == pytest.approx((left, left + width))
        assert y[-1] == pytest.approx(bottom + height * loss / 1)
    assert not picture.curves[0].get_visible()
    assert [word for _x, _y, word in picture.quiet.words] == ["1", "0", "1,000"]
    (start, _low, _zero), (end, _low, last) = picture.quiet.words[-2:]
    assert (start, end + picture.quiet.width(last)) == pytest.approx((left, left + width))


def test_pinned_run_is_compared_on_the_same_axes():
    picture, experiment = scene(20)
    pinned = experiment.scores.table.copy()
    experiment.restart(new_weights=True)
    for _epoch in range(40):
        experiment.step()
    picture.show(experiment, View(pinned=pinned))
    left, _bottom, width, _height = picture.CURVES
    assert picture.curves[0].get_visible()
    assert picture.curves[0].get_xdata()[-1] == pytest.approx(left + width / 2)
    assert picture.curves[3].get_xdata()[-1] == pytest.approx(left + width)
    assert "Pinned run, in green: training loss" in picture.summary
    ((x, y, word),) = picture.pinned.words
    assert word == "pinned"
    ends = [curve.get_xydata()[-1] for curve in picture.curves[:2]]
    assert all(0 < x - end[0] < 1 and 0 < y - end[1] < 3 for end in ends), "it stands behind the ends"
    picture.show(experiment)
    assert picture.pinned.words == []


@pytest.mark.parametrize("epochs", [1, 5, 40, 80])
def test_name_of_the_pinned_run_lies_in_the_graph_and_on_no_curve(epochs):
    picture, experiment = scene(40, hidden=[4])
    pinned = experiment.scores.table.copy()
    experiment.restart(new_weights=True)
    for _epoch in range(epochs):
        experiment.step()
    picture.show(experiment, View(pinned=pinned))
    left, bottom, width, height = picture.CURVES
    ((x, y, word),) = picture.pinned.words
    right = x + picture.pinned.width(word)
    assert left <= x and right <= left + width + 1e-6 and bottom <= y <= bottom + height
    for curve in picture.curves:
        at, high = curve.get_data()
        assert not ((x <= at) & (at <= right) & (abs(high - y) < 0.6)).any()


def test_lowest_test_loss_and_when_it_was_low_are_told():
    picture, experiment = scene(hidden=[4], learning_rate=0.3, data_seed=1)
    assert "Lowest" not in picture.summary
    losses = [experiment.current.test_loss]
    told = set()  # the numbers said, without epochs
    for _epoch in range(60):
        experiment.step()
        picture.show(experiment)
        losses.append(experiment.current.test_loss)
        text = f"Lowest test loss: {min(losses):.3f}".rstrip("0") + f", in epoch {np.argmin(losses)}"
        low = [k for k, loss in enumerate(losses) if loss <= 0.05]
        text += f"; first at 0.05 or less in epoch {low[0]}." if low else "."
        assert text in picture.summary
        assert text in picture.alt
        told.add(text.split(",")[0].split(";")[0])
    assert 3 < len(told) < 60, "it is to fall, and to rise between"
    assert low
    experiment.restart()
    assert "Lowest" not in picture.show(experiment).summary


def test_rings_mark_the_examples_of_the_last_step():
    picture, experiment = scene()
    experiment.step("batch")
    picture.show(experiment, View(learnt=slice(0, 10)))
    places = [picture.point_at(x, y) for x, y in zip(*picture.rings.get_data(), strict=True)]
    assert np.array(places) == pytest.approx(experiment.train.x[:10])
    assert "10 of 250 examples are done. " in picture.summary


def test_spiral_loss_stands_beside_the_test_loss_only_for_the_spiral():
    picture, experiment = scene(dataset="spiral")
    loss = f"{experiment.spiral_loss:.3f}"
    assert f"spiral {loss}" in [word for _x, _y, word in picture.words.words]
    assert f"without noise: loss {loss}; the target is 0.05 or less" in picture.summary
    assert picture.goal.get_visible()
    picture.show(experiment, View(solved=90, best=80))
    assert "Target reached in epoch 90; the best so far: epoch 80." in picture.summary
    assert "✓ epoch 90" in [word for _x, _y, word in picture.words.words]
    for settings in ({"dataset": "circle"}, {"dataset": "plane"}):
        picture, _experiment = scene(**settings)
        assert "spiral" not in " ".join(word for _x, _y, word in picture.words.words)
        assert not picture.goal.get_visible()


def test_regression_has_no_accuracy():
    assert "ccuracy" not in scene(dataset="plane")[0].summary
    assert "Accuracy in the test: " in scene()[0].summary
