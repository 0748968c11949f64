"""The network diagrams of lesson 05: what they say is what the network computes, and their letterings fit."""

import itertools
import math
import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from helpers import data, language, nn, widgets
from helpers.figures import Scene
from helpers.figures.lettering import Lettering
from helpers.figures.style import BLUE, ORANGE, YELLOW, tint
from lesson_layers import figures


def written(scene: Scene) -> list[str]:
    return [word for part in scene.figure.findobj(Lettering) for _x, _y, word in part.words]


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-").replace(",", "")) for found in re.findall(r"−?\d[\d,]*(?:\.\d+)?", text)]


def fills(circles) -> np.ndarray:
    return circles.get_facecolor()[:, :3]


def yellow(shares) -> np.ndarray:
    return np.array([tint(YELLOW, float(share)) for share in shares])


# ---------------------------------------------------------------- letterings, which the sweeps do not see

CASES = {
    "three_four_one": (figures.three_four_one, {}),
    "network_architecture": (figures.network_architecture, {}),
    "forward_pass": (figures.forward_pass, {"image": [0, 150, 4000, 9700, 9950]}),
    "forward_pass of Fashion-MNIST": (
        lambda: figures.forward_pass(nn.Network([784, 16, 16, 16, 10]), data.load("fashion_mnist", "test")),
        {"image": list(range(0, 400, 20))},
    ),
}


def word_boxes(scene: Scene) -> list[tuple[str, float, float, float, float]]:
    """All words of a picture with left, bottom, right, top in dots."""
    boxes = []
    for part in scene.figure.findobj(Lettering):
        for word in part.words:
            alone = Lettering(size=part.size)
            alone.write([word])
            vertices = alone.get_path().vertices[alone.get_path().codes != 79] * 10
            boxes.append((word[2], *vertices.min(axis=0), *vertices.max(axis=0)))
    for text in scene.figure.findobj(Text):
        if text.get_text().strip() and text.axes.axison is False:
            box = text.get_window_extent(scene.canvas.get_renderer())
            boxes.append((text.get_text(), box.x0, box.y0, box.x1, box.y1))
    return boxes


@pytest.mark.parametrize("tag", ["pt-BR", "en"])
@pytest.mark.parametrize(("make", "tried"), CASES.values(), ids=CASES)
def test_no_word_is_clipped_or_covers_another(make, tried, tag):
    language.use(tag)
    figure = make()
    places = [
        [value for _words, value in control.options]
        if isinstance(control, widgets.Choice)
        else tried.get(name, [control.min, control.max])
        for name, control in figure.controls.items()
    ]
    for state in itertools.product(*places):
        figure.set(**dict(zip(figure.controls, state, strict=True)))
        boxes = word_boxes(figure.scene)
        for word, left, bottom, right, top in boxes:
            inside = left >= 2 and bottom >= 0 and right <= figure.scene.width - 2 and top <= figure.scene.height
            assert inside, f"{word!r} leaves the picture at {state}"
        for one, two in itertools.combinations(boxes, 2):
            width, height = min(one[3], two[3]) - max(one[1], two[1]), min(one[4], two[4]) - max(one[2], two[2])
            assert width <= 0 or height <= 0, f"{one[0]!r} and {two[0]!r} overlap at {state}"


# ---------------------------------------------------------------- 3–4–1


def by_hand(x1, x2, x3):
    """The sums and outputs of the five neurons, in plain Python."""
    network = figures.three_four_one().scene.network
    (w_hidden, b_hidden), (w_output, b_output) = [
        (layer.weights.tolist(), layer.bias.tolist()) for layer in network.layers
    ]
    z = [w[0] * x1 + w[1] * x2 + w[2] * x3 + b for w, b in zip(w_hidden, b_hidden, strict=True)]
    a = [1 / (1 + math.exp(-value)) for value in z]
    z.append(sum(w * value for w, value in zip(w_output[0], a, strict=True)) + b_output[0])
    return z, [*a, 1 / (1 + math.exp(-z[4]))]


def test_start_shows_the_numbers_of_the_lesson_and_not_the_answer_of_its_exercise():
    figure = figures.three_four_one()
    words = written(figure.scene)
    assert {"0.42", "0.74", "h₂", "h₃", "h₄"} <= set(words)
    assert "z = 0.3·1 + (−0.5)·0.5 + (−0.3)·0.2 + (−0.3) = −0.31" in words
    assert "a = σ(−0.31) ≈ 0.42" in words
    assert "Output: 0.74." in figure.picture.summary
    assert "0.57" not in "".join([*words, figure.picture.alt, figure.picture.summary])


