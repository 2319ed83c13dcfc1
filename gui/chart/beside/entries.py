"""What the legend says of the runs that are compared: their newest figures, and what tells each from the first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from engine.project.data.splits import EvaluatedSplit
from engine.service.answers import group_name
from engine.service.comparison.comparison_answers import (
    gained,
    gained_briefly,
    losses_in_words,
    spread,
    spread_in_words,
)
from engine.text import steps_unread
from gui.appearance.numerals import counted, in_figures, numeral
from gui.appearance.theme import Theme
from gui.chart.beside.curves import Group, ended_sooner, groups, home_of, newest, ungrouped
from gui.chart.beside.runs import Beside, Standing
from gui.chart.head.legend import Entry, training_value
from gui.chart.head.view_options import View
from gui.chart.plot import curve_colours
from gui.chart.plot.along import along
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.ranges import figure

DAMAGED = "log damaged"
SHOWN, FIRST, TOLD_FROM = "shown, the first", "the first", "the others are told from it"
UNPLACED = {"epoch": "it is not known how long its epochs are", "time": "it is not known how long its steps took"}


@dataclass(frozen=True)
class Gain:
    """By how much an accuracy is above the first's, whole and for little room; empty where nothing can be said."""

    whole: str = ""
    brief: str = ""


NO_GAIN = Gain()


@dataclass(frozen=True)
class Row:
    """One line of the list: how it is drawn, its name and figure, what is said of it, and whose runs these are."""

    entry: Entry
    words: str = ""
    gained: Gain = NO_GAIN  # always in sight
    caveat: str = ""  # said before all else
    runs: tuple[str, ...] = ()  # their ids; a click takes them out
    told_from: str = ""  # how the others stand to it
    remark: str = ""  # what is to be known of its curve

    @property
    def name(self) -> str:
        """What the run is called."""
        return self.entry.name

    @property
    def gain(self) -> str:
        """By how much its accuracy is above the first's."""
        return self.gained.whole

    @property
    def sentence(self) -> str:
        """All that is said of it, for a tip and for whoever hears it."""
        words = ": ".join(filter(None, (self.words, self.told_from, self.gain)))
        said = ". ".join(part[:1].upper() + part[1:] for part in (self.caveat, words) if part)
        return "\n".join(filter(None, (f"{self.entry.name} {self.entry.figure}", said, self.remark)))


def first_row(shown: RunCurves | None, runs: Sequence[Beside], view: View, look: Theme) -> Row | None:
    """Of the run that the others are told from: the shown one, or else the first of them."""
    shown = _a_run(shown)
    if shown is not None and runs:
        entry = Entry(
            look.colour("training"), "line", shown.called or shown.name, figure(value(shown, view), view.measure)
        )
        return Row(entry, SHOWN, told_from=_told_from(home_of(shown, groups(shown, runs, view))))
    return None


def _a_run(shown: RunCurves | None) -> RunCurves | None:
    """Also before its first step, so that no other one is called the first until then; None where none is shown."""
    return shown if shown is not None and (shown.run_id or shown) else None


def _told_from(home: Group | None) -> str:
    return TOLD_FROM if home is None else f"{TOLD_FROM}, their gains from the mean of its seeds (the band)"


def rows(shown: RunCurves | None, runs: Sequence[Beside], view: View, look: Theme) -> tuple[Row, ...]:
    """Of the runs beside it, each with a colour and dashes of its own; of those drawn as one in a line."""
    together = groups(shown, runs, view)
    first = _a_run(shown)
    if first is None and runs:
        first = runs[0].curves
    home = home_of(first, together)
    firsts = home.seeds if home else (first,) if first else ()  # what gains are measured against
    alone = [_of_run(one, first, firsts, view, look) for one in ungrouped(runs, together)]
    return (*alone, *(_of_group(group, () if group is home else firsts, runs, view, look) for group in together))


def value(run: RunCurves, view: View) -> float | None:
    """The newest figure of the curve that is told of each run; None where there is none."""
    if view.others == "training":
        return training_value(run, view)
    return run.evaluations[view.others].latest(view.measure)


def _of_run(one: Beside, first: RunCurves | None, firsts: Sequence[RunCurves], view: View, look: Theme) -> Row:
    said = figure(value(one.curves, view), view.measure)
    entry = _entry(one.slot, look, one.curves.name, said, one.curves.run_id)
    words = FIRST if one.curves is first else in_figures(one.standing.difference)
    if along(one.curves, view.axis) is None and one.curves:
        words = f"not drawn, as {UNPLACED[view.axis]}"
    gain = NO_GAIN if not firsts or first is one.curves else _gain(firsts, (one.curves,), one.standing)
    told_from = TOLD_FROM if words == FIRST else ""
    row = Row(entry, words, gain, _caveat(one.standing, view), (one.curves.run_id,), told_from)
    return _with_gaps(row, one.standing.unread)


