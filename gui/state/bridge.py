"""Bridge: engine events from any thread through a queue and one timer into typed Qt signals on the window's thread.

A queue drained by one timer costs a tenth of queued signals and is never starved by them. What comes in streams
waits for it; what somebody waits for wakes the window.
"""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue
from typing import NamedTuple, assert_never

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from engine import events
from gui.state.machine.pace import Pace
from gui.state.machine.processor_share import ProcessorShare

INTERVAL_MS = 200  # steps are told no more often
AWAITED = (events.Reply, events.StateChanged, events.NotBegun, events.Failed, events.Finished)
SLICE_S = 0.004  # after which the window gets to do something else; one event may take longer


class Told(NamedTuple):
    """How far something long is, in words; `run` is empty where the window asked for it."""

    run: str
    words: str
    unit: str = "images"  # what is counted
    share: float | None = None  # from 0 to 1; None where nobody knows of how much


class Bridge(QObject):
    """Drains the queue and emits one signal for each kind of event."""

    state = Signal(object)
    steps = Signal(object)
    epoch = Signal(object)
    evaluated = Signal(object)
    checkpoint = Signal(object)
    resumed = Signal(object)
    noted = Signal(object)
    threads_changed = Signal(object)
    rate_changed = Signal(object)
    failed = Signal(object)
    finished = Signal(object)
    progress = Signal(object)  # Told
    data_found = Signal(object)
    computed_on = Signal(object)
    evaluated_already = Signal(object)
    foreseen = Signal(object)
    rates_tried = Signal(object)
    not_begun = Signal(object)
    reply = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[events.Event] = SimpleQueue()
        self.processor_share = ProcessorShare()
        self._pace = Pace()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        # Queued, as a timer does not fire again before its own call has returned: who waits in one waits in vain.
        self._timer.timeout.connect(self.drain, Qt.ConnectionType.QueuedConnection)
        self._timer.start()
        self._soon = QTimer(self, interval=0, singleShot=True)  # other timers and painting come between its calls
        self._soon.timeout.connect(self.drain, Qt.ConnectionType.QueuedConnection)
        self._woken.connect(self._go_on)
        self._over = False
        self._waking = False  # whether it was called and has not come yet: one call will do

    def sink(self, event: events.Event) -> None:
        """Takes an event from any thread; returns at once."""
        self._queue.put(event)
        if isinstance(event, AWAITED) and not self._waking:
            self._waking = True
            self._woken.emit()

    def drain(self) -> None:
        """Emits what is waiting, for one slice; the rest comes soon, once the window has done what else there is."""
        begin, self._waking = time.perf_counter(), False
        while not self._over and time.perf_counter() - begin < SLICE_S:
            try:
                event = self._queue.get_nowait()
            except Empty:
                break
            self._signal(event).emit(self._told(event))
        else:
            self._go_on()
        self.processor_share.look()

    def _go_on(self) -> None:
        if not self._over:
            self._soon.start()

    def _told(self, event: events.Event) -> object:
        """A progress in words, anything else as it is."""
        if not isinstance(event, events.Progress):
            return event
        share = min(1.0, event.done / event.total) if event.total else None
        return Told(event.run, self._pace.words(event), event.unit, share)

    def _signal(self, event: events.Event) -> SignalInstance:  # noqa: C901, PLR0911  # a table, one line a kind
        match event:
            case events.StepsDone():
                return self.steps
            case events.Progress():
                return self.progress
            case events.DataFound():
                return self.data_found
            case events.ComputedOn():
                return self.computed_on
            case events.EvaluatedAlready():
                return self.evaluated_already
            case events.Foreseen():
                return self.foreseen
            case events.RatesTried():
                return self.rates_tried
            case events.NotBegun():
                return self.not_begun
            case events.Reply():
                return self.reply
            case events.LogEvent():
                return self._logged(event)
            case _:
                assert_never(event)

    def _logged(self, event: events.AnyLogEvent) -> SignalInstance:
        match event:
            case events.StateChanged():
                signal = self.state
            case events.EpochDone():
                signal = self.epoch
            case events.Evaluated():
                signal = self.evaluated
            case events.CheckpointSaved():
                signal = self.checkpoint
            case events.Resumed():
                signal = self.resumed
            case events.Noted():
                signal = self.noted
            case events.ThreadsChanged() | events.RateChanged():
                signal = self._changed(event)
            case events.Failed():
                signal = self.failed
            case events.Finished():
                signal = self.finished
            case _:
                assert_never(event)
        return signal

    def _changed(self, event: events.ThreadsChanged | events.RateChanged) -> SignalInstance:
        return self.rate_changed if isinstance(event, events.RateChanged) else self.threads_changed

    def stop(self) -> None:
        """Ends the timer; what is still queued is dropped."""
        self._over = True
        self._timer.stop()
        self._soon.stop()
