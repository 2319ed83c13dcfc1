"""SourceChooser: the data sets as tiles, of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from engine.project.data.own_images import AnyOwnImages, OwnImages
from engine.project.data.sources import SOURCES, AnySource
from gui.appearance import lengths, theme
from gui.data.source.source_tile import OwnTile, SourceTile, Tile

GAP = 8


class SourceChooser(QWidget):
    """Tiles in as many columns as have room; arrow keys go from one to the next.

    chosen(source)   another data set
    import_asked()   own images are to be brought in
    """

    chosen = Signal(object)
    import_asked = Signal()

    def __init__(self, source: AnySource) -> None:
        super().__init__()
        self.setAccessibleName("Data set")
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._grid, setSpacing=GAP)
        self._group = QButtonGroup(self)
        self.tiles = {kind: SourceTile(kind) for kind in SOURCES}
        self.own, self.others = OwnTile(), OwnTile()  # those of the document, and the way to bring in others
        for tile in self.tiles.values():
            self._group.addButton(tile)
        self.others.setParent(self)
        self.others.hide()
        self._arrange(len(self._all))
        self.set_source(source)
        self._group.buttonToggled.connect(self._toggled)
        self.own.clicked.connect(self._on_own)
        self.others.clicked.connect(self.import_asked)

    @property
    def _all(self) -> tuple[Tile, ...]:
        return (*self.tiles.values(), self.own, *(() if self.own.source is None else (self.others,)))

    def tile_of(self, source: AnySource) -> Tile:
        """The tile that it is chosen with."""
        return next((tile for kind, tile in self.tiles.items() if isinstance(source, kind)), self.own)

    def set_source(self, source: AnySource) -> None:
        """Shows which one the document has; says nothing."""
        self._group.blockSignals(True)
        if isinstance(source, OwnImages):
            self._show_own(source)
        self.tile_of(source).setChecked(True)
        self._group.blockSignals(False)
        self._lead_tab()

    def _show_own(self, source: AnyOwnImages) -> None:
        """Beside them is the way to bring in others, from now on."""
        self.own.show_source(source)
        self._group.addButton(self.own)
        self._fit()
        self._place()
        self.others.show()

    def minimumSizeHint(self) -> QSize:
        """As narrow as one tile, so that it may shrink out of several columns."""
        return QSize(self._widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @property
    def _widest(self) -> int:
        return max(tile.minimumSizeHint().width() for tile in self._all)

    def _fit(self) -> None:
        """As many columns as have room, and no more than fill the rows that this makes."""
        gap, count = theme.px(GAP), len(self._all)
        most = max(1, min(count, (self.width() + gap) // (self._widest + gap)))
        rows = -(-count // most)
        self._arrange(-(-count // rows))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        self._place()

    def _place(self) -> None:
        for index, tile in enumerate(self._all):
            self._grid.addWidget(tile, index // self._columns, index % self._columns)
        self.updateGeometry()

    def _toggled(self, tile: QAbstractButton, checked: bool) -> None:
        if checked and isinstance(tile, SourceTile | OwnTile):
            self._lead_tab()
            self.chosen.emit(tile.source)

    def _on_own(self) -> None:
        """Where there are none yet, they are asked for."""
        if self.own.source is None:
            self.import_asked.emit()

    def _lead_tab(self) -> None:
        """The Tab key leads to the chosen tile, as it does among radio buttons, and to the way to bring images in."""
        apart = self.own if self.own.source is None else self.others
        for tile in self._all:
            leads = tile.isChecked() or tile is apart
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.ClickFocus)
