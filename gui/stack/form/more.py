"""More: a line that says what else can be set and whether any of it is not as usual; it opens to the fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.stack.form.arrangement import Kept

SIGN, HEIGHT, BLANK = 11, 22, 4
ELLIPSIS = "…"
CENTRED = Qt.AlignmentFlag.AlignVCenter


class MoreLine(QAbstractButton):
    """The line: what is not as usual stands out, and first."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[Kept, ...] = ()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, kept: Sequence[Kept]) -> None:
        """What is kept under it."""
        ordered = tuple(sorted(kept, key=lambda one: one.usual))
        if ordered != self._kept:
            self._kept = ordered
            words = f"More: {', '.join(one.words for one in ordered)}"
            self.setText(words)
            self.setAccessibleName(words)
            self.setToolTip(words)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(HEIGHT), max(theme.px(HEIGHT), self.fontMetrics().height() + theme.px(BLANK)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(colours.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("hover"))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
        side, left = theme.px(SIGN), theme.px(BLANK)
        sign = theme.glyph("chevron-down" if self.isChecked() else "chevron-right")
        sign.paint(painter, QRect(left, (self.height() - side) // 2, side, side))
        self._paint_words(painter, left + side + theme.px(BLANK))
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        """As many as there is room for; the last one fades into an ellipsis."""
        colours, right = theme.current(), self.width()
        painter.setFont(theme.caption_font())
        metrics, pieces = painter.fontMetrics(), self._pieces()
        whole = sum(metrics.horizontalAdvance(words) for words, _ in pieces) <= right - left
        kept_free = 0 if whole else metrics.horizontalAdvance(ELLIPSIS)
        for words, colour in pieces:
            painter.setPen(colours.colour(colour))
            fits = metrics.horizontalAdvance(words) <= right - left - kept_free
            shown = words if fits else metrics.elidedText(words + ELLIPSIS, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, 0, right - left, self.height()), CENTRED, shown)
            left += metrics.horizontalAdvance(words)
            if not fits:
                return

    def _pieces(self) -> list[tuple[str, str]]:
        """The words in their colours."""
        last = len(self._kept) - 1
        pieces = [(f"More{': ' if self._kept else ''}", "secondary")]
        for index, one in enumerate(self._kept):
            pieces.append((one.words, "secondary" if one.usual else "text"))
            pieces += [(", ", "secondary")] if index < last else []
        return pieces


class More(QWidget):
    """The line and, while it is open, what is under it."""

    turned = Signal(bool)  # opened or closed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = MoreLine()
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self.column, setSpacing=6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        lengths.follow(whole, setSpacing=6)
        whole.addWidget(self.line)
        whole.addWidget(self.body)
        self.body.hide()
        self.line.clicked.connect(self.set_open)

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self.line.isChecked()

    def set_open(self, opened: bool) -> None:
        """Shows the fields, or the line alone."""
        self.line.setChecked(opened)
        self.line.setAccessibleDescription("open" if opened else "folded")
        self.body.setVisible(opened)
        self.turned.emit(opened)
