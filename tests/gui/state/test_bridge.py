"""The bridge and the jobs: events from any thread arrive as typed signals, and only the newest question counts."""

import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from engine.events import CheckpointSaved, Noted, Reply, StateChanged
from gui.state.bridge import SLICE_S, Bridge


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


def test_what_somebody_waits_for_does_not_wait_for_the_timer(bridge: Bridge, qtbot):
    """That it stands, for example; what comes in streams does."""
    bridge._timer.stop()
    seen = []
    bridge.state.connect(seen.append)
    bridge.checkpoint.connect(seen.append)
    bridge.sink(CheckpointSaved("r", 0.0, 1))
    QCoreApplication.processEvents()
    assert seen == []
    bridge.sink(StateChanged("r", 0.0, "paused", 1))
    qtbot.waitUntil(lambda: len(seen) == 2)


def test_a_flood_of_what_is_awaited_calls_the_window_once(bridge: Bridge, qtbot):
    calls, seen = [], []
    bridge._woken.connect(lambda: calls.append(1))
    bridge.state.connect(seen.append)
    for step in range(1000):
        bridge.sink(StateChanged("r", 0.0, "running", step))
    qtbot.waitUntil(lambda: len(seen) == 1000)
    assert len(calls) == 1
    bridge.sink(StateChanged("r", 0.0, "paused", 1000))
    qtbot.waitUntil(lambda: len(seen) == 1001)
    assert len(calls) == 2


def test_what_takes_long_to_show_lets_others_come_between(bridge: Bridge, qtbot):
    """A timer that is due does not wait for all answers to be shown."""
    seen = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: seen.append("timer"))

    def show(reply: Reply) -> None:
        seen.append(reply.request)
        time.sleep(2 * SLICE_S)

    bridge.reply.connect(show)
    for request in range(3):
        bridge.sink(Reply(request))
    timer.start()
    qtbot.waitUntil(lambda: 2 in seen)
    timer.stop()
    assert [one for one in seen if one != "timer"] == [0, 1, 2]
    assert "timer" in seen[seen.index(0) : seen.index(1)]
    assert "timer" in seen[seen.index(1) : seen.index(2)]


def test_once_it_has_stopped_nothing_more_is_said(bridge: Bridge, qtbot):
    """Though it was in the middle of it: who listens may be gone."""
    seen = []

    def show(reply: Reply) -> None:
        seen.append(reply.request)
        bridge.stop()

    bridge.reply.connect(show)
    bridge.sink(Reply(1))
    bridge.sink(Reply(2))
    qtbot.waitUntil(lambda: bool(seen))
    QCoreApplication.processEvents()
    bridge.drain()
    assert seen == [1]
