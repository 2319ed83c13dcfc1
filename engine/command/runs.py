"""`main.py runs`: the runs in a folder, newest first, one a line."""

from __future__ import annotations

import argparse
import json
from typing import Any

from engine.command.arguments import a_path, add_json, say
from engine.command.training.forks import parent_figures
from engine.figures import duration, percent
from engine.library.listing import list_runs
from engine.runs.collection.label import left_out_in_words
from engine.runs.collection.run_list import RunSummary
from engine.runs.family.typed_in import typed_in_words
from engine.runs.folder import runs_root
from engine.runs.leak import MARK
from engine.text_table import table

HEAD = ("Run", "Folder", "Steps", "Accuracy", "State", "Time", "Seed", "Data", "Stack", "Recipe")
FLUSH = (2, 3, 5, 6)


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a folder, or none for the usual place."""
    parser.add_argument("folder", metavar="DIR", nargs="?", type=a_path, help="where the runs lie (the usual place)")
    add_json(parser, "array, of an object for each run")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints them."""
    found = list_runs(arguments.folder)
    if arguments.json:
        print(json.dumps([run_figures(one) for one in found]))
    elif found:
        forks = any(run.parent for run in found)
        print(table((*HEAD, "From") if forks else HEAD, [_row(run, forks=forks) for run in found], right=FLUSH))
        for one in found:
            if one.left_out:
                say(f"{one.name}: {left_out_in_words(one.left_out)}")
            if one.leak:
                say(f"{MARK} {one.name}: {one.leak}")
            if one.typed_in:
                say(f"{one.name}: It began with {typed_in_words(one.typed_in)} typed in by hand.")
    else:
        say(f"No runs lie in “{arguments.folder or runs_root()}”.")
    return 0


def run_figures(run: RunSummary) -> dict[str, Any]:
    """A run as JSON has it; accuracies are fractions, of the test images."""
    recipe = run.recipe
    return {
        "run": str(run.folder.resolve()),
        "title": run.title,
        "steps": run.step,
        "test_accuracy": run.accuracy,
        "test_loss": run.loss,
        "tested_at": run.tested_at if run.tested_at is not None or run.accuracy is None else run.step,
        "leak": run.leak or None,
        "state": run.state,
        "seconds": run.seconds,
        "epochs": run.epochs,
        "images_per_second": run.images_per_second,
        "seed": recipe.seed,
        "data": recipe.data,
        "stack": recipe.stack,
        "parameters": recipe.parameters,
        "optimiser": recipe.optimiser,
        "settings": recipe.settings,
        "batch": recipe.batch,
        "note": run.note,
        "parent": parent_figures(run.parent),
        "typed_in": typed_in_words(run.typed_in) or None,
    }


def _row(run: RunSummary, *, forks: bool) -> tuple[str, ...]:
    """What it was forked from stands in a column where any of them was, as `train --from` takes it."""
    seed = "" if run.recipe.seed is None else str(run.recipe.seed)
    time = "" if run.seconds is None else duration(run.seconds)
    reached = (f"{run.step:,}", percent(run.accuracy) + MARK * bool(run.leak), run.state, time)
    parent = "" if run.parent is None else f"{run.parent.id}@{run.parent.step}"
    recipe = run.recipe
    told = (run.title, run.name, *reached, seed, recipe.data, recipe.stack, recipe.training)
    return (*told, parent) if forks else told
