"""What tuning is worth: each recipe's training as tuned, against the bare loop on one thread and against untuned.

    python benchmarks/tuned.py [--quick] [--data-dir DIR] [RECIPE …]

Each recipe is tuned first, in full precision; then blocks of real steps follow each other, by turns. The bare loop has
a process of its own and does without augmentation. Ratios are medians over the rounds. With --lower-precision bfloat16
is tried too. A recipe whose images are not there is passed over. What it finds is remembered in a folder of its own,
so that untuned is the setup by rule, and nothing of what it does reaches a later training.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import geometric_mean, median
from tempfile import TemporaryDirectory
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch
from bare_loop import BareLoop
from msgspec.structs import replace
from networks import batch_norm_convnet, fashion_convnet, lenet5, resnet20, two_convolutions
from torch import nn

from engine.data.store import load
from engine.errors import DataError
from engine.library.finding import read
from engine.machine.devices import Machine, resolve
from engine.machine.setup import Setup
from engine.machine.threads import thread_settings
from engine.project.project import with_facts
from engine.project.training.optimisers import Optimiser, Sgd
from engine.training.tuning.bench import Bench
from engine.training.tuning.tuner import tune

MODULES: dict[str, Callable[[], nn.Module]] = {
    "lenet5-sample": lenet5,
    "lenet5-mnist": lenet5,
    "convnet-fashion": fashion_convnet,
    "cnn-16-32-mnist": two_convolutions,
    "batchnorm-mnist": batch_norm_convnet,
    "resnet-20-cifar10": resnet20,
}
BLOCK, ROUNDS = 1.0, 9
LEAST, NEVER_BELOW = 1.5, 0.97


@dataclass(frozen=True)
class Ratios:
    """How many times as fast as the bare loop on one thread, and as untuned."""

    of_bare: float
    of_untuned: float


class Apart:
    """A recipe's bare loop on one thread, in a process of its own."""

    def __init__(self, name: str, root: Path | None) -> None:
        self._pipe, theirs = multiprocessing.get_context("spawn").Pipe()
        arguments = (name, root, theirs)
        multiprocessing.get_context("spawn").Process(target=work_apart, args=arguments, daemon=True).start()

    def block(self, seconds: float) -> float:
        """Works for so many seconds; images per second."""
        self._pipe.send(seconds)
        return float(self._pipe.recv())

    def close(self) -> None:
        """Ends the process."""
        self._pipe.send(0.0)


def work_apart(name: str, root: Path | None, pipe: Connection) -> None:
    """Blocks of a recipe's bare loop, as they are asked for, until none is."""
    torch.set_num_threads(1)
    project = read(name)
    train = load(project.data, root).train
    loop = BareLoop(MODULES[name](), lambda p: by_hand(project.training.optimiser, p), project.training.batch, train)
    while seconds := pipe.recv():
        pipe.send(loop.block(seconds))


def by_hand(optimiser: Optimiser, parameters: list[nn.Parameter]) -> torch.optim.Optimizer:
    """As anybody writes it, with torch's own defaults for how it goes through the weights."""
    if isinstance(optimiser, Sgd):
        return torch.optim.SGD(parameters, optimiser.rate, optimiser.momentum, weight_decay=optimiser.weight_decay)
    return torch.optim.Adam(parameters, optimiser.rate)


def compared(bench: Bench, bare: Apart, untuned: Setup, best: Setup, rounds: int) -> Ratios:
    """Medians of the ratios of neighbouring blocks; what is untuned is measured once where it is the best."""
    for setup in (untuned, best):
        bench.step(setup)
    bare.block(BLOCK)
    found = []
    for _ in range(rounds):
        plain, tuned = bare.block(BLOCK), bench.block(best, BLOCK)
        found.append(Ratios(tuned / plain, tuned / bench.block(untuned, BLOCK) if best != untuned else 1.0))
    return Ratios(median(one.of_bare for one in found), median(one.of_untuned for one in found))


def tried(name: str, root: Path | None, rounds: int, *, lower: bool) -> Ratios | None:
    """Tunes and compares; prints it."""
    project = read(name)
    try:
        dataset = load(project.data, root)
    except DataError as error:
        print(f"{name}: {error}")
        return None
    project, device = with_facts(project, dataset.facts), resolve("cpu")
    tuned = tune(project, dataset, Machine("cpu", lower_precision=lower), lambda *_: None, lambda: False)
    bare = Apart(name, root)
    with thread_settings(device, tuned.best.threads):
        bench = Bench(project, dataset, device, replace(tuned.usual, threads=1))
        found = compared(bench, bare, tuned.usual, tuned.best, rounds)
    bare.close()
    print(
        f"{name:20} {found.of_bare:5.2f} × bare loop  {found.of_untuned:5.2f} × untuned   "
        f"{tuned.best.words}; {tuned.seconds:.1f} s",
        flush=True,
    )
    return found


def main() -> None:
    """Prints a line a recipe, then the geometric mean."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", nargs="*", default=list(MODULES), metavar="RECIPE", help=", ".join(MODULES))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--lower-precision", action="store_true")
    arguments = parser.parse_args()
    if unknown := set(arguments.recipes) - set(MODULES):
        parser.error(f"not compared by hand: {', '.join(sorted(unknown))}")
    recipes = arguments.recipes[:2] if arguments.quick else arguments.recipes
    rounds = 3 if arguments.quick else ROUNDS
    with TemporaryDirectory() as apart, patch("engine.machine.kept_file.state_folder", lambda: Path(apart)):
        found = [tried(name, arguments.data_dir, rounds, lower=arguments.lower_precision) for name in recipes]
    there = [one for one in found if one is not None]
    if there:
        mean, least = geometric_mean(one.of_bare for one in there), min(one.of_untuned for one in there)
        print(f"{'geometric mean':20} {mean:5.2f} × bare loop   at least {LEAST}: {'yes' if mean >= LEAST else 'NO'}")
        print(
            f"{'the lowest':20} {least:5.2f} × untuned   never below {NEVER_BELOW}: "
            f"{'yes' if least >= NEVER_BELOW else 'NO'}"
        )


if __name__ == "__main__":
    main()
