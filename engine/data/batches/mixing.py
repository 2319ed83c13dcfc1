"""Mixing: own drawings take the place of some images of each batch; which, is a function of the seed and the step."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Generator, Tensor

from engine.data.dataset import Split
from engine.machine.seeds import derived


class Mixing:
    """Own drawings for batches of which they are a `share` in the mean; the first `newest` of them are in each.

    The others are drawn without repetition, until all were taken. At least one image of a batch is a drawing and at
    least one is of the data; a batch of one image is now the one, now the other.
    """

    def __init__(self, drawings: Split, share: float, newest: int, seed: int, device: torch.device | str) -> None:
        self._images, self._labels = drawings.images.to(device), drawings.labels.to(device)
        self._share, self._newest, self._seed = share, newest, seed

    def count(self, step: int, batch: int) -> int:
        """How many drawings there are in the batch of a step that has so many images in all."""
        wanted = int(self._share * batch + float(torch.rand((), generator=self._generator("count", step))))
        return wanted if batch == 1 else min(batch - 1, max(1, wanted))

    def drawn(self, step: int, batch: int) -> tuple[Tensor, Tensor]:
        """These drawings, uint8 (n, C, H, W), and their labels, int64 (n,)."""
        places = self._places(self.count(step, batch), self._generator("which", step))
        which = torch.tensor(places, dtype=torch.int64, device=self._labels.device)
        return self._images.index_select(0, which), self._labels.index_select(0, which)

    def _places(self, count: int, generator: Generator) -> Sequence[int]:
        places = list(range(min(self._newest, len(self._labels))))
        while len(places) < count:
            places += torch.randperm(len(self._labels), generator=generator).tolist()
        return places[:count]

    def _generator(self, what: str, step: int) -> Generator:
        """On the CPU, so that every device gets the same."""
        return Generator().manual_seed(derived(self._seed, f"drawings, {what}", step))
