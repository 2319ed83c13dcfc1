"""MarkdownBox: a note to read, formatted, and to write, as Markdown; empty it is ready to be written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QTextBrowser, QToolButton, QWidget

from gui.appearance import theme
from gui.forms.wheel_and_undo import ignore_wheel_and_undo

WRITING_LINES = 5
EMPTY_LINES = 2
SCHEMES = ("http", "https", "mailto")  # of links that lead out of the program
FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class Reader(QTextBrowser):
    """Shows Markdown. It loads nothing, from nowhere: pictures in a note stay away."""

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.anchorClicked.connect(_follow)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setToolTip("Double click or Enter to edit")

    def show_text(self, text: str) -> None:
        """Shows a note from its beginning: the cursor is behind what was put in, and would be scrolled to."""
        self.document().setMarkdown(text, FEATURES)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.textCursor().hasSelection():
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)


class Writer(QPlainTextEdit):
    """Edits Markdown."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        ignore_wheel_and_undo(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class MarkdownBox(QWidget):
    """Says `edited(text)` as the text is typed. As high as its text needs, up to `most_lines`.

    `toggle` stands beside the text unless its owner puts it elsewhere.
    """

    edited = Signal(str)

    def __init__(self, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._most_lines = "", most_lines
        self._most = 0  # pixels; 0: as high as all lines
        self._showing, self._begun = False, False  # what is typed is not said while shown; whether someone writes
        self.reader, self.writer = Reader(), Writer()
        self.toggle = QToolButton()
        theme.set_role(self.toggle, "choice")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reader)
        row.addWidget(self.writer)
        row.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.writer.textChanged.connect(self._take)
        self.writer.left.connect(self.read)
        self.reader.edit_wanted.connect(self.write)
        self.toggle.clicked.connect(self._toggle)
        self.toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not end the writing before it is counted
        self.reader.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._show()

    @property
    def text(self) -> str:
        """The Markdown."""
        return self._text

    @property
    def writing(self) -> bool:
        """Whether the text is being edited."""
        return self.writer.isVisibleTo(self)

    def set_text(self, text: str) -> None:
        """Shows another text; while it is written, the cursor stays where the text is the same."""
        if text == self._text:
            return
        self._text = text
        if self._begun and self.writer.hasFocus():
            self._fill_writer()
        else:
            self._show()

    def give_room(self, most: int) -> None:
        """It is at most so many pixels high."""
        if most != self._most:
            self._most = most
            self._fit()

    def set_placeholder(self, words: str) -> None:
        """What an empty note says."""
        self.writer.setPlaceholderText(words)

    def write(self) -> None:
        """Goes on to edit the text."""
        self._show(writing=True)
        self.writer.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Shows the text formatted."""
        had_focus = self.writer.hasFocus()
        self._show()
        if had_focus and not self.writing:
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle(self) -> None:
        self.read() if self.writing else self.write()

    def _show(self, *, writing: bool = False) -> None:
        """An empty text is written at once, without a button."""
        self._begun = writing
        writing = writing or not self._text.strip()
        self._fill_writer()
        self.reader.show_text(self._text)
        self.reader.setVisible(not writing)
        self.writer.setVisible(writing)
        self.toggle.setText("Done" if writing else "Edit")
        self.toggle.setVisible(bool(self._text.strip()))
        self._fit()

    def _fill_writer(self) -> None:
        if self.writer.toPlainText() != self._text:
            self._showing = True
            self.writer.setPlainText(self._text)
            self._showing = False

    def _take(self) -> None:
        if not self._showing:
            self._begun = True
            self._text = self.writer.toPlainText()
            self.edited.emit(self._text)

    def _fit(self) -> None:
        """As high as the text, within reason."""
        line = self.fontMetrics().lineSpacing()
        if self.writing:
            wanted = line * (WRITING_LINES if self._text.strip() else EMPTY_LINES) + theme.px(16)
        else:
            text = round(self.reader.document().size().height()) + 2 * self.reader.frameWidth() + 2
            wanted = min(text, line * self._most_lines + theme.px(12))
        wanted = min(wanted, self._most or wanted)
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(max(wanted, line + theme.px(10)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and not self.writing:
            self.reader.show_text(self._text)  # its links and headings take over size and colours
            self._fit()

    def setAccessibleName(self, name: str) -> None:
        for widget in (self.reader, self.writer):
            widget.setAccessibleName(name)
        self.toggle.setAccessibleName(f"Edit {name.lower()}")


def _follow(link: QUrl) -> None:
    """Opens a link in the person's browser; local files and anything else stay closed."""
    if link.scheme() in SCHEMES:
        QDesktopServices.openUrl(link)
