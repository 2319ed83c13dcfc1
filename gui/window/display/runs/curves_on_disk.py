"""The curves of a run on disk, as the chart takes them."""

from __future__ import annotations

from engine import events
from engine.project.project import Project, epoch_steps
from engine.service.answers import NOTHING_BEHIND, RunView, StoredCurves
from gui.chart.plot.curves import Averaged, RunCurves
from gui.state.run.run import steps_in_all


def curves_on_disk(view: RunView, name: str) -> RunCurves:
    """The figures of a run on disk under the name that it has in the chart."""
    project, steps = view.project, view.steps
    curves = _empty(view.folder.name, name, project)
    curves.behind = view.parent.parent.behind if view.parent else NOTHING_BEHIND
    curves.began = view.began
    curves.complete = events.stopped_at_last(view.events) in events.OF_ITSELF
    if len(steps.steps):
        curves.add_steps(steps.steps, steps.loss, steps.accuracy, steps.rate, view.seconds)
    for event in view.events:
        if isinstance(event, events.Evaluated):
            curves.add_evaluation(event.split, event.step, event.beside_training, event.accuracy, averaged_of(event))
        elif isinstance(event, events.EpochDone):
            curves.mark_epoch(event.step, event.epoch)
    return curves


def stored_beside(stored: StoredCurves, name: str) -> RunCurves:
    """Those of a run that is drawn beside others, which are thinned where it is long; known by its folder, as others
    may have the same name.
    """
    project, points = stored.project, stored.points
    curves = _empty(str(stored.folder), name, project)
    curves.behind, curves.began, curves.complete = stored.behind, stored.began, stored.complete
    curves.hold_steps(points.steps, points.loss, points.accuracy, points.rate, points.seconds, points.stride)
    for split, step, loss, accuracy in stored.evaluations:
        curves.add_evaluation(split, step, loss, accuracy)
    for step, epoch in stored.epochs:
        curves.mark_epoch(step, epoch)
    return curves


def averaged_of(event: events.Evaluated) -> Averaged:
    """Loss and accuracy of averaged weights, as far as the chart can show them."""
    return event.averaged_beside_training, event.averaged_accuracy


def _empty(run: str, name: str, project: Project) -> RunCurves:
    """Those of a run that has ended, before anything is put in."""
    classes, loss = len(project.facts.classes), project.training.loss
    curves = RunCurves(run, name, epoch_steps(project), steps_in_all(project), classes, loss)
    curves.ended, curves.seed = True, project.training.seed
    return curves