def _with_gaps(row: Row, unread: int) -> Row:
    """Of a log that tells no figures of so many steps."""
    if not unread:
        return row
    caveat = ", ".join(filter(None, (row.caveat, DAMAGED)))
    return replace(row, caveat=caveat, remark=in_figures(steps_unread(unread)))


def _caveat(standing: Standing, view: View) -> str:
    """Other losses are only in the way where they are drawn."""
    loss = standing.other_loss if view.others == "training" else standing.other_evaluated_loss
    images = standing.other_validation if view.others == "validation" else standing.other_images
    return images or (loss if view.measure == "loss" or view.both else "")


def _gain(first: Sequence[RunCurves], other: Sequence[RunCurves], standing: Standing) -> Gain:
    """By how much its newest accuracy is above the first's, on the same images: those for testing, or for validation
    where either was not tested. Of runs that are drawn as one it is that of their mean.
    """
    if not standing.other_images and (gain := _gained(first, other, "test")):
        return gain
    gain = None if standing.other_validation else _gained(first, other, "validation")
    return Gain(f"{gain.whole} on validation images", f"{gain.brief} on validation") if gain else NO_GAIN


def _gained(first: Sequence[RunCurves], other: Sequence[RunCurves], split: EvaluatedSplit) -> Gain | None:
    before, after = (_accuracy(runs, split) for runs in (first, other))
    if before is None or after is None or not math.isfinite(after - before):
        return None
    when = _when(other, split)
    return Gain(*(f"{in_figures(told(before, after))}{when}" for told in (gained, gained_briefly)))


def _when(other: Sequence[RunCurves], split: EvaluatedSplit) -> str:
    """At its step 1,500: where it went on without a test, so that it is not what it reached; else empty."""
    tried = other[0].evaluations[split].steps if len(other) == 1 and other[0].ended else []
    return f" at its step {numeral(tried[-1])}" if tried and tried[-1] < other[0].last_step else ""


def _accuracy(runs: Sequence[RunCurves], split: EvaluatedSplit) -> float | None:
    """The mean of the seeds that count; None where there is none."""
    known = newest(runs, View("accuracy", others=split))
    return float(known.mean()) if len(known) else None


def _of_group(group: Group, firsts: Sequence[RunCurves], runs: Sequence[Beside], view: View, look: Theme) -> Row:
    """61.04 % ± 3.02 over 5 seeds, from 57.20 to 64.10 % (the band)."""
    ids = {run.run_id for run in group.members}
    beside = tuple(one.curves.run_id for one in runs if one.curves.run_id in ids)
    reached, member = newest(group.seeds, view), group.members[-1]  # the first may be the shown one
    name = group_name([run.called or run.name for run in group.members]) or counted(len(group.seeds), "seed")
    said = figure(float(reached.mean()) if len(reached) else None, view.measure)
    entry = replace(_entry(group.slot, look, name, said, beside[0]), dashes=curve_colours.dashes(group.slot))
    standing = next(one.standing for one in runs if one.curves is member)
    gain = _gain(firsts, group.seeds, standing) if firsts else NO_GAIN
    unread = sum(one.standing.unread for one in runs if one.curves.run_id in ids)
    return _with_gaps(Row(entry, _spread_in_words(group, reached, view), gain, runs=beside), unread)


def _spread_in_words(group: Group, reached: NDArray[np.float64], view: View) -> str:
    seeds = len(group.seeds)
    if not len(reached):
        return f"{counted(seeds, 'seed')}, none of which has a figure yet"
    found = spread(reached.tolist())
    said = spread_in_words(found) if view.measure == "accuracy" else losses_in_words(found)
    left = seeds - len(reached)
    band = " (the band)" if len(reached) > 1 else ""
    sooner = ended_sooner(group.seeds, view)
    ended = f"; {numeral(sooner)} of them ended sooner" if sooner else ""
    return f"{in_figures(said)}{band}{ended}" + (f"; {numeral(left)} more not so far yet" if left else "")


def _entry(slot: int, look: Theme, name: str, said: str, run: str) -> Entry:
    colour: QColor = curve_colours.reference(look, slot)
    return Entry(colour, "dashes", name, said, curve_colours.dashes(slot), run)
