"""`main.py compare`: in what runs differ from the first that is named, and whether they did better than by chance.

Whether two networks differ by more than chance is said of these networks on these test images (McNemar's test); how
much luck there is in training them, groups of runs tell that differ in their seeds alone.
"""

from __future__ import annotations

import argparse
import json
from itertools import count
from typing import Any

from engine.command.arguments import add_json
from engine.command.runs import run_figures
from engine.figures import duration, loss, percent
from engine.library.comparing import BesideFirst, Comparison, compare
from engine.runs.collection.run_list import RunSummary
from engine.runs.comparison.agreement import Agreement
from engine.runs.comparison.comparison_words import advice, gained, judged, spread_in_words
from engine.runs.comparison.difference_table import SettingRow
from engine.runs.comparison.reached import Reached
from engine.runs.comparison.seed_groups import SeedGroup
from engine.runs.leak import MARK
from engine.runs.plain import plain as figure
from engine.text import numbers, one_line
from engine.text_table import table

HEAD = ("", "Run", "Steps", "Accuracy", "95 %", "F1", "Loss", "Time", "Parameters", "Seed")


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
    return {
        "runs": [run_figures(run) | _reached(one) for run, one in zip(found.runs, found.reached, strict=True)],
        "differences": [_other(one) for one in found.others],
        "settings": [{"part": row.part, "setting": row.title, "values": row.values} for row in _differing(found)],
        "groups": [_group(found, group) for group in found.groups],
    }


def _differing(found: Comparison) -> list[SettingRow]:
    return [row for row in found.settings if row.differs]


def _reached(one: Reached) -> dict[str, Any]:
    means = one.averages
    return {
        "interval": one.interval,
        "precision": means and figure(means.precision),
        "recall": means and figure(means.recall),
        "f1": means and figure(means.f1),
        "top_k": one.top,
        "calibration_error": one.calibration_error,
    }


def _group(found: Comparison, group: SeedGroup) -> dict[str, Any]:
    runs = [str(found.runs[place].folder) for place in group.places]
    told: dict[str, Any] = {"runs": runs, "difference": group.recipe, "remark": group.remark}
    reached, luck = group.spread, group.luck
    if reached is not None:
        figures = (reached.mean, reached.deviation, reached.least, reached.most)
        told["test_accuracy"] = dict(zip(("mean", "deviation", "min", "max"), figures, strict=True))
    if luck is not None:
        told["beside_first"] = {"gain": luck.gain, "p": luck.chance, "enough_seeds": luck.enough}
    return told


def _other(one: BesideFirst) -> dict[str, Any]:
    difference = one.difference
    told = {"stack": difference.stack, "training": list(difference.training), "data": list(difference.data)}
    said = "" if one.agreement is None else judged(one.agreement, "the first run", "this one")
    return {"run": str(one.run), **told, "agreement": _counts(one.agreement), "remark": one.remark, "verdict": said}


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
    rows = table(HEAD, map(_row, count(1), found.runs, found.reached), right=range(2, 10))
    beside = (_beside(number, one) for number, one in enumerate(found.others, 2))
    leaks = "\n".join(f"{MARK} {number}: {one.leak}" for number, one in enumerate(found.reached, 1) if one.leak)
    return "\n\n".join(filter(None, (rows, leaks, *beside, _groups(found))))


def _row(number: int, run: RunSummary, one: Reached) -> tuple[str, ...]:
    recipe, time = run.recipe, "" if run.seconds is None else duration(run.seconds)
    parameters = "" if recipe.parameters is None else f"{recipe.parameters:,}"
    seed = "" if recipe.seed is None else str(recipe.seed)
    lost = loss(one.loss) if one.accuracy is not None else ""
    f1 = "" if one.averages is None else percent(one.averages.f1)
    right = (percent(one.accuracy) + MARK * bool(one.leak), _interval(one.interval), f1, lost)
    return (str(number), run.title, f"{run.step:,}", *right, time, parameters, seed)


def _interval(ends: tuple[float, float] | None) -> str:
    return "" if ends is None else f"{100 * ends[0]:.1f}–{100 * ends[1]:.1f} %"


def _beside(number: int, one: BesideFirst) -> str:
    words = one.difference.sentence or one.difference.words[:1].lower() + one.difference.words[1:]
    told = f"{number} beside 1: {one_line(words)}."
    return f"{told}\n{one_line(one.remark) if one.agreement is None else _judged(number, one.agreement)}"


def _judged(number: int, agreement: Agreement) -> str:
    """How they did on the same images, and what chance has to do with it."""
    counts = f"Of {agreement.images:,} test images both got {agreement.both:,} right, neither {agreement.neither:,}"
    return f"{counts}: {gained(*agreement.shares)}. McNemar’s test: {judged(agreement, 'run 1', f'run {number}')}"


def _groups(found: Comparison) -> str:
    """What those reached that differ in their seeds alone, and whether a group is better by more than luck."""
    lines = [line for number, group in enumerate(found.groups, 1) for line in _group_lines(number, group)]
    return "\n".join(filter(None, (*lines, advice(group.luck for group in found.groups))))


def _group_lines(number: int, group: SeedGroup) -> list[str]:
    runs = numbers([place + 1 for place in group.places])
    reached = group.remark if group.spread is None else f"{spread_in_words(group.spread)}."
    lines = [f"Group {number} ({'runs' if len(group.places) > 1 else 'run'} {runs}): {reached}"]
    if number > 1 and group.spread is not None and group.verdict:
        differing = f" ({one_line(group.recipe)})" if group.recipe else ""
        lines.append(f"Group {number} beside group 1{differing}: {group.verdict}")
    return [*lines, *([f"Group {number}: {group.leak}"] if group.leak else [])]
