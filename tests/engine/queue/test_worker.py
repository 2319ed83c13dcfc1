"""Working through a queue: what is started, what becomes of it, and what a worker finds that another left."""

import msgspec
import pytest
from msgspec import structs

from engine.errors import RunFolderError
from engine.events import StateChanged
from engine.files import discard_folder
from engine.queue.capacity import Room
from engine.queue.entry import again, cancelled, held, replaced, resumed
from engine.queue.outcome import REMOVED, SILENT
from engine.queue.starting import words
from engine.queue.view import QueueViews
from tests.engine.queue.workers import LENET, MLP


def test_as_many_as_the_machine_carries_are_begun_in_their_order(bench):
    bench.add(seeds=3)
    assert bench.worker.turn()
    assert bench.states == ["running", "running", "waiting"]
    assert [(one.entry.seed, one.entry.threads) for one in bench.started] == [(0, 1), (1, 1)]


def test_one_alone_has_all_cores(bench):
    bench.add()
    bench.worker.turn()
    assert bench.entries[0].threads == 2


def test_a_run_that_ends_makes_room_for_the_next(bench):
    bench.add(seeds=3)
    bench.worker.turn()
    first = bench.started[0]
    first.begins()
    bench.worker.turn()
    assert bench.entries[0].run == first.run.id
    first.ends()
    bench.worker.turn()
    assert bench.states == ["done", "running", "running"]
    for one in bench.started[1:]:
        one.begins()
        one.ends()
    assert not bench.worker.turn()
    assert bench.states == ["done"] * 3


def test_a_run_so_short_that_nobody_saw_its_lock_is_known_by_what_it_said(bench):
    bench.add()
    bench.worker.turn()
    (only,) = bench.started
    only.begins()
    only.ends()
    bench.worker.turn()
    assert (bench.states, bench.entries[0].run) == (["done"], only.run.id)


def test_one_that_dies_goes_on_with_its_run_and_its_threads(bench):
    bench.add()
    bench.worker.turn()
    bench.started[0].begins()
    bench.started[0].dies()
    bench.worker.turn()
    assert bench.states == ["running"]
    second = bench.started[1].entry
    assert (second.run, second.threads) == (bench.started[0].run.id, bench.started[0].entry.threads)
    alone = ["--alone", str(bench.queue.lock_of(second.id))]
    run = str(bench.started[0].run.path)
    assert words(bench.queue, second) == ["train", run, "--resume", *alone, "--json"]


def test_one_that_dies_again_and_again_without_a_step_fails(bench):
    bench.add()
    for _ in range(3):
        bench.worker.turn()
        bench.started[-1].begins()
        bench.started[-1].dies()
    assert not bench.worker.turn()
    assert (bench.states, bench.entries[0].why) == (["failed"], SILENT)


def test_one_that_gets_further_each_time_goes_on(bench):
    bench.add()
    for step in range(1, 7):
        bench.worker.turn()
        bench.started[-1].begins()
        bench.started[-1].keeps(step)
        bench.started[-1].dies()
    bench.worker.turn()
    assert bench.states == ["running"]


def test_one_that_fails_says_why_and_the_next_begins(bench):
    bench.room = Room(1, 10**12)
    bench.add(seeds=2)
    bench.worker.turn()
    bench.started[0].begins()
    bench.started[0].ends("failure", 1, "The loss became NaN at step 3.")
    bench.worker.turn()
    assert bench.states == ["failed", "running"]
    assert bench.entries[0].why == "The loss became NaN at step 3."


def test_one_that_is_refused_before_it_has_a_run_says_why(bench):
    bench.add()
    bench.worker.turn()
    bench.started[0].dies(2, "There are no images.")
    assert not bench.worker.turn()
    assert (bench.states, bench.entries[0].why) == (["failed"], "There are no images.")


def test_a_cancelled_one_is_told_to_stop_by_a_word_in_its_folder(bench):
    bench.add(seeds=2)
    bench.worker.turn()
    running = bench.started[0]
    running.begins()
    bench.worker.turn()
    bench.queue.change(lambda queue: cancelled(queue, {one.id for one in queue.entries}))
    bench.worker.turn()
    assert running.run.command_file.read_text().strip() == "stop"
    assert bench.started[1].terminated, "it has no run yet"
    running.ends("user", 130)
    bench.started[1].dies(-15)
    assert not bench.worker.turn()
    assert bench.states == ["cancelled", "cancelled"]