def test_second_neuron_is_the_one_of_the_exercise():
    figure = figures.three_four_one()
    figure.set(neuron=1)
    assert "h₂: z = 0.5·1 + (−1)·0.5 + 1·0.2 + 0.1 = 0.3; a = σ(0.3) ≈ 0.57." in figure.picture.summary
    assert by_hand(1, 0.5, 0.2)[1][1] == pytest.approx(0.574, abs=5e-4)


@pytest.mark.parametrize("inputs", [(1, 0.5, 0.2), (0, 0, 0), (1, 1, 1), (0.3, 0.9, 0.7)])
@pytest.mark.parametrize("neuron", range(5))
def test_sums_and_fills_are_those_worked_out_by_hand(inputs, neuron):
    figure = figures.three_four_one(inputs)
    figure.set(neuron=neuron)
    z, a = by_hand(*inputs)
    scene = figure.scene
    assert fills(scene.neurons)[3:] == pytest.approx(yellow(a))
    sum_, answer = (word for _x, _y, word in scene.sums.words)
    terms, result = re.split(" [=≈] ", sum_.removeprefix("z = "))
    assert numbers(result) == [pytest.approx(z[neuron], abs=0.0051)]
    values = numbers(terms)
    assert sum(w * x for w, x in zip(values[0:-1:2], values[1:-1:2], strict=True)) + values[-1] == pytest.approx(
        z[neuron], abs=0.005
    )
    assert numbers(answer)[-1] == pytest.approx(a[neuron], abs=0.0051)
    assert numbers(scene.numbers.words[-1][2]) == [pytest.approx(a[4], abs=0.0051)]
    assert {sum_, answer} <= set(re.split(r": |; |\.$|\. ", figure.picture.summary))


def test_lines_are_the_weights():
    figure = figures.three_four_one()
    figure.set(neuron=3)
    scene = figure.scene
    blue, orange = scene.connections.parts
    weights = np.concatenate([layer.weights.ravel() for layer in scene.network.layers])
    for lines, chosen in ((blue, weights > 0), (orange, weights < 0)):
        widths = np.array(lines.get_linewidths())
        assert (np.argsort(widths, kind="stable") == np.argsort(np.abs(weights[chosen]), kind="stable")).all()
        assert np.allclose([path.vertices for path in lines.get_paths()], scene.ends[chosen])
    assert [lines.get_linestyles()[0][1] is None for lines in (blue, orange)] == [True, False]  # only the latter dashed
    into_h4 = scene.reached == 3
    for lines, colour, chosen in ((blue, BLUE, weights > 0), (orange, ORANGE, weights < 0)):
        full = np.isclose(lines.get_colors()[:, :3], to_rgb(colour)).all(axis=1)
        assert full.tolist() == into_h4[chosen].tolist()


# ---------------------------------------------------------------- counting

SIZES = [(784, 16, 16, 10), (784, 10), (3072, 64, 32, 3, 1, 10), (784, 1, 10), (784, 10, 11, 64, 10)]


@pytest.mark.parametrize("sizes", SIZES)
def test_counts_follow_the_formula(sizes):
    figure = figures.network_architecture(sizes)
    gaps = list(itertools.pairwise(sizes))
    weights, biases = sum(a * b for a, b in gaps), sum(sizes[1:])
    total = f"{weights:,} weights + {biases:,} biases = {weights + biases:,} parameters"
    words = written(figure.scene)
    assert total in words
    assert total in figure.picture.summary
    assert weights + biases == nn.Network(sizes).parameter_count
    for a, b in gaps:
        assert f"{a:,} · {b:,}" in words
        assert f"= {a * b:,}" in words
        assert f"{a:,} · {b:,} = {a * b:,}" in figure.picture.alt
    assert [numbers(word) for word in words if word.startswith(("inputs", "hidden", "outputs"))] == [[n] for n in sizes]
    assert sorted(word for word in words if word.isdigit()) == sorted(map(str, sizes[1:]))


def test_start_is_the_network_of_the_lesson():
    summary = figures.network_architecture().picture.summary
    assert summary == "784–16–16–10: 12,960 weights + 42 biases = 13,002 parameters."


@pytest.mark.parametrize("sizes", SIZES)
def test_circles_and_lines(sizes):
    scene = figures.network_architecture(sizes).scene
    drawn = [size if size <= 10 else 8 for size in sizes]
    assert len(scene.circles.get_offsets()) == sum(drawn)
    assert len(scene.dots.get_offsets()) == 3 * sum(size > 10 for size in sizes)
    assert len(scene.lines.get_paths()) == sum(a * b for a, b in itertools.pairwise(drawn))


