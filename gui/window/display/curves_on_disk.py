"""The curves of a run on disk, as the chart takes them."""

from __future__ import annotations

from engine import events
from engine.project.project import epoch_steps
from engine.service.answers import RunView, StoredCurves
from gui.chart.plot.curves import RunCurves
from gui.state.run.run import steps_in_all


def curves_on_disk(view: RunView, name: str) -> RunCurves:
    """The figures of a run on disk under the name that it has in the chart."""
    project, steps = view.project, view.steps
    classes = len(project.facts.classes)
    curves = RunCurves(view.folder.name, name, epoch_steps(project), steps_in_all(project), classes)
    curves.ended = True
    if len(steps.steps):
        curves.add_steps(steps.steps, steps.loss, steps.accuracy, steps.rate, view.seconds)
    for event in view.events:
        if isinstance(event, events.Evaluated):
            curves.add_evaluation(event.split, event.step, event.loss, event.accuracy)
        elif isinstance(event, events.EpochDone):
            curves.mark_epoch(event.step, event.epoch)
    return curves


def stored_beside(stored: StoredCurves, name: str) -> RunCurves:
    """Those of a run that is drawn beside others, which are thinned where it is long."""
    project, points = stored.project, stored.points
    classes = len(project.facts.classes)
    curves = RunCurves(stored.folder.name, name, epoch_steps(project), steps_in_all(project), classes)
    curves.ended = True
    curves.hold_steps(points.steps, points.loss, points.accuracy, points.rate, points.seconds, points.stride)
    for split, step, loss, accuracy in stored.evaluations:
        curves.add_evaluation(split, step, loss, accuracy)
    for step, epoch in stored.epochs:
        curves.mark_epoch(step, epoch)
    return curves