def test_a_run_that_somebody_stops_is_not_begun_again(bench):
    bench.add()
    bench.worker.turn()
    bench.started[0].begins()
    bench.started[0].ends("user", 130)
    assert not bench.worker.turn()
    assert bench.states == ["cancelled"]


def test_a_held_queue_lets_go_of_its_runs_and_goes_on_with_them(bench):
    bench.add(seeds=3)
    bench.worker.turn()
    for one in bench.started:
        one.begins()
    bench.worker.turn()
    bench.queue.change(lambda queue: held(queue, on=True))
    assert bench.worker.turn(), "they still train"
    for one in bench.started:
        assert one.run.command_file.read_text().strip() == "stop"
        one.ends("user", 130)
    assert not bench.worker.turn()
    assert bench.states == ["waiting"] * 3
    bench.queue.change(lambda queue: held(queue, on=False))
    bench.new_worker().turn()
    assert bench.states == ["running", "running", "waiting"]
    assert [one.entry.run for one in bench.started[2:]] == [one.run.id for one in bench.started[:2]]


def test_one_that_was_stopped_and_dies_as_it_goes_on_is_not_taken_for_stopped(bench):
    """The result of before lies in its folder until it trains again."""
    bench.add()
    bench.worker.turn()
    bench.started[0].begins()
    bench.queue.change(lambda queue: held(queue, on=True))
    bench.worker.turn()
    bench.started[0].ends("user", 130)
    bench.worker.turn()
    bench.queue.change(lambda queue: held(queue, on=False))
    bench.worker.turn()
    bench.started[1].dies()
    bench.worker.turn()
    assert bench.states == ["running"]


def test_a_worker_that_is_to_end_waits_for_its_runs(bench):
    bench.add()
    turns = []

    def wait(_seconds):
        turns.append(1)
        child = bench.started[0]
        if len(turns) == 1:
            child.begins()
        elif child.run.command_file.exists() and child.status is None:
            child.ends("user", 130)
        return len(turns) < 3

    bench.worker.work(wait)
    assert bench.states == ["waiting"]
    assert bench.queue.worker() is None


def test_there_is_one_worker(bench):
    bench.add()
    lock = bench.queue.lock()
    lock.acquire()
    with pytest.raises(RunFolderError) as refused:
        bench.worker.work(lambda _: True)
    lock.release()
    assert str(refused.value).startswith("The queue is being worked through already, by process ")


def test_the_next_worker_takes_over_what_still_trains_and_goes_on_with_what_died(bench, monkeypatch):
    bench.add(seeds=2)
    bench.worker.turn()
    lives, dead = bench.started
    lives.begins()
    dead.begins()
    monkeypatch.setattr("engine.queue.traces.lives", lambda process: process.pid == lives.pid)
    after = bench.new_worker()
    after.turn()
    assert bench.states == ["running", "running"]
    assert [one.entry.run for one in bench.started[2:]] == [dead.run.id]
    assert bench.entries[0].run == lives.run.id
    lives.ends()
    monkeypatch.setattr("engine.queue.traces.lives", lambda process: process.pid != lives.pid)
    after.turn()
    assert bench.states == ["done", "running"]


def test_a_removed_run_is_not_trained_anew(bench):
    bench.add()
    bench.worker.turn()
    bench.started[0].begins()
    bench.worker.turn()
    discard_folder(bench.started[0].run.path)
    bench.started[0].dies(1, "It cannot be written.")
    bench.worker.turn()
    assert (bench.states, bench.entries[0].why) == (["failed"], REMOVED)


def test_one_that_is_told_to_end_before_its_first_step_leaves_no_run_and_begins_anew(bench):
    bench.add()
    bench.worker.turn()
    child = bench.started[0]
    child.begins()
    bench.worker.turn()
    bench.queue.change(lambda queue: held(queue, on=True))
    bench.worker.turn()
    discard_folder(child.run.path)
    child.dies(130, "Interrupted before the first step, so no run is kept.")
    bench.worker.turn()
    assert (bench.states, bench.entries[0].run) == (["waiting"], "")


