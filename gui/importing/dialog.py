"""ImportDialog: what lies where own images are, how it would be read, and Import. The window goes on beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.errors import LayerscopeError
from engine.service.answers import ImagesLook, Pixels
from engine.text import one_line
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, in_figures
from gui.importing.found_classes import FoundClasses
from gui.importing.look_words import images, summary
from gui.importing.reading_card import ReadingCard
from gui.pieces.copying.copyable import copyable
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import Card, Columns, Page, words
from gui.state.error_words import hint, what
from gui.state.importing import Wanted

SIZE, AROUND = QSize(820, 560), 80  # pixels; the second of the window that stay to be seen
FOUND, WIDE_ENOUGH = 260, 620
TABLES = "Tables and archives (*.csv *.tsv *.txt *.npz);;All files (*)"
WHAT = (
    "Choose a folder with a folder of images for each class, a table of files and labels (file,label), or a NumPy "
    "archive (.npz) of images and labels; or drop it here. Nothing is ever written where it lies."
)


class ImportDialog(QDialog):
    """Shows what it is told. What was found last stays, and can be imported, where another place holds nothing.

    looked_for(path)    what lies there is to be told
    reading_asked()     some images as they would be read are wanted
    wanted(what)        it is to be imported; the dialog closes
    """

    looked_for = Signal(object)
    reading_asked = Signal()
    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import images")
        self.setAcceptDrops(True)
        self.path: Path | None = None  # of what was found
        self.look: ImagesLook | None = None
        self._asked: Path | None = None  # where is being looked
        self.name, self.problem = Elided("heading"), copyable(words("", "error"))
        self.about, self.summary = words(WHAT, "secondary", wrap=True), words("", "secondary", wrap=True)
        self.remarks, self.classes = copyable(words("", "caption")), FoundClasses()
        self.reading = ReadingCard()
        self.folder, self.file = QPushButton("&Folder…"), QPushButton("&Table or archive…")
        self.take, self.leave = QPushButton("&Import"), QPushButton("Cancel")
        self._found = self._make_found()
        self._lay_out()
        self._connect()
        self.show_nothing()
        self.resize(self._fitting(parent.size()))

    # --- what it is told ---

    def show_nothing(self) -> None:
        """Nobody has chosen anything yet."""
        self.name.say("Your own images")
        self._refuse("")
        self._show_parts()

    def look_at(self, path: Path) -> None:
        """Says where is being looked, and asks for it."""
        self._asked = path
        self.name.say(f"Looking at {one_line(path.name)}…")
        self.name.setToolTip(str(path))
        self._refuse("")
        self._show_parts()
        self.looked_for.emit(path)

    def show_look(self, path: Path, look: ImagesLook) -> None:
        """What was found."""
        self.path, self.look, self._asked = path, look, None
        self.summary.setText(summary(look))
        self.classes.show_classes(look.classes)
        self.remarks.setText(in_figures("\n".join(look.remarks)))
        self.remarks.setVisible(bool(look.remarks))
        self._show_name()
        self._show_parts()
        self.reading.show_look(look)
        self.take.setFocus()

    def refuse(self, path: Path, error: Exception) -> None:
        """Why nothing was found there; what was found before is as good as it was."""
        said = f"{what(error)} {hint(error)}" if isinstance(error, LayerscopeError) else f"It cannot be read ({error})."
        self._asked = None
        self._refuse(f"{path}: {said}".strip())
        self._show_name()
        self._show_parts()

    def show_before(self, some: tuple[Pixels, ...]) -> None:
        """Some images as they are."""
        self.reading.strip.show_before(some)

    def show_after(self, some: tuple[Pixels, ...]) -> None:
        """The same as they would be read."""
        self.reading.strip.show_after(some)

    # --- making ---

    def _make_found(self) -> QWidget:
        found = Page("Found", Card("What was found", self.summary, self.classes, self.remarks))
        found.column.setContentsMargins(0, 0, 0, 0)
        found.column.addStretch(1)
        reading = Page("Reading", self.reading)
        reading.column.setContentsMargins(0, 0, 0, 0)
        reading.column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(Columns(found, reading, wide_enough=WIDE_ENOUGH, first=FOUND))
        return area

    def _lay_out(self) -> None:
        head, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(16, 12, 16, 12), setSpacing=8)
        head.addWidget(self.name, 1)
        for button in (self.folder, self.file):
            head.addWidget(button)
        foot.addStretch(1)
        for button in (self.leave, self.take):
            foot.addWidget(button)
        for row in (head, foot):
            lengths.follow(row, setSpacing=8)
        column.addLayout(head)
        for part in (self.about, self.problem):
            column.addWidget(part)
        column.addWidget(self._found, 1)
        column.addStretch(0)
        column.addLayout(foot)
        theme.set_role(self.take, "primary")

    def _connect(self) -> None:
        for button, do in (
            (self.folder, self.choose_folder),
            (self.file, self.choose_file),
            (self.take, self._take),
            (self.leave, self.reject),
        ):
            button.setAutoDefault(False)  # Enter takes what was typed
            button.clicked.connect(do)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            on_it = Qt.ShortcutContext.WidgetShortcut
            QShortcut(QKeySequence(key), self.take, self.take.click, context=on_it)
        self.reading.reading_changed.connect(self._on_reading)

    def _fitting(self, around: QSize) -> QSize:
        width, height = theme.px(SIZE.width()), theme.px(SIZE.height())
        return QSize(min(width, around.width() - AROUND), min(height, around.height() - AROUND))

    # --- showing ---

    def _show_parts(self) -> None:
        self.about.setVisible(self.look is None)
        self._found.setVisible(self.look is not None)
        self._show_take()

    def _show_take(self) -> None:
        count = "" if self.look is None else f" {counted(images(self.look), 'image')}"
        self.take.setText(f"&Import{count}")
        self.take.setEnabled(self.look is not None and self._asked is None and self.reading.valid)

    def _show_name(self) -> None:
        if self.path is None:
            self.name.say("Your own images")
        else:
            self.name.say(f"{one_line(self.path.name)}  in {one_line(str(self.path.parent))}", one_line(self.path.name))
            self.name.setToolTip(str(self.path))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # --- what a person does ---

    def choose_folder(self) -> None:
        """Asks for a folder."""
        dialog = self._asking("Folder with a folder for each class")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def choose_file(self) -> None:
        """Asks for a table or an archive."""
        dialog = self._asking("Table or archive of images")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(TABLES.split(";;"))
        dialog.open()

    def _asking(self, title: str) -> QFileDialog:
        begin = Path.home() if self.path is None else self.path.parent
        dialog = QFileDialog(self, title, str(begin))
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _on_reading(self) -> None:
        self._show_take()
        if self.look is not None and self.reading.valid:
            self.reading_asked.emit()

    def _take(self) -> None:
        if self.path is not None:
            self.wanted.emit(Wanted(self.path, self.reading.wish))
            self.accept()

    # --- Qt's events ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len([url for url in event.mimeData().urls() if url.isLocalFile()]) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.look_at(Path(event.mimeData().urls()[0].toLocalFile()))
