"""What tuning is worth: each recipe's training as tuned, untuned, and on one thread, by turns in one process.

    python benchmarks/tuned.py [--quick] [--data-dir DIR] [RECIPE …]

Each recipe is tuned first, in full precision; then blocks of real steps follow each other, one setup after the other.
Ratios are medians over the rounds. With --lower-precision bfloat16 is tried too. A recipe
whose images are not there is passed over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import geometric_mean, median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from msgspec.structs import replace

from engine.data.store import load
from engine.errors import DataError
from engine.library.finding import read
from engine.machine.devices import Machine, resolve
from engine.machine.setup import Setup
from engine.machine.threads import default_threads, thread_settings
from engine.project.project import with_facts
from engine.training.tuning.bench import Bench
from engine.training.tuning.tuner import tune

RECIPES = (
    "lenet5-sample",
    "lenet5-mnist",
    "convnet-fashion",
    "cnn-16-32-mnist",
    "batchnorm-mnist",
    "resnet-20-cifar10",
)
BLOCK, ROUNDS = 0.5, 9


def compared(bench: Bench, setups: Sequence[Setup], rounds: int) -> list[list[float]]:
    """Images per second of each setup, a row a round; equal ones are measured once."""
    different = dict.fromkeys(setups)
    for setup in different:
        bench.step(setup)
    found = [{setup: bench.block(setup, BLOCK) for setup in different} for _ in range(rounds)]
    return [[speeds[setup] for setup in setups] for speeds in found]


def tried(name: str, root: Path | None, rounds: int, *, lower: bool) -> tuple[float, float] | None:
    """How many times as fast as on one thread, and as untuned; prints it."""
    project = read(name)
    try:
        dataset = load(project.data, root)
    except DataError as error:
        print(f"{name}: {error}")
        return None
    project, device = with_facts(project, dataset.facts), resolve("cpu")
    tuned = tune(project, dataset, Machine("cpu"), lambda *_: None, lambda: False, lower_precision=lower)
    one = replace(tuned.untuned, threads=1)
    with thread_settings(device, default_threads()):
        rows = compared(Bench(project, dataset, device, one), (one, tuned.untuned, tuned.best), rounds)
    of_one, of_untuned = median(row[2] / row[0] for row in rows), median(row[2] / row[1] for row in rows)
    print(
        f"{name:20} {of_one:5.2f} × one thread  {of_untuned:5.2f} × untuned   {tuned.best.words}; {tuned.seconds:.1f} s"
    )
    return of_one, of_untuned


def main() -> None:
    """Prints a line a recipe, then the geometric mean."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", nargs="*", default=RECIPES)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--lower-precision", action="store_true")
    arguments = parser.parse_args()
    recipes = arguments.recipes[:2] if arguments.quick else arguments.recipes
    rounds = 3 if arguments.quick else ROUNDS
    found = [tried(name, arguments.data_dir, rounds, lower=arguments.lower_precision) for name in recipes]
    there = [one for one in found if one is not None]
    if there:
        means = [geometric_mean(column) for column in zip(*there, strict=True)]
        print(f"{'geometric mean':20} {means[0]:5.2f} × one thread  {means[1]:5.2f} × untuned")


if __name__ == "__main__":
    main()
