"""Exact weights: what one filter, unit or batch norm of the shown model holds, number by number."""

from __future__ import annotations

import numpy as np
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from engine.errors import InputError
from engine.model.net import Net
from engine.service.answers import ChannelWeights, ExactWeights, UnitWeights, Values


def exact_weights(net: Net, address: str, index: int, step: int) -> ExactWeights:
    """Copies of the weights of one filter or unit, the nearest there is; of a batch norm those of all channels.

    Raises InputError when the net has no such layer, or the layer no weights.
    """
    match net.layers.get(address):
        case _BatchNorm() as norm:
            tensors = (norm.weight, norm.bias, norm.running_mean, norm.running_var)
            return ChannelWeights(address, step, *(_copied(tensor) for tensor in tensors if tensor is not None))
        case nn.Conv2d() as layer:
            at, group = _nearest(layer, index), layer.out_channels // layer.groups
            first = at // group * (layer.in_channels // layer.groups)
            return _unit(layer, address, at, step, first)
        case nn.Linear() as layer:
            return _unit(layer, address, _nearest(layer, index), step, 0)
        case _:
            raise InputError("The shown model has no such weights.", "Train the stack to look into them.")


def _unit(layer: nn.Conv2d | nn.Linear, address: str, at: int, step: int, first_channel: int) -> UnitWeights:
    bias = None if layer.bias is None else float(layer.bias[at].detach())
    count = len(layer.weight)
    return UnitWeights(address, step, at, count, _copied(layer.weight[at]), bias, first_channel)


def _nearest(layer: nn.Conv2d | nn.Linear, index: int) -> int:
    return min(max(0, index), len(layer.weight) - 1)


def _copied(tensor: Tensor) -> Values:
    copy: Values = np.array(tensor.detach().cpu().numpy(), dtype=np.float32, copy=True, order="C")
    return copy
