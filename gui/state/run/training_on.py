"""Training on: whether a run could go on with the document, how far it would go, and what that is called."""

from __future__ import annotations

from typing import assert_never

from engine.project.data.renaming import same_but_for_names
from engine.project.project import Project, epoch_steps
from engine.project.training.budgets import Budget, Epochs, Steps
from engine.project.training.legs import Extend, Leg, next_leg
from engine.project.training.verdict import finish_words
from engine.typed.document import changed
from gui.appearance.numerals import in_figures
from gui.state.run.run import Run, steps_in_all
from gui.state.run.training_words import TRAIN_ON


def fits(run: Project, project: Project) -> bool:
    """True when a run could go on with the document: the same network, data and training, but for the budget and for
    what classes are called.
    """
    same_training = changed(run.training, budget=project.training.budget) == project.training
    return run.network == project.network and same_but_for_names(run.data, project.data) and same_training


def further_leg(run: Run, project: Project, extend: Extend = "auto") -> Leg:
    """What training on would be told, with classes called as they are now; its rate goes on as `extend` says."""
    told = run.project
    if same_but_for_names(told.data, project.data):
        told = changed(told, data=project.data)
    wanted = _with_budget(told, _budget(run, project))
    return next_leg(run.legs, wanted, epoch_steps(run.project), extend, run.rate_changes)


def called(run: Run, project: Project) -> str:
    """What training on is called: to which end, where it is not as long again."""
    if not run.unfinished:
        return TRAIN_ON
    return in_figures(finish_words(_budget(run, project)))


def _budget(run: Run, project: Project) -> Budget:
    """To the end of what was planned, where that was not reached; else the document's budget on top of what is done.

    A budget that was changed since is itself the end, where the run has not come so far.
    """
    told, now = run.legs[0].project.training.budget, project.training.budget
    if run.unfinished and now == told:
        last = run.project.training.budget
        return last if run.stopped_by != "time" else changed(last, minutes=last.minutes + told.minutes)
    if run.unfinished and steps_in_all(_with_budget(run.project, now)) > run.step:
        return changed(now, minutes=_minutes(run.project, now)) if run.stopped_by == "time" else now
    return _on_top(run.project, now, run.step)


def _on_top(project: Project, budget: Budget, done: int) -> Budget:
    """A budget once more, after the steps that are done."""
    match budget:
        case Steps(steps=steps):
            return changed(budget, steps=steps + done, minutes=_minutes(project, budget))
        case Epochs(epochs=epochs):
            epochs += -(-done // epoch_steps(project))
            return changed(budget, epochs=epochs, minutes=_minutes(project, budget))
        case _:
            assert_never(budget)


def _minutes(project: Project, budget: Budget) -> int:
    """On top of those that it had, as they count over the whole run; 0 where there is no limit."""
    return budget.minutes and budget.minutes + project.training.budget.minutes


def _with_budget(project: Project, budget: Budget) -> Project:
    return changed(project, training=changed(project.training, budget=budget))
