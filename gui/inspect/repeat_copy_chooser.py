"""Which copy of a layer inside Repeats is looked into."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from engine.network.addresses import address
from engine.network.network import Network
from engine.network.nodes import copies_inside, times_inside
from gui.appearance import lengths
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.choice_box import ChoiceBox


class CopyChooser(QWidget):
    """One choice for each Repeat around the layer, outermost first; remembered for each Repeat.

    changed()   a person chose another copy
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._repeats: tuple[tuple[str, int], ...] = ()
        self._chosen: dict[str, int] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._row, setSpacing=4)

    def address(self, network: Network, node_id: str) -> str:
        """The address of the node's instance in the chosen copies."""
        return address(node_id, tuple(self._copy(*repeat) for repeat in _repeats(network, node_id)))

    def show_for(self, network: Network, node_id: str | None) -> None:
        """Offers the copies of a node; hidden where there is nothing to choose."""
        repeats = () if node_id is None else _repeats(network, node_id)
        if repeats != self._repeats:
            self._repeats = repeats
            self._make_boxes()
        self.setVisible(any(times > 1 for _, times in repeats))

    def _make_boxes(self) -> None:
        while (item := self._row.takeAt(0)) is not None and (box := item.widget()) is not None:
            box.deleteLater()
        for repeat in self._repeats:
            self._row.addWidget(self._box(*repeat))

    def _box(self, repeat: str, times: int) -> QComboBox:
        box = ChoiceBox()
        box.addItems([f"copy {index + 1} of {times}" for index in range(times)])
        box.setCurrentIndex(self._copy(repeat, times))
        box.setAccessibleName("Copy of the repeated layers")
        ignore_wheel_and_undo(box)
        box.activated.connect(lambda index: self._choose(repeat, index))
        return box

    def _copy(self, repeat: str, times: int) -> int:
        return min(self._chosen.get(repeat, 0), times - 1)

    def _choose(self, repeat: str, index: int) -> None:
        if index != self._chosen.get(repeat, 0):
            self._chosen[repeat] = index
            self.changed.emit()


def _repeats(network: Network, node_id: str) -> tuple[tuple[str, int], ...]:
    """Ids and times of the Repeats around a node, outermost first."""
    around = [network.find(block) for block in network.ancestors(node_id)]
    copied = (node for node in around if node is not None and copies_inside(node.op, (), 0))
    return tuple((node.id, times_inside(node.op)) for node in copied)
