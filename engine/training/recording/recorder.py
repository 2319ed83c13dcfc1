"""Recorder: the one voice of a run. It tells the sink, writes the logs, and knows what they hold."""

from __future__ import annotations

import time

import numpy as np
from msgspec import structs

from engine.events import AnyLogEvent, EpochDone, Evaluated, Event, Resumed, Sink, cross_entropy_alone
from engine.runs.folder import RunFolder
from engine.runs.logs import EventLog, Records, StepLog, read_log, read_steps
from engine.runs.step_figures import steps_done

EMIT_SECONDS = 1 / 10  # between two portions of steps
TELL_SECONDS = 1 / 5  # between two StepsDone, at least


class Recorder:
    """Logs from a position on: `events` bytes and `steps` records are kept, what came after is cut off."""

    def __init__(self, folder: RunFolder, sink: Sink, events: int = 0, steps: int = 0) -> None:
        self.run = folder.id
        self._sink = sink
        self._folder = folder
        self._events = EventLog(folder.events_file, events)
        self._steps = StepLog(folder.steps_file, steps)
        self._epochs: set[int] = set()
        self._evaluated: set[tuple[str, int]] = set()
        self.best_step: int | None = None  # the first with the highest accuracy on the validation images
        self._best_accuracy = -1.0
        self.last_validation: Evaluated | None = None  # without its counts
        self.cross_entropy_alone: bool | None = None  # what its evaluations tell; None before the first number
        self.evaluation_seconds = 0.0
        self.bit_equal = True  # until the run once went on under other conditions
        before = read_log(folder.events_file)
        self.passed_over = before.passed_over  # lines of the log as it was opened
        for event in before.events:
            self._note(event)
        self._untold: list[Records] = []
        self._told = 0.0
        self.step_seconds = float(self.records()["seconds"].sum(dtype=np.float64))

    @property
    def events_size(self) -> int:
        """Bytes of the event log."""
        return self._events.size

    def log(self, event: AnyLogEvent) -> None:
        """Writes an event and tells it; raises OSError."""
        self._note(event)
        try:
            self._events.append(event)
        finally:
            self._sink(event)

    def tell(self, event: Event) -> None:
        """Tells an event that no log keeps."""
        self._sink(event)

    def steps(self, records: Records) -> None:
        """Writes the figures of steps, and tells them unless the last were told just before; raises OSError."""
        if len(records):
            self._steps.append(records)
            self.step_seconds += float(records["seconds"].sum(dtype=np.float64))
            self._untold.append(records)
        if time.perf_counter() - self._told >= TELL_SECONDS:
            self.tell_steps()

    def tell_steps(self) -> None:
        """Tells what has been held back."""
        if self._untold:
            self._sink(steps_done(self.run, np.concatenate(self._untold)))
            self._untold = []
            self._told = time.perf_counter()

    def records(self, begin: int = 0, end: int | None = None) -> Records:
        """The records of steps begin + 1 to end; raises OSError where the log is gone."""
        self._steps.prove()
        return read_steps(self._folder.steps_file, begin, end)

    def epoch_is_done(self, epoch: int) -> bool:
        """True when the epoch's end is in the log."""
        return epoch in self._epochs

    def evaluated(self, split: str, step: int) -> bool:
        """True when the log has an evaluation on a split after a step."""
        return (split, step) in self._evaluated

    def _note(self, event: AnyLogEvent) -> None:
        """Remembers what will be asked for: the events themselves, with all their counts, would fill the memory."""
        if isinstance(event, EpochDone):
            self._epochs.add(event.epoch)
        elif isinstance(event, Resumed):
            self.bit_equal &= event.bit_equal
        elif isinstance(event, Evaluated):
            if self.cross_entropy_alone is None:
                self.cross_entropy_alone = cross_entropy_alone([event])
            self._evaluated.add((event.split, event.step))
            self.evaluation_seconds += event.seconds
            if event.split == "validation":
                self._note_validation(event)

    def _note_validation(self, event: Evaluated) -> None:
        self.last_validation = structs.replace(event, confusion=())
        if event.accuracy > self._best_accuracy:
            self.best_step, self._best_accuracy = event.step, event.accuracy

    def sync(self) -> None:
        """Makes both logs last through a power cut; raises OSError."""
        self._steps.sync()
        self._events.sync()

    def close(self) -> None:
        """Ends the writing."""
        self._steps.close()
        self._events.close()
