"""The row that mutes the layer that is shown, says what of it is muted, and what it gives instead."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from engine.service.questions import How
from gui.appearance import lengths, theme
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.elided import Elided
from gui.pieces.eye import eye

HOW: dict[How, str] = {"zero": "gives zero", "mean": "gives its mean"}
TIP = (
    "What the network does without this layer: cards, Inspect and Try it follow at once. The stack and its weights "
    "stay as they are."
)
RANK_TIP = "Mutes one after the other on a sample of test images, and lists those first whose muting costs most."


class MuteRow(QWidget):
    """What of the layer is muted, in sight while something is; its `buttons` stand elsewhere, and stay.

    pressed()       the layer is to be muted, or heard again
    chosen(how)     muted channels are to give something else
    rank_asked()    its channels are to be ranked
    """

    pressed = Signal()
    chosen = Signal(str)
    rank_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layer, self.rank, self.how = QToolButton(), QToolButton(), QComboBox()
        self.buttons = QWidget()
        self.words = Elided("caption")
        self.layer.setText("Mute")
        self.layer.setToolTip(TIP)
        self.layer.setAccessibleName("Mute the layer")
        self.layer.setCheckable(True)
        self.layer.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.rank.setText("Rank…")
        self.rank.setToolTip(RANK_TIP)
        self.how.setAccessibleName("What is muted gives")
        for how, title in HOW.items():
            self.how.addItem(title, how)
        ignore_wheel_and_undo(self.how)
        for button in (self.layer, self.rank):
            theme.set_role(button, "choice")
        self._lay_out()
        self.layer.clicked.connect(lambda _: self.pressed.emit())
        self.rank.clicked.connect(lambda _: self.rank_asked.emit())
        self.how.activated.connect(lambda _: self.chosen.emit(cast("How", self.how.currentData())))

    def _lay_out(self) -> None:
        for holder, parts in ((self, (self.words, self.how)), (self.buttons, (self.rank, self.layer))):
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            lengths.follow(row, setSpacing=8)
            for part in parts:
                row.addWidget(part, 1 if part is self.words else 0)
        self._show_icon()

    def show_muted(self, *, whole: bool, words: str, how: How) -> None:
        """Whether all of the layer is muted, what of it is, and what it gives."""
        self.layer.setChecked(whole)
        self.words.say(words)
        self.how.setCurrentIndex(self.how.findData(how))
        self.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._show_icon()

    def _show_icon(self) -> None:
        icon, side, ratio = QIcon(), theme.px(16), self.devicePixelRatioF()
        for state, closed in ((QIcon.State.Off, False), (QIcon.State.On, True)):
            pixmap = QPixmap(QSize(side, side) * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(0, 0, 0, 0))
            painter = QPainter(pixmap)
            colour = theme.current().accent if closed else theme.current().text
            eye(painter, QRectF(QPointF(), QSize(side, side).toSizeF()), QColor(colour), closed=closed)
            painter.end()
            icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
        self.layer.setIcon(icon)
        self.layer.setIconSize(QSize(side, side))
