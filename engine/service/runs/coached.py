"""Coached: what the coach says of a run, from what is on disk of it. Needs no torch."""

from __future__ import annotations

from engine.coaching.coach import advised
from engine.coaching.remark import Remark
from engine.runs.reader import RunReader
from engine.runs.seen import seen_of
from engine.service.runs.coach_questions import AskCoach


def answered(question: AskCoach) -> Remark | None:
    """What is to be said of it most; None for nothing. Raises LayerscopeError in words."""
    return advised(seen_of(RunReader(question.run), training=question.training), question.hushed)
