"""Answers to the questions about forks, from the folders of runs alone."""

from __future__ import annotations

from typing import assert_never

from engine.runs.family.fork_point import ForkPoint, read_point
from engine.runs.family.kept_points import KeptPoints, kept_points
from engine.runs.family.learned_images import keeps_drawings
from engine.runs.family.parent import lies_at, origin
from engine.runs.family.typed_in import read_typed_in
from engine.runs.folder import RunFolder
from engine.service.answers import KnownParent
from engine.service.runs.fork_questions import FindParent, ForkFrom, HoldPoint, ListForkPoints, OfForks


class HeldPoint:
    """What a run kept of the step that was chosen to begin from, in memory until it is used.

    A run that trains keeps its newest checkpoints alone: half a minute later that one may be gone.
    """

    def __init__(self) -> None:
        self._held: tuple[ForkFrom, ForkPoint] | None = None

    def hold(self, wish: ForkFrom | None) -> None:
        """Reads it, in place of another; None lets go. Raises LayerscopeError, and then holds nothing."""
        self._held = None
        if wish is not None:
            self._held = (wish, _read(wish))

    def point(self, wish: ForkFrom) -> ForkPoint:
        """What is held, or is kept now. Raises LayerscopeError."""
        held = self._held
        return held[1] if held is not None and held[0] == wish else _read(wish)


def _read(wish: ForkFrom) -> ForkPoint:
    return read_point(RunFolder.open(wish.run), wish.step)


def answered(question: OfForks, held: HeldPoint) -> KeptPoints | KnownParent | None:
    """Raises LayerscopeError in words."""
    match question:
        case ListForkPoints(run=run):
            return kept_points(RunFolder.open(run))
        case FindParent(run=run):
            return known_parent(RunFolder.open(run))
        case HoldPoint(fork=fork):
            held.hold(fork)
            return None
        case _:
            assert_never(question)


def known_parent(run: RunFolder) -> KnownParent | None:
    """The run that a fork began from, as far as it can be read, and where it lies now."""
    parent = origin(run.parent_file)
    if parent is None:
        return None
    typed_in, folder = read_typed_in(run.typed_in_file), lies_at(parent, run.path)
    return KnownParent(run.path, parent, folder, typed_in, keeps_drawings(run))