def test_layer_at_0_is_left_out():
    figure = figures.network_architecture()
    figure.set(hidden1=0, hidden3=5)
    assert figure.picture.summary.startswith("784–16–5–10: ")


@pytest.mark.parametrize("sizes", [(100, 16, 10), (784, 16, 9), (784, 65, 10), (784, 0, 10), (784, 2.5, 10), (784, 1, 1, 1, 1, 1, 10)])  # fmt: skip
def test_other_architectures_are_refused(sizes):
    with pytest.raises(ValueError, match="784 or 3072 inputs, none to four hidden layers"):
        figures.network_architecture(sizes)


# ---------------------------------------------------------------- the way of an image


@pytest.fixture(scope="module")
def test_set():
    return data.load(split="test")


@pytest.fixture(scope="module")
def trained():
    return nn.Network.load(data.PRETRAINED)


NETWORKS = {
    "trained": lambda: nn.Network.load(data.PRETRAINED),
    "one hidden layer": lambda: nn.Network([784, 1, 10]),
    "three hidden layers": lambda: nn.Network([784, 16, 9, 16, 10]),
    "ReLU, above 1": lambda: nn.Network.of([nn.Layer(np.full((4, 784), 0.1), [0, 1, 2, -99], nn.relu), *nn.Network([4, 16, 10]).layers]),
    "tanh, sigmoid": lambda: nn.Network([784, 16, 10], nn.tanh, nn.sigmoid),
    "all weights 0": lambda: nn.Network.of([nn.Layer(np.zeros((4, 784)), np.zeros(4)), nn.Layer(np.zeros((10, 4)), np.zeros(10))]),
}  # fmt: skip


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)
@pytest.mark.parametrize("image", [0, 950, 9950])
def test_picture_is_what_the_network_computes(make, image, test_set):
    network = make()
    figure = figures.forward_pass(network, test_set, image)
    scene = figure.scene
    a = [test_set.images[image].ravel() / 255]
    for layer in network.layers:
        a.append(layer.activation(layer.weights @ a[-1] + layer.bias))
    hidden = np.concatenate([np.clip(values, 0, None) / max(1, values.max()) for values in a[1:-1]])
    assert fills(scene.hidden) == pytest.approx(yellow(hidden), abs=1e-4)
    assert fills(scene.outputs) == pytest.approx(yellow(a[-1]), abs=1e-4)
    lengths = [path.vertices[:, 0].max() - scene.zero for path in scene.bars.get_paths()]
    assert np.array(lengths) / (scene.END - scene.zero) == pytest.approx(a[-1], abs=1e-5)
    assert (scene.picture.get_array() == test_set.images[image]).all()
    answer = a[-1].argmax()
    assert f"network says {answer}, with " in figure.picture.summary
    assert scene.answer.get_text().startswith(f"network: {answer} ")
    assert (np.array(scene.outputs.get_linewidths()) > 2).tolist() == [k == answer for k in range(10)]


def test_layers_light_up_one_after_the_other(trained, test_set):
    figure = figures.forward_pass(trained, test_set, 0)
    scene = figure.scene
    for layers in range(4):
        figure.set(layers=layers)
        hidden = (fills(scene.hidden) < 1).any(axis=1).reshape(2, 16).any(axis=1)
        lit = [*hidden.tolist(), (fills(scene.outputs) < 1).any()]
        assert lit == [layers >= 1, layers >= 2, layers == 3]
        lines = [sum(len(part.get_paths()) for part in connections.parts) for connections in scene.connections]
        assert lines == [scene.STRONGEST * (layers >= 2), scene.STRONGEST * (layers == 3)]
        assert bool(scene.answer.get_text()) == ("the network says" in figure.picture.summary) == (layers == 3)
        assert f"Layers it has passed: {layers} of 3." in figure.picture.summary


def test_lines_are_the_strongest_products_of_weight_and_activation(trained, test_set):
    scene = figures.forward_pass(trained, test_set, 150).scene
    a = trained.activations(test_set.pixels(150)[0])
    for gap, connections in enumerate(scene.connections):
        sent = trained.layers[gap + 1].weights * a[gap + 1]
        strongest = np.sort(np.abs(sent), axis=None)[-scene.STRONGEST]
        for lines, drawn in zip(connections.parts, (sent >= strongest, sent <= -strongest), strict=True):
            ends = {tuple(path.vertices.ravel().round(6)) for path in lines.get_paths()}
            places = [[*scene.places[gap][start], *scene.places[gap + 1][end]] for end, start in np.argwhere(drawn)]
            assert ends == {tuple(np.round(place, 6)) for place in places}


