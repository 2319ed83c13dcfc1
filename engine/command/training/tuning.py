"""--tune: what trains fastest here, tried before a training begins and told in words."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.command.arguments import say
from engine.command.training.interruption import Interruption
from engine.errors import InputError
from engine.project.project import Project

if TYPE_CHECKING:
    from engine.data.dataset import Dataset
    from engine.training.tuning.tuned import Tuned


def add_tuning(parser: argparse.ArgumentParser) -> None:
    """--tune and --lower-precision."""
    parser.add_argument(
        "--tune",
        action="store_true",
        help="first try, for 15 seconds at most, what trains this network fastest here: threads, how maps lie in "
        "memory (channels last or first), how the optimiser goes through the weights (foreach: in groups); later runs "
        "of it take that too, until --forget-tuned",
    )
    parser.add_argument(
        "--forget-tuned",
        action="store_true",
        help="first forget what --tune or an earlier run found for this network",
    )
    parser.add_argument(
        "--lower-precision",
        action="store_true",
        help="allow computing in bfloat16, which changes results a little: --tune tries it too, and it is put into "
        "the recipe of the run where that was found to be faster",
    )


def refuse_tuning(arguments: argparse.Namespace) -> None:
    """Raises InputError for options that do not go together."""
    for name in ("tune", "forget_tuned", "lower_precision"):
        if getattr(arguments, name) and arguments.resume:
            option = f"--{name.replace('_', '-')}"
            raise InputError(f"{option} cannot be used with --resume.", "A run goes on as it began.")
    if arguments.tune and arguments.threads is not None:
        raise InputError("--tune and --threads exclude each other.", "It finds the threads: leave one of them out.")
    if arguments.lower_precision and arguments.threads is not None:
        raise InputError("--lower-precision and --threads exclude each other.", "It is for what --tune has found.")


def forget_tuned(arguments: argparse.Namespace, project: Project) -> None:
    """Where that was asked for, nothing is known of the network any more."""
    if arguments.forget_tuned:
        from engine.machine.devices import Machine
        from engine.training.tuning.tuner import forget_setup

        forget_setup(project, Machine(arguments.device))


def tuned(
    arguments: argparse.Namespace, project: Project, root: Path | None, interruption: Interruption
) -> tuple[Tuned, Dataset]:
    """Tries, tells it, and gives the images that were read for it. Raises Stopped after an interruption."""
    from engine.data.memory_budget import budget_of
    from engine.library.training.tuning import tuned_on
    from engine.machine.devices import Machine

    machine = Machine(arguments.device, lower_precision=arguments.lower_precision)
    budget = budget_of(arguments.image_memory)
    found, dataset = tuned_on(project, machine, root, _told(), lambda: interruption.asked, budget)
    for line in in_words(found):
        say(line)
    return found, dataset


def _told() -> Callable[[str, int, int], None]:
    """Says what is tried, each once."""
    said = set[str]()

    def tell(doing: str, _done: int, _total: int) -> None:
        if doing not in said:
            said.add(doing)
            say(f"{doing} …")

    return tell


def in_words(tuned: Tuned) -> list[str]:
    """The table, a line for each setup that was tried, then what came of it."""
    rows = [f"{'*' if row.setup == tuned.best else ' '} {tuned.words_of(row)}" for row in tuned.rows]
    return [*rows, *tuned.passed_over, *([] if tuned.faster else [tuned.sentence]), tuned.limits]


def figures(tuned: Tuned) -> dict[str, object]:
    """For --json."""
    best = tuned.best_row
    return {
        "threads": best.setup.threads,
        "memory_format": best.setup.memory_format,
        "precision": best.setup.precision,
        "optimiser_form": best.setup.optimiser_form,
        "times_as_fast": round(best.times_as_fast, 3),
    }
