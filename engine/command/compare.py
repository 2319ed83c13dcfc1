"""`main.py compare`: in what runs differ from the first that is named, and whether they did better than by chance.

Whether two networks differ by more than chance is said of these networks on these test images (McNemar's test); how
much luck there is in training them, seeds tell.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from engine.command.arguments import add_json
from engine.command.runs import run_figures
from engine.figures import duration, loss, percent, plain
from engine.library.comparing import BesideFirst, Comparison, compare
from engine.runs.collection.run_list import RunSummary
from engine.runs.comparison.agreement import Agreement
from engine.text import one_line
from engine.text_table import table

HEAD = ("", "Run", "Steps", "Right", "Loss", "Time", "Parameters", "Seed")


def add(parser: argparse.ArgumentParser) -> None:
    """It takes two runs or more."""
    parser.add_argument("runs", metavar="RUN", nargs="+", help="folders of runs; all are compared with the first")
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints figures and differences."""
    found = compare(*arguments.runs)
    print(json.dumps(_figures(found)) if arguments.json else _report(found))
    return 0


def _figures(found: Comparison) -> dict[str, Any]:
    return {"runs": [run_figures(one) for one in found.runs], "differences": [_other(one) for one in found.others]}


def _other(one: BesideFirst) -> dict[str, Any]:
    difference = one.difference
    told = {"stack": difference.stack, "training": list(difference.training), "data": list(difference.data)}
    return {"run": str(one.run), **told, "agreement": _counts(one.agreement), "remark": one.remark}


def _counts(agreement: Agreement | None) -> dict[str, Any] | None:
    if agreement is None:
        return None
    return {
        "images": agreement.images,
        "both_right": agreement.both,
        "only_first_right": agreement.first,
        "only_this_right": agreement.other,
        "neither_right": agreement.neither,
        "gain": agreement.gain,
        "p": agreement.chance,
    }


def _report(found: Comparison) -> str:
    numbered = enumerate(found.runs, 1)
    rows = table(HEAD, (_row(number, one) for number, one in numbered), right=(0, 2, 3, 4, 5, 6, 7))
    return "\n\n".join((rows, *(_beside(number, one) for number, one in enumerate(found.others, 2))))


def _row(number: int, run: RunSummary) -> tuple[str, ...]:
    recipe, time = run.recipe, "" if run.seconds is None else duration(run.seconds)
    parameters = "" if recipe.parameters is None else f"{recipe.parameters:,}"
    seed = "" if recipe.seed is None else str(recipe.seed)
    return (str(number), run.title, f"{run.step:,}", percent(run.accuracy), loss(run.loss), time, parameters, seed)


def _beside(number: int, one: BesideFirst) -> str:
    told = f"{number} beside 1: {one_line(one.difference.sentence) or 'told the same in everything'}."
    return f"{told}\n{one_line(one.remark) if one.agreement is None else _judged(one.agreement)}"


def _judged(agreement: Agreement) -> str:
    """How they did on the same images, and what chance has to do with it."""
    counts = f"both got {agreement.both:,} right, only 1 {agreement.first:,}, only the other {agreement.other:,}"
    gained = f"{percent(abs(agreement.gain))} {'more' if agreement.gain >= 0 else 'fewer'} right"
    rare = f"McNemar’s test, p = {plain(agreement.chance)}"
    verdict = f"That is more than chance ({rare})." if agreement.beyond_chance else f"It may be chance ({rare})."
    return f"Of {agreement.images:,} test images {counts}: {gained}. {verdict}"
