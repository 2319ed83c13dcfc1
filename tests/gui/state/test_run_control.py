"""What a run's progress is in words and numbers, and when a run can go on."""

from engine.project.project import Project, epoch_steps
from engine.project.recipes import read_recipe
from engine.project.training_settings import Epochs, Sgd, Steps
from engine.service.answers import Shown
from engine.typed.document import changed
from gui.state.run import steps_in_all
from gui.state.run_control import fits, with_budget

LENET = read_recipe("lenet5-sample")  # 250 steps an epoch, 6 epochs


def _training(project: Project, **fields: object) -> Project:
    return changed(project, training=changed(project.training, **fields))


def _run_of(project: Project) -> Shown:
    return Shown("saved", project, 1, 1500, "a run")


def test_steps_of_an_epoch_and_in_all() -> None:
    assert (epoch_steps(LENET), steps_in_all(LENET)) == (250, 1500)


def test_training_on_adds_the_budget_to_what_is_done() -> None:
    assert with_budget(LENET, 1500).training.budget == Epochs(12)
    assert with_budget(LENET, 1400).training.budget == Epochs(12)  # stopped within an epoch: to the end of a whole one
    assert with_budget(_training(LENET, budget=Steps(100)), 60).training.budget == Steps(160)


def test_a_run_goes_on_with_another_budget_but_nothing_else() -> None:
    assert fits(LENET, _training(LENET, budget=Steps(7)))
    assert not fits(LENET, _training(LENET, optimiser=Sgd()))
    assert not fits(LENET, _training(LENET, seed=1))
