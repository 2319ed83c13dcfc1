"""ImageNames: what the images of a part are called: their files, or their places in an archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LINE_END = 10


@dataclass(frozen=True, eq=False)
class ImageNames:
    """A name a line, in the order of the pool; kept as bytes, as there may be a million."""

    lines: bytes

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ends)

    def all(self) -> list[str]:
        """Of every image."""
        return self.lines.decode().split("\n")[:-1]

    def at(self, places: Iterable[int]) -> list[str]:
        """Of the images at some places, from 0 on; raises IndexError past the last."""
        return [self._line(place) for place in places]

    def _line(self, place: int) -> str:
        begin = self._ends[place - 1] + 1 if place else 0
        return self.lines[begin : self._ends[place]].decode()

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        """Where each line ends."""
        return np.flatnonzero(np.frombuffer(self.lines, np.uint8) == LINE_END).astype(np.int64)
