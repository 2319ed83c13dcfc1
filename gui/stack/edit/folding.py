"""Folding: which blocks are shown as one line; held by id, so a block that is taken away comes back as it was."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from engine.network.nodes import branches
from gui.state.document import Document

LONG = 40  # nodes from which a newly opened stack begins with its blocks folded


class Folding(QObject):
    """The folded blocks of the document."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._folded: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """The folded blocks."""
        return self._folded

    def begin(self) -> None:
        """Another project: long stacks begin folded. Says nothing."""
        network = self._document.network
        outermost = {node.id for node in network.nodes if branches(node.op)}
        self._folded = frozenset(outermost if len(network.ids) > LONG else ())

    def fold(self, node: str, folded: bool) -> None:
        """Folds or unfolds one block."""
        self._set(self._folded | {node} if folded else self._folded - {node})

    def turn(self, node: str) -> None:
        """Folds a block that is open, unfolds one that is folded."""
        self.fold(node, node not in self._folded)

    def toggle(self, ids: Iterable[str]) -> None:
        """Unfolds the blocks among these nodes if any is folded, else folds them."""
        blocks = self._blocks & set(ids)
        self._set(self._folded - blocks if blocks & self._folded else self._folded | blocks)

    def fold_all(self) -> None:
        """Every block as one line."""
        self._set(self._blocks)

    def unfold_all(self) -> None:
        """Every layer in sight."""
        self._set(frozenset())

    def unfold_around(self, ids: Iterable[str]) -> None:
        """Unfolds whatever hides these nodes."""
        network = self._document.network
        self._set(self._folded.difference(*(network.ancestors(node) for node in ids)))

    @property
    def _blocks(self) -> frozenset[str]:
        return frozenset(node.id for node in self._document.network if branches(node.op))

    def _set(self, folded: frozenset[str]) -> None:
        if folded != self._folded:
            self._folded = folded
            self.changed.emit()
