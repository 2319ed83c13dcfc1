"""Check-up, told: what is noticed about images that were just brought in, while it is said how far that is."""

from __future__ import annotations

from collections.abc import Iterable

from engine.command.interruption import Interruption
from engine.command.reading_told import ReadingTold
from engine.data.check_up.check_up import checked_up
from engine.data.check_up.findings import Finding
from engine.data.check_up.gathering import brought_in
from engine.errors import Stopped
from engine.project.data.own_images import AnyOwnImages
from engine.text import one_line


def findings_told(source: AnyOwnImages) -> tuple[Finding, ...]:
    """What is noticed; raises KeyboardInterrupt where a signal came."""
    with Interruption() as interruption, ReadingTold(f"Checking {one_line(source.name)}") as progress:
        try:
            subject = brought_in(source, progress, lambda: interruption.asked)
            return () if subject is None else checked_up(subject, lambda: interruption.asked)
        except Stopped:
            raise KeyboardInterrupt from None


def in_lines(findings: Iterable[Finding]) -> list[str]:
    """A line each, but for files that were passed over, which were told when they were."""
    said = [f"Check-up: {one_line(one.sentence)}" for one in findings if one.kind != "unreadable"]
    return said or ["Check-up: nothing was noticed."]
