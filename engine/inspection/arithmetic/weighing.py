"""Weighing: values times learned weights, of a convolution and of a linear layer, and batch norm's four numbers.

Only what one value is made of is gathered, and of wide layers a part at a time.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from engine.inspection.arithmetic.explanation import Index
from engine.inspection.arithmetic.windows import group, taps
from engine.inspection.arithmetic.workings import Convolved, Flags, Normalised, Sums, Values, Weighed, summed
from engine.network.layers import Conv2d

Places: TypeAlias = NDArray[np.intp]

MOST_CHANNELS = 64  # that are spelled out
MOST_TAPS = 65_536  # of them together
AT_ONCE = 2**20  # values that are gathered at once
MOST_TERMS = 16  # of a linear unit


def convolved(op: Conv2d, module: nn.Conv2d, maps: Tensor, index: Index) -> Convolved:
    """How the value at `index` came of maps (channels, height, width)."""
    patches = _Patches(op, maps, index)
    kernels = _array(module.weight[index[0]])
    sums = patches.sums(kernels)
    shown = _heaviest(sums, max(1, min(MOST_CHANNELS, MOST_TAPS // patches.inside.size)))
    return Convolved(
        first=patches.channels.start,
        sums=sums,
        shown=tuple(int(patches.channels[at]) for at in shown),
        patches=patches.of(shown),
        kernels=kernels[shown],
        inside=patches.inside,
        bias=_bias(module, index),
    )


class _Patches:
    """What lies under the kernel, by channel of the group."""

    def __init__(self, op: Conv2d, maps: Tensor, index: Index) -> None:
        shape = tuple(maps.shape)
        self.channels = group(op, shape, index[0])
        self._maps = _array(maps[self.channels.start : self.channels.stop])
        sides = [np.array(side) for side in taps(op, shape, index)]
        on_map = [(side >= 0) & (side < size) for side, size in zip(sides, shape[1:], strict=True)]
        self._rows, self._columns = (np.clip(side, 0, size - 1) for side, size in zip(sides, shape[1:], strict=True))
        self.inside: Flags = on_map[0][:, None] & on_map[1]

    def of(self, channels: Places) -> Values:
        """Patches (channels, height, width), zero in the padding."""
        found = self._maps[np.ix_(channels, self._rows, self._columns)]
        return np.where(self.inside, found, np.float32(0))

    def sums(self, kernels: Values) -> Sums:
        """Patch times kernel, summed over the taps of each channel."""
        step = max(1, AT_ONCE // self.inside.size)
        parts = [np.arange(at, min(at + step, len(kernels))) for at in range(0, len(kernels), step)]
        return np.concatenate([self._summed(part, kernels[part]) for part in parts])

    def _summed(self, channels: Places, kernels: Values) -> Sums:
        with np.errstate(all="ignore"):
            products = self.of(channels).astype(np.float64) * kernels
            sums: Sums = np.where(self.inside, products, 0.0).sum((1, 2))
        return sums


def weighed(module: nn.Linear, vector: Tensor, index: Index) -> Weighed:
    """How the value of a unit came of a vector (features,)."""
    values, weights = _array(vector), _array(module.weight[index[0]])
    with np.errstate(all="ignore"):
        products = values.astype(np.float64) * weights
    order = _by_size(products)
    largest = order[:MOST_TERMS]
    return Weighed(
        inputs=tuple(map(int, largest)),
        values=values[largest],
        weights=weights[largest],
        others=len(order) - len(largest),
        rest=summed(products[order[MOST_TERMS:]]),
        bias=_bias(module, index),
    )


def normalised(module: _BatchNorm, value: float, channel: int, epsilon: float) -> Normalised:
    """The numbers of a channel, as they are outside of training."""
    mean, variance, scale, shift = (
        float(tensor.detach()[channel])
        for tensor in (module.running_mean, module.running_var, module.weight, module.bias)
        if tensor is not None
    )
    return Normalised(value, mean, variance, epsilon, scale, shift)


def _bias(module: nn.Conv2d | nn.Linear, index: Index) -> float | None:
    return None if module.bias is None else float(module.bias.detach()[index[0]])


def _heaviest(sums: Sums, most: int) -> Places:
    """The places of the largest sums, in their own order."""
    return np.sort(_by_size(sums)[:most])


def _by_size(numbers: Sums) -> Places:
    """Places, largest first, whatever the sign; what is no number before all."""
    return np.argsort(-np.nan_to_num(np.abs(numbers), nan=np.inf), kind="stable")


def _array(tensor: Tensor) -> Values:
    found: Values = tensor.detach().cpu().numpy()
    return found
