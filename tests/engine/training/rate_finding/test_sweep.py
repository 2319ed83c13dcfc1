"""The sweep: real steps that end by themselves, of any network that can train, and change nothing."""

import numpy as np
import pytest
import torch

from engine.data.dataset import Dataset, whole
from engine.data.store import load
from engine.errors import InputError, Stopped
from engine.machine.devices import Machine
from engine.network.layers import Dropout, Flatten, Linear
from engine.project.data.facts import Facts
from engine.project.project import Project, analysed, with_facts
from engine.project.training.averaging import Averaging
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.rate.schedules import OnPlateau, SlowStart, WarmUp
from engine.project.training.watching import EarlyStopping, KeepBest
from engine.training.rate_finding import sweep
from engine.training.rate_finding.sweep import LEAST_STEPS, MOST_STEPS, find_rate, steps_for
from engine.training.steps.one_at_a_time import alone
from engine.training.tuning.contest import Asked
from tests.engine.training.small import ONE_THREAD, project

ONE_LAYER = (Flatten(), Linear())


def images(count=64, classes=10, side=8) -> Dataset:
    """Of grey that says the class; nobody may look at the test images, so there are none."""
    labels = torch.arange(count) % classes
    pixels = (labels * 255 // classes).to(torch.uint8)[:, None, None, None].expand(count, 1, side, side).contiguous()
    pixels[:, :, 0, 0] = 255
    facts = Facts((1, side, side), tuple(map(str, range(classes))), count, count)
    return Dataset(whole(pixels, labels), None, None, facts)  # type: ignore[arg-type]


def found(what: Project, dataset: Dataset, **asked):
    told = []
    result = find_rate(with_facts(what, dataset.facts), dataset, ONE_THREAD, Asked(**asked), told.append)
    return result, told


def test_a_rate_is_found_on_the_digits_that_trains_them():
    data = project().data
    dataset = load(data, None, lambda *_: None, lambda: False)
    result, told = found(project(batch=50, optimiser=Adam()), dataset)
    assert result.suggestion is not None
    assert 1e-4 < result.suggestion < 0.1
    assert [len(one.rates) for one in told] == sorted(len(one.rates) for one in told)
    assert len(told[-1].rates) == len(result.rates)


def test_the_same_project_gives_the_same_curve_and_another_seed_another():
    dataset = images()
    one, same, other = (
        found(project(*ONE_LAYER, Dropout(0.5), Flatten(), Linear(), seed=seed, batch=8), dataset)[0]
        for seed in (1, 1, 2)
    )
    assert np.array_equal(one.losses, same.losses)
    assert not np.array_equal(one.losses, other.losses)


def test_every_step_has_its_own_rate_whatever_the_recipe_sets_or_watches():
    gentle = {"warm_up": WarmUp(), "slow_start": SlowStart(), "schedule": OnPlateau(), "average": Averaging()}
    watched = {"early_stopping": EarlyStopping(), "keep_best": KeepBest()}
    plain, told = (found(project(*ONE_LAYER, batch=8, **more), images())[0] for more in ({}, {**gentle, **watched}))
    assert np.array_equal(plain.losses, told.losses)


@pytest.mark.parametrize("count", [1, 5, 63])
def test_fewer_images_than_a_batch_are_enough(count):
    result, _ = found(project(*ONE_LAYER, batch=64), images(count))
    assert len(result.rates) > 0
    assert result.sentence


def test_a_thousand_classes():
    result, _ = found(project(*ONE_LAYER, batch=50), images(2000, classes=1000))
    assert result.losses[0] == pytest.approx(np.log(1000), rel=0.1)


def test_a_loss_that_is_no_number_is_no_failure():
    result, _ = found(project(*ONE_LAYER, batch=8, optimiser=Sgd(momentum=0.99)), images())
    assert np.isfinite(result.losses).all()
    assert result.ended in ("ran away", "no number")


def test_nothing_is_changed_by_it():
    before = torch.get_rng_state()
    threads = torch.get_num_threads()
    found(project(*ONE_LAYER, Dropout(0.5), Flatten(), Linear(), batch=8), images())
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.get_num_threads() == threads


def test_it_ends_when_it_is_told_to_and_after_a_while():
    with pytest.raises(Stopped):
        found(project(*ONE_LAYER), images(), stopped=lambda: True)


def test_where_steps_take_too_long_it_ends_where_it_is(monkeypatch):
    monkeypatch.setattr(sweep, "SECONDS", 0.0)
    result, _ = found(project(*ONE_LAYER), images())
    assert (result.ended, result.suggestion) == ("out of time", None)


def test_it_is_refused_while_something_trains():
    with alone(), pytest.raises(InputError, match="tried"):
        found(project(*ONE_LAYER), images())


def test_what_costs_more_tries_fewer_rates(monkeypatch):
    assert steps_for(project()) == MOST_STEPS
    wide = project(Flatten(), Linear(65536), Linear(65536), Linear())
    assert steps_for(wide) == LEAST_STEPS
    monkeypatch.setattr(sweep, "MULTIPLY_ADDS", 100 * 3 * 500 * analysed(project()).multiply_adds)
    assert steps_for(project()) == 100


def test_a_setting_of_threads_counts():
    threads = []
    dataset = images()
    what = with_facts(project(*ONE_LAYER, batch=8), dataset.facts)
    find_rate(what, dataset, Machine("cpu", 2), Asked(tell=lambda *_: threads.append(torch.get_num_threads())))
    assert set(threads) == {2}
