"""What stands at one step, in words and figures: every curve's value for the readout."""

import math
from collections.abc import Sequence
from dataclasses import replace

from gui.appearance.numerals import numeral, plain
from gui.appearance.theme import Theme
from gui.chart.head.view_options import View
from gui.chart.plot import curve_colours, mark_painting
from gui.chart.plot.crosshair import Reading
from gui.chart.plot.curves import SPLITS, Evaluations, RunCurves
from gui.chart.plot.marks import near
from gui.chart.plot.ranges import figure


def step_title(run: RunCurves, step: int) -> str:
    """What the readout is headed by: `Step 1,250 · epoch 5`."""
    epoch = run.epoch_at(step)
    return f"Step {numeral(step)}" + (f" · epoch {epoch}" if epoch else "")


def readings_at(
    run: RunCurves, references: Sequence[RunCurves], view: View, step: int, theme: Theme
) -> tuple[Reading, ...]:
    """All values at `step`; `dot` is the value itself. Evaluations show the newest one up to the step."""
    readings = _training(run, view, step, theme)
    for split in SPLITS:
        readings += _evaluation(run.evaluations[split], split, view, step, theme)
    for index, reference in enumerate(references):
        value = _smoothed_at(reference, view, step)
        if value is not None:
            readings.append(Reading(curve_colours.reference(theme, index), reference.name, figure(value, view.measure)))
    rate = run.learning_rate.value_at(step) if view.shows_rate else None
    if rate is not None and math.isfinite(rate):
        readings.append(Reading(curve_colours.learning_rate(theme), "learning rate", plain(rate)))
    return tuple(readings)


def marks_at(run: RunCurves, step: float, within: float, theme: Theme) -> tuple[Reading, ...]:
    """What a person did at most so many steps away."""
    return tuple(Reading(mark_painting.colour(theme, mark), mark.words, "") for mark in near(run.marks, step, within))


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
