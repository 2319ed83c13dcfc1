"""The estimate in figures and words: what a whole training comes to, and how that is said."""

import pytest

from engine.data.memory_budget import MemoryBudget
from engine.figures import about
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.averaging import Averaging
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimiser_states import kept_beside
from engine.training.estimate.estimate import Pace, estimated, in_all, is_long
from engine.training.estimate.memory import image_bytes, training_bytes
from engine.typed.document import changed

PACE = Pace(step=0.01, tried=0.001)


def project(budget, data=None) -> Project:
    """The digits: 8,000 to train on, in 250 batches of 32, and 2,000 to test on."""
    found = read_recipe("lenet5-sample")
    training = changed(found.training, batch=32, budget=budget)
    return changed(found, training=training, data=data or DataSettings())


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0.1 s"),
        (0.44, "0.4 s"),
        (4.2, "4 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (72, "1 min 10 s"),
        (200, "3 min 20 s"),
        (594, "9 min 50 s"),
        (596, "10 min"),
        (3599, "1 hour"),
        (9000, "2.5 hours"),
        (36 * 3600, "36 hours"),
        (2 * 86400, "2 days"),
        (300 * 86400, "300 days"),
    ],
)
def test_a_rough_time_is_said_in_few_figures(seconds, said):
    assert about(seconds) == said


def test_an_epoch_is_its_steps_and_the_test_after_it():
    found = estimated(project(Epochs(3)), PACE, 10**9, measured=True)
    assert found.epoch == pytest.approx(250 * 0.01 + 2000 * 0.001)
    assert found.whole == pytest.approx(3 * found.epoch)


def test_averaged_weights_are_tried_too_and_lie_beside_the_others():
    plain = project(Epochs(3))
    averaged = changed(plain, training=changed(plain.training, average=Averaging()))
    assert kept_beside(averaged.training) == kept_beside(plain.training) + 1
    found = estimated(averaged, PACE, 10**9, measured=True)
    assert found.epoch == pytest.approx(250 * 0.01 + 2 * 2000 * 0.001)
    assert found.whole == pytest.approx(3 * found.epoch)


def test_with_validation_the_test_comes_once_at_the_end():
    kept_back = changed(DataSettings(), validation=ValidationCount(1600))
    found = estimated(project(Epochs(3), kept_back), PACE, 10**9, measured=True)
    assert found.epoch == pytest.approx(200 * 0.01 + 1600 * 0.001)
    assert found.whole == pytest.approx(3 * found.epoch + 2000 * 0.001)


def test_steps_that_are_no_whole_epochs_are_tested_at_their_end_too():
    found = estimated(project(Steps(300)), PACE, 10**9, measured=True)
    assert found.whole == pytest.approx(300 * 0.01 + 2 * 2000 * 0.001)
    assert estimated(project(Steps(10)), PACE, 10**9, measured=True).whole == pytest.approx(0.1 + 2.0)


def test_it_is_said_with_about_and_a_long_one_is_warned_of():
    short, long = (estimated(project(Epochs(count)), PACE, 10**9, measured=True) for count in (2, 20_000))
    assert short.sentence == "About 4 s an epoch, 9 s in all, with 0.9\N{NO-BREAK SPACE}GB of memory on this computer."
    assert short.short == "about 4 s an epoch · 0.9 GB"
    assert not is_long(short.whole)
    assert is_long(long.whole)
    assert in_all(long.whole) == "About 25 hours on this computer"


def test_memory_grows_with_the_batch_and_the_optimiser():
    one = project(Epochs(1))
    larger = changed(one, training=changed(one.training, batch=3200))
    assert training_bytes(larger, 50_000, 2) > training_bytes(one, 50_000, 2) + 3000 * 50_000
    assert training_bytes(one, 50_000, 2) == training_bytes(one, 50_000, 0) + 2 * 4 * 61_706
    assert image_bytes(one, MemoryBudget()) == 10_000 * (784 + 16)
