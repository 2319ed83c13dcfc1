"""The bridge and the jobs: events from any thread arrive as typed signals, and only the newest question counts."""

import threading

import pytest

from engine.events import CheckpointSaved, Reply, StateChanged
from gui.state.bridge import Bridge
from gui.state.jobs import Jobs


@pytest.fixture
def bridge(qapp) -> Bridge:
    bridge = Bridge()
    yield bridge
    bridge.stop()


def test_events_of_another_thread_arrive_in_order_on_the_windows_thread(bridge: Bridge, qtbot):
    seen = []
    bridge.checkpoint.connect(lambda event: seen.append((event.step, threading.current_thread())))
    thread = threading.Thread(target=lambda: [bridge.sink(CheckpointSaved("r", 0.0, step)) for step in range(100)])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(seen) == 100)
    assert [step for step, _ in seen] == list(range(100))
    assert {thread for _, thread in seen} == {threading.main_thread()}


def test_each_kind_of_event_has_its_signal(bridge: Bridge, qtbot):
    with qtbot.waitSignals([bridge.state, bridge.reply]):
        bridge.sink(StateChanged("r", 0.0, "running", 0))
        bridge.sink(Reply(1, "fine"))


def test_the_newest_question_on_a_channel_gets_the_answer(qapp):
    jobs, got = Jobs(), []
    jobs.ask("predict", lambda: 1, lambda result: got.append(("first", result)))
    jobs.ask("predict", lambda: 2, lambda result: got.append(("second", result)))
    jobs.take(Reply(1, "stale"))
    assert jobs.busy("predict")
    jobs.take(Reply(2, "fresh"))
    assert got == [("second", "fresh")]
    assert not jobs.busy("predict")


def test_an_error_goes_to_whoever_asked_or_to_everybody(qapp, qtbot):
    jobs, mine = Jobs(), []
    jobs.ask("a", lambda: 1, lambda _: None, mine.append)
    jobs.take(Reply(1, error=ValueError("x")))
    assert isinstance(mine[0], ValueError)
    jobs.ask("a", lambda: 2, lambda _: None)
    with qtbot.waitSignal(jobs.failed):
        jobs.take(Reply(2, error=ValueError("y")))
