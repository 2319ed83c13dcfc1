"""Gallery: projects to begin with, found by letters, with pictures of their data as soon as those are read."""

from __future__ import annotations

from time import perf_counter as clock

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from engine.project.data.sources import PublishedSource
from gui.appearance import lengths
from gui.gallery.card import PICTURES, GalleryCard
from gui.gallery.card_grid import CardGrid
from gui.gallery.entries import EMPTY, Entry, entries
from gui.pieces.images.pictures import picture
from gui.pieces.pages.page_cards import words
from gui.state.data.data_samples import DataSamples

SLICE = 0.002  # seconds: with what Qt then lays out and paints it stays below 12 ms
NOTHING = "No project has these words. Try fewer letters, or the name of a data set or of a layer."


class Gallery(QWidget):
    """A search field over the cards, which come a few at a time: it is there at once, and the window stays fluid.

    What is typed meanwhile finds them as they come; Enter opens the first that is found, be it there already or not.

    chosen(name)     a project is to be opened: the name of a recipe, or EMPTY
    """

    chosen = Signal(str)

    def __init__(self, samples: DataSamples) -> None:
        super().__init__()
        self._samples = samples
        self.search = _Search()
        self.grid = CardGrid()
        self.nothing = words(NOTHING, "empty", wrap=True)
        self.area = QScrollArea(widgetResizable=True)
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.search.down.connect(self.grid.focus_first)
        self.search.returnPressed.connect(self._open_first)
        self.grid.chosen.connect(self.chosen)
        self.grid.left_above.connect(self.search.setFocus)
        self.grid.typed.connect(self._type)
        self._coming, self._opens_first = entries(), False
        self.filled = False
        """Whether all cards are there."""
        self._filling = QTimer(self, interval=0)
        self._filling.timeout.connect(self._fill)
        samples.changed.connect(self._show_data)

    def _lay_out(self) -> None:
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.grid)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=12)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.area, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """First the window, then the cards, then their pictures when they are read."""
        super().showEvent(event)
        if not self.filled:
            self._filling.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._filling.stop()

    def _fill(self) -> None:
        """Adds a card, and a second one where a slice of the window's time has room for it."""
        begun = clock()
        self._add(next(self._coming, None))
        if not self.filled and clock() - begun < SLICE:
            self._add(next(self._coming, None))

    def _add(self, entry: Entry | None) -> None:
        if entry is None:
            self._end_filling()
            return
        card = self.grid.add(entry)
        card.focused.connect(lambda: self.area.ensureWidgetVisible(card))
        self._dress(card)
        if self._opens_first:
            self._open_first()

    def _end_filling(self) -> None:
        self.filled, self._opens_first = True, False
        self._filling.stop()
        self._say_nothing()
        self._samples.look()

    def _show_data(self, kind: type[PublishedSource]) -> None:
        for card in self.grid.cards:
            if isinstance(card.entry.source, kind):
                self._dress(card)

    def _dress(self, card: GalleryCard) -> None:
        """What is known of its data."""
        kind = type(card.entry.source)
        if card.entry.name != EMPTY:
            images = [picture(pixels) for pixels in self._samples.samples(kind)[:PICTURES]]
            card.show_data(images, self._samples.is_here(kind))

    def _find(self, letters: str) -> None:
        self._opens_first = False
        self.grid.show_matching(letters)
        self._say_nothing()
        self.area.verticalScrollBar().setValue(0)

    def _say_nothing(self) -> None:
        """That nothing is found, once all are there."""
        found = bool(self.grid.shown) or not self.filled
        self.nothing.setVisible(not found)
        self.area.setVisible(found)

    def _open_first(self) -> None:
        """The first that is found; they come in their order, so no other one can stand before it."""
        if shown := self.grid.shown:
            self._opens_first = False
            shown[0].click()
        else:
            self._opens_first = not self.filled

    def _type(self, letters: str) -> None:
        """Letters typed on a card look for others."""
        self.search.setFocus()
        self.search.insert(letters)


class _Search(QLineEdit):
    """Where letters are typed; the arrow downwards leads to the cards."""

    down = Signal()

    def __init__(self) -> None:
        super().__init__(clearButtonEnabled=True)
        self.setPlaceholderText("Find a project: digits, CIFAR-10, residual…")
        self.setAccessibleName("Find a project")
        self.setAccessibleDescription("Enter opens the first that is found; the arrow keys lead to the others.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
