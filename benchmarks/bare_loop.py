"""The bare loop: what anybody would write in torch in a minute, and the engine's yardstick.

index_select from normalised images in memory, the optimiser as torch makes it by default, no metrics, no log.
Alone: python benchmarks/bare_loop.py [seconds]
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from networks import lenet5

from engine.data.dataset import Split
from engine.data.store import load
from engine.project.data.data_settings import DataSettings

CHECK_EVERY = 16  # steps between two looks at the clock


class BareLoop:
    """Trains a module on images at a batch size: on the bundled digits, unless others are given."""

    def __init__(
        self,
        module: nn.Module,
        optimiser: Callable[[list[nn.Parameter]], torch.optim.Optimizer],
        batch: int,
        train: Split | None = None,
    ) -> None:
        train = train or load(DataSettings()).train
        self.module, self.batch = module, batch
        self.optimiser = optimiser(list(module.parameters()))
        self.images = train.images.float().div(255).sub(0.1307).div(0.3081)
        self.labels = train.labels
        self.order: Tensor = torch.empty(0, dtype=torch.int64)
        self.place = 0

    def step(self) -> None:
        """One batch."""
        if self.place + self.batch > len(self.order):
            self.order, self.place = torch.randperm(len(self.labels)), 0
        chosen = self.order[self.place : self.place + self.batch]
        self.place += self.batch
        images, labels = self.images.index_select(0, chosen), self.labels.index_select(0, chosen)
        self.optimiser.zero_grad()
        nn.functional.cross_entropy(self.module(images), labels).backward()
        self.optimiser.step()

    def block(self, seconds: float) -> float:
        """Works for so many seconds; images per second."""
        begun, steps = time.perf_counter(), 0
        while time.perf_counter() - begun < seconds:
            for _ in range(CHECK_EVERY):
                self.step()
            steps += CHECK_EVERY
        return steps * self.batch / (time.perf_counter() - begun)


if __name__ == "__main__":
    torch.set_num_threads(1)
    loop = BareLoop(lenet5(), torch.optim.Adam, 64)
    loop.block(1.0)
    print(
        f"LeNet-5, batch 64, one thread: {loop.block(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0):,.0f} images/s"
    )
