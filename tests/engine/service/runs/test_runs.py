"""Runs as the window commands them: by their id, at any moment, and nothing waits for one that begins."""

import json
import threading
from pathlib import Path

import pytest

from engine.errors import DataError, InputError
from engine.events import Finished, Progress, StateChanged, StepsDone
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Mnist
from engine.project.training.budgets import Steps
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.schedules import Cosine
from engine.runs.folder import RunFolder
from engine.runs.legs import read_legs
from engine.runs.reader import RunReader
from engine.service import questions as q
from engine.service.service import Machine
from engine.typed.document import changed
from tests.engine.service.door import (
    CIFAR,
    MNIST,
    ONE_THREAD,
    SECONDS,
    SMALL,
    Door,
    Slow,
    a_one,
    is_end,
    is_not_begun,
    is_state,
    put_cifar,
    put_mnist,
    small,
)

LONG = 1_000_000


def begun(door: Door, project=None) -> str:
    """A run that trains, and has made a step."""
    run = door.service.train(project or small(LONG), ONE_THREAD)
    door.until(lambda event: isinstance(event, StepsDone) and event.run == run)
    return run


def ends(door: Door, run: str) -> int:
    door.look()
    return sum(is_end(event, run) for event in door.events)


def test_the_id_of_a_run_is_known_at_once_and_is_its_folder(door: Door, tmp_path: Path):
    run = begun(door)
    assert door.service.alive(run)
    assert door.service.folder(run) == tmp_path / "runs" / run
    door.service.stop(run)
    assert door.ended(run).state == "finished"
    assert not door.service.alive(run)
    assert all(event.run == run for event in door.events if hasattr(event, "run") and event.run)


def test_train_stop_train_begins_the_second_alone(door: Door, tmp_path: Path, slow: Slow):
    put_cifar(tmp_path / "data")
    first = door.service.train(small(LONG, CIFAR, batch=10), ONE_THREAD)
    slow.wait()
    door.service.stop(first)
    slow.go.set()
    second = door.service.train(small(2), ONE_THREAD)
    assert door.ended(second).state == "finished"
    assert door.until(is_not_begun(first)).error is None
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [second]
    assert (ends(door, first), ends(door, second)) == (1, 1)


def test_train_stop_train_waits_for_the_checkpoint_of_the_first(door: Door):
    first = begun(door)
    door.service.stop(first)
    second = door.service.train(small(2), ONE_THREAD)
    assert door.ended(second).state == "finished"
    assert RunFolder(door.service.folder(first)).result().stopped_by == "user"
    states = [(event.run, event.state) for event in door.events if isinstance(event, StateChanged)]
    assert states.index((first, "finished")) < states.index((second, "preparing"))


def test_pressed_many_times_only_the_last_begins(door: Door, tmp_path: Path):
    runs = []
    for _ in range(6):
        runs.append(door.service.train(small(2), ONE_THREAD))
        if len(runs) < 6:
            door.service.stop(runs[-1])
    assert door.ended(runs[-1]).state == "finished"
    assert all(ends(door, run) == 1 for run in runs)
    left = {path.name for path in (tmp_path / "runs").iterdir()}
    taken_back = {event.run for event in door.events if is_not_begun(getattr(event, "run", ""))(event)}
    assert left == set(runs) - taken_back


def test_a_run_that_is_stopped_while_its_images_are_read_does_not_begin(door: Door, tmp_path: Path, slow: Slow):
    put_cifar(tmp_path / "data")
    run = door.service.train(small(2, CIFAR, batch=10), ONE_THREAD)
    slow.wait()
    door.service.stop(run)
    assert door.ended(run).error is None
    assert slow.ended.wait(SECONDS)
    assert not (tmp_path / "runs").exists()
    slow.go.set()
    door.train(small(2, CIFAR, batch=10))


def test_a_stop_while_progress_is_told_is_heeded(door: Door, tmp_path: Path):
    """On the very thread that reads."""
    put_cifar(tmp_path / "data")
    door.on_event = lambda event: door.service.stop(event.run) if isinstance(event, Progress) else None
    run = door.service.train(small(2, CIFAR, batch=10), ONE_THREAD)
    assert door.ended(run).error is None
    assert not (tmp_path / "runs").exists()


def test_a_run_taken_back_when_its_folder_is_there_leaves_none(door: Door, tmp_path: Path, monkeypatch):
    create = RunFolder.create.__func__

    def stop(cls, project, runs, run, *more):
        folder = create(cls, project, runs, run, *more)
        door.service.stop(run)
        return folder

    monkeypatch.setattr(RunFolder, "create", classmethod(stop))
    run = door.service.train(small(2), ONE_THREAD)
    assert door.ended(run).error is None
    assert not any((tmp_path / "runs").iterdir())


