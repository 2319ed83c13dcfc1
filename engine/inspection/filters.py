"""What a layer has learned, as much of it as a view shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

MOST_TILES = 1024  # filters × input channels: more are no picture any more, so one input channel at a time is shown
IN_COLOUR = 3  # input channels that may be one picture in colour
MOST_WEIGHTS = 2_000_000  # of a matrix: more are no picture either

Part = tuple[NDArray[np.float32] | None, tuple[int, ...] | None, int | None]


def shown_weights(weight: Tensor | None, input_channel: int | None = None) -> Part:
    """A copy of the weights that a view shows, the shape of all of them, and the input channel that they are of.

    Of a convolution (filters, channels / groups, height, width) all, unless there are too many: then those of one input
    channel, the first unless another is asked for. Of a linear layer (units, features) all, or None where they are too
    many for a picture; of batch norm the scale (channels,). Three times None where nothing is learned.
    """
    if weight is None:
        return None, None, None
    shape = tuple(weight.shape)
    if weight.ndim != 4:
        return (_copied(weight) if weight.numel() <= MOST_WEIGHTS else None), shape, None
    if shape[0] * shape[1] <= MOST_TILES or shape[1] <= IN_COLOUR:
        return _copied(weight), shape, None
    channel = min(max(0, input_channel or 0), shape[1] - 1)
    return _copied(weight[:, channel : channel + 1]), shape, channel


def _copied(tensor: Tensor) -> NDArray[np.float32]:
    copy: NDArray[np.float32] = np.array(tensor.detach().cpu().numpy(), copy=True, order="C")
    return copy
