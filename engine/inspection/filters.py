"""What a layer has learned, as arrays: its weights by address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Filters:
    """The weights of one layer instance, copied: training on does not change them.

    Conv2d: weight (filters, channels / groups, height, width); Linear: (units, features); BatchNorm: the scale
    (channels,). `bias` is (filters,), (units,) or the shift (channels,); None where the layer has none.
    """

    weight: NDArray[np.float32]
    bias: NDArray[np.float32] | None


def filters(tensors: Mapping[str, Tensor], address: str) -> Filters | None:
    """The weights at an address, from a Model's tensors or `named_tensors(net)`; None when nothing is learned there."""
    weight, bias = tensors.get(f"{address}/weight"), tensors.get(f"{address}/bias")
    if weight is None:
        return None
    return Filters(_array(weight), None if bias is None else _array(bias))


def _array(tensor: Tensor) -> NDArray[Any]:
    return np.array(tensor.detach().cpu().numpy(), copy=True, order="C")
