"""Beyond: what sets runs apart that no project holds: the weights they began with, and rates changed by hand."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from engine.runs.family.parent import Origin, Parent, known_parent
from engine.runs.reader import RunReader
from engine.text import one_line


class Beyond(msgspec.Struct, frozen=True):
    """How the rate was changed, in words, and of a fork where its weights are from, and what that is called."""

    by_hand: str = ""
    origin: Origin | None = None
    title: str = ""

    @property
    def alike(self) -> tuple[str, Origin | None]:
        """The same value for all that are not set apart by it."""
        return self.by_hand, self.origin

    @property
    def begins(self) -> str:
        """With which weights a run begins, as a difference to one that begins with others."""
        if self.origin is None:
            return "Begins with new weights"
        run, step = self.origin
        return f"Begins from “{one_line(self.title) or run}” at step {step:,}"


NOTHING = Beyond()
Both: TypeAlias = tuple[Beyond, Beyond]


def beyond(by_hand: str, parent: Parent | None) -> Beyond:
    """Of a run with this parent whose rate was changed so."""
    return Beyond(by_hand) if parent is None else Beyond(by_hand, parent.origin, parent.title)


def beyond_of(reader: RunReader) -> Beyond:
    """Of a run on disk; raises RunFolderError."""
    return beyond(reader.by_hand(), known_parent(reader.folder.parent_file))


def beginning_in_words(both: Both) -> tuple[str, ...]:
    """That the second began with other weights than the first, if it did."""
    first, other = both
    return () if first.origin == other.origin else (other.begins,)


def rate_in_words(both: Both) -> tuple[str, ...]:
    """How the second one's rate was changed, where the first one's was not changed so."""
    first, other = both
    return () if first.by_hand == other.by_hand else (other.by_hand or "rate not by hand",)
