"""Attribution: which parts of one image a class has its score from, by one of four methods, computed by captum.

captum is imported when a map is first made: it brings matplotlib along and takes more than a second.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import assert_never

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.analysis.analysis import analyse
from engine.errors import InputError
from engine.inspection.answering import cannot_answer
from engine.inspection.attribution.layers_with_maps import layer_for
from engine.inspection.attribution.methods import GradCam, Gradient, IntegratedGradients, Method, Occlusion
from engine.inspection.attribution.target import Target
from engine.inspection.run_away import NO_NUMBERS
from engine.model.capacity import graphs_at_once, images_at_once
from engine.model.net import Net

CLOSE = 0.01  # of what all values together come to: as near as integrated gradients must come to the score
AT_ONCE = 64  # images at a time, at most
SHARE_COVERED = 1 / 7  # of a side, by the window of an occlusion that is given none

Values = NDArray[np.float32]
GoOn = Callable[[], None]


@dataclass(frozen=True, eq=False)
class Attribution:
    """A map over one image: `plane` (height, width), above zero where the image speaks for the target.

    `values` (channels, height, width) are those of each channel where a method tells channels apart, else as the plane.
    The plane is their sum; of a gradient it is in each place that of the channel with the largest. What they are
    measured in stands with the methods. `score` is that of the image, `baseline_score` that of the baseline where it
    was asked for. `address` is the layer that Grad-CAM looked at, and `grid` how many places its maps have.
    """

    values: Values = field(repr=False)
    plane: Values = field(repr=False)
    score: float
    baseline_score: float | None = None
    address: str | None = None
    grid: tuple[int, int] | None = None

    @property
    def missed(self) -> float | None:
        """By how much the values together miss the difference of both scores; None where they need not meet it."""
        if self.baseline_score is None:
            return None
        return float(self.values.sum(dtype=np.float64)) - (self.score - self.baseline_score)


def attribute(
    net: Net, x: Tensor, target: Target, method: Method, *, baseline: Tensor | None = None, go_on: GoOn = lambda: None
) -> Attribution:
    """Which parts of one normalised image `x` (1, *shape) a class has its score from.

    The net is left as it is and computes in evaluation mode, on its own device, in bounded memory. `baseline`
    (1, *shape) stands for nothing where a method needs that: zeros, which is the mean image of standardised data,
    unless it is given. `go_on` is called before each pass and may raise to end it. Raises InputError, in words: a
    network that cannot answer, a class or layer that is not there, answers that are no numbers.
    """
    _check(net, target)
    subject = _Subject(deepcopy(net).eval() if net.training else net, target, go_on)
    device = next((parameter.device for parameter in net.parameters()), torch.device("cpu"))
    with torch.inference_mode(mode=False), torch.enable_grad():
        image = x.detach().to(device).clone()
        nothing = torch.zeros_like(image) if baseline is None else baseline.detach().to(device).clone()
        _check_finite(subject.score(image))
        return _checked(_made(subject, image, nothing, method))


def _made(subject: _Subject, image: Tensor, nothing: Tensor, method: Method) -> Attribution:
    match method:
        case Gradient():
            return subject.gradient(image)
        case IntegratedGradients():
            return subject.integrated(image, nothing, method)
        case GradCam(address=address):
            return subject.grad_cam(image, address)
        case Occlusion(window=window):
            return subject.occlusion(image, nothing, window)
        case _:
            assert_never(method)


@dataclass(frozen=True)
class _Subject:
    """A quiet network and the score that is asked about; images are (1, C, H, W), on its device."""

    net: Net
    target: Target
    go_on: GoOn

    def scores(self, images: Tensor) -> Tensor:
        """(N,) of (N, C, H, W)."""
        self.go_on()
        return self.target.of(self.net(images))

    def score(self, image: Tensor) -> float:
        with torch.no_grad():
            return float(self.scores(image))

    def gradient(self, image: Tensor) -> Attribution:
        from captum.attr import Saliency

        values = _array(Saliency(self.scores).attribute(image.requires_grad_(), abs=False))
        largest = np.abs(values).argmax(0, keepdims=True)
        return Attribution(values, np.take_along_axis(values, largest, 0)[0], self.score(image))

    def integrated(self, image: Tensor, nothing: Tensor, method: IntegratedGradients) -> Attribution:
        score, before = self.score(image), self.score(nothing)
        steps = method.steps
        found = self._along(image, nothing, steps, score, before)
        while _is_off(found) and 4 * steps <= method.most_steps:
            steps *= 4
            found = self._along(image, nothing, steps, score, before)
        return found

    def _along(self, image: Tensor, nothing: Tensor, steps: int, score: float, before: float) -> Attribution:
        from captum.attr import IntegratedGradients as Integrated

        at_once = graphs_at_once(self.net, AT_ONCE)
        made = Integrated(self.scores).attribute(image, nothing, n_steps=steps, internal_batch_size=at_once)
        values = _array(made)
        return Attribution(values, values.sum(0), score, before)

    def grad_cam(self, image: Tensor, address: str | None) -> Attribution:
        from captum.attr import LayerAttribution, LayerGradCam

        found, layer = layer_for(self.net, address)
        weighed = LayerGradCam(self.scores, layer).attribute(image.requires_grad_())
        size = image.shape[2:]
        values = _array(LayerAttribution.interpolate(weighed, size, "bilinear"))
        grid = (weighed.shape[2], weighed.shape[3])
        return Attribution(values, values[0], self.score(image), address=found, grid=grid)

    def occlusion(self, image: Tensor, nothing: Tensor, window: int | None) -> Attribution:
        from captum.attr import Occlusion as Covering

        channels, *sides = image.shape[1:]
        covered = [min(side, window or max(1, round(side * SHARE_COVERED))) for side in sides]
        strides = [max(1, side // 2) for side in covered]
        with torch.no_grad():
            made = Covering(self.scores).attribute(
                image,
                sliding_window_shapes=(channels, *covered),
                strides=(channels, *strides),
                baselines=nothing,
                perturbations_per_eval=images_at_once(self.net, AT_ONCE),
            )
        values = _array(made)[:1]  # all channels are covered together
        return Attribution(values, values[0], self.score(image))


def _array(made: Tensor) -> Values:
    """(C, H, W), a copy, of (1, C, H, W)."""
    copy: Values = np.array(made[0].detach().cpu().numpy(), np.float32, copy=True, order="C")
    return copy


def _is_off(found: Attribution) -> bool:
    return abs(found.missed or 0) > CLOSE * float(np.abs(found.values).sum(dtype=np.float64))


def _check(net: Net, target: Target) -> None:
    if analyse(net.network, net.shape, net.classes).output != (net.classes,):
        raise cannot_answer("what its answer comes from")
    target.check(net.classes)


def _check_finite(score: float) -> None:
    if not np.isfinite(score):
        raise InputError("What the network answers to this image is not a number.", NO_NUMBERS)


def _checked(found: Attribution) -> Attribution:
    if not np.isfinite(found.values).all():
        raise InputError("Some values of this map are not a number.", NO_NUMBERS)
    return found
