"""Advising: the advice on the stack that a person wants to see; dismissed pieces stay away until another project."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from engine.network.advice import Advice, advice
from engine.network.analysis import Analysis
from engine.network.network import Network

Advised = Mapping[str, tuple[Advice, ...]]  # by node


class Advising(QObject):
    """Whether advice is shown, and which pieces are not, by node and kind."""

    changed = Signal()
    shown_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = True
        self._dismissed: set[tuple[str, str]] = set()
        self._known: tuple[Analysis | None, tuple[Advice, ...]] = None, ()

    @property
    def shown(self) -> bool:
        """True while advice is shown at all."""
        return self._shown

    def set_shown(self, shown: bool) -> None:
        """Shows advice, or none; shown again, dismissed pieces are back."""
        if shown != self._shown:
            self._shown = shown
            self._dismissed.clear()
            self.shown_changed.emit(shown)
            self.changed.emit()

    def dismiss(self, piece: Advice) -> None:
        """Takes one piece away."""
        self._dismissed.add((piece.node, piece.key))
        self.changed.emit()

    def forget(self) -> None:
        """Another project: nothing of it was dismissed."""
        self._dismissed.clear()

    def on(self, network: Network, analysis: Analysis) -> Advised:
        """The pieces to show."""
        if not self._shown:
            return {}
        found: dict[str, tuple[Advice, ...]] = {}
        for piece in self._pieces(network, analysis):
            if (piece.node, piece.key) not in self._dismissed:
                found[piece.node] = (*found.get(piece.node, ()), piece)
        return found

    def _pieces(self, network: Network, analysis: Analysis) -> tuple[Advice, ...]:
        """All there are; of the same analysis, as when a block is folded, they are worked out once."""
        if self._known[0] is not analysis:
            self._known = analysis, advice(network, analysis)
        return self._known[1]
