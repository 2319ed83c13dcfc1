"""ClassTable: of each class its first images and how many there are, painted row by row; an image can be pressed."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)

from engine.project.data.facts import Classes
from engine.service.answers import DataOverview
from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.data.picture_sizes import sides
from gui.pieces.classes.names import shown
from gui.pieces.classes.rows import ClassRows
from gui.pieces.images.pictures import picture
from gui.pieces.pages.panel_keys import PanelKeys
from gui.pieces.painted_rows import WHOLE, widest

ROW, LEAST_PICTURE, MOST_PICTURE, BAR, GAP = 32, 32, 96, 8, 8
BETWEEN = 2  # images
WIDEST_NAME = 96
LEAST_BAR = 56
SLACK = 16  # a scroll bar that comes with larger images must not take the room that they came for
SHARE_OF_WINDOW = 0.7  # of its height, at most, for rows that grow
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
Cell = tuple[int, int]  # a row, and which of the images in it


KEYS = PanelKeys(
    "On the images of the page Data",
    (("Arrows", "another image"), ("Enter, Space", "look at it"), ("F2", "another name for its class, of own images")),
)


@dataclass(frozen=True)
class Places:
    """Where the parts of a row lie, in pixels from the left; `pictures` of them fit."""

    name: float
    samples: float
    pictures: int
    bar: float
    bar_width: float


class ClassTable(ClassRows):
    """A row for each class: name, sample images, a bar of its training images; the tool tip counts every split.

    chosen(index)        the training image with this index was pressed
    name_pressed(label)  the name of this class was pressed twice, or F2 where the keyboard is in its row
    """

    chosen = Signal(int)
    name_pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__(ROW, least=240, usual=560)
        self._overview: DataOverview | None = None
        self._largest = self._samples = 0
        self._side = theme.px(LEAST_PICTURE)
        self._cell: Cell | None = None  # where the keyboard is
        self._under: Cell | None = None  # where the pointer is
        self._pictures: dict[Cell, QImage] = {}  # of a class the images, made when first seen
        self.setAccessibleName("Images of each class")
        self.viewport().setMouseTracking(True)

    def show_overview(self, overview: DataOverview) -> None:
        """Shows other data."""
        names, count = shown(overview.classes), len(overview.classes)
        self._pictures = {}
        self._overview, self._cell, self._under = overview, None, None
        self._largest = max(overview.splits[0].counts, default=0)
        self._samples = max(map(len, overview.samples), default=0)
        first = [self._in_words(names, label) for label in range(min(count, WHOLE))]
        self.setAccessibleDescription(
            " ".join([*first, *([f"And {numeral(count - WHOLE)} more."] if count > WHOLE else [])])
        )
        self.show_classes(names, np.arange(count))
        self._grow()

    def show_rows(self, count: int, of: int | None = None) -> None:
        super().show_rows(count, of)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # there are images in each

    def look_for(self, letters: str) -> None:
        self._cell = self._under = None
        super().look_for(letters)

    def call(self, names: tuple[str, ...]) -> None:
        """Shows the classes under other names."""
        if self._overview is not None and len(names) == len(self._overview.classes):
            self._overview = msgspec.structs.replace(self._overview, classes=names)
            self.rename(shown(names))
            self._grow()

    def reveal_name(self, label: int) -> None:
        """Scrolls the name of a class into sight, where it is among those that are found."""
        if (row := self.row_of(label)) is not None:
            self.reveal(row)

    def name_area(self, label: int) -> QRect:
        """Where the name of a class stands, in the part in sight; above all where it is not among those found."""
        row = self.row_of(label)
        top = 0 if row is None else row * self.row_height - self.verticalScrollBar().value()
        return QRect(0, top, round(self.places().name), self.row_height)

    def sentence(self, index: int) -> str:
        return self._in_words(self._names, self.class_of(index))

    def _in_words(self, names: Classes, label: int) -> str:
        """A class in words: "4: 782 training, 204 test images."."""
        if self._overview is None:
            return ""
        parts = {"train": "training", "validation": "validation", "test": "test"}
        counts = ", ".join(f"{numeral(split.counts[label])} {parts[split.name]}" for split in self._overview.splits)
        return f"{names[label]}: {counts} images."

    # --- sizes ---

    @property
    def row_height(self) -> int:
        """As high as the images, which grow with the room."""
        return max(theme.px(ROW), self._side + theme.px(BETWEEN) * 2)

    @property
    def side(self) -> int:
        """Width and height of an image as it is shown."""
        return self._side

    def _grow(self) -> None:
        """The images as large as all of them fit, by a whole factor where they can grow."""
        possible = self._sides()
        side = max(filter(self._fits, possible), default=possible[0])
        if side != self._side:
            self._side = side
            self._fit()
            self.updateGeometry()
            self.viewport().update()

    def _sides(self) -> list[int]:
        shown = [part for part in self._overview.samples if len(part)] if self._overview else []
        image = max((max(part.shape[2:]) for part in shown), default=1)
        return sides(image, theme.px(LEAST_PICTURE), theme.px(MOST_PICTURE))

    def _fits(self, side: int) -> bool:
        slack = theme.px(SLACK) if side > self._side else 0
        wide = self._samples * (side + theme.px(BETWEEN)) + slack <= self._room()
        rows = WHOLE if self.scrolls else self._count
        return wide and (rows * side <= SHARE_OF_WINDOW * self.window().height() or side <= theme.px(LEAST_PICTURE))

    def _room(self) -> float:
        """For images, beside name, bar and count."""
        metrics = QFontMetricsF(theme.number_font())
        count = metrics.horizontalAdvance(numeral(self._largest))
        return self.viewport().width() - self._name_width() - count - theme.px(LEAST_BAR) - 3 * theme.px(GAP)

    def _name_width(self) -> float:
        return min(theme.px(WIDEST_NAME), widest(self._names) + 1)

    def places(self) -> Places:
        """As many pictures as fit beside name and bar."""
        gap, step, width, name = (
            theme.px(GAP),
            self._side + theme.px(BETWEEN),
            self.viewport().width(),
            self._name_width(),
        )
        count = QFontMetricsF(theme.number_font()).horizontalAdvance(numeral(self._largest))
        pictures = int(min(self._samples, max(0, self._room() // step)))
        bar = name + gap + pictures * step + gap
        return Places(name, name + gap, pictures, bar, max(0.0, width - bar - gap - count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    # --- images that can be pressed ---

    def cell_at(self, position: QPointF) -> Cell | None:
        """The image under a point of the part in sight."""
        row, places = self.row_at(int(position.y())), self.places()
        column = (position.x() - places.samples) // (self._side + theme.px(BETWEEN))
        cell = (row, int(column)) if row is not None and column >= 0 else None
        return cell if cell and self._is_image(cell) else None

    def _is_image(self, cell: Cell) -> bool:
        row, column = cell
        if self._overview is None or not 0 <= row < len(self._rows):
            return False
        return 0 <= column < min(self.places().pictures, len(self._overview.samples[self.class_of(row)]))

    def choose(self, cell: Cell) -> None:
        """Says which training image it is."""
        if self._overview is not None and self._is_image(cell):
            self._put(cell)
            self.chosen.emit(self._overview.indices[self.class_of(cell[0])][cell[1]])

    def _put(self, cell: Cell) -> None:
        self._cell = cell
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self.cell_at(event.position())
        if under != self._under:
            self._under = under
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._under = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What is pressed counts when it is let go."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (cell := self.cell_at(event.position())):
            self.choose(cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(int(event.position().y()))
        if row is not None and event.position().x() < self.places().samples:
            self.name_pressed.emit(self.class_of(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from image to image, Enter looks at one, F2 is for the name of its class."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_F2:
            self._ask_for_name()
        elif key in STEPS:
            self._step(*STEPS[key])
        elif self._cell and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose(self._cell)
        else:
            super().keyPressEvent(event)

    def _ask_for_name(self) -> None:
        row, _ = self._cell or (0, 0)
        if row < self._count:
            self.name_pressed.emit(self.class_of(row))

    def _step(self, down: int, right: int) -> None:
        row, column = self._cell or (0, 0)
        cell = (row + down, column + right) if self._cell else (0, 0)
        if self._is_image(cell):
            self._put(cell)
            self.reveal(cell[0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cell is None and event.reason() != Qt.FocusReason.MouseFocusReason and self._is_image((0, 0)):
            self._put((0, 0))

    # --- painting ---

    def paint_row(self, painter: QPainter, area: QRectF, index: int) -> None:
        assert self._overview is not None  # noqa: S101  # without one there are no rows
        colours, places, label = theme.current(), self.places(), self.class_of(index)
        count = self._overview.splits[0].counts[label]
        painter.setPen(QColor(colours.text))
        painter.drawText(area, LEFT, self.shortened(painter, index, places.name))
        for number in range(min(places.pictures, len(self._overview.samples[label]))):
            at = self._picture_area(places, area, number)
            painter.drawImage(at, self._picture(label, number))
            self._mark(painter, at, (index, number))
        painter.setPen(QColor(colours.secondary))
        painter.drawText(area, RIGHT, numeral(count))
        self._paint_bar(painter, places, area, count / max(1, self._largest))

    def _picture(self, label: int, number: int) -> QImage:
        assert self._overview is not None  # noqa: S101  # without one nothing is painted
        if (label, number) not in self._pictures:
            self._pictures[label, number] = picture(self._overview.samples[label][number])
        return self._pictures[label, number]

    def paint_focus(self, painter: QPainter) -> None:
        """The image that has the keyboard is marked instead: a frame around all would run through the names."""

    def _picture_area(self, places: Places, row: QRectF, number: int) -> QRectF:
        left = places.samples + number * (self._side + theme.px(BETWEEN))
        return QRectF(round(left), round(row.center().y() - self._side / 2), self._side, self._side)

    def _mark(self, painter: QPainter, at: QRectF, cell: Cell) -> None:
        """A frame around the image that is under the pointer, or has the keyboard."""
        if cell == self._under or (cell == self._cell and self.hasFocus()):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRect(at)

    def _paint_bar(self, painter: QPainter, places: Places, row: QRectF, share: float) -> None:
        colours, height = theme.current(), theme.px(BAR)
        ground = QRectF(places.bar, row.center().y() - height / 2, places.bar_width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(ground, 2, 2)
        painter.setBrush(QColor(colours.accent))
        ground.setWidth(ground.width() * share)
        painter.drawRoundedRect(ground, 2, 2)
