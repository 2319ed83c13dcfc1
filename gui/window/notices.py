"""Notices above the chart: the first steps of a first start, and "the stack has changed" with its ways on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.appearance import lengths, theme

STEPS = 3


class Strip(QWidget):
    """A flat strip with words at the left and buttons at the right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        theme.set_role(self, "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._row = QHBoxLayout(self)
        lengths.follow(self._row, setContentsMargins=(10, 5, 6, 5), setSpacing=8)


def cross(tip: str) -> QToolButton:
    """A small × that takes a strip away."""
    button = QToolButton()
    button.setText("×")
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


class FirstSteps(Strip):
    """① Press Train ② Watch your 3 ③ Draw your own; ticked off as they are done, and dismissible.

    Where the data are no digits, or the 3 that waited was drawn over, it is the answer that there is to watch.
    """

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__("First steps")
        self._done = 0
        self._watched = "the answer"
        self._words = [QLabel() for _ in range(STEPS)]
        for label in self._words:
            label.setMinimumWidth(1)  # the window may be narrower than the words
            self._row.addWidget(label)
            lengths.space(self._row, 8)
        self._row.addStretch(1)
        self._close = cross("Hide the first steps")
        self._close.clicked.connect(self._dismiss)
        self._row.addWidget(self._close)
        self._show()

    def reach(self, done: int) -> None:
        """Ticks off the first `done` steps, never fewer than before."""
        if done > self._done:
            self._done = done
            self._show()

    def watch(self, what: str) -> None:
        """What there is to watch on the right: "your 3", or "the answer"."""
        if what != self._watched:
            self._watched = what
            self._show()

    def _dismiss(self) -> None:
        self.hide()
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
        words = ("Press Train", f"Watch {self._watched}", "Draw your own")
        return [("✓" if index < self._done else "①②③"[index], one) for index, one in enumerate(words)]

    def _width_of(self, texts: list[str]) -> int:
        bold = self.font()
        bold.setBold(True)
        around = len(texts) * (self._row.spacing() + theme.px(8)) + self._close.sizeHint().width() + theme.px(16)
        return sum(map(QFontMetrics(bold).horizontalAdvance, texts)) + around

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()


class StackChanged(Strip):
    """Showing a run whose stack is not the one in the document any more."""

    def __init__(self, anew: Callable[[], None], transfer: Callable[[], None], show_run: Callable[[], None]) -> None:
        super().__init__("The stack has changed")
        self._words = QLabel(wordWrap=True)
        self._row.addWidget(self._words, 1)
        self._anew = self._button("Train anew", anew)
        self._transfer = self._button("", transfer)
        self._show_run = self._button("Show the run's stack", show_run)
        self.hide()

    def show_tally(self, words: str, kept: int, total: int, *, training: bool) -> None:
        """Says what is shown and how many of its layers' weights fit the stack; new runs wait for its end."""
        self._words.setText(words)
        self._transfer.setText(f"Continue with what fits: {kept} of {total}")
        self._transfer.setToolTip("Starts a new run from the shown weights wherever layer and shape are the same.")
        self._transfer.setEnabled(kept > 0 and not training)
        self._anew.setEnabled(not training)
        self.show()

    def offer_stack(self, *, offered: bool) -> None:
        """Whether the run's stack can be brought back: not where it is the same, and the data are others."""
        self._show_run.setVisible(offered)

    def _button(self, text: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda *_: do())
        self._row.addWidget(button)
        return button
