"""A rehearsal: real steps, of any network that can train, which end when nobody wants them and change nothing."""

import pytest
import torch

from engine.errors import DeviceError, Stopped
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Steps
from engine.training.estimate import forecast, rehearsal
from engine.training.estimate.forecast import Forecast
from engine.training.estimate.measurements import Found
from engine.training.estimate.rehearsal import rehearsed
from engine.training.steps.conditions import conditions
from engine.training.tuning import remembered
from engine.training.tuning.remembered import found_for, remember
from engine.training.tuning.tuned import KnownSetup
from engine.typed.document import changed

ON = conditions(Machine("cpu", 1))
MACHINE = Machine("cpu", 1)


@pytest.fixture(autouse=True)
def brief(monkeypatch):
    """Few blocks: how exact it is is for a benchmark."""
    monkeypatch.setattr(rehearsal, "SECONDS", 0.0)
    monkeypatch.setattr(rehearsal, "BLOCK", 0.0)


def recipe(name="lenet5-sample", **training):
    found = read_recipe(name)
    return changed(found, training=changed(found.training, **training))


@pytest.mark.parametrize("name", ["lenet5-sample", "mlp-1", "dropout-cifar10", "resnet-20-cifar10"])
def test_steps_take_time_and_images_memory(name):
    found = rehearsed(recipe(name, batch=8), ON, lambda: None)
    assert found.per_step >= 0
    assert found.per_image > 0 or found.per_step > 0
    assert found.tried > 0
    assert found.kept > 0


@pytest.mark.parametrize("batch", [1, 2, 3, 7])
def test_any_batch_can_be_tried(batch):
    found = rehearsed(recipe(batch=batch), ON, lambda: None)
    assert found.per_step + batch * found.per_image > 0


def test_what_is_kept_of_an_image_is_what_its_layers_keep():
    found = rehearsed(recipe("mlp-1", batch=4), ON, lambda: None)
    network_reads = 4 * 784
    assert found.kept >= network_reads


def test_the_generator_of_dropout_is_left_as_it_was():
    torch.manual_seed(3)
    before = torch.get_rng_state()
    rehearsed(recipe("dropout-cifar10", batch=8), ON, lambda: None)
    assert torch.equal(torch.get_rng_state(), before)


def test_it_ends_before_its_next_step_when_nobody_waits():
    asked = []

    def go_on():
        asked.append(1)
        if len(asked) == 5:
            raise Stopped

    with pytest.raises(Stopped):
        rehearsed(recipe(), ON, go_on)
    assert len(asked) == 5


def test_the_same_training_is_measured_once(monkeypatch):
    measured = []
    monkeypatch.setattr(forecast, "rehearsed", lambda *of: measured.append(of) or rehearsed(*of))
    one = Forecast()
    assert one.estimate(recipe(), MACHINE) is None
    for epochs in (1, 2):
        one.measure(changed(recipe(), title=f"{epochs}"), MACHINE, 0, lambda: None)
    assert len(measured) == 1
    assert one.estimate(recipe(), MACHINE).measured
    larger = one.estimate(recipe(batch=128), MACHINE)
    assert larger.measured
    other = one.estimate(recipe("mlp-1"), MACHINE)
    assert not other.measured
    assert other.epoch > 0


def test_the_thread_count_is_put_back():
    before = torch.get_num_threads()
    Forecast().measure(recipe(), Machine("cpu", before + 1), 0, lambda: None)
    assert torch.get_num_threads() == before


def test_what_does_not_fit_into_memory_is_never_tried(monkeypatch):
    monkeypatch.setattr("engine.training.steps.preparation.free_bytes", lambda _: 1000)
    with pytest.raises(DeviceError):
        Forecast().measure(recipe(), MACHINE, 0, lambda: None)


class TestThreads:
    """Where nobody said how many, a run tries several before its first step; so does the estimate."""

    @pytest.fixture
    def paces(self, monkeypatch):
        """Seconds of an image by threads."""
        paces = {1: 1e-3, 2: 1e-3}
        for module in (forecast, remembered):
            monkeypatch.setattr(module, "thread_counts", lambda: (1, 2))
        monkeypatch.setattr("engine.training.steps.conditions.default_threads", lambda: 1)
        monkeypatch.setattr(forecast, "rehearsed", lambda _, on, __: Found(0.0, paces[on.setup.threads], 0.0, 1e4))
        return paces

    def told(self, **training):
        one, machine = Forecast(), Machine("cpu")
        one.measure(recipe(**training), machine, 0, lambda: None)
        return one.estimate(recipe(**training), machine)

    def test_a_long_run_is_told_with_what_is_fastest(self, paces):
        paces[2] = 0.6e-3
        assert self.told().epoch == pytest.approx(8000 * 0.6e-3)
        assert self.told().measured

    def test_more_of_them_must_be_clearly_faster(self, paces):
        paces[2] = 0.99e-3
        assert self.told().epoch == pytest.approx(8000 * 1e-3)

    def test_a_short_run_keeps_to_the_usual(self, paces):
        paces[2] = 0.1e-3
        assert self.told(budget=Steps(10)).epoch == pytest.approx(8000 * 1e-3)

    def test_what_is_known_of_the_network_is_taken(self, paces):
        paces[2] = 5e-3
        setup = Setup(2, "channels_last")
        remember(found_for(recipe(), ON.device, beside_window=False), KnownSetup(setup, "tuned"))
        assert self.told().epoch == pytest.approx(8000 * 5e-3)


class Clock:
    """Steps that take so long as is said of their images; nothing is computed."""

    def __init__(self, monkeypatch, seconds):
        self.now, self.steps = 0.0, []
        monkeypatch.setattr(rehearsal.time, "perf_counter", lambda: self.now)
        monkeypatch.setattr(rehearsal.Sized, "block", lambda sized: self.block(sized.batch, seconds(sized.batch)))
        monkeypatch.setattr(rehearsal, "SECONDS", 1.0)

    def block(self, batch, seconds):
        self.steps.append(batch)
        self.now += seconds
        return seconds


class TestSizes:
    """Which batches are tried, and what that costs."""

    def tried(self, monkeypatch, batch, seconds):
        clock = Clock(monkeypatch, seconds)
        found = rehearsed(recipe("mlp-1", batch=batch), ON, lambda: None)
        return found, clock

    def test_a_batch_that_is_quick_is_tried_whole(self, monkeypatch):
        found, clock = self.tried(monkeypatch, 128, lambda batch: 1e-3 + batch * 1e-4)
        assert set(clock.steps) == {2, 128}
        assert found.step(128) == pytest.approx(1e-3 + 128e-4)

    def test_images_that_are_dearer_by_the_hundred_are_told_from_the_whole_batch(self, monkeypatch):
        def seconds(batch):
            return 0.02 + batch * (5e-3 if batch < 30 else 7e-3)

        found, clock = self.tried(monkeypatch, 128, seconds)
        assert max(clock.steps) == 128
        assert found.step(128) == pytest.approx(seconds(128))

    def test_of_one_that_takes_long_a_part_is_tried_and_all_is_over_soon(self, monkeypatch):
        found, clock = self.tried(monkeypatch, 1000, lambda batch: 0.1 + batch * 0.02)
        assert 30 < max(clock.steps) < 80
        assert clock.now < 10
        assert found.step(1000) == pytest.approx(20.1)

    def test_a_single_step_of_few_images_may_take_longer_than_it_should(self, monkeypatch):
        found, clock = self.tried(monkeypatch, 32, lambda batch: batch * 2.0)
        assert set(clock.steps) == {2, 4}
        assert found.step(32) == pytest.approx(64)
