"""Coach questions: what the curves of a run show, and what to try."""

from __future__ import annotations

from pathlib import Path

from engine.coaching.remark import Remark
from engine.service.question import Question


class AskCoach(Question[Remark | None], frozen=True):
    """The gravest condition that the figures of a run show by now, but for hushed kinds; None where there is none.

    `training`: whether it goes on. LayerscopeError for a run that cannot be read.
    """

    channel = "coach"
    long = True
    run: Path
    training: bool
    hushed: tuple[str, ...] = ()
