"""Own filter: the weights that a person typed in for one filter of a layer. Needs no torch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class OwnFilter:
    """In place of filter number `index`, from 0, of the convolution at an address: kernels (channels, height, width).

    As bytes of float32 in C order, so that it is a value; `bias` is passed over where the layer has none.
    """

    address: str
    index: int
    shape: tuple[int, int, int]
    content: bytes = field(repr=False)
    bias: float = 0.0

    @classmethod
    def of(cls, address: str, index: int, kernels: NDArray[np.float32], bias: float = 0.0) -> OwnFilter:
        """Of an array (channels, height, width)."""
        channels, height, width = kernels.shape
        content = np.ascontiguousarray(kernels, np.float32).tobytes()
        return cls(address, index, (channels, height, width), content, bias)

    @property
    def kernels(self) -> NDArray[np.float32]:
        """Its weights, copied."""
        return np.frombuffer(self.content, np.float32).reshape(self.shape).copy()
