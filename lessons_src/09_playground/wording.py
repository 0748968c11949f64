"""What the picture of the playground says (lesson 09), and how its things are called.

- `View`: what of an experiment is looked at; `Spot`: a feature or a neuron;
- `title`, `symbol`: how such a spot is called; `in_words`: how a choice is called;
- `described`: summary and alt text; `about_points`, `about_seeds`, `about_learning`: parts of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers.data.points import DATASETS, FEATURES, Points
from helpers.figures.words import percent
from helpers.language import N_, _, ngettext, number
from helpers.models import SOLVED, Experiment, Settings
from helpers.nn import Network

Spot = tuple[int, int]  # (0, k): feature k of all seven; (l, k): neuron k of layer l
BIAS = -1  # stands for the bias among the inputs of a neuron

ACTIVATIONS = {
    "tanh": "tanh",
    "relu": "ReLU",
    "sigmoid": N_("sigmoid"),
    "linear": "linear",
    "leaky_relu": "leaky ReLU",
    "step": N_("step"),
}
REGULARISATIONS = {"none": N_("none"), "l1": "L1", "l2": "L2"}
OPTIMISERS = {"sgd": N_("plain descent"), "momentum": N_("momentum"), "adam": "Adam"}
LOSSES = {"squared": N_("½·error²"), "cross_entropy": N_("cross-entropy")}


def in_words(names: Mapping[str, str], key: str) -> str:
    """How one of the choices above is called."""
    name = names[key]
    return _(name)


@dataclass(frozen=True)
class View:
    """What of an experiment is looked at.

    spot: whose map is large, None for the output; marked: a neuron and one of its inputs, or BIAS, whose weight is
    marked; discretise: whether maps show only signs; test: whether the points of the test are shown too, as own points always are; sheet: points to show instead of
    those learnt from, as long as they cannot be learnt; pinned: the curves of another run; solved, best: in which
    epoch the challenge was won, in this run and in the best of all; learnt: the examples of the last
    step, if it was smaller than an epoch.
    """

    spot: Spot | None = None
    marked: tuple[Spot, int] | None = None
    discretise: bool = False
    test: bool = False
    sheet: Points | None = None
    pinned: np.ndarray | None = None
    solved: int | None = None
    best: int | None = None
    learnt: slice | None = None


PLAIN = View()


def title(spot: Spot, network: Network) -> str:
    """How a feature or a neuron is called."""
    layer, k = spot
    if layer == 0:
        return list(FEATURES.values())[k].title
    if layer == len(network.layers):
        return _("output")
    return _("layer {layer}, neuron {k}").format(layer=layer, k=k)


def symbol(spot: Spot, network: Network) -> str:
    """The same in few letters, as equations name it: a1[2]."""
    layer, k = spot
    return f"a{layer}[{k}]" if 0 < layer < len(network.layers) else title(spot, network)


def about_points(experiment: Experiment, view: View) -> str:
    """What is learnt from."""
    chosen = experiment.settings
    values = {
        "noise": number(chosen.noise),
        "share": percent(chosen.train_percent / 100),
        "batch": chosen.batch_size,
    }
    if are_own(experiment, view):
        text = _("own points, training {share}, batches of {batch}")
        return text.format(**values)
    text = _("{dataset}, noise {noise}, training {share}, batches of {batch}")
    return text.format(dataset=_(DATASETS[chosen.dataset].title), **values)


def about_seeds(experiment: Experiment) -> str:
    """Which weights and points were drawn."""
    chosen = experiment.settings
    return _("seeds: weights {seed}, points {data_seed}").format(seed=chosen.seed, data_seed=chosen.data_seed)


def about_learning(experiment: Experiment) -> str:
    """How it learns."""
    chosen, usual = experiment.settings, Settings()
    strength = number(chosen.regularisation_rate, 5)
    if chosen.regularisation == "none":
        penalty = _("no regularisation ({strength})").format(strength=strength)
    else:
        kind = in_words(REGULARISATIONS, chosen.regularisation)
        penalty = _("{kind} regularisation ({strength})").format(kind=kind, strength=strength)
    said = _("{activation}, learning rate {rate}, {penalty}").format(
        activation=in_words(ACTIVATIONS, chosen.activation), rate=number(chosen.learning_rate, 5), penalty=penalty
    )
    more = [in_words(OPTIMISERS, chosen.optimiser)] if chosen.optimiser != usual.optimiser else []
    more += [in_words(LOSSES, chosen.loss)] if chosen.loss != usual.loss else []
    return ", ".join([said, *more])


def described(experiment: Experiment, spot: Spot, view: View, positive: float) -> tuple[str, str]:
    """The summary and the alt text; positive: on what share of the plane the large map is."""
    network, settings = experiment.network, experiment.settings
    made_of = "; ".join([about_points(experiment, view), about_seeds(experiment), about_learning(experiment)]) + "."
    said = [
        *_results(experiment, view),
        *_looked_at(experiment, spot),
        *_marked(experiment, view),
        *_classes_in_words(experiment),
        *([_("Points of the test have a dark edge.")] if view.test or are_own(experiment, view) else []),
        *([_("Rings mark the examples of the last step.")] if view.learnt else []),
        *([_("The maps show only signs.")] if view.discretise else []),
        made_of[0].upper() + made_of[1:],
    ]
    summary = " ".join(said)
    count = len(experiment.train if view.sheet is None else view.sheet)
    hidden = _("hidden neurons, layer by layer: {sizes}").format(sizes=", ".join(map(str, settings.hidden)))
    alt = _("Features {features}; {hidden}; one output; a small map for each feature and neuron, and lines for the weights. Large map ({title}): positive on {share} of the plane; over it {points}, discs where the target is above 0 and crosses where it is below. {summary}").format(
        features=", ".join(FEATURES[name].title for name in settings.features), hidden=hidden if settings.hidden else _("no hidden layer"),
        title=title(spot, network), share=percent(positive), summary=summary,
        points=ngettext("{count} point for training", "{count} points for training", count).format(count=number(count)),
    )  # fmt: skip
    return summary, alt


def _results(experiment: Experiment, view: View) -> list[str]:
    now = experiment.current
    said = [
        _("Epoch {epoch}: training loss {train_loss}, test loss {test_loss}.").format(
            epoch=number(experiment.epoch), train_loss=short_loss(now.train_loss), test_loss=short_loss(now.test_loss)
        )
    ]
    if view.sheet is not None:
        said = [_("Epoch 0: there are no points of both classes yet.")]
    elif now.test_accuracy is not None:
        said.append(_("Accuracy in the test: {share}.").format(share=percent(now.test_accuracy, 1)))
    if experiment.position:
        text = ngettext(
            "Of the next one {done} of {count} examples is done.",
            "Of the next one {done} of {count} examples are done.",
            experiment.position,
        )
        said[0] += " " + text.format(done=number(experiment.position), count=number(len(experiment.train)))
    if experiment.epoch:
        lowest, reached = experiment.scores.lowest, experiment.scores.reached
        values = {"loss": short_loss(lowest.test_loss), "epoch": number(lowest.epoch)}
        text = _("Lowest test loss: {loss}, in epoch {epoch}.")
        if reached is not None:
            text = _("Lowest test loss: {loss}, in epoch {epoch}; first at {target} or less in epoch {reached}.")
            values |= {"target": number(SOLVED), "reached": number(reached)}
        said.append(text.format(**values))
    if is_challenge(experiment, view):
        text = _("On the spiral of 1,000 points without noise: loss {loss}; the target is {target} or less.")
        said.append(text.format(loss=number(experiment.spiral_loss, 3), target=number(SOLVED)))
    if view.solved is not None:
        text = _("Target reached in epoch {epoch}; the best so far: epoch {best}.")
        said.append(text.format(epoch=number(view.solved), best=number(view.best)))
    if view.pinned is not None:
        epoch, train_loss, test_loss, *_shares = view.pinned[-1]
        text = _("Pinned run, in green: training loss {train_loss}, test loss {test_loss} after epoch {epoch}.")
        said.append(text.format(epoch=number(epoch), train_loss=number(train_loss, 3), test_loss=number(test_loss, 3)))
    return said


def _classes_in_words(experiment: Experiment) -> list[str]:
    """Which class is which, where own points have words for labels."""
    points = experiment.points
    if not isinstance(points, Points) or not isinstance(points.labels[0], str):
        return []
    low, high = points.labels
    return [_("Target −1, crosses: {low}; target 1, discs: {high}.").format(low=low, high=high)]


def _looked_at(experiment: Experiment, spot: Spot) -> list[str]:
    layer, k = spot
    if layer == 0:
        return [_("Large map: the feature {title}.").format(title=title(spot, experiment.network))]
    equation = experiment.equation(layer - 1, k).text(lambda value: number(value, 2))
    return [_("Large map: {title}, {equation}.").format(title=title(spot, experiment.network), equation=equation)]


def _marked(experiment: Experiment, view: View) -> list[str]:
    if view.marked is None or view.marked[0][0] == 0:
        return []
    (layer, k), source = view.marked
    weights, bias = experiment.gradients[layer - 1]
    found = experiment.network.layers[layer - 1]
    values = {"title": title((layer, k), experiment.network)}
    if source == BIAS:
        text = _("Marked: the bias of {title}, {value}; slope of the loss in the last step: {gradient}.")
        values |= {"value": number(found.bias[k], 3), "gradient": number(bias[k], 4)}
    else:
        text = _(
            "Marked: the weight from {source} to {title}, {value}; slope of the loss in the last step: {gradient}."
        )
        feature = experiment.settings.features[source] if layer == 1 else None
        values["source"] = FEATURES[feature].title if feature else title((layer - 1, source), experiment.network)
        values |= {"value": number(found.weights[k, source], 3), "gradient": number(weights[k, source], 4)}
    return [text.format(**values)]


def is_challenge(experiment: Experiment, view: View) -> bool:
    """Whether the points are those of the spiral, for which there is a loss to be reached."""
    return experiment.settings.dataset == "spiral" and not are_own(experiment, view)


def are_own(experiment: Experiment, view: View) -> bool:
    """Whether the points shown are the student's."""
    return experiment.points is not None or view.sheet is not None


def short_loss(value: float) -> str:
    """A loss with three decimals; a very large one, as before numbers grow beyond all bounds, in few letters."""
    if value < 1e4:
        return number(value, 3 if value < 100 else 0)
    return f"{value:.0e}".replace("e+0", "e").replace("e+", "e")
