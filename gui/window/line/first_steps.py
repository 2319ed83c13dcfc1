"""The first steps of a first start: three things to do, ticked off one by one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.appearance import lengths, theme
from gui.window.line.saying_row import cross

STEPS = 3
PRESS_TRAIN = "Press Train"


class FirstSteps(QWidget):
    """① Press Train ② Watch your 3 ③ Draw your own; over when all are done, and dismissible.

    Where the data are no digits, or the 3 that waited was drawn over, it is the answer that there is to watch.
    """

    dismissed = Signal()  # for good: by the ×, or all are done
    offered_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("First steps")
        self.offered = False
        self._done = 0
        self._first, self._watched = PRESS_TRAIN, "the answer"
        self._words = [QLabel() for _ in range(STEPS)]
        self._row = QHBoxLayout(self)
        lengths.follow(self._row, setContentsMargins=(10, 0, 6, 0), setSpacing=8)
        for label in self._words:
            label.setMinimumWidth(1)  # the window may be narrower than the words
            self._row.addWidget(label)
            lengths.space(self._row, 8)
        self._row.addStretch(1)
        self._close = cross("Hide the first steps")
        self._close.clicked.connect(self._dismiss)
        self._row.addWidget(self._close)
        self._show()

    def offer(self, offered: bool) -> None:
        """Whether there are steps to show; shown again they begin with the first."""
        if offered != self.offered:
            self._done = self._done % STEPS  # asked for again they begin anew
            self.offered = offered
            self._done = 0 if offered else self._done
            self._show()
            self.offered_changed.emit()

    def reach(self, done: int) -> None:
        """Ticks off the first `done` steps, never fewer than before; those that are not offered nobody does."""
        if self.offered and done > self._done:
            self._done = done
            self._show()
            if done == STEPS:
                self._dismiss()

    def begin(self, first: str) -> None:
        """What there is to do first: to press Train, or what keeps it from training."""
        if first != self._first:
            self._first = first
            self._show()

    def watch(self, what: str) -> None:
        """What there is to watch on the right: "your 3", or "the answer"."""
        if what != self._watched:
            self._watched = what
            self._show()

    def _dismiss(self) -> None:
        self.offer(False)
        self.dismissed.emit()

    def _show(self) -> None:
        """All steps in words, or where there is little room the one to be done, between the marks of the others."""
        whole = [f"{mark} {words}" for mark, words in self._steps()]
        cramped = self._width_of(whole) > self.width()
        for index, (label, (mark, _)) in enumerate(zip(self._words, self._steps(), strict=True)):
            label.setText(mark if cramped and index != self._done else whole[index])
            label.setToolTip(whole[index])
            label.setAccessibleName(whole[index])
            theme.set_role(label, "heading" if index == self._done else "secondary")

    def _steps(self) -> list[tuple[str, str]]:
        """Mark and words of each."""
        words = (PRESS_TRAIN if self._done else self._first, f"Watch {self._watched}", "Draw your own")
        return [("✓" if index < self._done else "①②③"[index], one) for index, one in enumerate(words)]

    def _width_of(self, texts: list[str]) -> int:
        bold = self.font()
        bold.setBold(True)
        around = len(texts) * (self._row.spacing() + theme.px(8)) + self._close.sizeHint().width() + theme.px(16)
        return sum(map(QFontMetrics(bold).horizontalAdvance, texts)) + around

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def minimumSizeHint(self) -> QSize:
        """Any width: the words make room."""
        return QSize(0, super().minimumSizeHint().height())
