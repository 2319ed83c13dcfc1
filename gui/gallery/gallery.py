"""Gallery: projects to begin with, found by letters, with pictures of their data as soon as those are read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from engine.project.sources import SOURCES, AnySource
from gui.appearance import lengths
from gui.gallery.card_grid import CardGrid
from gui.gallery.entries import EMPTY, entries
from gui.pieces.page_cards import words
from gui.pieces.pictures import picture
from gui.state.data_samples import DataSamples

NOTHING = "No project has these words. Try fewer letters, or the name of a data set or of a layer."


class Gallery(QWidget):
    """A search field over the cards.

    chosen(name)     a project is to be opened: the name of a recipe, or EMPTY
    """

    chosen = Signal(str)

    def __init__(self, samples: DataSamples) -> None:
        super().__init__()
        self._samples = samples
        self.search = _Search()
        self.grid = CardGrid(entries())
        self.nothing = words(NOTHING, "empty", wrap=True)
        self.area = QScrollArea(widgetResizable=True)
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.search.down.connect(self.grid.focus_first)
        self.search.returnPressed.connect(self._open_first)
        self.grid.chosen.connect(self.chosen)
        self.grid.left_above.connect(self.search.setFocus)
        self.grid.typed.connect(self._type)
        for card in self.grid.cards:
            card.focused.connect(lambda card=card: self.area.ensureWidgetVisible(card))
        samples.changed.connect(self._show_data)
        for kind in SOURCES:
            self._show_data(kind)

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
        """The cards are there at once; their pictures come when they are read."""
        super().showEvent(event)
        self._samples.look()

    def _show_data(self, kind: type[AnySource]) -> None:
        images, here = [picture(pixels) for pixels in self._samples.samples(kind)], self._samples.is_here(kind)
        for card in self.grid.cards:
            if isinstance(card.entry.source, kind) and card.entry.name != EMPTY:
                card.show_data(images, here)

    def _find(self, letters: str) -> None:
        self.grid.show_matching(letters)
        found = bool(self.grid.shown)
        self.nothing.setVisible(not found)
        self.area.setVisible(found)
        self.area.verticalScrollBar().setValue(0)

    def _open_first(self) -> None:
        if shown := self.grid.shown:
            shown[0].click()

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
