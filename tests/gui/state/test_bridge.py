"""The bridge and the jobs: events from any thread arrive as typed signals, and only the newest question counts."""

import threading

import pytest

from engine.events import CheckpointSaved, Noted, Reply, StateChanged
from gui.state.bridge import Bridge


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


def test_whoever_waits_because_of_an_event_hears_the_others(bridge: Bridge, qtbot):
    """As a dialog does that an event opens."""
    seen = []

    def wait(_: object) -> None:
        bridge.sink(StateChanged("r", 0.0, "running", 1))
        qtbot.waitUntil(lambda: len(seen) == 1)
        seen.append("waited")

    bridge.noted.connect(wait)
    bridge.state.connect(seen.append)
    bridge.sink(Noted("r", 0.0, "The loss is unusual."))
    qtbot.waitUntil(lambda: len(seen) == 2)


def test_each_kind_of_event_has_its_signal(bridge: Bridge, qtbot):
    with qtbot.waitSignals([bridge.state, bridge.reply]):
        bridge.sink(StateChanged("r", 0.0, "running", 0))
        bridge.sink(Reply(1, "fine"))
