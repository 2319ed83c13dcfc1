"""ImageList: images in rows, each with what it is and what it was taken for; only what is in sight is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle

from gui.appearance import theme
from gui.pieces.images.answer_tile import AnswerTile
from gui.pieces.images.answer_words import in_words
from gui.pieces.images.thumbnails import Thumbnails
from gui.pieces.pages.panel_keys import PanelKeys
from gui.pieces.tips import parted

SOON = 20  # milliseconds after the list was scrolled: what is in sight is asked for
AnyIndex = QModelIndex | QPersistentModelIndex

KEYS = PanelKeys(
    "On mistakes, and other lists of images",
    (("Arrows, Home, End", "another one, which is shown"), ("Enter or Space", "show it again")),
)


class ListedImages(QStringListModel):
    """The images of a list: their indexes in the split, and what is known of them.

    Qt counts the rows itself: a list lays out every row, and would ask for each of thousands how many there are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: Any = None  # what `in_words` knows an image by
        self.in_words: Callable[[Any, int, Sequence[str]], str] = in_words
        self.indexes: NDArray[np.int64] = np.zeros(0, np.int64)
        self.classes: Sequence[str] = ()

    def show(self, found: Any, indexes: NDArray[np.int64], classes: Sequence[str]) -> None:
        """Lists other images."""
        self.found, self.indexes, self.classes = found, indexes, classes
        self.setStringList([""] * len(indexes))

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _SAID or not index.isValid() or self.found is None:
            return None
        words = self.in_words(self.found, int(self.indexes[index.row()]), self.classes)
        return parted(f"{words}. A click shows it under Try it.") if role == Qt.ItemDataRole.ToolTipRole else words


_SAID = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class ImageList(QListView):
    """Tiles as wide as their words want, in as many columns as there is room; the arrow keys go from one to the next.

    A screen reader calls it `name`; `tile` paints each image.

    picked(index)   an image of the split was chosen: by a click, Enter, or by going to it
    """

    picked = Signal(int)
    _built = False  # Qt sends events before the parts are made

    def __init__(self, name: str, tile: type[AnswerTile] = AnswerTile) -> None:
        super().__init__()
        self.images, self.thumbnails = ListedImages(), Thumbnails()
        self.setModel(self.images)
        self._tile = tile(self.images, self.thumbnails, self)
        self.setItemDelegate(self._tile)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._see)
        self._columns = 1
        self._set_up()
        self.setAccessibleName(name)
        self._built = True
        self.clicked.connect(self._pick)
        self.thumbnails.arrived.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())

    def _set_up(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.set_role(self, "plain")

    def show_images(self, found: Any, indexes: NDArray[np.int64], classes: Sequence[str]) -> None:
        """Lists other images; what is chosen stays so where it is still there, and the place in the list too."""
        chosen, place = self.chosen, self.verticalScrollBar().value()
        self.images.show(found, indexes, classes)
        self._fit()
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(place)
        if chosen is not None:
            self.choose(chosen)
        self._soon.start()

    @property
    def chosen(self) -> int | None:
        """The index in the split of the image that is chosen."""
        row = self.currentIndex().row()
        return int(self.images.indexes[row]) if 0 <= row < len(self.images.indexes) else None

    def choose(self, index: int) -> None:
        """Chooses an image where it is listed, and says nothing; the place in the list stays."""
        rows = np.flatnonzero(self.images.indexes == index)
        if not len(rows):
            self.clearSelection()
        elif index != self.chosen or not self.selectedIndexes():
            place = self.verticalScrollBar().value()
            self.setCurrentIndex(self.images.index(int(rows[0])))
            self.verticalScrollBar().setValue(place)

    def _pick(self, *_: object) -> None:
        if self.chosen is not None:
            self.picked.emit(self.chosen)

    # --- what is in sight ---

    @property
    def columns(self) -> int:
        """Tiles in a row."""
        return self._columns

    def in_sight(self) -> list[int]:
        """The images in the part that is seen, and a row beyond."""
        height, above = max(1, self.gridSize().height()), self.verticalScrollBar().value()
        first, last = above // height, (above + self.viewport().height()) // height + 1
        return [int(index) for index in self.images.indexes[first * self.columns : (last + 1) * self.columns]]

    def _see(self) -> None:
        if self.isVisible():
            self.thumbnails.see(self.in_sight())

    def _fit(self) -> None:
        """Tiles share the width. Qt keeps a place for the scroll bar, and a tile must end before its row does."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        least, width = self._tile.least(), self.maximumViewportSize().width() - bar - 1
        self._columns = max(1, width // least.width())
        self.setGridSize(QSize(max(1, width // self._columns), least.height()))
        self.verticalScrollBar().setSingleStep(least.height() // 2)

    # --- Qt's events ---

    def sizeHint(self) -> QSize:
        return QSize(self._tile.least().width() * 4, self._tile.least().height() * 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tile.least().width() * 2, self._tile.least().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whoever goes to an image by key sees it; Enter and the space bar show it again."""
        before = self.chosen
        super().keyPressEvent(event)
        if self.chosen != before or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._built:
            self._tile.fit()
            self._fit()
            self.updateGeometry()
