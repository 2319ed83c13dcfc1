"""TileSelection: which images of a grid are chosen, by their places: one, a stretch of them, or any. Without Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class TileSelection:
    """Of so many images; none at first."""

    def __init__(self, count: int = 0) -> None:
        self._chosen = np.zeros(count, bool)
        self._from: int | None = None  # where a stretch of them begins

    def __contains__(self, place: int) -> bool:
        return bool(self._chosen[place])

    def __len__(self) -> int:
        return int(np.count_nonzero(self._chosen))

    @property
    def places(self) -> NDArray[np.int64]:
        """Theirs, rising (n,)."""
        return np.flatnonzero(self._chosen)

    @property
    def first(self) -> int | None:
        """The first of them."""
        return int(self._chosen.argmax()) if self._chosen.any() else None

    def choose(self, place: int) -> None:
        """This one alone."""
        self._chosen[:] = False
        self._chosen[place] = True
        self._from = place

    def choose_up_to(self, place: int) -> None:
        """All from the one that was chosen last by itself to this one."""
        begin = place if self._from is None else self._from
        self._chosen[:] = False
        self._chosen[min(begin, place) : max(begin, place) + 1] = True
        self._from = begin

    def turn(self, place: int) -> None:
        """This one too, or not any more."""
        self._chosen[place] = not self._chosen[place]
        self._from = place

    def choose_all(self) -> None:
        """Every one."""
        self._chosen[:] = True
