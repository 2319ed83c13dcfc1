"""DrawingsPage: the own drawings, what the shown network takes each for, and what can be done with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.service.drawings.drawing_answers import TriedDrawings
from gui.appearance import lengths, rewriting
from gui.data.browser.tile_grid import NAMED, NOTHING, TileGrid, Tiles
from gui.data.drawings.drawing_words import NONE, headline, sentence, tile_name
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.names import LENGTHS, shown
from gui.pieces.copying.save_dialog import ask_where_to_save
from gui.pieces.elided import Elided
from gui.pieces.images.pictures import picture, ready
from gui.pieces.pages.page_cards import GAP, words

CHOOSE = "Choose a drawing to see what the network takes it for."


class DrawingsPage(QWidget):
    """Shows what it is told lies there.

    look_asked(path)          one of them is to be the current image
    move_asked(path, label)   it is of another class
    out_asked(path)           it is to be put away
    back_asked(path)          the one that was put away last is to count again
    export_asked(path)        all are to be written to this file
    """

    look_asked = Signal(Path)
    move_asked = Signal(Path, int)
    out_asked = Signal(Path)
    back_asked = Signal(Path)
    export_asked = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Own drawings")
        self._tried: TriedDrawings | None = None
        self._out: Path | None = None  # what was put away last
        self._pictures: dict[int, QImage] = {}
        self.count, self.about = Elided("caption"), Elided("secondary")
        self.open, self.export = QPushButton("Open folder"), QPushButton("Export…")
        self.look, self.out, self.back = QPushButton("Look at it"), QPushButton("Take out"), QPushButton("Put back")
        self.move_to = ClassChoice("Move to another class", prompt="It is…")
        self.grid, self.sentence = TileGrid(), words(NONE, "secondary", wrap=True)
        self._places = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_tried(None)

    def _lay_out(self) -> None:
        head, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for row in (head, foot):
            lengths.follow(row, setSpacing=GAP)
        head.addWidget(self.count, 1)
        for button in (self.open, self.export):
            head.addWidget(button)
        for part in (self.look, self.move_to, self.out, self.back):
            foot.addWidget(part)
        foot.addStretch(1)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.grid.setAccessibleName("Own drawings")
        for place in (self.grid, self.sentence):
            self._places.addWidget(place)
        lengths.follow(column, setContentsMargins=(0, 4, 0, GAP), setSpacing=4)
        column.addLayout(head)
        column.addWidget(self._places, 1)
        column.addWidget(self.about)
        column.addLayout(foot)
        self.look.setToolTip("Shows it on Try it, as the image that everything follows")
        self.out.setToolTip("Puts it away: it counts no more (Delete)")
        self.back.setToolTip("The drawing that was taken out last counts again")
        self.open.setToolTip("Opens the folder in which they lie as PNG files, a folder a class")
        self.export.setToolTip("Writes them all into one archive, a folder a class")

    def _connect(self) -> None:
        self.grid.selected_changed.connect(self._offer)
        self.grid.unwanted.connect(self._take_out)
        self.grid.doubleClicked.connect(lambda _: self._look())
        self.look.clicked.connect(lambda *_: self._look())
        self.out.clicked.connect(lambda *_: self._take_out())
        self.back.clicked.connect(lambda *_: self._put_back())
        self.move_to.picked.connect(self._move)
        self.open.clicked.connect(lambda *_: self._open_folder())
        self.export.clicked.connect(lambda *_: self._export())
        rewriting.follow(self._rewrite)

    # --- what lies there ---

    def show_tried(self, tried: TriedDrawings | None) -> None:
        """What lies there now; the one that is chosen stays so. None: nobody knows yet."""
        before, files = self.chosen, self._files
        self._tried = tried
        if self._files != files:
            self._pictures = {}
        self.move_to.offer(shown(tried.classes) if tried is not None else ())
        self._show(self._files.index(before) if before in self._files else None)
        self._rewrite()

    @property
    def _files(self) -> tuple[Path, ...]:
        return () if self._tried is None else self._tried.files

    def _show(self, place: int | None) -> None:
        tried = self._tried
        some = tried is not None and len(tried) > 0
        self._places.setCurrentWidget(self.grid if some else self.sentence)
        if tried is None or not some:
            self.grid.show_tiles(NOTHING)
        else:
            tiles = Tiles(
                len(tried), NAMED, self._picture, lambda at: tile_name(tried, at), lambda at: sentence(tried, at)
            )
            self.grid.replace_tiles(tiles, place)
        self._offer()

    def _picture(self, place: int) -> QImage | None:
        if self._tried is not None and place not in self._pictures:
            side = self.grid.measures.picture
            self._pictures[place] = ready(picture(self._tried.images[place]), side, self.devicePixelRatioF())
        return self._pictures.get(place)

    def _rewrite(self) -> None:
        tried = self._tried
        self.count.say("" if tried is None or not len(tried) + tried.passed_over else headline(tried))
        self._offer()

    # --- what can be done ---

    @property
    def chosen(self) -> Path | None:
        """The file of the drawing that is chosen."""
        place = self._place
        return None if place is None else self._files[place]

    @property
    def _place(self) -> int | None:
        """Where it stands; while the grid takes over fewer, it may still have one that is gone."""
        place = self.grid.chosen
        return place if place is not None and place < len(self._files) else None

    def _offer(self) -> None:
        tried, place = self._tried, self._place
        some = tried is not None and len(tried) > 0
        if tried is not None and place is not None:
            self.about.say(*(sentence(tried, place, longest) for longest in LENGTHS))
        else:
            self.about.say(CHOOSE if some else "")
        for part in (self.look, self.out, self.move_to):
            part.setEnabled(place is not None and some)
            part.setVisible(some)
        self.back.setVisible(self._out is not None)
        self.open.setEnabled(some)
        self.export.setEnabled(some)

    def _look(self) -> None:
        if self.chosen is not None:
            self.look_asked.emit(self.chosen)

    def _move(self, label: int | None) -> None:
        if self.chosen is not None and label is not None:
            self.move_asked.emit(self.chosen, label)

    def _take_out(self) -> None:
        if self.chosen is not None:
            self.out_asked.emit(self.chosen)

    def note_out(self, path: Path | None) -> None:
        """Where the one that was put away last lies now; None: it counts again, or is of other classes."""
        self._out = path
        self._offer()

    def _put_back(self) -> None:
        if self._out is not None:
            self.back_asked.emit(self._out)

    def _open_folder(self) -> None:
        if self._tried is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._tried.folder)))

    def _export(self) -> None:
        path = ask_where_to_save(self, "Export own drawings", "own drawings.zip", {".zip": "Archives (*.zip)"})
        if path is not None:
            self.export_asked.emit(path)
