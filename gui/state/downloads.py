"""Downloads: published data sets that are being fetched, one after another, while everything else goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal

from engine.project.data.sources import AnySource
from engine.service.questions import Download
from gui.state.one_after_another import OneAfterAnother


class Downloads(OneAfterAnother):
    """What has come of one that is given up is kept for the next time.

    arrived(source)    its files are here now
    """

    arrived = Signal(object)
    unit = "bytes"
    beginning = "Connecting…"
    cancel_tip = "What has come is kept, and the next download goes on from there"

    def question(self, piece: AnySource) -> Download:
        return Download(piece)

    def said_of(self, piece: AnySource, far: str) -> str:
        return f"Downloading {piece.name}: {far}"

    def name(self, piece: AnySource) -> str:
        return piece.name

    def done(self, piece: AnySource, answer: object) -> None:
        self._messages.say(f"{piece.name} is here.")
        self.arrived.emit(piece)
