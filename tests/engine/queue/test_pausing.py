"""Pausing: what a person paused stays so, whatever becomes of its process and its queue, until they go on with it."""

import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from engine.events import StateChanged
from engine.files import discard_folder
from engine.queue.entry import Entry, QueueFile, again, cancelled, held, paused, replaced, resumed
from engine.queue.outcome import Left, settled
from engine.queue.pausing import pause, resume
from engine.queue.queue import Queue
from engine.queue.view import QueueViews
from engine.runs.collection.last_words import last_words


@pytest.fixture
def trains(bench):
    """An entry that trains, and has kept what it learned."""
    bench.add()
    bench.worker.turn()
    (child,) = bench.started
    child.begins()
    child.keeps(1)
    bench.worker.turn()
    return child


def logs(child, state, at=0.0):
    """Its run goes into a state."""
    with child.run.events_file.open("ab") as log:
        log.write(msgspec.json.encode(StateChanged(child.run.id, at, state, 1)) + b"\n")


def word(child):
    """What lies in its folder to be heard, which it then has heard."""
    if not child.run.command_file.exists():
        return None
    said = child.run.command_file.read_text().strip()
    child.run.command_file.unlink()
    return said


def seen(bench):
    return [one.state for one in QueueViews(bench.queue).view().entries]


def stop(bench):
    bench.queue.change(lambda queue: held(queue, on=True))
    bench.worker.turn()


def test_a_pause_that_was_not_heard_yet_stays_when_the_queue_is_stopped(bench, trains):
    pause(bench.queue, {trains.entry.id})
    stop(bench)
    assert word(trains) == "stop"
    trains.ends("user", 130)
    bench.worker.turn()
    assert (bench.states, seen(bench)) == (["waiting"], ["paused"])
    bench.queue.change(lambda queue: held(queue, on=False))
    assert not bench.worker.turn(), "it waits for its person"
    resume(bench.queue, {trains.entry.id})
    bench.worker.turn()
    assert bench.states == ["running"]


def test_a_paused_one_whose_process_is_killed_does_not_train_by_itself(bench, trains):
    pause(bench.queue, {trains.entry.id})
    assert word(trains) == "pause"
    logs(trains, "paused")
    trains.dies()
    assert not bench.worker.turn()
    assert (bench.states, seen(bench), len(bench.started)) == (["waiting"], ["paused"], 1)


def test_one_that_loses_its_run_stays_paused_and_can_go_on(bench, trains):
    discard_folder(trains.run.checkpoints)
    trains.run.checkpoints.mkdir()
    pause(bench.queue, {trains.entry.id})
    stop(bench)
    discard_folder(trains.run.path)
    trains.dies(130, "Interrupted before the first step, so no run is kept.")
    bench.worker.turn()
    assert (bench.entries[0].run, seen(bench)) == ("", ["paused"])
    resume(bench.queue, {trains.entry.id})
    assert not bench.queue.read().held, "nothing else is in it that was to stay stopped"
    bench.worker.turn()
    assert bench.states == ["running"]


def test_it_is_told_again_until_it_stands(bench):
    bench.add()
    bench.worker.turn()
    (child,) = bench.started
    pause(bench.queue, {child.entry.id})
    child.begins()
    logs(child, "running")
    bench.worker.turn()
    assert word(child) == "pause"
    bench.worker.turn()
    assert word(child) == "pause", "it was not opened when it lay there"
    logs(child, "paused")
    bench.worker.turn()
    assert word(child) is None


def test_what_is_told_to_a_run_in_its_folder_counts_as_much(bench, trains):
    logs(trains, "paused")
    bench.worker.turn()
    assert bench.entries[0].paused
    logs(trains, "running")
    bench.worker.turn()
    assert (bench.entries[0].paused, word(trains)) == (False, None)


def test_going_on_is_not_taken_back_before_the_run_has_heard_of_it(bench, trains):
    pause(bench.queue, {trains.entry.id})
    word(trains)
    logs(trains, "paused")
    bench.worker.turn()
    resume(bench.queue, {trains.entry.id})
    bench.new_worker().turn()
    assert word(trains) == "resume"
    bench.worker.turn()
    assert not bench.entries[0].paused


def test_what_is_gone_on_with_is_not_called_paused_while_it_begins(bench, trains):
    logs(trains, "paused", time.time() - 60)
    entry = bench.entries[0]
    later = structs.replace(entry, process=structs.replace(entry.process, started=time.time()))
    bench.queue.change(lambda queue: replaced(queue, later))
    bench.worker._pauses.look(entry.id)
    assert last_words(str(trains.run.events_file)).paused
    assert (bench.entries[0].paused, seen(bench)) == (False, ["running"])


VIEWS = QueueViews(Queue(Path("/none")))
EDITS = st.sampled_from(["pause", "resume", "cancel", "again", "begin", "hold", "let go"])
LEFTS = st.builds(
    Left,
    run=st.sampled_from(["", "r"]),
    there=st.booleans(),
    stopped_by=st.sampled_from([None, "budget", "user", "interrupt", "failure"]),
    refused=st.booleans(),
    kept=st.integers(0, 2),
)


def edited(queue, edit):
    (entry,) = queue.entries
    match edit:
        case "pause" if not entry.ended:
            return paused(queue, {"a"})
        case "resume":
            return resumed(queue, {"a"})
        case "cancel":
            return cancelled(queue, {"a"})
        case "again":
            return again(queue, {"a"})
        case "begin" if queue.waiting and not queue.held:
            return replaced(queue, structs.replace(entry, state="running"))
        case "hold" | "let go":
            return held(queue, on=edit == "hold")
        case Left() if entry.state == "running":
            return replaced(queue, settled(entry, edit))
    return queue


@given(st.lists(EDITS | LEFTS, max_size=12))
def test_whatever_is_done_what_waits_is_begun_or_stands_there_as_paused(edits):
    queue = QueueFile((Entry("a", "p.json", "P", 0),))
    for edit in edits:
        queue = edited(queue, edit)
        (entry,) = queue.entries
        if entry.state == "waiting":
            shown = VIEWS.of(entry, held=queue.held).state
            assert bool(queue.waiting) != (shown == "paused")
        assert not (entry.ended and entry.paused)
