"""Naming: where the names of classes stand among the points, a few in each turn of the window's loop; and how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from engine.service.looking.images.embedding_answers import Embedded
from gui.appearance import theme
from gui.inspect.all_images import map_words
from gui.inspect.all_images.colours import of_class
from gui.inspect.all_images.names import Room
from gui.inspect.all_images.places import thickest
from gui.pieces.classes.names import short

NAMED, LONGEST = 40, 16  # classes and letters whose names stand among the points
AT_ONCE = 7  # names that find a place in one turn, within 8 ms
WITH_POINTS = 10  # where these are few: all digits
SMALL_MAP, LARGEST = 480, 1.5  # pixels of a side where names are as large as captions; how much larger they become
BESIDE, ABOVE = 12, 4  # pixels around a name, its edge among them
EDGE = 1.5


class Name(NamedTuple):
    """A class, where most of it lies (2,), and where its name stands; a line leads there where that is off."""

    label: int
    text: str
    at: NDArray[np.float64]
    area: QRectF
    line: bool


class Naming:
    """Near where most of each class lie, all within `bounds`; of very many classes only the one that stands out.

    None where all images are the same, as there they are of every class, and those without room are left out.
    """

    def __init__(  # what is seen of a map
        self, found: Embedded, places: NDArray[np.float64], classes: Sequence[str], only: int | None, bounds: QRectF
    ) -> None:
        self._labels, self._places, self._classes, self._bounds = found.labels, places, classes, bounds
        due = np.unique(found.labels) if only is None else np.array([only])
        self._due = [] if len(due) > NAMED or map_words.all_the_same(found) else due.tolist()
        self._room = Room(places, bounds.width(), bounds.height())
        self.font = font(bounds)
        self.names: list[Name] = []

    @property
    def done(self) -> bool:
        """Whether every name has its place or found none."""
        return not self._due

    def go_on(self, count: int = AT_ONCE) -> None:
        """Finds places for some more."""
        now, self._due = self._due[:count], self._due[count:]
        self.names += [name for label in now if (name := self._named(label)) is not None]

    def _named(self, label: int) -> Name | None:
        of_it = self._places[self._labels == label]
        at = thickest(of_it) if len(of_it) else np.full(2, -np.inf)
        if not self._bounds.contains(QPointF(*at.tolist())):  # out of sight where one looks closer
            return None
        text, metrics = short(self._classes[label], LONGEST), QFontMetricsF(self.font)
        size = metrics.horizontalAdvance(text) + BESIDE, metrics.height() + ABOVE
        spot = self._room.take(at, *size)
        return None if spot is None else Name(label, text, at, QRectF(spot.left, spot.top, *size), spot.line)


def font(bounds: QRectF) -> QFont:
    """Larger on a larger map."""
    found = theme.caption_font()
    side = min(bounds.width(), bounds.height()) / theme.zoom_factor()
    found.setPointSizeF(found.pointSizeF() * min(LARGEST, max(1.0, side / SMALL_MAP)))
    found.setBold(True)
    return found


def paint_name(painter: QPainter, name: Name) -> None:
    """In letters that can be read on the surface, within an edge of its class's colour as its points have it."""
    area, colour = name.area, of_class(name.label)
    painter.setPen(QPen(colour, EDGE))
    if name.line:
        begin = np.clip(name.at, (area.left(), area.top()), (area.right(), area.bottom()))
        painter.drawLine(QPointF(*begin.tolist()), QPointF(*name.at.tolist()))
    painter.setBrush(QColor(theme.current().surface))
    painter.drawRoundedRect(area.adjusted(EDGE, EDGE, -EDGE, -EDGE), 4, 4)
    painter.setPen(QColor(theme.current().text))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name.text)
