"""Importing: a person's own images that are brought in, one after another, while everything else goes on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from engine.project.data.own_images import AnyOwnImages
from engine.service.answers import Brought, Wish
from engine.service.questions import BringIn
from engine.text import one_line
from gui.state.one_after_another import OneAfterAnother


@dataclass(frozen=True)
class Wanted:
    """What is to be brought in: where it lies, how it is to be read, and, where a project has it already, as what:
    then it was moved, and lies there now.
    """

    path: Path
    wish: Wish
    moved: AnyOwnImages | None = None


class Importing(OneAfterAnother):
    """Nothing is left of one that is given up.

    arrived(wanted, brought)   it can be trained on
    """

    arrived = Signal(object, object)
    unit = "pictures"
    beginning = "Looking for images…"
    cancel_tip = "The data set stays as it is, and nothing is kept of what was read"

    def question(self, piece: Wanted) -> BringIn:
        return BringIn(piece.path, piece.wish)

    def name(self, piece: Wanted) -> str:
        return one_line(piece.path.name)

    def done(self, piece: Wanted, answer: Brought) -> None:
        self.arrived.emit(piece, answer)
