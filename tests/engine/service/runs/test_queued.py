"""The queue behind the door: each question does what it says and tells how the queue then stands."""

import shutil

import pytest
from msgspec import structs

from engine.data.memory_budget import MemoryBudget
from engine.errors import NetworkError
from engine.network.network import Network
from engine.project.project import save_project
from engine.project.recipes import read_recipe
from engine.queue.adding import Wanted, add
from engine.queue.entry import replaced
from engine.queue.queue import Queue
from engine.runs.folder import RunFolder
from engine.service import questions as q
from engine.service.runs import queued
from engine.service.runs.queued import Queued
from engine.typed.document import changed
from tests.engine.queue.workers import Bench
from tests.samples import SAMPLES

LENET = read_recipe("lenet5-sample")


class Worker:
    """A process that is pretended."""

    def __init__(self):
        self.status = None

    def poll(self):
        return self.status


@pytest.fixture
def begun(monkeypatch):
    """The workers that were started."""
    found = []

    def start(_runs):
        found.append(Worker())
        return found[-1]

    monkeypatch.setattr(queued, "start_worker", start)
    return found


@pytest.fixture
def behind(tmp_path, begun):
    """The queue of a folder."""
    return Queued(tmp_path, lambda _source, _run: None, MemoryBudget(0.5))


def states(view):
    return [one.state for one in view.entries]


def ids(view):
    return tuple(one.entry.id for one in view.entries)


def test_projects_files_and_runs_are_added_with_their_seeds_and_a_worker_begins(behind, begun, tmp_path):
    save_project(changed(LENET, title="In a file"), tmp_path / "mine.json")
    run = RunFolder.create(changed(LENET, title="Of a run"), tmp_path)
    view = behind.answer(q.Enqueue((LENET, tmp_path / "mine.json", run.path), 2, 7))
    assert [(one.entry.title, one.entry.seed) for one in view.entries] == [
        (title, seed) for title in ("LeNet-5 on digits", "In a file", "Of a run") for seed in (7, 8)
    ]
    behind.answer(q.WorkQueue())
    assert len(begun) == 1, "one is enough"
    begun[0].status = 0
    behind.answer(q.WorkQueue())
    assert len(begun) == 2, "that one has ended, and something is left"
    assert {one.entry.image_memory for one in view.entries} == {"50%"}


def test_a_worker_that_was_killed_is_followed_by_another_but_not_at_every_look(behind, begun, monkeypatch):
    behind.answer(q.Enqueue((LENET,)))
    begun[0].status = -9
    behind.answer(q.ListQueue())
    assert len(begun) == 1
    monkeypatch.setattr(queued, "PAUSE_SECONDS", 0.0)
    behind.answer(q.ListQueue())
    behind.answer(q.ListQueue())
    assert len(begun) == 2
    behind.answer(q.HoldQueue())
    begun[1].status = -9
    behind.answer(q.ListQueue())
    assert len(begun) == 2, "nobody wants it to train"


def test_what_is_added_from_outside_is_trained_at_the_next_look(behind, begun, tmp_path):
    behind.answer(q.Enqueue((LENET,)))
    begun[0].status = 0
    add(Queue(tmp_path), [Wanted(LENET)])
    view = behind.answer(q.ListQueue())
    assert (len(view.entries), len(begun)) == (2, 2)
    assert view.worked, "it begins"


def test_what_cannot_be_trained_is_refused_and_no_worker_begins(behind, begun):
    with pytest.raises(NetworkError):
        behind.answer(q.Enqueue((LENET, changed(LENET, network=Network()))))
    assert behind.answer(q.WorkQueue()).entries == ()
    assert begun == []


def test_order_cancelling_and_wanting_again(behind):
    first, second, third = ids(behind.answer(q.Enqueue((LENET,), 3)))
    assert ids(behind.answer(q.MoveQueued((third,), first))) == (third, first, second)
    assert states(behind.answer(q.ChangeQueued((first,), "cancel"))) == ["waiting", "cancelled", "waiting"]
    assert states(behind.answer(q.ChangeQueued((first,), "again"))) == ["waiting"] * 3
    assert ids(behind.answer(q.ChangeQueued((third, second), "remove"))) == (first,)


def test_a_held_queue_waits_for_nobody(behind, begun, tmp_path):
    Queue(tmp_path).change(lambda queue: queue)
    assert behind.answer(q.HoldQueue()).held
    behind.answer(q.Enqueue((LENET,)))
    assert begun == []
    assert not behind.answer(q.HoldQueue(on=False)).held
    assert len(begun) == 1


def test_what_trains_pauses_and_goes_on_by_words_in_its_folder(behind, tmp_path):
    bench = Bench(tmp_path)
    bench.add()
    bench.worker.turn()
    (child,) = bench.started
    child.begins()
    bench.worker.turn()
    view = behind.answer(q.ChangeQueued((child.entry.id,), "pause"))
    assert child.run.command_file.read_text().strip() == "pause"
    assert (states(view), view.entries[0].entry.run) == (["running"], child.run.id)
    behind.answer(q.ChangeQueued((child.entry.id,), "resume"))
    assert child.run.command_file.read_text().strip() == "resume"
    assert states(behind.answer(q.ChangeQueued((child.entry.id,), "cancel"))) == ["ending"]


def test_a_recipe_that_could_not_be_read_for_a_moment_is_told_later(behind, tmp_path):
    (only,) = behind.answer(q.Enqueue((LENET,))).entries
    project, away = Queue(tmp_path).projects / only.entry.project, tmp_path / "away.json"
    project.rename(away)
    again = Queued(tmp_path, lambda _source, _run: None, MemoryBudget(0.5))
    assert [one.recipe for one in again.answer(q.ListQueue()).entries] == [""]
    away.rename(project)
    assert [one.recipe for one in again.answer(q.ListQueue()).entries] == [only.recipe]


def test_the_view_says_how_far_a_run_is(behind, tmp_path):
    shutil.copytree(SAMPLES / "run-5", tmp_path / "mine")
    queue = Queue(tmp_path)
    (only,) = behind.answer(q.Enqueue((LENET,))).entries
    queue.change(lambda before: replaced(before, structs.replace(only.entry, state="done", run="mine")))
    (seen,) = behind.answer(q.ListQueue()).entries
    assert (seen.step, seen.total, seen.seconds_left) == (8, 8, None)
    assert seen.accuracy is not None
