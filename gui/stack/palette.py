"""Palette: the "Add layer…" field and the list that opens below it. Letters and Enter add a layer; so does a click."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from gui import theme
from gui.stack.catalogue import Entry, search
from gui.stack.popover import Popover


class Palette(QLineEdit):
    """The search field; `picked` carries an Entry."""

    picked = Signal(object)
    left = Signal()  # Esc: the keyboard goes back to the stack

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Add layer…")
        self.setAccessibleName("Add layer")
        self.setAccessibleDescription("Type letters to find a layer; Enter adds it after the selected one.")
        self.setToolTip("Type to find a layer; Enter adds it after the selected one (/)")
        self._hint = QLabel("/", self)
        theme.set_role(self._hint, "caption")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._popover: Popover | None = None
        self.textEdited.connect(self._find)

    @property
    def popover(self) -> Popover:
        """The list below; made when first needed, as a part of the window so that it covers what is beneath."""
        if self._popover is None or self._popover.parentWidget() is not self.window():
            self._popover = Popover(self.window())
            self._popover.picked.connect(self._pick)
        return self._popover

    def search(self, letters: str = "") -> None:
        """Takes the focus and looks for letters."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(letters)
        self._find()

    def _find(self) -> None:
        self.popover.show_entries(search(self.text()), grouped=not self.text().strip())
        self.popover.open_below(self)

    def _pick(self, entry: Entry) -> None:
        self.clear()
        self.close_list()
        self.picked.emit(entry)

    def close_list(self) -> None:
        """Closes the list."""
        if self._popover is not None:
            self._popover.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.popover.isVisible() and (entry := self.popover.chosen):
                self._pick(entry)
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.close_list()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if not self.popover.isVisible():
            self._find()
        else:
            self.popover.step(by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._find()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_list()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.adjustSize()
        self._hint.move(self.width() - self._hint.width() - theme.px(10), (self.height() - self._hint.height()) // 2)
        if self._popover is not None and self._popover.isVisible():
            self._popover.open_below(self)
