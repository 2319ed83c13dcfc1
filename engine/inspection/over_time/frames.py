"""Frames: the tiles of one step of a film, taken of a network with the weights of that step."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.analysis.analysis import analyse
from engine.errors import InputError
from engine.inspection.activations import outputs
from engine.inspection.over_time.film import OF_A_FRAME, Most, What, answer_tiles, filter_tiles, map_tiles
from engine.inspection.over_time.kernels import COLOURS, Kernels
from engine.inspection.thinning import copied
from engine.model.net import Net
from engine.model.weights import named_tensors
from engine.network.addresses import parsed
from engine.network.layers import Conv2d


def frame(net: Net, what: What, address: str | None, x: Tensor | None, most: Most = OF_A_FRAME) -> NDArray[np.float32]:
    """Tiles (tiles, height, width) of a layer, or of the answer, for a normalised image `x` (1, *shape).

    Only filters need no image, only the answer no layer. InputError where one is missing, or has nothing to show.
    """
    if what == "filters":
        return _filters(net, address, most)
    if x is None:
        raise InputError("A film of what a network makes of an image needs one.", "Choose an image.")
    if what == "answer":
        with torch.inference_mode():
            return answer_tiles(copied(net(x).softmax(1)[0]))
    found = outputs(net, x, () if address is None else (address,))
    if address is None or address not in found:
        raise _unknown(address)
    return _own(map_tiles(found[address].cpu().numpy(), most))


def whole(net: Net, what: What, address: str | None) -> int:
    """How many kernels a layer has, or rows its matrix, or maps it gives; 0 of an answer and of a vector."""
    if what == "filters":
        weight = named_tensors(net).get(f"{address}/weight")
        if weight is None or weight.ndim < 2:
            return 0
        return weight.shape[0] * (weight.shape[1] if weight.ndim == 4 else 1)
    instance = analyse(net.network, net.shape, net.classes).instances.get(address or "")
    return instance.output[0] if instance is not None and instance.output and len(instance.output) == 3 else 0


def kernels_of(net: Net, address: str | None) -> Kernels | None:
    """How the filters of a convolution are made of kernels; None of another layer."""
    node = None if address is None else net.network.find(parsed(address)[0])
    instance = analyse(net.network, net.shape, net.classes).instances.get(address or "")
    if node is None or not isinstance(node.op, Conv2d) or instance is None or instance.input is None:
        return None
    op, channels = node.op, instance.input[0]
    in_colour = channels == COLOURS and instance.input == net.shape and op.groups == 1
    return Kernels(op.filters, channels // op.groups, op.groups, in_colour)


def _filters(net: Net, address: str | None, most: Most) -> NDArray[np.float32]:
    if address not in net.layers:
        raise _unknown(address)
    weight = named_tensors(net).get(f"{address}/weight")
    if weight is None:
        raise InputError("This layer learns nothing, so it has no filters.", "Choose its maps, or another layer.")
    return _own(filter_tiles(weight.detach().cpu().numpy(), most))


def _unknown(address: str | None) -> InputError:
    if address is None:
        return InputError("For this film a layer is needed.", "Name one by its address.")
    return InputError(f"There is no layer “{address}” in this network.", "Choose one that it has.")


def _own(tiles: NDArray[np.float32]) -> NDArray[np.float32]:
    """A copy: of a large layer only what is shown."""
    return np.array(tiles, np.float32, copy=True, order="C")
