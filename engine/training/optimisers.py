"""torch's optimisers, in their fused form, and their state as plain tensors by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

import torch
from torch import Tensor

from engine.project.training_settings import Adam, AdamW, Optimiser, Sgd


class Stepper:
    """An optimiser over named parameters: a step at a rate, and its state for a checkpoint.

    Fused kernels take one call for all tensors (a quarter of the time of torch's default on a small network). On a GPU
    the rate is a tensor on the device, so that a captured graph reads it anew; on the CPU a plain number is cheapest.
    """

    def __init__(self, settings: Optimiser, parameters: Mapping[str, Tensor]) -> None:
        self._parameters = dict(parameters)
        self._optimiser = _made(settings, list(parameters.values()))
        self._group = self._optimiser.param_groups[0]
        self._rate: float | None = None

    def zero_grad(self) -> None:
        """Lets the gradients go; torch's own takes ten times as long for its hooks."""
        for parameter in self._parameters.values():
            parameter.grad = None

    def step(self, rate: float) -> None:
        """One step down the gradients."""
        if rate != self._rate:
            self._set(rate)
        self._optimiser.step()

    def _set(self, rate: float) -> None:
        self._rate = rate
        held = self._group["lr"]
        if isinstance(held, Tensor):
            held.fill_(rate)
        else:
            self._group["lr"] = rate

    def tensors(self) -> dict[str, Tensor]:
        """The state, "{address}/weight/exp_avg" and the like: the optimiser's own tensors, not copies."""
        return {
            f"{name}/{key}": value
            for name, parameter in self._parameters.items()
            for key, value in self._optimiser.state.get(parameter, {}).items()
            if isinstance(value, Tensor)
        }

    def load(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes on a state from `tensors()`; raises KeyError for a parameter that is not there."""
        for name, value in tensors.items():
            owner, _, key = name.rpartition("/")
            parameter = self._parameters[owner]
            self._optimiser.state[parameter][key] = _beside(parameter, value)


def _beside(parameter: Tensor, value: Tensor) -> Tensor:
    """A copy on the parameter's device, in its memory format too: fused kernels go through both side by side."""
    if value.shape != parameter.shape:
        return value.to(parameter.device, copy=True)
    return torch.empty_like(parameter, dtype=value.dtype, requires_grad=False).copy_(value)


def _made(settings: Optimiser, parameters: list[Tensor]) -> torch.optim.Optimizer:
    device = parameters[0].device
    rate = torch.tensor(settings.rate, device=device) if device.type == "cuda" else settings.rate
    fused = device.type in ("cpu", "cuda", "mps")
    decay = settings.weight_decay
    match settings:
        case Sgd(momentum=momentum, nesterov=nesterov):
            return torch.optim.SGD(
                parameters, rate, momentum=momentum, weight_decay=decay, nesterov=nesterov, fused=fused
            )
        case Adam(beta1=beta1, beta2=beta2):
            return torch.optim.Adam(parameters, rate, betas=(beta1, beta2), weight_decay=decay, fused=fused)
        case AdamW(beta1=beta1, beta2=beta2):
            return torch.optim.AdamW(parameters, rate, betas=(beta1, beta2), weight_decay=decay, fused=fused)
        case _:
            assert_never(settings)


def states(settings: Optimiser) -> int:
    """How many numbers the optimiser keeps for each weight."""
    match settings:
        case Sgd(momentum=momentum):
            return int(momentum > 0)
        case Adam() | AdamW():
            return 2
        case _:
            assert_never(settings)
