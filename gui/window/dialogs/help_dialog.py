"""HelpDialog: the help with its contents, a search through all of it, and every shortcut. It may stay open beside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.appearance import lengths, theme
from gui.window.dialogs.help_sections import Section

SHORTCUTS = "Keyboard shortcuts"
CONTENTS, SIZE = 216, (820, 600)


class HelpDialog(QDialog):
    """Shows one section at a time; what is searched for narrows the contents and is marked in the text."""

    def __init__(self, sections: Sequence[Section], shortcuts: str, parent: QWidget) -> None:
        """`shortcuts` are the last section, as Markdown."""
        super().__init__(parent)
        self.setWindowTitle("Help")
        self._sections = {one.title: one for one in (*sections, Section(SHORTCUTS, shortcuts))}
        self.search, self.contents, self.page = QLineEdit(), QListWidget(), QTextBrowser(openExternalLinks=True)
        self._none = QLabel("Nothing is said of this.", wordWrap=True)
        theme.set_role(self._none, "caption")
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.contents.currentTextChanged.connect(self._show)
        self._find("")
        self.resize(theme.px(SIZE[0]), theme.px(SIZE[1]))
        self.search.setFocus()

    def open_at(self, title: str) -> None:
        """Shows a section, the first where there is none of that title, and comes to the front."""
        self.search.clear()
        found = self.contents.findItems(title, Qt.MatchFlag.MatchExactly)
        self.contents.setCurrentItem(found[0] if found else self.contents.item(0))
        self.show()
        self.activateWindow()

    def open_at_shortcuts(self) -> None:
        """Shows all keys."""
        self.open_at(SHORTCUTS)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("Search the help")
        self.search.setClearButtonEnabled(True)
        for widget, name in ((self.search, "Search the help"), (self.contents, "Contents"), (self.page, "Help")):
            widget.setAccessibleName(name)
        lengths.follow(self.contents, setFixedWidth=CONTENTS)
        lengths.follow(self.search, setFixedWidth=CONTENTS)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        lengths.follow(self.page.document(), setDocumentMargin=12)
        left = QVBoxLayout()
        for part in (self.search, self._none, self.contents):
            left.addWidget(part)
        row = QHBoxLayout()
        lengths.follow(row, setSpacing=12)
        row.addLayout(left)
        row.addWidget(self.page, 1)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(12, 12, 12, 12), setSpacing=12)
        column.addLayout(row, 1)
        column.addWidget(self._close_button())

    def _close_button(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # Enter belongs to the search
        box.rejected.connect(self.reject)
        return box

    # --- finding ---

    def _find(self, words: str) -> None:
        """The contents that hold these words; what is shown stays where it is among them."""
        shown = self.contents.currentItem()
        before = shown.text() if shown is not None else ""
        titles = [title for title, section in self._sections.items() if section.holds(words)]
        self.contents.blockSignals(True)
        self.contents.clear()
        self.contents.addItems(titles)
        self.contents.blockSignals(False)
        self._none.setVisible(not titles)
        if not titles:
            self._mark(())
        else:
            self.contents.setCurrentRow(titles.index(before) if before in titles else 0)
            self._show(self.contents.currentItem().text())

    def _show(self, title: str) -> None:
        if section := self._sections.get(title):
            self.page.setMarkdown(f"## {section.title}\n\n{section.text}")
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self._mark(self.search.text().split())

    def _mark(self, words: Sequence[str]) -> None:
        """Every place where a word stands, the first of them in sight."""
        places = [place for word in words for place in self._places(word)]
        self.page.setExtraSelections([self._marked(place) for place in places])
        if places:
            first = QTextCursor(min(places, key=QTextCursor.selectionStart))
            first.clearSelection()
            self.page.setTextCursor(first)

    def _places(self, word: str) -> list[QTextCursor]:
        document, found = self.page.document(), []
        place = document.find(word)
        while not place.isNull():
            found.append(place)
            place = document.find(word, place)
        return found

    def _marked(self, place: QTextCursor) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = place, QTextCharFormat()
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        colour.setAlphaF(0.35)
        mark.format.setBackground(colour)
        return mark

    # --- keys ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go through the contents while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.contents.currentRow() + step
                self.contents.setCurrentRow(min(max(row, 0), self.contents.count() - 1))
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and self.contents.currentItem():
            self._show(self.contents.currentItem().text())  # its headings take over size and colours
