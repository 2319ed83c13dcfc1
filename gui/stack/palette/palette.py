"""Palette: the "Add layer…" field and the list that opens below it. Letters and Enter add a layer; so does a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from gui.appearance import theme
from gui.pieces.pages.panel_keys import PanelKeys
from gui.stack.palette.catalogue import Entry, search
from gui.stack.palette.entry_list import EntryList
from gui.stack.palette.entry_pane import EntryPane, Foresee
from gui.stack.palette.pinned_palette import PinnedPalette
from gui.stack.palette.popover import Popover

KEYS = PanelKeys(
    "While a layer is looked for",
    (
        ("Up, Down", "the entry above or below"),
        ("Enter", "add it after the selected layer"),
        ("Esc", "close the list"),
    ),
)


class Palette(QLineEdit):
    """The search field; `picked` carries an Entry."""

    picked = Signal(object)
    looking = Signal(bool)  # begins and ends to look for a layer: it would go to one place
    left = Signal()  # Esc: the keyboard goes back to the stack

    def __init__(self, foresee: Foresee, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Add layer…")
        self.setAccessibleName("Add layer")
        self.setAccessibleDescription("Type letters to find a layer; Enter adds it after the selected one.")
        self.setToolTip("Type to find a layer; Enter adds it after the selected one (/)")
        self._hint = QLabel("/", self)
        theme.set_role(self._hint, "caption")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.pin = QToolButton(self)
        self.pin.setCursor(Qt.CursorShape.ArrowCursor)
        self._popover: Popover | None = None
        self._foresee = foresee
        self.column = PinnedPalette(foresee)
        self._attend(self.column.list)
        self.column.list.left.connect(self.left)
        self.column.list.letters_typed.connect(self.search)
        self.textEdited.connect(self._find)

    @property
    def popover(self) -> Popover:
        """The list below; made when first needed, as a part of the window so that it covers what is beneath."""
        if self._popover is None or self._popover.parentWidget() is not self.window():
            self._popover = Popover(self._foresee, self.window())
            self._attend(self._popover.list)
        return self._popover

    @property
    def pane(self) -> EntryPane:
        """Where the layers are listed: in the pinned column while it is shown, else in the popover."""
        return self.column if self.column.isVisible() else self.popover

    def _attend(self, entries: EntryList) -> None:
        entries.picked.connect(self._pick)

    def search(self, letters: str = "") -> None:
        """Takes the focus and looks for letters."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(letters)
        self._find()

    def refresh(self) -> None:
        """Another layer is selected, or the stack has changed: a layer would make something else now."""
        if self.column.isVisible():
            self.column.explain()

    def _find(self) -> None:
        self.pane.show_entries(search(self.text()), grouped=not self.text().strip())
        if self.pane is self._popover:
            self._popover.open_beside(self)
        self.looking.emit(True)

    def _pick(self, entry: Entry) -> None:
        self.close_list()
        self.picked.emit(entry)

    def close_list(self) -> None:
        """Forgets the letters; the popover closes, the column shows every layer again."""
        if self.text():
            self.clear()
            if self.column.isVisible():
                self._find()
        if self._popover is not None:
            self._popover.hide()
        self.looking.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.pane.isVisible() and (entry := self.pane.list.chosen):
                self._pick(entry)
        elif key == Qt.Key.Key_Escape:
            self.close_list()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if not self.pane.isVisible():
            self._find()
        else:
            self.pane.list.step(by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._find()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_list()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_list()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place_signs()

    def _place_signs(self) -> None:
        """The key that leads here, and the pin, at the right end."""
        side = self.height() - theme.px(4)
        self.pin.setGeometry(self.width() - side - theme.px(2), theme.px(2), side, side)
        self._hint.adjustSize()
        self._hint.move(self.pin.x() - self._hint.width() - theme.px(4), (self.height() - self._hint.height()) // 2)
        self.setTextMargins(0, 0, self.width() - self._hint.x(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_signs()
        if self._popover is not None and self._popover.isVisible():
            self._popover.open_beside(self)
