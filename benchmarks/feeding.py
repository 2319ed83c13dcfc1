"""Feeding: what batches of 64 with crop, flip and normalisation cost beside a step, and beside a DataLoader.

    python benchmarks/feeding.py [--quick] [--threads 1]

- The share of a training step of `dropout-cifar10` that its feeding takes, in interleaved blocks (at most 0.15).
- Images fed per second, beside torch's DataLoader that crops, flips and normalises image by image with torchvision, in
  the same process and, where that is faster, in two workers (at least 5 times).
- A step with batches made ahead beside the same step without, for LeNet-5 at batch 10 and for images of 224×224.
- Invented images: what is in them costs nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from paired import Block, ratios, row

from engine.data.batches.feeding import Feeder, FeederAhead
from engine.data.dataset import Dataset, Split, whole
from engine.machine.setup import Setup
from engine.network.layers import Conv2d, GlobalAvgPool, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.data.facts import Facts
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Steps
from engine.project.training.training_settings import TrainingSettings
from engine.training.steps.preparation import Prepared, prepare
from engine.typed.document import changed

CPU = torch.device("cpu")
BATCH = 64
MEAN, SPREAD = (0.4914, 0.4822, 0.4465), (0.2023, 0.1994, 0.2010)


def invented(number: int, channels: int, side: int) -> Split:
    """Images of any kind."""
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (number, channels, side, side), generator=generator, dtype=torch.uint8)
    return whole(images, torch.randint(0, 10, (number,), generator=generator))


def dataset(split: Split) -> Dataset:
    """The same images for all purposes."""
    facts = Facts(split.shape, tuple("0123456789"), len(split), len(split))
    return Dataset(split, None, split, facts)


def prepared(name: str, split: Split, batch: int, threads: int) -> Prepared:
    """A recipe, ready to train without end."""
    project = read_recipe(name)
    training = changed(project.training, batch=batch, budget=Steps(10**9))
    return prepare(changed(project, training=training), dataset(split), CPU, setup=Setup(threads, "channels_last"))


def feeding(feeder: Feeder) -> Block:
    """Batches alone, images per second."""
    steps = count()

    def block(seconds: float) -> float:
        begun, images = time.perf_counter(), 0
        while (took := time.perf_counter() - begun) < seconds:
            images += len(feeder.batch(next(steps))[1])
        return images / took

    return block


def training(what: Prepared) -> Block:
    """Whole steps, images per second."""

    def block(seconds: float) -> float:
        begun, images = time.perf_counter(), 0
        while (took := time.perf_counter() - begun) < seconds:
            what.trainer.advance()
            images += int(what.trainer.fetch()["images"].sum())
        return images / took

    return block


class OneByOne(torch.utils.data.Dataset[tuple[Tensor, int]]):
    """As a tutorial of torchvision has it: an image is cropped, mirrored and normalised when it is asked for."""

    def __init__(self, split: Split) -> None:
        from torchvision import transforms

        self.images, self.labels = split.images.permute(0, 2, 3, 1).numpy(), split.labels.tolist()
        self.change = transforms.Compose([
            transforms.ToPILImage(), transforms.RandomCrop(32, padding=4), transforms.RandomHorizontalFlip(),
            transforms.ToTensor(), transforms.Normalize(MEAN, SPREAD),
        ])  # fmt: skip

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        return self.change(self.images[index]), self.labels[index]


def loading(split: Split, workers: int) -> Block:
    """Images per second of a DataLoader."""
    loader = torch.utils.data.DataLoader(
        OneByOne(split), BATCH, shuffle=True, num_workers=workers, persistent_workers=workers > 0
    )

    def without_end() -> Iterator[Tensor]:
        while True:
            yield from (images for images, _ in loader)

    batches = without_end()

    def block(seconds: float) -> float:
        begun, images = time.perf_counter(), 0
        while (took := time.perf_counter() - begun) < seconds:
            images += len(next(batches))
        return images / took

    return block


def small_network() -> Project:
    """For images of any size in colour."""
    layers = (Conv2d(8, (7, 7), (4, 4)), ReLU(), Conv2d(16, (3, 3), (2, 2)), ReLU(), GlobalAvgPool(), Linear())
    nodes = tuple(Node(f"n{place:05}", op) for place, op in enumerate(layers))
    data = read_recipe("dropout-cifar10").data
    return Project(network=Network(nodes), data=data, training=TrainingSettings(batch=BATCH, budget=Steps(10**9)))


def ahead_and_not(make: Callable[[], Prepared]) -> tuple[Block, Block]:
    """Steps whose batches are made when they are wanted, and ahead."""
    plain, other = make(), make()
    for one, feeder in ((plain, _plain(plain)), (other, FeederAhead(_plain(other)))):
        one.trainer._feeder = feeder  # noqa: SLF001  # the benchmark alone has it otherwise
    return training(plain), training(other)


def _plain(what: Prepared) -> Feeder:
    feeder = what.feeder
    return feeder if isinstance(feeder, Feeder) else feeder._ahead._make.__self__  # noqa: SLF001  # as above


def mapped(split: Split, folder: Path) -> Split:
    """The same images in a file."""
    np.save(folder / "images.npy", split.images.numpy())
    pixels = torch.from_numpy(np.load(folder / "images.npy", mmap_mode="c"))
    return whole(pixels, split.labels, mapped=True)


def main() -> None:
    """Prints each figure with its interval."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    pairs, seconds = (6, 0.3) if arguments.quick else (16, 1.0)
    cifar = invented(20_000, 3, 32)
    step = prepared("dropout-cifar10", cifar, BATCH, arguments.threads)
    fed = feeding(_plain(step))
    print(row("feeding / step of dropout-cifar10", ratios(fed, training(step), pairs, seconds), most=0.15))
    for workers in (0, 2):
        name = f"feeding / DataLoader, {workers} workers"
        print(row(name, [1 / one for one in ratios(fed, loading(cifar, workers), pairs, seconds)], least=5.0))
    digits = invented(8_000, 1, 28)
    pair = ahead_and_not(lambda: prepared("lenet5-sample", digits, 10, arguments.threads))
    print(row("LeNet-5, batch 10: ahead / not", ratios(*pair, pairs, seconds)))
    with tempfile.TemporaryDirectory() as folder:
        photographs = mapped(invented(1_000, 3, 224), Path(folder))
        pair = ahead_and_not(lambda: prepare(small_network(), dataset(photographs), CPU))
        print(row("224×224 in a file, batch 64: ahead / not", ratios(*pair, pairs, seconds)))


if __name__ == "__main__":
    main()