def test_missing_images_are_said_and_nothing_begins(door: Door, tmp_path: Path):
    run = door.service.train(small(2, DataSettings(source=Mnist())), ONE_THREAD)
    assert isinstance(door.ended(run).error, DataError)
    assert not (tmp_path / "runs").exists()
    assert not door.service.alive(run)


def test_a_project_that_cannot_train_is_said(door: Door):
    run = door.service.train(changed(small(), network=SMALL.remove({"n00002"})), ONE_THREAD)
    assert isinstance(door.ended(run).error, InputError)


def test_a_second_run_is_refused_in_words_and_the_first_goes_on(door: Door):
    run = begun(door)
    for again in (
        lambda: door.service.train(small(), ONE_THREAD),
        lambda: door.service.train_on(run, Steps(9), ONE_THREAD),
    ):
        with pytest.raises(InputError, match="A run is training already"):
            again()
    assert door.service.alive(run)
    door.service.stop("another")
    assert door.service.alive(run)


def test_a_run_of_another_service_is_said_and_no_folder_is_left(door: Door, tmp_path: Path):
    run, other = begun(door), Door(tmp_path / "other")
    refused = other.service.train(small(2), ONE_THREAD)
    assert "in this process already" in str(other.ended(refused).error)
    assert not any((tmp_path / "other" / "runs").iterdir())
    assert other.service.close(SECONDS)
    assert door.service.alive(run)


def test_a_run_pauses_steps_and_goes_on_by_its_id(door: Door):
    run = begun(door)
    door.service.pause(run)
    at = door.until(is_state("paused", run)).step
    door.service.step("another")
    door.service.step(run)
    door.until(lambda event: hasattr(event, "rate") and int(event.steps[-1]) == at + 1)
    door.events.clear()
    door.service.resume(run)
    assert door.until(is_state("running", run)).step == at + 1


def test_a_pause_while_images_are_read_holds_before_the_first_step(door: Door, tmp_path: Path, slow: Slow):
    put_cifar(tmp_path / "data")
    run = door.service.train(small(LONG, CIFAR, batch=10), ONE_THREAD)
    slow.wait()
    door.service.pause(run)
    door.service.resume(run)
    door.service.pause(run)
    slow.go.set()
    assert door.until(is_state("paused", run)).step == 0


def test_train_on_keeps_the_run_and_its_steps(door: Door):
    run = door.train(small())
    folder = door.service.folder(run)
    before = (folder / "project.json").read_bytes(), (folder / "environment.json").read_bytes()
    door.look()
    door.events.clear()
    assert door.service.train_on(run, Steps(60), ONE_THREAD) == run
    door.ended(run)
    assert next(event for event in door.events if isinstance(event, Finished)).step == 60
    view = door.ask(q.ReadRun(folder))
    assert list(view.steps.steps) == list(range(1, 61))
    assert view.project.training.budget == Steps(60)
    assert view.legs[-1].total == 60
    assert ((folder / "project.json").read_bytes(), (folder / "environment.json").read_bytes()) == before
    assert json.loads((folder / "legs" / "2.json").read_bytes())["total"] == 60
    assert door.ask(q.TakeNewest(run)).step == 60


def test_train_on_extends_the_run_it_names_whatever_is_shown(door: Door):
    one, other = door.train(small(4)), door.train(small(6))
    door.ask(q.ShowRun(door.service.folder(other)))
    before = sorted(path.name for path in door.service.folder(other).rglob("*"))
    door.look()
    door.events.clear()
    door.service.train_on(one, Steps(8), ONE_THREAD)
    assert door.ended(one).step == 8
    assert sorted(path.name for path in door.service.folder(other).rglob("*")) == before
    assert door.ask(q.TakeNewest(one)).run == one
    assert {event.run for event in door.events if isinstance(event, StateChanged)} == {one}


def test_the_end_of_a_run_that_trained_on_is_shown_though_its_end_before_is(door: Door):
    run = door.train(small(4))
    door.ask(q.ShowRun(door.service.folder(run)))
    door.service.train_on(run, Steps(8), ONE_THREAD)
    door.ended(run)
    assert door.ask(q.TakeNewest(run)).step == 8
    assert door.ask(q.TakeNewest(run)) is None


