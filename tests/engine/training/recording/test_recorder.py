"""The recorder knows what its log holds, and what an epoch costs it does not grow with the epochs before."""

import pytest
from msgspec import structs

from engine.events import EpochDone, Evaluated, cross_entropy_alone
from engine.project.project import Project
from engine.runs.folder import RunFolder
from engine.training.recording.recorder import Recorder
from tests.work import instructions


@pytest.fixture
def folder(tmp_path):
    return RunFolder.create(Project(), tmp_path)


def epoch(recorder, number):
    """What a course asks and says at the end of an epoch."""
    step = 10 * number
    assert not recorder.epoch_is_done(number)
    recorder.log(EpochDone("run", 0.0, number, step, 0.1, 0.9, 100.0))
    assert not recorder.evaluated("test", step)
    recorder.log(Evaluated("run", 0.0, "test", number, step, 0.1, 0.9, ((1, 0), (0, 1)), 0.1))


def test_what_is_in_the_log_is_known_also_after_it_is_opened_again(folder):
    recorder = Recorder(folder, lambda _: None)
    epoch(recorder, 1)
    size = recorder.events_size
    epoch(recorder, 2)
    recorder.close()
    again = Recorder(folder, lambda _: None, size)
    assert again.epoch_is_done(1)
    assert again.evaluated("test", 10)
    assert not again.evaluated("validation", 10)
    assert not again.epoch_is_done(2)
    assert not again.evaluated("test", 20)
    again.close()


def test_the_work_of_an_epoch_does_not_grow_with_the_epochs(folder):
    recorder = Recorder(folder, lambda _: None)
    epoch(recorder, 1)
    second = instructions(lambda: epoch(recorder, 2))
    for number in range(3, 300):
        epoch(recorder, number)
    assert instructions(lambda: epoch(recorder, 300)) <= second
    recorder.close()


def test_the_best_on_validation_is_the_first_of_the_highest_and_known_again(folder):
    recorder = Recorder(folder, lambda _: None)
    assert recorder.best_step is None
    for step, split, accuracy in [
        (1, "validation", 0.0),
        (2, "validation", 0.7),
        (3, "validation", 0.7),
        (4, "test", 0.9),
    ]:
        recorder.log(Evaluated("run", 0.0, split, 1, step, 0.1, accuracy, ((1, 0), (0, 1)), 0.1))
    recorder.close()
    again = Recorder(folder, lambda _: None, recorder.events_size)
    assert (recorder.best_step, again.best_step) == (2, 2)
    again.close()


def test_a_first_evaluation_that_came_to_no_number_does_not_say_by_which_loss_it_is_told(folder):
    recorder = Recorder(folder, lambda _: None)
    lost = Evaluated("run", 0.0, "validation", 1, 10, None, 0.1, ((1, 0), (0, 1)), 0.1)
    told = structs.replace(lost, step=20, loss=0.1)
    for event in (lost, told):
        recorder.log(event)
    assert recorder.cross_entropy_alone is cross_entropy_alone([lost, told]) is True
    assert cross_entropy_alone([lost]) is None
    assert cross_entropy_alone([lost, structs.replace(told, trained_loss=0.1), told]) is False
    recorder.close()


@pytest.mark.parametrize(("trained_loss", "alone"), [(None, True), (0.01, False)])
def test_a_run_that_began_without_the_loss_it_is_trained_by_is_known(folder, trained_loss, alone):
    recorder = Recorder(folder, lambda _: None)
    first = Evaluated("run", 0.0, "validation", 1, 10, 0.1, 0.9, ((1, 0), (0, 1)), 0.1, trained_loss=trained_loss)
    recorder.log(first)
    recorder.log(structs.replace(first, step=20, trained_loss=None))
    assert recorder.cross_entropy_alone is alone
    recorder.close()
    again = Recorder(folder, lambda _: None, recorder.events_size)
    assert again.cross_entropy_alone is alone
    again.close()
