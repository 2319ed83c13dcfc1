"""Training on CIFAR-10 as a folder of JPEGs that was brought in, beside the built-in source on the same files.

    python benchmarks/imported.py --data-dir DIR      DIR holds cifar10-jpeg/{train,test}/CLASS
    python benchmarks/imported.py --quick             2,000 invented images

Whole steps of `dropout-cifar10` on one thread, in blocks in turn. The network, its weights, its batches' size and how
images are normalised are the same; they come in another order. Printed is images a second, imported / built-in, which
is to be within 3 %: once with the images in memory, once left on the disk (a bound for that is not promised).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from feeding import training
from paired import Block, ratios, row

from engine.data.importing.bringing_in import brought_in
from engine.data.memory_budget import MemoryBudget
from engine.data.store import DataStore
from engine.machine.setup import Setup
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Cifar10
from engine.project.project import Project
from engine.project.proposal import on_images
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Steps
from engine.training.steps.preparation import prepare
from engine.typed.document import changed

LEAST, MOST = 0.97, 1.03
CPU = torch.device("cpu")


def put(folder: Path, train: int, test: int) -> None:
    """So many invented images in CIFAR-10's folders."""
    random = np.random.default_rng(0)
    for part, count in (("train", train), ("test", test)):
        for number in range(count):
            place = folder / part / Cifar10().published.classes[number % 10]
            place.mkdir(parents=True, exist_ok=True)
            Image.fromarray(random.integers(0, 256, (32, 32, 3), np.uint8)).save(place / f"{number:05}.jpg")


def steps(project: Project, root: Path, budget: MemoryBudget) -> Block:
    """Training without end, images per second."""
    data: DataSettings = project.data
    dataset = DataStore(budget).get(data, root)
    endless = changed(project, training=changed(project.training, budget=Steps(10**9)))
    return training(prepare(endless, dataset, CPU, setup=Setup(1, "channels_last")))


def compare(root: Path, pairs: int, seconds: float) -> None:
    """Reads both and prints the rows."""
    built_in = read_recipe("dropout-cifar10")
    brought = brought_in(root / "cifar10-jpeg")
    imported = on_images(built_in, brought.source, brought.mean, brought.deviation)
    print(f"{brought.source.train_images:,} training images")
    torch.set_num_threads(1)
    first, least = steps(built_in, root, MemoryBudget()), partial(row, least=LEAST, most=MOST)
    print(least("imported / built-in, in memory", ratios(first, steps(imported, root, MemoryBudget()), pairs, seconds)))
    mapped = steps(imported, root, MemoryBudget(0))
    print(row("imported / built-in, left on the disk", ratios(first, mapped, pairs, seconds)))


def main() -> None:
    """Prints each figure with its interval."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_CACHE_HOME"] = str(Path(place) / "cache")
        if given.quick:
            put(Path(place) / "cifar10-jpeg", 1_600, 400)
            compare(Path(place), 4, 1.0)
        elif given.data_dir is None:
            parser.error("--data-dir is missing")
        else:
            compare(given.data_dir, 12, 3.0)


if __name__ == "__main__":
    main()
