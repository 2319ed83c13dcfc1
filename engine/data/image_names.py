"""ImageNames: what the images of a part are called: their files, or their places in an archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

FEW = 1_000  # names that are sooner found one by one


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
        """Of the images at some places; "" where it is not known, as when the cache was emptied meanwhile."""
        wanted = list(places)
        if len(wanted) <= FEW:
            return [self._line(place) for place in wanted]
        names = self.all()
        return [names[place] if place < len(names) else "" for place in wanted]

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        """Where each line ends."""
        return np.flatnonzero(np.frombuffer(self.lines, np.uint8) == ord("\n")).astype(np.int64)

    def _line(self, place: int) -> str:
        if place >= len(self._ends):
            return ""
        begin = self._ends[place - 1] + 1 if place else 0
        return self.lines[begin : self._ends[place]].decode()