def test_what_died_before_its_first_step_and_was_tidied_up_begins_anew(bench):
    bench.add()
    bench.worker.turn()
    child = bench.started[0]
    child.begins()
    bench.worker.turn()
    child.dies()
    discard_folder(child.run.path)
    bench.worker.turn()
    assert bench.started[-1].entry.run == ""
    assert bench.states == ["running"]


def test_what_had_learned_and_was_removed_while_it_waited_is_said(bench):
    bench.add()
    bench.worker.turn()
    child = bench.started[0]
    child.begins()
    child.keeps(5)
    bench.queue.change(lambda queue: held(queue, on=True))
    bench.worker.turn()
    child.ends("user", 130)
    bench.worker.turn()
    discard_folder(child.run.path)
    bench.queue.change(lambda queue: held(queue, on=False))
    assert not bench.worker.turn()
    assert (bench.states, bench.entries[0].why) == (["failed"], REMOVED)


def test_what_was_cancelled_goes_on_when_it_is_wanted_after_all(bench):
    bench.add()
    bench.queue.change(lambda queue: cancelled(queue, {queue.entries[0].id}))
    assert not bench.worker.turn()
    bench.queue.change(lambda queue: again(queue, {queue.entries[0].id}))
    bench.worker.turn()
    assert bench.states == ["running"]


def test_a_process_without_a_run_is_told_once(bench):
    bench.add()
    bench.worker.turn()
    bench.queue.change(lambda queue: held(queue, on=True))
    for _ in range(3):
        bench.worker.turn()
    assert bench.started[0].terminated == 1


def test_a_process_that_finds_another_at_its_entry_leaves_it_alone(bench, monkeypatch):
    """The first had not come so far as to say who it is when its worker died."""
    bench.add()
    bench.worker.turn()
    (first,) = bench.started
    bench.queue.change(lambda queue: replaced(queue, structs.replace(queue.entries[0], process=None)))
    lock = bench.queue.lock_of(first.entry.id)
    written = lock.read_bytes()
    lock.unlink()
    after = bench.new_worker()
    after.turn()
    second = bench.started[-1]
    monkeypatch.setattr("engine.queue.traces.lives", lambda process: process.pid == first.pid)
    lock.write_bytes(written)
    second.dies(3, "It is being trained already.")
    first.begins()
    after.turn()
    (entry,) = bench.entries
    assert (entry.state, entry.run, entry.process.pid, len(bench.started)) == ("running", first.run.id, first.pid, 2)


def test_memory_is_kept_for_those_that_run(bench):
    bench.room = Room(2, 1)
    bench.add(seeds=2)
    bench.worker.turn()
    assert bench.states == ["running", "waiting"], "the first is always begun"


def test_words_of_a_new_run(bench):
    bench.add(project=MLP)
    entry = structs.replace(bench.entries[0], threads=3, data_dir="/data", image_memory="2GB")
    said = words(bench.queue, entry)
    assert said[:2] == ["train", str(bench.queue.projects / entry.project)]
    assert said[said.index("--threads") + 1] == "3"
    assert said[said.index("--data-dir") + 1] == "/data"
    assert said[said.index("--image-memory") + 1] == "2GB"
    assert said[said.index("--out") + 1] == str(bench.queue.runs)
    assert LENET.training.seed == entry.seed


def test_what_a_person_paused_stays_paused_when_the_queue_goes_on(bench):
    bench.add(seeds=2)
    bench.worker.turn()
    first, second = bench.started
    for one in (first, second):
        one.begins()
        one.keeps(1)
    first.run.events_file.write_bytes(msgspec.json.encode(StateChanged(first.run.id, 0.0, "paused", 1)) + b"\n")
    bench.worker.turn()
    bench.queue.change(lambda queue: held(queue, on=True))
    bench.worker.turn()
    for one in (first, second):
        one.ends(by="user")
    bench.worker.turn()
    assert [(one.state, one.paused) for one in bench.entries] == [("waiting", True), ("waiting", False)]
    assert [one.state for one in QueueViews(bench.queue).view().entries] == ["paused", "stopped"]
    bench.queue.change(lambda queue: held(queue, on=False))
    assert bench.worker.turn()
    assert bench.states == ["waiting", "running"]
    bench.started[2].begins()
    bench.started[2].ends()
    assert not bench.worker.turn(), "nothing is left that is to go on by itself"
    bench.queue.change(lambda queue: resumed(queue, {first.entry.id}))
    bench.worker.turn()
    assert bench.states == ["running", "done"]
