"""Check-up, told: what is noticed about images that were just brought in, while it is said how far that is."""

from __future__ import annotations

from collections.abc import Iterable

from engine.command.arguments import say
from engine.command.telling.reading_told import ReadingTold
from engine.command.training.interruption import Interruption
from engine.data.check_up.check_up import checked_up
from engine.data.check_up.findings import Finding
from engine.data.check_up.gathering import brought_in
from engine.errors import DataError, Stopped
from engine.project.data.own_images import AnyOwnImages
from engine.text import one_line

ENDED = "The check-up was ended before it was done; the project is whole. The window checks the images up, too."


def findings_told(source: AnyOwnImages) -> tuple[Finding, ...] | None:
    """What is noticed; None where a signal ended the check-up, or the cache was emptied or damaged meanwhile."""
    with Interruption() as interruption, ReadingTold(f"Checking {one_line(source.name)}") as progress:
        try:
            subject = brought_in(source, progress, lambda: interruption.asked)
            if subject is not None:
                return checked_up(subject, lambda: interruption.asked)
            say("The check-up could not be done: the cache of images was emptied meanwhile.")
        except Stopped:
            progress.close()
            say(ENDED)
        except DataError as error:
            progress.close()
            say(f"The check-up could not be done: {error}")
    return None


def in_lines(findings: Iterable[Finding]) -> list[str]:
    """A line each, but for files that were passed over, which were told when they were."""
    said = [f"Check-up: {one_line(one.sentence)}" for one in findings if one.kind != "unreadable"]
    return said or ["Check-up: nothing was noticed."]
