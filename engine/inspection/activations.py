"""What the layers of a network answer to one image."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.model.net import Net


def activations(net: Net, x: Tensor, addresses: Collection[str]) -> dict[str, NDArray[np.float32]]:
    """Outputs at these addresses for one normalised image `x` (1, *shape), float: (C, H, W) maps or (F,) vectors.

    As in prediction: dropout passes everything, batch norm uses its running statistics. The net is left as it is; one
    in training mode is copied first. Layers inside blocks and single copies of a Repeat have addresses of their own;
    addresses that the network does not run are left out.
    """
    return {address: _array(value) for address, value in outputs(net, x, addresses).items()}


def outputs(net: Net, x: Tensor, addresses: Collection[str]) -> dict[str, Tensor]:
    """The same as tensors, which may share memory with each other and with the input."""
    quiet = deepcopy(net).eval() if net.training else net
    with torch.inference_mode():
        return {address: value[0] for address, value in quiet.run(x.to(_device(net)), addresses).items()}


def _device(net: Net) -> torch.device:
    return next((parameter.device for parameter in net.parameters()), torch.device("cpu"))


def _array(value: Tensor) -> NDArray[Any]:
    """A copy: outputs may share memory."""
    return np.array(value.cpu().numpy(), copy=True, order="C")
