"""Bridge: engine events from any thread through a queue and one timer into typed Qt signals on the window's thread.

A queue drained by one timer costs a tenth of queued signals and is never starved by them.
"""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal

from engine import events
from gui.state.processor_share import ProcessorShare

INTERVAL_MS = 33
SLICE_S = 0.012  # the longest one drain should last


class Bridge(QObject):
    """Drains the queue and emits one signal for each kind of event."""

    state = Signal(object)
    steps = Signal(object)
    epoch = Signal(object)
    evaluated = Signal(object)
    checkpoint = Signal(object)
    resumed = Signal(object)
    failed = Signal(object)
    finished = Signal(object)
    progress = Signal(object)
    reply = Signal(object)
    _replied = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[events.Event] = SimpleQueue()
        self._signals = {
            events.StateChanged: self.state,
            events.StepsDone: self.steps,
            events.EpochDone: self.epoch,
            events.Evaluated: self.evaluated,
            events.CheckpointSaved: self.checkpoint,
            events.Resumed: self.resumed,
            events.Failed: self.failed,
            events.Finished: self.finished,
            events.Progress: self.progress,
            events.Reply: self.reply,
        }
        self.processor_share = ProcessorShare()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.drain)
        self._timer.start()
        self._replied.connect(self.drain)

    def sink(self, event: events.Event) -> None:
        """Takes an event from any thread; returns at once.

        An answer wakes the window, as somebody waits for it; everything else waits for the timer.
        """
        self._queue.put(event)
        if isinstance(event, events.Reply):
            self._replied.emit()

    def drain(self) -> None:
        """Emits what is waiting, for at most one slice; the rest comes with the next tick."""
        begin = time.perf_counter()
        while time.perf_counter() - begin < SLICE_S:
            try:
                event = self._queue.get_nowait()
            except Empty:
                break
            self._signals[type(event)].emit(event)
        self.processor_share.look()

    def stop(self) -> None:
        """Ends the timer; what is still queued is dropped."""
        self._timer.stop()
