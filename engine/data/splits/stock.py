"""Stock: a person's own images as they lie, decoded, before anything is chosen of them. Free of torch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.data.image_names import ImageNames
from engine.data.splits.stratified import Places, Ranks

Labels: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Stock:
    """All that were found, in the order of their files: to train on, then what came for validation, then to test on.

    `labels` are int64 (M,). `ranks`, uint64 (M,), follow from the names alone. `validation` and `test` count what came
    for that; `test` is None where nothing came to test on, so that some of the first are kept for it.
    """

    labels: Labels
    ranks: Ranks
    names: ImageNames
    validation: int = 0
    test: int | None = None

    def __len__(self) -> int:
        """The number of images."""
        return len(self.labels)

    @property
    def found(self) -> tuple[Places, Places, Places]:
        """The places of what came to train on, for validation, and to test on."""
        tested = len(self) - (self.test or 0)
        trained = tested - self.validation
        everything = np.arange(len(self))
        return everything[:trained], everything[trained:tested], everything[tested:]


def ranks_of(names: Iterable[str]) -> Ranks:
    """A number for each name, which any name has for good, uint64 (M,)."""
    content = b"".join(blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.frombuffer(content, "<u8").astype(np.uint64)