def test_a_cosine_that_trains_on_goes_down_no_cliff(door: Door):
    run = door.train(small(20, optimiser=Sgd(0.1), schedule=Cosine()))
    last = float(RunReader(door.service.folder(run)).steps().rate[-1])
    door.service.train_on(run, Steps(24), ONE_THREAD, "hold")
    door.ended(run)
    rates = RunReader(door.service.folder(run)).steps().rate[20:]
    assert rates == pytest.approx([last] * 4, rel=1e-5)
    assert [leg.total for leg in read_legs(door.service.folder(run) / "legs")] == [24]


def test_a_run_that_is_not_there_cannot_train_on(door: Door):
    run = door.service.train_on("none", Steps(9), ONE_THREAD)
    assert "There is no run" in str(door.ended(run).error)


def test_taking_train_on_back_leaves_the_run_as_it_was(door: Door, tmp_path: Path, slow: Slow):
    put_mnist(tmp_path / "data", 7)
    slow.go.set()
    run = door.train(small(2, MNIST, batch=5))
    slow.go.clear()
    (tmp_path / "data" / "MNIST" / "raw" / "t10k-labels-idx1-ubyte").touch()
    files = {path: path.stat().st_mtime_ns for path in door.service.folder(run).rglob("*") if path.is_file()}
    door.look()
    door.events.clear()
    for _ in range(2):
        slow.begun = threading.Semaphore(0)
        door.service.train_on(run, Steps(4), ONE_THREAD)
        slow.wait()
        door.service.stop(run)
        assert door.ended(run).error is None
        door.events.clear()
        assert slow.ended.wait(SECONDS)
        slow.ended.clear()
    assert {path: path.stat().st_mtime_ns for path in door.service.folder(run).rglob("*") if path.is_file()} == files
    slow.go.set()
    door.service.train_on(run, Steps(4), ONE_THREAD)
    assert door.ended(run).step == 4


def test_closing_while_training_leaves_a_run_that_can_go_on(tmp_path: Path):
    door = Door(tmp_path)
    run = begun(door)
    assert door.service.close(SECONDS)
    folder = RunFolder(door.service.folder(run))
    assert sorted(folder.checkpoints.iterdir())
    assert not folder.lock_file.exists()
    assert folder.result().stopped_by == "interrupt"


def test_a_run_that_is_stopped_before_its_first_step_is_not_kept(door: Door, tmp_path: Path):
    run = door.service.train(small(LONG), ONE_THREAD)
    door.service.pause(run)
    assert door.until(is_state("paused", run)).step == 0
    door.service.stop(run)
    assert door.ended(run).step == 0
    assert list((tmp_path / "runs").iterdir()) == []
    door.service.ask(q.TakeNewest(run))  # nothing is kept that could be shown, and nothing is said
    assert door.ask(q.ListRuns()).runs == []


@pytest.mark.parametrize("moment", ["at once", "reading", "preparing", "running", "stopping", "second waits"])
@pytest.mark.parametrize("from_shown", [False, True])
def test_closing_at_any_moment_leaves_no_thread(tmp_path: Path, slow: Slow, moment: str, from_shown: bool):
    put_cifar(tmp_path / "data")
    before, door = set(threading.enumerate()), Door(tmp_path)
    if from_shown:
        door.service.ask(q.ShowProject(small(data=CIFAR)))
    run = door.service.train(small(LONG, CIFAR, batch=10), Machine("cpu", 1), from_shown=from_shown)
    last = run
    if moment != "at once":
        slow.wait()
    if moment in ("preparing", "running", "stopping", "second waits"):
        slow.go.set()
        door.until(is_state("preparing" if moment == "preparing" else "running", run))
    if moment in ("stopping", "second waits"):
        door.service.stop(run)
    if moment == "second waits":
        last = door.service.train(small(LONG), ONE_THREAD)
    assert door.service.close(SECONDS)
    assert set(threading.enumerate()) <= before
    assert not door.service.alive(last)
    assert ends(door, run) == ends(door, last) == 1
    assert not [event for event in door.events if getattr(event, "error", None)]


def test_train_waits_for_no_question(door: Door, tmp_path: Path, slow: Slow):
    """While images are read for the window a run begins, and questions of the moment are answered."""
    put_cifar(tmp_path / "data")
    door.ask(q.ShowProject(small()))
    reading = door.service.ask(q.LookAtData(CIFAR))
    slow.wait()
    run = begun(door)
    assert door.ask(q.Predict(a_one())).probabilities.shape == (10,)
    assert door.ask(q.TakeNewest(run)).source == "live"
    assert door.ask(q.ListRuns()).runs[0].folder.name == run
    assert len(door.ask(q.FirstMistakes())) <= 5
    assert reading not in door.replies
    slow.go.set()
    assert door.answer(reading).classes
