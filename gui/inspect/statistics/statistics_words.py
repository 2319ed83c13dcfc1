"""Words about statistics: channels, a batch norm, a gradient, a dropout, updates. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np

from engine.network.layers import Conv2d
from engine.network.nodes import Op
from engine.service.looking.layers.statistics_questions import (
    Channels,
    Dropped,
    LayerStatistics,
    Mode,
    NormFigures,
    PixelScale,
    TensorStatistics,
    Update,
    Updates,
)
from gui.appearance.numerals import counted, loss, numeral, plain, rounded_percent
from gui.inspect.spread.histogram_words import mean_and_deviation

LISTED = 8  # dead units, at most, by their numbers
MODES: dict[Mode, str] = {"testing": "As in testing", "training": "As in training"}
GRADIENT_MODES: dict[Mode, str] = {
    "training": "as in training",
    "testing": "as in testing, because a batch norm has no deviation of a single image",
}
MODE_TIP = (
    "As in testing: a batch norm uses its running statistics, dropout passes everything.\n"
    "As in training: a batch norm uses the mean and deviation of each batch, dropout drops."
)
TENSORS = {"weight": "Weights", "bias": "Biases"}
OF_A_NORM = {"weight": "Scale", "bias": "Shift"}
UNTOUCHED = (
    "Its running statistics are still those it began with, mean 0 and variance 1, so in testing it changes nothing. "
    "Choose “As in training” to see what it does to a batch."
)
NORM = "Of each channel {} mean is taken away; the rest is divided by {} deviation, scaled and shifted."
NORM_TESTING, NORM_TRAINING = NORM.format("its running", "its running"), NORM.format("the batch’s", "the batch’s")


def channel_in_words(channels: Channels, index: int, noun: str) -> str:
    """One of them; they count from 1."""
    name = f"{noun.capitalize()} {numeral(index + 1)}"
    mean, deviation = float(channels.mean[index]), float(channels.deviation[index])
    if not np.isfinite([mean, deviation]).all():
        return f"{name}: some values are no numbers, or infinite"
    if channels.dead[index]:
        return f"{name}: nothing but 0"
    zeros = f", {rounded_percent(float(channels.zeros[index]))} exactly 0" if channels.zeros[index] else ""
    return f"{name}: {mean_and_deviation(mean, deviation)}{zeros}"


def channels_in_words(channels: Channels, noun: str) -> str:
    """All of them in a sentence."""
    means = channels.mean[np.isfinite(channels.mean)]
    if not len(means):
        return f"{counted(len(channels), noun)}, none of which gives numbers alone."
    ends = f"from {plain(float(means.min()))} to {plain(float(means.max()))}"
    return f"{counted(len(channels), noun)} with means {ends}."


def shorter(reading: str) -> tuple[str, ...]:
    """Of a channel of a batch norm its four numbers alone, as those stand nowhere else; of others nothing."""
    name, colon, _ = reading.partition(": ")
    _, running, four = reading.partition("running mean ")
    return (f"{name}{colon}{running}{four}",) if four else ()


def norm_channel_in_words(norm: NormFigures, index: int) -> str:
    """The four numbers of one channel of a batch norm."""
    four = (norm.running_mean, norm.running_variance, norm.scale, norm.shift)
    mean, variance, scale, shift = (plain(float(one[index])) for one in four)
    return f"running mean {mean}, variance {variance}, scale {scale}, shift {shift}"


def nouns(layer: LayerStatistics, op: Op | None) -> tuple[str, str]:
    """What a part of what comes in, and of what goes out, is called."""
    names = ["channel" if one is None or len(one.shape) == 3 else "unit" for one in (layer.before, layer.after)]
    own = "filter" if isinstance(op, Conv2d) else names[1]
    return names[0], own


def norm_in_words(layer: LayerStatistics) -> str:
    """What a batch norm does; empty for another layer."""
    if layer.norm is None:
        return ""
    if layer.mode == "training":
        return NORM_TRAINING
    return UNTOUCHED if layer.norm.untouched else NORM_TESTING


def sample_in_words(images: int, batch: int | None, of: int = 0) -> str:
    """Over 1,000 of 8,000 training images, in batches of 64; these are told where they passed as in training."""
    some = f"{numeral(images)} of " if images < of else ""
    fewer = " (fewer for larger networks)" if some else ""
    over = f"Over {some}{counted(max(images, of), 'training image')}{fewer} as they are, not augmented"
    return over if batch is None else f"{over}, in batches of {numeral(batch)}"


def given_in_words(pixels: Sequence[PixelScale]) -> str:
    """That what comes in is the image, and what became of black and white; empty where it is not."""
    if not pixels:
        return ""
    ends = [sorted({getattr(one, end) for one in pixels}) for end in ("black", "white")]
    black, white = (" to ".join(dict.fromkeys(plain(one) for one in (end[0], end[-1]))) for end in ends)
    return f"It is the image, normalised: black is {black}, white {white}."


def units_in_words(layer: LayerStatistics, noun: str, behind: str) -> str:
    """How many units are dead; `behind` is the activation after the layer that decides, empty for itself."""
    if layer.units is None:
        return ""
    muted = layer.muted
    dead = [int(one) for one in np.flatnonzero(layer.units.dead) if one not in muted]
    where = f", after the {behind}" if behind else ""
    first = f"{_some(muted, len(layer.units), noun)} muted ({_numbers(muted)})." if muted else ""
    if len(muted) == len(layer.units):
        return first
    if not dead:
        other = f"other {noun}" if muted else noun
        return f"{first} No {other} is dead: each gives something other than 0 for some image{where}.".strip()
    beside = " beside what is muted elsewhere" if layer.muted_elsewhere else ""
    of = f"{_some(dead, len(layer.units), noun)} dead{beside}"
    return f"{first} {of}: nothing but 0 for all of these images{where} ({_numbers(dead)}).".strip()


def _some(which: Sequence[int], of: int, noun: str) -> str:
    """2 of 6 filters are."""
    return f"{numeral(len(which))} of {counted(of, noun)} {'is' if len(which) == 1 else 'are'}"


def _numbers(which: Sequence[int]) -> str:
    """The first ones, counted from 1."""
    names = ", ".join(numeral(one + 1) for one in which[:LISTED])
    return f"{names}, …" if len(which) > LISTED else names


def tensor_name(layer: LayerStatistics, tensor: TensorStatistics) -> str:
    """Weights, biases; of a batch norm scale and shift."""
    return (OF_A_NORM if layer.norm is not None else TENSORS).get(tensor.name, tensor.name)


def gradient_in_words(layer: LayerStatistics, tensor: TensorStatistics) -> str:
    """On what it was taken, and how long it is beside the weights; why there is none."""
    if tensor.gradient is None:
        return f"No gradient: {_why_no_gradient(layer)}."
    length, own = plain(tensor.gradient_length or 0.0), plain(tensor.length)
    images = counted(layer.gradient_images, "training image")
    batch = f"Of the mean loss of {images}, {loss(layer.loss)}, {GRADIENT_MODES[layer.gradient_mode]}."
    return f"{batch} The gradient’s length is {length}, that of the {tensor_name(layer, tensor).lower()} {own}."


def _why_no_gradient(layer: LayerStatistics) -> str:
    if not layer.images:
        return "it is that of the loss on training images, which are missing"
    return "the layer is frozen" if layer.loss is not None else "there is no answer whose loss it could lower"


# --- dropout ---


def dropped_in_words(dropped: Dropped) -> str:
    """How much one mask drops, and what it does to the rest."""
    if not dropped.probability:
        return "It drops nothing: its probability is 0."
    factors, noun = (dropped.factors[:, 0, 0], "whole map") if dropped.maps else (dropped.factors, "value")
    gone, all_of = int((factors == 0).sum()), factors.size
    share, asked = rounded_percent(gone / all_of), rounded_percent(dropped.probability)
    of = f"{numeral(gone)} of {counted(all_of, noun)}, {share}"
    lost = f"In training this mask drops {of}; each is dropped with a probability of {asked}."
    if dropped.probability >= 1:
        return f"{lost} In testing everything passes unchanged."
    kept = f"What is kept is divided by 1 − {plain(dropped.probability)}, so that the mean stays."
    return f"{lost} {kept} In testing everything passes unchanged."


# --- updates ---


def brought_in(filters: int, *, mutes: bool) -> str:
    """That figures are of what a person made of the model; empty where it is as it was learned."""
    own = _own(filters)
    parts = [*([f"with {own}"] if own else []), *(["as it is muted"] if mutes else [])]
    return f"Of the model {' and '.join(parts)}." if parts else ""


def left_out(filters: int, *, mutes: bool) -> str:
    """That a figure is of what is trained, where the others are of what a person made of it; empty where it is one.

    `filters`: of how many filters of one's own.
    """
    own = _own(filters)
    parts = [*([f"without {own}"] if own else []), *(["with nothing muted"] if mutes else [])]
    return f"Of the model itself, {' and '.join(parts)}." if parts else ""


def _own(filters: int) -> str:
    return "" if not filters else "your own filter" if filters == 1 else f"your {numeral(filters)} own filters"


def ratio_in_words(ratio: float | None) -> str:
    """A share of the length of the weights."""
    if ratio is None:
        return "its weights are all 0, so nothing can be said of a share"
    return f"{plain(100 * ratio)} %" if isfinite(ratio) else "not a number"


def updates_in_words(updates: Updates, own: Sequence[Update] | None) -> str:
    """What a step does to the weights of the selected layer, or of the several in a selected block, and which step that
    is; None: nothing is selected.
    """
    match own:
        case None:
            what = "Select a layer to read its own; all are shown."
        case []:
            what = "What is selected has no weights that learn; the bars are those of the others."
        case [one]:
            share = "" if one.ratio is None else f", {ratio_in_words(one.ratio)} of their length"
            what = f"It moves the weights of this layer by {plain(one.moved)}{share} ({plain(one.length)})."
        case _:
            what = f"The {numeral(len(own))} bars of the layers in the selected block are marked."
    return " ".join(filter(None, (_which_step(updates), what, USUAL, updates.remark)))


def _which_step(updates: Updates) -> str:
    if updates.next:
        return f"Step {numeral(updates.first + 1)} is worked out on a copy."
    if updates.steps == 1:
        return f"Step {numeral(updates.first + 1)}, as the run took it."
    last = updates.first + updates.steps
    between = f"Between the kept steps {numeral(updates.first)} and {numeral(last)}"
    return f"{between}, an average step in a straight line, so at least so far."


USUAL = "About 0.1 % is usual: much more is restless, much less hardly learns."
