"""What a run itself took: its last whole steps, as its log has them, on what it was computed with."""

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from engine.events import ThreadsChanged
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.project.training.budgets import Steps
from engine.runs.environment import read_environment
from engine.runs.folder import RunFolder
from engine.runs.logs import read_steps
from engine.training.estimate import ran as room
from engine.training.estimate.measurements import On
from engine.training.estimate.ran import ran
from engine.training.estimate.work import work_of
from engine.typed.document import changed
from tests.engine.training.small import project, train

STEPS = 20  # a whole epoch of 16, and some more


@pytest.fixture(autouse=True)
def _any_length_tells(monkeypatch):
    monkeypatch.setattr(room, "ENOUGH", 0.0)
    monkeypatch.setattr(room, "FEWEST", 1)
    monkeypatch.setattr(room, "SETTLING", 0.0)


def trained(tmp_path, steps=STEPS, **training) -> RunFolder:
    return train(project(budget=Steps(steps), **training), tmp_path)[0].folder


def setup_of(run: RunFolder) -> Setup:
    found = read_environment(run.environment_file)
    return Setup(found.threads, found.memory_format, found.precision, found.optimiser_form)


def test_it_is_the_mean_of_its_steps_on_what_it_ran_on(tmp_path):
    run = trained(tmp_path)
    found = ran(run)
    assert found.step == pytest.approx(read_steps(run.steps_file)["seconds"].mean(dtype="f8"))
    assert (found.work, found.batch) == (work_of(run.latest_project()), 500)
    assert found.on == On("cpu", setup_of(run))


def test_the_beginning_does_not_count(tmp_path, monkeypatch):
    run = trained(tmp_path)
    monkeypatch.setattr(room, "SETTLING", 0.25)
    assert ran(run).step == pytest.approx(read_steps(run.steps_file)["seconds"][5:].mean(dtype="f8"))


def test_only_the_last_steps_count(tmp_path, monkeypatch):
    run = trained(tmp_path)
    monkeypatch.setattr(room, "LAST", 3)
    assert ran(run).step == pytest.approx(read_steps(run.steps_file)["seconds"][-3:].mean(dtype="f8"))


def test_a_batch_with_fewer_images_does_not_count(tmp_path):
    run = trained(tmp_path, batch=3000)  # of 8,000: two such and one of 2,000
    records = read_steps(run.steps_file)
    whole = records[records["images"] == 3000]
    assert len(whole) < len(records)
    assert ran(run).step == pytest.approx(whole["seconds"].mean(dtype="f8"))


def test_too_little_tells_nothing(tmp_path, monkeypatch):
    run = trained(tmp_path)
    monkeypatch.setattr(room, "ENOUGH", 60.0)
    assert ran(run) is None


def test_a_few_steps_that_had_to_wait_tell_nothing(monkeypatch):
    monkeypatch.setattr(room, "ENOUGH", 1.0)
    monkeypatch.setattr(room, "FEWEST", 30)
    quick = np.full(60, 0.01, np.float32)
    assert not room._tells(np.append(quick, 30.0).astype(np.float32))
    assert not room._tells(np.full(20, 0.2, np.float32)), "a lesson"
    assert room._tells(np.full(60, 0.02, np.float32))


def test_after_training_on_only_the_last_leg_counts(tmp_path):
    run = trained(tmp_path)
    longer = changed(run.latest_project(), training=changed(run.latest_project().training, budget=Steps(STEPS + 4)))
    train(longer, tmp_path, run, resume=True, machine=Machine("cpu", 2))
    found = ran(run)
    assert found.step == pytest.approx(read_steps(run.steps_file)["seconds"][STEPS:].mean(dtype="f8"))
    assert found.on == On("cpu", replace(setup_of(run), threads=2))


def test_after_a_change_of_threads_only_what_came_then_counts(tmp_path):
    run = trained(tmp_path)
    change = ThreadsChanged(run.id, 0.0, 15, 1, 2)
    with run.events_file.open("ab") as log:
        log.write(msgspec.json.encode(change) + b"\n")
    found = ran(run)
    assert found.step == pytest.approx(read_steps(run.steps_file)["seconds"][15:].mean(dtype="f8"))
    assert found.on == On("cpu", replace(setup_of(run), threads=2))


def test_one_that_has_gone_or_says_nothing_tells_nothing(tmp_path):
    assert ran(RunFolder(tmp_path / "gone")) is None
    assert ran(RunFolder.create(project(), tmp_path)) is None
    run = trained(tmp_path)
    run.environment_file.unlink()
    assert ran(run) is None
