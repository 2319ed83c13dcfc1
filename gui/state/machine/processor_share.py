"""The share of a processor that watching may take from a training, and how much slower the live views go to keep it.

Its two parts stand here, as together they are what a training loses. The window, with all that follows each newer model
at once, works so seldom that its thread and the answers of the moment stay within OWN. What asks longer questions
shares OF_ANSWERS with all others that do so: each rests after an answer, the longer the more it took, and the more of
them there are, but never above LONGEST_S, as nobody waits longer for what should follow.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any

from engine.service.question import Question

OWN = 0.03  # of wall time; half of it is Python, the rest Qt's painting
OF_ANSWERS = 0.015
FIRST_S = 5.0  # at most after a first answer: it may have imported what the next finds there
LONGEST_S = 120.0
EVERY_S = 1.0
SLOWEST = 6.0

Clock = Callable[[], float]


class ProcessorShare:
    """Measures the thread it is looked at from, painting too; `factor` follows once a second, from 1 to SLOWEST."""

    def __init__(self, clock: Clock = time.monotonic, worked: Clock = time.thread_time) -> None:
        self.factor = 1.0
        self._clock, self._worked = clock, worked
        self._last = clock(), worked()
        self._answers = 0.0  # since then
        self._following: dict[Hashable, float] = {}  # until when they are taken to do so
        self._known: set[Hashable] = set()  # who has had an answer

    def look(self) -> None:
        """To be called often."""
        (begin, before), now = self._last, self._clock()
        if now - begin < EVERY_S:
            return
        spent = self._worked()  # not at each look: some systems are slow to tell
        share = (spent - before + self._answers) / (now - begin)
        self.factor = min(SLOWEST, max(1.0, self.factor * (0.7 + 0.3 * share / OWN)))
        self._last, self._answers = (now, spent), 0.0

    def note_answer(self, question: Question[Any], seconds: float) -> None:
        """What an answer took on the engine's thread; long ones are followed by a rest."""
        if not question.long:
            self._answers += seconds

    def rest(self, who: Hashable, seconds: float) -> float:
        """For how many seconds `who` follows no training after an answer that took so many of a processor."""
        now = self._clock()
        self._following = {one: until for one, until in self._following.items() if until > now}
        rest = min(LONGEST_S, seconds * len({*self._following, who}) / OF_ANSWERS)
        if who not in self._known:
            self._known.add(who)
            rest = min(rest, FIRST_S)
        until = now + rest + SLOWEST * seconds + EVERY_S  # when its next answer should be there
        self._following[who] = max(until, self._following.get(who, 0.0))
        return rest

    def leave(self, who: Hashable) -> None:
        """It follows no more, as nobody looks at it; the others have its part."""
        self._following.pop(who, None)
