"""Advising: the advice on the stack that a person wants to see; dismissed pieces stay away until another project.

It is worked out anew a moment after the last edit, so that no key waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from engine.analysis.advice import Advice, advice
from engine.analysis.analysis import Analysis

PAUSE_MS = 150
Advised = Mapping[str, tuple[Advice, ...]]  # by node


class Advising(QObject):
    """Whether advice is shown, and which pieces are not, by node and kind."""

    changed = Signal()
    shown_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = True
        self._dismissed: set[tuple[str, str]] = set()
        self._newest: Analysis | None = None  # what was asked about last
        self._known: tuple[Advice, ...] = ()  # of that, or of the one before while edits go on
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._work_out)

    @property
    def shown(self) -> bool:
        """True while advice is shown at all."""
        return self._shown

    def set_shown(self, shown: bool) -> None:
        """Shows advice, or none; shown again, dismissed pieces are back."""
        if shown != self._shown:
            self._shown = shown
            self.forget()
            self.shown_changed.emit(shown)
            self.changed.emit()

    def dismiss(self, piece: Advice) -> None:
        """Takes one piece away."""
        self._dismissed.add((piece.node, piece.key))
        self.changed.emit()

    def forget(self) -> None:
        """Nothing was dismissed, as in another project, and advice is worked out at once."""
        self._dismissed.clear()
        self._newest = None

    def on(self, analysis: Analysis) -> Advised:
        """The pieces to show; `changed` follows where a pause brings others."""
        if not self._shown:
            return {}
        self._look_at(analysis)
        found: dict[str, tuple[Advice, ...]] = {}
        for piece in self._known:
            if (piece.node, piece.key) not in self._dismissed:
                found[piece.node] = (*found.get(piece.node, ()), piece)
        return found

    def _look_at(self, analysis: Analysis) -> None:
        if analysis is self._newest:
            return
        first, self._newest = self._newest is None, analysis
        if first:
            self._known = advice(analysis.network, analysis)
        else:
            self._pause.start()

    def _work_out(self) -> None:
        analysis = self._newest
        if analysis is not None and (new := advice(analysis.network, analysis)) != self._known:
            self._known = new
            self.changed.emit()
