"""ResidualShortcutChoice: the presets of a residual block's shortcut, made to fit what the block's body gives."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.network.layers import Conv2d, PadChannels
from engine.network.network import Network
from engine.network.nodes import Node, Nodes, Residual, with_op
from engine.network.presets import pad_shortcut, projection_shortcut
from engine.network.shapes import Pair, Shape
from gui.appearance import lengths, theme
from gui.forms.fields.field import LABEL_WIDTH
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.choice_box import ChoiceBox
from gui.stack.edit.editing import Editing
from gui.state.document import Document

IDENTITY, PAD, PROJECTION, OWN = "Identity", "Pad channels", "Projection", "Layers of its own"
HELP = "How the input reaches the sum: as it is, padded with empty channels, or through a learned 1×1 convolution."


class ResidualShortcutChoice(QWidget):
    """A list of the presets; layers put into the shortcut by hand show as "Layers of its own"."""

    def __init__(self, document: Document, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._editing, self._id = document, editing, ""
        label, self._box = QLabel("Shortcut"), ChoiceBox()
        theme.set_role(label, "secondary")
        lengths.follow(label, setFixedWidth=LABEL_WIDTH)
        label.setBuddy(self._box)
        ignore_wheel_and_undo(self._box)
        self._box.addItems([IDENTITY, PAD, PROJECTION, OWN])
        self._box.setAccessibleName("Shortcut")
        self._box.setToolTip(HELP)
        self._box.activated.connect(lambda _: self._choose(self._box.currentText()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(label)
        row.addWidget(self._box)
        row.addStretch()
        self.hide()

    def show_block(self, node_id: str) -> None:
        """Shows the shortcut of a residual block."""
        self._id = node_id
        self.refresh()
        self.show()

    def refresh(self) -> None:
        """Shows what the block has now."""
        node = self._document.network.find(self._id)
        if node is not None and isinstance(node.op, Residual):
            self._box.setCurrentText(preset_of(node.op.shortcut))

    def _choose(self, preset: str) -> None:
        if preset != OWN:
            self._editing.apply(lambda network: self._with(network, preset), f"{preset} shortcut")
        self.refresh()

    def _with(self, network: Network, preset: str) -> Network:
        node = network.find(self._id)
        if node is None or not isinstance(node.op, Residual) or preset_of(node.op.shortcut) == preset:
            return network
        return network.replace(with_op(node, Residual(node.op.body, self._nodes(node, preset))))

    def _nodes(self, node: Node, preset: str) -> Nodes:
        if preset == IDENTITY:
            return ()
        channels, stride = self._goal(node)
        make = pad_shortcut if preset == PAD else projection_shortcut
        return make(self._document.new_id, channels, stride)

    def _goal(self, node: Node) -> tuple[int, Pair]:
        """Channels and stride that take the block's input to what its body gives."""
        given, body = self._shapes(node)
        if given is None or body is None or len(given) != 3 or len(body) != 3:
            return (given or (16,))[0], (1, 1)
        stride = tuple(max(1, -(-a // b)) for a, b in zip(given[1:], body[1:], strict=True))
        return body[0], stride

    def _shapes(self, node: Node) -> tuple[Shape | None, Shape | None]:
        instances = self._document.analysis.instances.values()
        block = next((one for one in instances if one.node.id == node.id), None)
        body = node.op.body if isinstance(node.op, Residual) else ()
        last = next((one for one in instances if body and one.node.id == body[-1].id), None)
        given = block.input if block else None
        return given, (last.output if last else given)


def preset_of(shortcut: Nodes) -> str:
    """What a shortcut is called."""
    kinds = [type(node.op).__name__ for node in shortcut]
    if not kinds:
        return IDENTITY
    if kinds in ([PadChannels.__name__], ["MaxPool2d", PadChannels.__name__]):
        return PAD
    return PROJECTION if kinds == [Conv2d.__name__, "BatchNorm"] else OWN
