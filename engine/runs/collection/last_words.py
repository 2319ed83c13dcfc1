"""What the end of a run's log says: how it last did on the test images, and whether it waits. The rest is not read."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from engine.events import AnyLogEvent, Evaluated, State, StateChanged
from engine.files import end_of_document
from engine.processes import Process
from engine.typed.document import learned

MOST_BYTES = 1 << 18  # room for some evaluations with their confusion matrices
_EVENT: msgspec.json.Decoder[AnyLogEvent] = learned(AnyLogEvent)  # type: ignore[arg-type]  # a union has no type


@dataclass(frozen=True)
class LastWords:
    """The newest evaluation on the test images near the end of the log, and into what state it went last; None where
    there is none.
    """

    tested: Evaluated | None = None
    changed: StateChanged | None = None

    @property
    def paused(self) -> bool:
        """Whether it waits, or did when it was killed."""
        return self.changed is not None and self.changed.state == "paused"

    def state_of(self, process: Process) -> State | None:
        """In which state a process is that trains it; None while all of the log is of one before."""
        return self.changed.state if self.changed is not None and self.changed.time >= process.started else None


def last_words(log: str) -> LastWords:
    """Of the log at this path; nothing where it cannot be read."""
    try:
        lines = end_of_document(log, MOST_BYTES).split(b"\n")
    except OSError:
        return LastWords()
    tested: Evaluated | None = None
    state: StateChanged | None = None
    for line in reversed(lines):
        event = _event(line)
        if state is None and isinstance(event, StateChanged):
            state = event
        if isinstance(event, Evaluated) and event.split == "test":
            tested = event
            break
    return LastWords(tested, state)


def _event(line: bytes) -> AnyLogEvent | None:
    """None where it is no whole line, or one that this program does not know."""
    try:
        return _EVENT.decode(line) if line else None
    except (ValueError, RecursionError):  # a decode error is a ValueError
        return None
