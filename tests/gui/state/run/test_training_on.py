"""Training on: what a run may go on with, how far it goes, and what that is called."""

from dataclasses import replace

import pytest

from engine.events import StoppedBy
from engine.project.project import Project, epoch_steps
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Budget, Epochs, Steps
from engine.project.training.legs import first_leg
from engine.project.training.optimisers import Sgd
from engine.typed.document import changed
from gui.state.run.run import Run, steps_in_all
from gui.state.run.training_on import called, fits, further_leg

LENET = read_recipe("lenet5-sample")  # 250 steps an epoch, 6 epochs


def _training(project: Project, **fields: object) -> Project:
    return changed(project, training=changed(project.training, **fields))


def _run(step: int, project: Project = LENET) -> Run:
    return Run("a run", "Mine", (first_leg(project, epoch_steps(project)),), "finished", step)


def test_steps_of_an_epoch_and_in_all() -> None:
    assert (epoch_steps(LENET), steps_in_all(LENET)) == (250, 1500)


def test_a_run_goes_on_with_another_budget_but_nothing_else() -> None:
    assert fits(LENET, _training(LENET, budget=Steps(7)))
    assert not fits(LENET, _training(LENET, optimiser=Sgd()))
    assert not fits(LENET, _training(LENET, seed=1))


@pytest.mark.parametrize(
    ("step", "budget", "told", "words"),
    [
        (1500, Epochs(6), Epochs(12), "Train on"),  # as long again
        (1500, Epochs(2), Epochs(8), "Train on"),
        (1400, Epochs(6), Epochs(6), "Train on to 6 epochs"),
        (20, Epochs(6), Epochs(6), "Train on to 6 epochs"),
        (20, Epochs(2), Epochs(2), "Train on to 2 epochs"),  # another plan since
        (20, Epochs(20), Epochs(20), "Train on to 20 epochs"),
        (20, Steps(1000), Steps(1000), "Train on to 1,000 steps"),
        (1400, Epochs(2), Epochs(8), "Train on to 8 epochs"),  # it is further than that: on top of what is done
        (60, Steps(50), Steps(110), "Train on to 110 steps"),
    ],
)
def test_what_was_planned_is_finished_first(step: int, budget: Budget, told: Budget, words: str) -> None:
    run, project = _run(step), _training(LENET, budget=budget)
    assert further_leg(run, project).project.training.budget == told
    assert called(run, project) == words


def test_the_rest_of_a_plan_has_the_rates_that_were_planned() -> None:
    leg = further_leg(_run(20), LENET)
    assert (leg.first_step, leg.total) == (1500, 1500)  # nothing of it is new


def test_a_further_leg_that_was_interrupted_is_finished_as_it_was_told() -> None:
    run = _run(1500)
    further = Run("a run", "Mine", (*run.legs, further_leg(run, LENET)), "finished", 2000)
    assert further.total == 3000
    assert further_leg(further, LENET).total == 3000
    assert called(further, LENET) == "Train on to 12 epochs"


@pytest.mark.parametrize(
    ("step", "stopped_by", "now", "told"),
    [
        (700, "time", Epochs(6, minutes=10), Epochs(6, minutes=20)),  # the rest, in as many minutes again
        (700, "time", Epochs(8, minutes=10), Epochs(8, minutes=20)),  # another plan, with the same limit
        (700, "time", Epochs(8), Epochs(8)),
        (700, "user", Epochs(6, minutes=10), Epochs(6, minutes=10)),
        (1500, "budget", Epochs(6, minutes=10), Epochs(12, minutes=20)),
    ],
)
def test_minutes_that_are_over_are_given_anew(step: int, stopped_by: StoppedBy, now: Budget, told: Budget) -> None:
    began = _training(LENET, budget=Epochs(6, minutes=10))
    run = replace(_run(step, began), stopped_by=stopped_by)
    assert further_leg(run, _training(LENET, budget=now)).project.training.budget == told
