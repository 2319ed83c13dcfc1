"""Optimisers: a step at a rate, and their state as plain tensors by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

import torch
from torch import Tensor

from engine.machine.setup import OptimiserForm
from engine.network.shapes import Shape
from engine.project.training.optimisers import Adagrad, Adam, AdamW, NAdam, Optimiser, RmsProp, Sgd
from engine.training.optimisers.adagrad import AdagradRule
from engine.training.optimisers.adam import ForeachAdam, FusedAdam
from engine.training.optimisers.nadam import NAdamRule
from engine.training.optimisers.rmsprop import RmsPropRule
from engine.training.optimisers.rule import Rule
from engine.training.optimisers.sgd import ForeachSgd, FusedSgd

FUSED_DEVICES = ("cpu", "cuda", "mps")


class Stepper:
    """An optimiser over named parameters, all of which have a gradient at every step.

    `form` is how its arithmetic is put to the device, by default as it is quickest; the forms may differ in last bits.
    """

    def __init__(
        self, settings: Optimiser, parameters: Mapping[str, Tensor], form: OptimiserForm | None = None
    ) -> None:
        self._parameters = dict(parameters)
        device = next(iter(parameters.values())).device
        self.form = form or usual_form(device)
        self._rule = _rule(settings, [parameter.detach() for parameter in parameters.values()], self.form)

    def zero_grad(self) -> None:
        """Lets the gradients go."""
        for parameter in self._parameters.values():
            parameter.grad = None

    @property
    def gradients(self) -> list[Tensor]:
        """Those of the last backward pass, one a parameter."""
        return [parameter.grad for parameter in self._parameters.values()]  # type: ignore[misc]  # none is None

    def clip(self, norm: float) -> None:
        """Shortens all gradients alike where they are longer together than `norm`."""
        torch.nn.utils.clip_grad_norm_(self._parameters.values(), norm)

    def step(self, rate: float, left_out: Tensor | None = None) -> None:
        """One step down the gradients; none where `left_out`, a number on their device, is not 0."""
        self._rule.step(self.gradients, rate, left_out)

    def tensors(self) -> dict[str, Tensor]:
        """The state, "{address}/weight/exp_avg" and the like: the optimiser's own tensors, not copies.

        It is empty before the first step.
        """
        return dict(self._named()) if self._rule.begun else {}

    @property
    def shapes(self) -> dict[str, Shape]:
        """The shapes of what `tensors()` gives after a step, by name."""
        return {name: tuple(tensor.shape) for name, tensor in self._named()}

    def load(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes on a copy of a state from `tensors()`; raises KeyError for one of other parameters."""
        own = dict(self._named())
        if tensors and tensors.keys() != own.keys():
            raise KeyError(*sorted(tensors.keys() ^ own.keys())[:1])
        for name, value in tensors.items():
            own[name].copy_(value)
        self._rule.begun = bool(tensors)

    def _named(self) -> Iterator[tuple[str, Tensor]]:
        for place, name in enumerate(self._parameters):
            for key, values in self._rule.kept.items():
                yield f"{name}/{key}", values[place]


def usual_form(device: torch.device) -> OptimiserForm:
    """Fused where the device has such kernels: half the time of the other form on a small network."""
    return "fused" if device.type in FUSED_DEVICES else "foreach"


def has_fused(settings: Optimiser) -> bool:
    """Whether torch has a fused kernel of it; else both forms are the other one."""
    return isinstance(settings, Sgd | Adam | AdamW)


def _rule(settings: Optimiser, parameters: Sequence[Tensor], form: OptimiserForm) -> Rule:
    fused = form == "fused"
    match settings:
        case Sgd():
            return (FusedSgd if fused else ForeachSgd)(settings, parameters)
        case Adam() | AdamW():
            return (FusedAdam if fused else ForeachAdam)(settings, parameters)
        case NAdam():
            return NAdamRule(settings, parameters)
        case RmsProp():
            return RmsPropRule(settings, parameters)
        case Adagrad():
            return AdagradRule(settings, parameters)
        case _:
            assert_never(settings)
