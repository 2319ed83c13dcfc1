"""Average: a moving average of weights and running statistics, in a net of its own that nobody trains."""

from __future__ import annotations

import copy
from collections.abc import Mapping

import torch
from torch import Tensor

from engine.model.net import Net
from engine.model.weights import load_tensors, named_tensors
from engine.project.training.averaging import Averaging


class Average:
    """As torch.optim.swa_utils.AveragedModel with its exponential average over parameters and buffers has it.

    What is updated is a function of the step; before the first update there is no average.
    """

    def __init__(self, settings: Averaging, of: Net) -> None:
        self._every, self._share = settings.every, 1 - settings.decay
        self.net = copy.deepcopy(of).requires_grad_(requires_grad=False)
        own, source = named_tensors(self.net), named_tensors(of)
        floating = [name for name, tensor in own.items() if tensor.is_floating_point()]
        self._own, self._source = ([tensors[name] for name in floating] for tensors in (own, source))
        self._counts = [(own[name], source[name]) for name in own if name not in floating]
        self.begun = False

    def note(self, step: int) -> None:
        """After a step, counted from 1."""
        if step % self._every:
            return
        if self.begun:
            torch._foreach_lerp_(self._own, self._source, self._share)
        else:
            torch._foreach_copy_(self._own, self._source)
        for own, source in self._counts:
            own.copy_(source)
        self.begun = True

    def tensors(self) -> dict[str, Tensor]:
        """Its state, by the names of the weights: its own tensors; empty before the first update."""
        return named_tensors(self.net) if self.begun else {}

    def load(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes on a copy of a state from `tensors()`."""
        self.begun = bool(tensors)
        if self.begun:
            load_tensors(self.net, tensors)
