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

    @property
    def line(self) -> str:
        """What goes on, for a line that stands far from it; empty while nothing does."""
        return "" if self.first is None else f"Downloading {self.first.name}: {self._told.words}"

    def question(self, piece: AnySource) -> Download:
        return Download(piece)

    def name(self, piece: AnySource) -> str:
        return piece.name

    def done(self, piece: AnySource, answer: object) -> None:
        self._messages.say(f"{piece.name} is here.")
        self.arrived.emit(piece)
