"""Layer strip: the names of the stack's layers beside a full page; a click selects one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from engine.network.network import Network
from gui.appearance import lengths, theme
from gui.inspect.layer_words import heading
from gui.state.document import Document
from gui.state.workspace import Workspace

WIDTH = 168
ID = Qt.ItemDataRole.UserRole


class LayerStrip(QListWidget):
    """Follows the document and the selection; what is in blocks stands further in."""

    def __init__(self, document: Document, workspace: Workspace) -> None:
        super().__init__()
        self._document, self._workspace = document, workspace
        self._shown: Network | None = None
        self.setAccessibleName("Layers")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.set_role(self, "plain")
        lengths.follow(self, setFixedWidth=WIDTH)
        self.currentItemChanged.connect(self._choose)
        document.changed.connect(lambda *_: self._show())
        workspace.selection_changed.connect(self._show)

    def _show(self) -> None:
        """Hidden, it does nothing."""
        if not self.isVisible():
            return
        network = self._document.network
        if network != self._shown:
            self._shown = network
            self._fill(network)
        self._follow()

    def _fill(self, network: Network) -> None:
        self.blockSignals(True)
        self.clear()
        for node in network:
            name = heading(network, node.id)
            item = QListWidgetItem("   " * len(network.ancestors(node.id)) + name)
            item.setData(ID, node.id)
            item.setToolTip(name)
            self.addItem(item)
        self.blockSignals(False)

    def _follow(self) -> None:
        """Marks the selected layer."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(ID) == self._workspace.selected:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._workspace.select([item.data(ID)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
