"""Saying: one sentence for the line above the chart, with small pictures and ways on; data, free of widgets."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
from PySide6.QtGui import QPixmap

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")


class Way(msgspec.Struct, frozen=True):
    """One thing to do about it: its words, what it does, its tip, and whether it can be done now."""

    text: str
    do: Callable[[], object]
    tip: str = ""
    enabled: bool = True


class Shot(msgspec.Struct, frozen=True, eq=False):
    """A small picture that opens: what it shows in words, and what a click does."""

    picture: QPixmap
    words: str
    do: Callable[[], object]


class Saying(msgspec.Struct, frozen=True):
    """What is said: `lead` in heavier type, then `words`; where there is no room fewer sentences, and all in the tip.

    Ways beyond the first `buttons` stand in a menu. `closes` gives it a ×; `news` tints the line. While it is of one
    `matter` it keeps its place among other news, whatever its words; in `brief` it is announced while others stand
    there. `hush`, which has a sign of its own, is never to say it again.
    With `leads` the first way stands behind the lead, where no other saying has a button. `terse` says all of the
    words in ever fewer, before any of them go.
    """

    words: str
    lead: str = ""
    shots: tuple[Shot, ...] = ()
    ways: tuple[Way, ...] = ()
    buttons: int = 1
    closes: bool = False
    news: bool = True
    matter: str = ""
    brief: str = ""
    hush: Way | None = None
    leads: bool = False
    terse: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The sentence without its pictures and ways."""
        return " ".join(filter(None, (self.lead, self.words)))

    @property
    def about(self) -> str:
        """What it is of: the same sentence, or the same matter, is nothing new."""
        return self.matter or self.whole

    @property
    def least(self) -> str:
        """What must have room before buttons: the first sentence; nothing where the lead is one already."""
        return "" if self.lead.endswith(".") else self.shorter[-1]

    @property
    def shorter(self) -> tuple[str, ...]:
        """The words, in fewer, and what is left of them without their last sentences: the longest first; “…” stands for
        those.
        """
        sentences = SENTENCE_END.split(self.words)
        left = (" ".join(sentences[:count]) for count in range(len(sentences) - 1, 0, -1))
        return (self.words, *self.terse, *(f"{words} …" for words in left))
