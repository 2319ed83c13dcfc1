"""SourceChooser: the data sets as tiles, of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from engine.project.sources import SOURCES, AnySource, PublishedSource
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.pieces.source_sign import paint_sign, sign_of

HEIGHT, LEAST_WIDTH, ICON, GAP = 78, 70, 22, 8


class SourceTile(QAbstractButton):
    """One data set: sign, name, size of its images, how many there are."""

    def __init__(self, kind: type[PublishedSource]) -> None:
        super().__init__()
        self.kind = kind
        self._images: int | None = None
        self._here: bool | None = None
        self.setCheckable(True)
        self.setText(kind.name)
        self.setToolTip(kind.help)
        self.setAccessibleName(kind.title)
        self.setAccessibleDescription(kind.help)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self.update)

    def lines(self) -> tuple[str, str]:
        """Size of the images, and how many are here as far as that is known."""
        channels, height, width = self.kind.published.shape
        colour = "colour" if channels == 3 else "grey"
        missing = "not here yet" if self._here is False else ""
        return f"{height}×{width} {colour}", missing if self._images is None else f"{numeral(self._images)} images"

    def show_count(self, images: int | None) -> None:
        """How many images there are here; None where nobody has counted, or they are missing."""
        self._images = images
        self.update()

    def show_here(self, here: bool | None) -> None:
        """Whether its images are on this computer; None while that is not known."""
        self._here = here
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the name: a tile with a long one gets more of a narrow row."""
        font = self.font()
        font.setBold(True)
        name = QFontMetrics(font).horizontalAdvance(self.text()) + theme.px(10)
        return QSize(max(theme.px(LEAST_WIDTH), name), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        colours, side, pad = theme.current(), theme.px(ICON), theme.px(6)
        colour = colours.accent if self.isChecked() else colours.secondary
        paint_sign(painter, sign_of(self.kind()), QRectF((self.width() - side) / 2, pad, side, side), colour)
        top = pad + side + theme.px(2)
        font = self.font()
        font.setBold(self.isChecked())
        painter.setFont(font)
        top = self._paint_line(painter, top, self.text(), colours.text)
        painter.setFont(theme.caption_font())
        for line in self.lines():
            top = self._paint_line(painter, top, line, colours.secondary)

    def _paint_frame(self, painter: QPainter) -> None:
        colours = theme.current()
        under = self.underMouse()
        painter.setBrush(QColor(colours.selection if self.isChecked() else colours.hover if under else colours.surface))
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(colours.accent if strong else colours.border), 2 if self.hasFocus() else 1))
        inset = 1 if self.hasFocus() else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)

    def _paint_line(self, painter: QPainter, top: int, text: str, colour: str) -> int:
        """Paints a centred line, or as many of its words as there is room for; gives the top of the next one."""
        metrics, room = painter.fontMetrics(), self.width() - theme.px(8)
        painter.setPen(QColor(colour))
        short = text
        while " " in short and metrics.horizontalAdvance(short) > room:
            short = short.rpartition(" ")[0]
        short = metrics.elidedText(short, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(0, top, self.width(), metrics.height()), Qt.AlignmentFlag.AlignCenter, short)
        return top + metrics.height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


class SourceChooser(QWidget):
    """Tiles in as many columns as have room; arrow keys go from one to the next."""

    chosen = Signal(object)  # a source

    def __init__(self, source: AnySource) -> None:
        super().__init__()
        self.setAccessibleName("Data set")
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._grid, setSpacing=GAP)
        self._group = QButtonGroup(self)
        self.tiles = {kind: SourceTile(kind) for kind in SOURCES}
        for tile in self.tiles.values():
            self._group.addButton(tile)
        self._arrange(len(self.tiles))
        self.set_source(source)
        self._group.buttonToggled.connect(self._toggled)

    def tile_of(self, source: AnySource) -> SourceTile | None:
        """The tile of a published set; None of a person's own images."""
        return next((tile for kind, tile in self.tiles.items() if isinstance(source, kind)), None)

    def set_source(self, source: AnySource) -> None:
        """Shows which one the document has; says nothing. Of a person's own images, which have no tile, none."""
        self._group.blockSignals(True)
        published = self.tile_of(source)
        self._group.setExclusive(published is not None)
        for tile in self.tiles.values():
            tile.setChecked(tile is published)
        self._group.blockSignals(False)
        self._lead_tab()

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
        return max(tile.minimumSizeHint().width() for tile in self.tiles.values())

    def _fit(self) -> None:
        """As many columns as have room, and no more than fill the rows that this makes."""
        gap, count = theme.px(GAP), len(self.tiles)
        most = max(1, min(count, (self.width() + gap) // (self._widest + gap)))
        rows = -(-count // most)
        self._arrange(-(-count // rows))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for index, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, index // columns, index % columns)
        self.updateGeometry()

    def _toggled(self, tile: QAbstractButton, checked: bool) -> None:
        if checked and isinstance(tile, SourceTile):
            self._lead_tab()
            self.chosen.emit(tile.kind())

    def _lead_tab(self) -> None:
        """The Tab key leads to the chosen tile alone, as it does among radio buttons; to the first where none is."""
        leads = next((tile for tile in self.tiles.values() if tile.isChecked()), next(iter(self.tiles.values())))
        for tile in self.tiles.values():
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile is leads else Qt.FocusPolicy.ClickFocus)
