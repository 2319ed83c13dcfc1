"""Check-up: all that is noticed about a data set, the gravest first. Pure: no file is read, none is written."""

from __future__ import annotations

from collections.abc import Iterator

from engine.data.check_up.alike import Alike
from engine.data.check_up.balance import found_balance
from engine.data.check_up.copies import found_copies
from engine.data.check_up.disputed import found_disputed
from engine.data.check_up.findings import Finding
from engine.data.check_up.pictures import FLAT, found_flat, found_odd_sizes, found_unreadable
from engine.data.check_up.subject import Subject
from engine.data.readers.read_parts import Stop
from engine.errors import Stopped


def checked_up(subject: Subject, stop: Stop = lambda: False) -> tuple[Finding, ...]:
    """The findings; ends with Stopped soon after `stop()` becomes true."""
    return tuple(_found(subject, stop))


def _found(subject: Subject, stop: Stop) -> Iterator[Finding]:
    yield from found_unreadable(subject)
    yield from found_copies(subject, _alike(subject, stop))
    yield from found_balance(subject)
    yield from found_odd_sizes(subject)
    yield from found_flat(subject)
    yield from found_disputed(subject)


def _alike(subject: Subject, stop: Stop) -> Alike:
    def go_on() -> None:
        if stop():
            raise Stopped

    train, test = subject.parts
    return Alike(
        (train.prints.digests[train.places], test.prints.digests[test.places]),
        (train.prints.looks[train.places], test.prints.looks[test.places]),
        (train.spread < FLAT, test.spread < FLAT),
        go_on,
    )
