"""The row in the head that mutes the layer that is shown, and says what it gives instead."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from engine.service.questions import How
from gui.appearance import lengths, theme
from gui.pieces.eye import eye

HOW: dict[How, str] = {"zero": "Muted gives zero", "mean": "Muted gives its mean"}
TIP = (
    "What the network does without this layer: cards, Inspect and Try it follow at once. The stack and its weights "
    "stay as they are."
)
HOW_TIP = "What muted layers give in place of their own: zero, or their mean over a sample of images."
RANK_TIP = "Mutes one after the other on a sample of test images, and lists those first whose muting costs most."


class MuteRow(QWidget):
    """Always as large, so that nothing jumps when the first is muted: what is, the head says.

    pressed()       the layer is to be muted, or heard again
    chosen(how)     muted channels are to give something else
    rank_asked()    its channels are to be ranked
    """

    pressed = Signal()
    chosen = Signal(str)
    rank_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layer, self.rank, self.how = QToolButton(), QToolButton(), QToolButton()
        self.layer.setText("Mute")
        self.layer.setToolTip(TIP)
        self.layer.setAccessibleName("Mute the layer")
        self.layer.setCheckable(True)
        self.layer.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.rank.setText("Rank…")
        self.rank.setToolTip(RANK_TIP)
        self.how.setAccessibleName("What is muted gives")
        self.how.setToolTip(HOW_TIP)
        self._offer_how()
        for button in (self.layer, self.rank, self.how):
            theme.set_role(button, "choice")
        self._lay_out()
        self.layer.clicked.connect(lambda _: self.pressed.emit())
        self.rank.clicked.connect(lambda _: self.rank_asked.emit())

    def _offer_how(self) -> None:
        menu, only = QMenu(self.how), QActionGroup(self.how)
        for how, title in HOW.items():
            action = menu.addAction(title, partial(self.chosen.emit, how))
            action.setCheckable(True)
            action.setData(how)
            only.addAction(action)
        self.how.setMenu(menu)
        self.how.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=6)
        for part in (self.rank, self.layer, self.how):
            row.addWidget(part)
        self._show_icon()

    def show_muted(self, *, whole: bool, how: How) -> None:
        """Whether all of the layer is muted, and what is muted gives."""
        self.layer.setChecked(whole)
        for action in self.how.menu().actions():
            action.setChecked(action.data() == how)

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
        self.how.setIcon(theme.glyph("chevron-down"))
        self.how.setIconSize(QSize(side, side) / 2)
        self.layer.setIcon(icon)
        self.layer.setIconSize(QSize(side, side))
