"""What stands at one step, in words and figures: every curve's value for the readout."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtGui import QColor

from gui.appearance.numerals import counted, numeral, plain
from gui.appearance.theme import Theme
from gui.chart.beside.curves import Group, groups, ungrouped
from gui.chart.beside.runs import Beside
from gui.chart.head.view_options import View
from gui.chart.plot import curve_colours
from gui.chart.plot.along import along
from gui.chart.plot.crosshair import Reading
from gui.chart.plot.curves import SPLITS, Evaluations, RunCurves
from gui.chart.plot.marks import mark_painting
from gui.chart.plot.marks.mark import Mark
from gui.chart.plot.ranges import figure


def step_title(run: RunCurves, step: int, seconds: float | None = None) -> str:
    """What the readout is headed by: `Step 1,250 · epoch 5`, and where time counts how much of it.

    Of a fork also how many steps were trained in all: `Step 12 (950 in all) · epoch 1`.
    """
    epoch = run.epoch_at(step)
    time = "" if seconds is None else f" · {numeral(seconds, ',.0f')} s"
    in_all = f" ({numeral(run.behind.steps + step)} in all)" if run.behind.steps else ""
    return f"Step {numeral(step)}{in_all}" + (f" · epoch {epoch}" if epoch else "") + time


def readings_at(
    run: RunCurves | None, references: Sequence[Beside], view: View, at: tuple[int, float], theme: Theme
) -> tuple[Reading, ...]:
    """All values at a step of the shown run, which stands at a place on the axis; `dot` is the value itself.

    Evaluations show the newest one up to the step.
    """
    step, place = at
    readings = [] if run is None else _of_shown(run, view, step, theme)
    together = groups(run, references, view)
    for beside in ungrouped(references, together):
        readings += _beside(beside, view, place, theme)
    return (*readings, *(one for group in together for one in _of_group(group, view, place, theme)))


def _of_shown(run: RunCurves, view: View, step: int, theme: Theme) -> list[Reading]:
    readings = _training(run, view, step, theme)
    for split in SPLITS:
        readings += _evaluation(run.evaluations[split], split, view, step, theme)
    rate = run.learning_rate.value_at(step) if view.shows_rate else None
    if rate is not None and math.isfinite(rate):
        readings.append(Reading(curve_colours.learning_rate(theme), "learning rate", plain(rate)))
    return readings


def marks_at(marks: Iterable[tuple[float, Mark]], place: float, reach: float, theme: Theme) -> tuple[Reading, ...]:
    """What a person did near a place on the axis."""
    near = (mark for where, mark in marks if abs(where - place) <= reach)
    return tuple(Reading(mark_painting.colour(theme, mark), mark.words, "") for mark in near)


def nearest_readings(readings: Sequence[Reading], row: float | None, most: int) -> tuple[Reading, ...]:
    """Of more than there is room for those whose dots are nearest to a row, and how many others there are."""
    if len(readings) <= most:
        return tuple(readings)
    apart = [math.inf if row is None or one.dot is None else abs(one.dot - row) for one in readings]
    nearest = sorted(sorted(range(len(readings)), key=apart.__getitem__)[: max(1, most - 1)])
    rest = Reading(QColor(0, 0, 0, 0), f"and {numeral(len(readings) - len(nearest))} more", "")
    return (*(readings[place] for place in nearest), rest)


def _beside(beside: Beside, view: View, place: float, theme: Theme) -> list[Reading]:
    """What a run beside the shown one has at the same place on the axis."""
    value = _told_at(beside.curves, view, place)
    if value is None:
        return []
    colour = curve_colours.reference(theme, beside.slot)
    return [Reading(colour, beside.curves.name, figure(value, view.measure), value)]


def _of_group(group: Group, view: View, place: float, theme: Theme) -> list[Reading]:
    """The mean of runs that are drawn as one, and from where to where they reach."""
    told = [_told_at(run, view, place) for run in group.members]
    values = [value for value in told if value is not None and math.isfinite(value)]
    if not values:
        return []
    mean, ends = sum(values) / len(values), (figure(end, view.measure) for end in (min(values), max(values)))
    name = f"{counted(len(values), 'seed')}, {' to '.join(ends)}"
    return [Reading(curve_colours.reference(theme, group.slot), name, figure(mean, view.measure), mean)]


def _told_at(run: RunCurves, view: View, place: float) -> float | None:
    where = along(run, view.axis)
    if where is None:
        return None
    step = where.steps((place, place))[0]
    if view.others == "training":
        series = run.training(view.measure)
        index = series.around(step)
        return None if index is None else float(series.smoothed(view.smoothing)[index])
    evaluations = run.evaluations[view.others]
    newest = evaluations.newest(round(step)) if step <= run.last_step else None
    return None if newest is None else evaluations.values(view.measure)[newest]


def accuracies_at(run: RunCurves, view: View, step: int, theme: Theme) -> tuple[Reading, ...]:
    """The run's accuracies at `step`, where they stand beside its losses."""
    accuracy, colour = replace(view, measure="accuracy", both=False), theme.colour("accuracy")
    readings = [replace(one, colour=colour) for one in _training(run, accuracy, step, theme)[:1]]
    for split in SPLITS:
        readings += _evaluation(run.evaluations[split], split, accuracy, step, theme)
    return tuple(replace(one, name=f"{one.name}, accuracy") for one in readings)


def _training(run: RunCurves, view: View, step: int, theme: Theme) -> list[Reading]:
    value, smooth = run.training(view.measure).value_at(step), _smoothed_at(run, view, step)
    if value is None:
        return []
    raw = Reading(curve_colours.raw(theme), "this step", figure(value, view.measure))
    if not view.smoothing:
        return [Reading(theme.colour("training"), "training", raw.figure, value)]
    return [Reading(theme.colour("training"), "training", figure(smooth, view.measure), smooth), raw]


def _smoothed_at(run: RunCurves, view: View, step: int) -> float | None:
    """The training curve as it is drawn, None at a step it does not have."""
    series = run.training(view.measure)
    index = series.nearest(step)
    if index is None or series.steps[index] != step:
        return None
    return float(series.smoothed(view.smoothing)[index])


def _evaluation(evaluations: Evaluations, split: str, view: View, step: int, theme: Theme) -> list[Reading]:
    index = evaluations.newest(step)
    if index is None:
        return []
    value, evaluated = evaluations.values(view.measure)[index], evaluations.steps[index]
    name = split if evaluated == step else f"{split} at {numeral(evaluated)}"
    dot = value if evaluated == step else None
    return [Reading(theme.colour(split), name, figure(value, view.measure), dot)]
