"""What the layers of a network answer to one image."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

import torch
from torch import Tensor

from engine.model.net import Net


def outputs(net: Net, x: Tensor, addresses: Collection[str]) -> dict[str, Tensor]:
    """Outputs at these addresses for one normalised image `x` (1, *shape): maps (C, H, W) or vectors (F,).

    They may share memory with each other and with the input. As in prediction: dropout passes everything, batch norm
    uses its running statistics. The net is left as it is; one in training mode is copied first. Layers inside blocks
    and single copies of a Repeat have addresses of their own; addresses that the network does not run are left out.
    """
    quiet = deepcopy(net).eval() if net.training else net
    with torch.inference_mode():
        return {address: value[0] for address, value in quiet.run(x.to(_device(net)), addresses).items()}


def _device(net: Net) -> torch.device:
    return next((parameter.device for parameter in net.parameters()), torch.device("cpu"))