def test_some_images_are_read_wrongly_and_the_picture_says_so(trained, test_set):
    figure = figures.forward_pass(trained, test_set)
    scene = figure.scene
    tried = np.arange(0, 10_000, 50)
    answers = trained(test_set.pixels(tried)).argmax(axis=1)
    wrong = tried[answers != test_set.labels[tried]]
    assert 1 <= len(wrong) <= 20
    assert f"× wrong: {len(wrong)} of 200" in [text.get_text() for text in scene.figure.findobj(Text)]
    assert figure.picture.alt.endswith(f"gets wrong: {'; '.join(f'{index:,}' for index in wrong)}.")
    for index in tried[::5].tolist() + wrong.tolist():
        figure.set(image=index)
        label, right = test_set.labels[index], index not in wrong
        assert ("and the label says the same." in figure.picture.summary) == right
        assert (f"; the label says {label}." in figure.picture.summary) == (not right)
        assert scene.answer.get_text().endswith(" ✓" if right else " ×")
        assert scene.label.get_text() == f"label: {label}"
        (x,) = scene.here.get_xdata()
        assert x == pytest.approx(25 + 57 * index / 9950)


def test_what_the_lesson_says_of_wrong_images(trained, test_set):
    scene = figures.forward_pass(trained, test_set).scene
    above = (scene.passed[-1] > 0.1).sum(axis=1)
    assert sorted(above[scene.wrong].tolist()) == [1] * 3 + [2] * 6
    assert above.max() == 2
    said = scene.passed[-1][scene.images.index(4000)].round(2)
    assert (scene.labels[scene.images.index(4000)], said[8], said[5]) == (9, 0.53, 0.29)


@pytest.mark.parametrize(
    ("x1", "x2", "said"), [(0, 0.5, "−0.61; a = σ(−0.61) ≈ 0.35"), (1, 0, "−0.06; a = σ(−0.06) ≈ 0.49")]
)
def test_what_the_lesson_says_of_smaller_inputs(x1, x2, said):
    figure = figures.three_four_one()
    figure.set(x1=x1, x2=x2)
    assert said in figure.picture.summary


def test_activation_is_never_written_as_1_or_0(trained, test_set):
    figure = figures.forward_pass(trained, test_set, 0)
    seen = set()
    for image in range(0, 10_000, 500):
        figure.set(image=image)
        seen |= set(figure.picture.summary.split())
        shares = [word for _x, _y, word in figure.scene.words.words]
        assert not {"0", "1"} & set(shares)
    assert "more" in seen


def test_fashion_has_its_names(test_set):
    fashion = data.load("fashion_mnist", "test")
    figure = figures.forward_pass(nn.Network([784, 16, 16, 10]), fashion, 10)
    name = fashion.classes[fashion.labels[10]]
    assert figure.scene.label.get_text() == f"label: {name}"
    assert set(fashion.classes) <= {text.get_text() for text in figure.scene.figure.findobj(Text)}
    assert len(figure.scene.images) == 200


def test_picture_stays_when_the_network_learns_on(test_set):
    network = nn.Network([784, 4, 10])
    figure = figures.forward_pass(network, test_set, 0)
    before = figure.picture.png
    network.layers[1].weights += 1
    figure.set(image=50)
    figure.set(image=0)
    assert figure.picture.png == before


@pytest.mark.parametrize("sizes", [[784, 10], [784, 17, 10], [784, 4, 4, 4, 4, 10], [783, 16, 10], [784, 16, 9]])
def test_other_networks_are_refused(sizes):
    with pytest.raises(ValueError, match=f"784 inputs, one to three hidden layers.*{re.escape(str(sizes))}"):
        figures.forward_pass(nn.Network(sizes))


def test_what_is_no_network_is_refused(test_set):
    with pytest.raises(TypeError, match="network must be a Network"):
        figures.forward_pass([784, 16, 10])
    few = data.LabelledImages(test_set.images[:5], np.zeros(5, np.uint8), ("0", "1"))
    with pytest.raises(ValueError, match="images of 10 classes; given 5 images of 2 classes"):
        figures.forward_pass(digits=few)
    none = data.LabelledImages(test_set.images[:0], test_set.labels[:0], test_set.classes)
    with pytest.raises(ValueError, match="given 0 images"):
        figures.forward_pass(digits=none)


def test_few_images_are_enough(test_set):
    few = data.LabelledImages(test_set.images[:3], test_set.labels[:3], test_set.classes)
    figure = figures.forward_pass(digits=few)
    figure.set(image=2)
    assert list(figure.scene.images) == [0, 1, 2]
    assert figure.controls["image"].max == 2
