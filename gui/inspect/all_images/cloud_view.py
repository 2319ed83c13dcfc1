"""CloudView: test images as points, read by pointer and by key; those within a line drawn around them are picked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.looking.images.embedding_answers import Embedded
from gui.appearance import theme
from gui.inspect.all_images import cloud_painting, map_words, places
from gui.inspect.all_images.colours import By, of_points
from gui.inspect.all_images.naming import WITH_POINTS, Naming, paint_name
from gui.inspect.all_images.places import Ground, Placed, Sight
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys

KEYS = PanelKeys(
    "On the map of all images",
    (
        ("Arrows", "the next image in that direction, which is read out"),
        ("Enter", "shows it under Try it"),
        ("Space", "picks it with its neighbours"),
        ("+, −", "closer, further"),
        ("Home, End", "as at first, all of them"),
        ("Escape", "picks none"),
    ),
)
NEAR, STEP = 12, 4  # pixels: that a point may be off the pointer; between two places of a line that is drawn
NEIGHBOURS = 24
CLOSER = 1.25
WAYS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class CloudView(QWidget):
    """Shows what it is given. Points are meant by their place in that.

    read(at)      a point is read, or None
    sighted()     other points may be farther out than what is seen: see `farther`
    picked(ats)   points were picked, an array
    looked(at)    the image of a point is to be looked at
    """

    read = Signal(object)
    sighted = Signal()
    picked = Signal(object)
    looked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.found: Embedded | None = None
        self._classes: Sequence[str] = ()
        self._summary = ""  # of all points, in words
        self._by: By = "class"
        self._only: int | None = None
        self._sight = Sight()
        self._at: int | None = None
        self._pointed = False  # at it, by the pointer and not by key
        self._marked: int | None = None
        self._chosen: NDArray[np.int64] = np.zeros(0, np.int64)
        self._line: list[tuple[float, float]] = []
        self._picture: QImage | None = None  # of all points, made anew where they are others
        self._naming: Naming | None = None  # of classes among them, while they are where they are
        self._painted = 0  # names in the picture
        self._ground: Ground | None = None  # what they lie on, and where they are, while that holds
        self._placed: Placed | None = None
        self.thumbnail: QImage | None = None  # of the point that is read
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("Map of all images")

    # --- what is shown ---

    def show_points(self, found: Embedded, classes: Sequence[str]) -> None:
        """Others; what is read and picked stays where they are of the same images."""
        before = self.found
        if before is None or not np.array_equal(before.indexes, found.indexes):
            self._at, self._sight = None, Sight()
            self._chosen = self._chosen[:0]
        self.found, self._classes, self._ground = found, classes, None
        self._summary = map_words.summary(found, classes)
        self._paint_anew()

    def show_nothing(self) -> None:
        """There are none."""
        self.found = self._at = self._marked = self._ground = None
        self._summary = ""
        self._paint_anew()

    def colour(self, by: By, only: int | None) -> None:
        """By class, or by right and wrong; `only` a class that stands out."""
        self._by, self._only = by, only
        self._paint_anew()

    def mark(self, at: int | None) -> None:
        """The point of the image that is looked at."""
        if at != self._marked:
            self._marked = at
            self.update()

    def show_chosen(self, chosen: NDArray[np.int64]) -> None:
        """The points that are picked: the others are grey."""
        self._chosen = chosen
        self._paint_anew()

    @property
    def at(self) -> int | None:
        """The point that is read."""
        return self._at

    def reading(self) -> str:
        """It in words; empty for none."""
        if self._at is None or self.found is None:
            return ""
        said = map_words.in_words(self.found, self._at, self._classes)
        return f"{said}, farther out" if self._seen.out[self._at] else said

    @property
    def farther(self) -> str:
        """How many points lie farther out than what is seen, and how these are seen, in words; empty for none."""
        return map_words.farther(int(self._seen.out.sum()))

    def _paint_anew(self) -> None:
        self._picture = self._placed = self._naming = None
        self._describe()
        self.update()
        self.sighted.emit()

    def _describe(self) -> None:
        self.setAccessibleDescription(" ".join(filter(None, (self._summary, self.farther, self.reading()))))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(120))

    # --- pointer ---

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, y = event.position().x(), event.position().y()
        if self._line:
            last = self._line[-1]
            if abs(last[0] - x) + abs(last[1] - y) >= STEP:
                self._line.append((x, y))
                self.update()
            return
        self._read(places.nearest(self._places, x, y, theme.px(NEAR)))
        self._pointed = True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.found is not None:
            self._line = [(event.position().x(), event.position().y())]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A line around points picks them; a click looks at one."""
        line, self._line = self._line, []
        if event.button() != Qt.MouseButton.LeftButton or not line:
            return
        self.update()
        if len(line) > 2:
            self._pick(places.within(self._places, np.array(line)))
        elif (at := places.nearest(self._places, *line[0], theme.px(NEAR))) is not None:
            self.looked.emit(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On nothing: as at first, and where it is, all of them."""
        if places.nearest(self._places, event.position().x(), event.position().y(), theme.px(NEAR)) is None:
            self._look(self._on.whole() if self._sight == Sight() else Sight())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Closer and further, about the pointer; with nothing to see it scrolls what is around."""
        if self.found is None or not event.angleDelta().y():
            event.ignore()
            return
        at = event.position().x(), event.position().y()
        self._look(self._on.closer(self._sight, CLOSER ** (event.angleDelta().y() / 120), at))

    def leaveEvent(self, event: QEvent) -> None:
        self._read(None)

    def _pick(self, ats: NDArray[np.int64]) -> None:
        self.show_chosen(ats)
        self.picked.emit(ats)

    def _look(self, sight: Sight) -> None:
        self._sight = sight
        self._paint_anew()

    def _read(self, at: int | None) -> None:
        self._pointed = False
        if at != self._at:
            self._at, self.thumbnail = at, None
            self._describe()
            self.update()
            self.read.emit(at)

    # --- keys ---

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key begins at the image that is looked at, or in the middle."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY and self._at is None and len(self._places):
            middle = places.nearest(self._places, self.width() / 2, self.height() / 2, np.inf)
            self._read(middle if self._marked is None else self._marked)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.found is None or not self._press(Qt.Key(event.key()), self.found):
            super().keyPressEvent(event)

    def _press(self, key: Qt.Key, found: Embedded) -> bool:
        """What a key does; False for one that does nothing here."""
        at = self._at
        if key in WAYS:
            self._go(places.beside(self._places, at, places.Directions[WAYS[key]]) if at is not None else 0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at is not None:
            self.looked.emit(at)
        elif key == Qt.Key.Key_Space and at is not None:
            self._pick(places.neighbours(found.points, at, NEIGHBOURS))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 1 / CLOSER if key == Qt.Key.Key_Minus else CLOSER
            self._look(self._on.closer(self._sight, factor, self._middle()))
        elif key == Qt.Key.Key_Home:
            self._look(Sight())
        elif key == Qt.Key.Key_End:
            self._look(self._on.whole())
        elif key == Qt.Key.Key_Escape and len(self._chosen):
            self._pick(self._chosen[:0])
        else:
            return False
        return True

    def _middle(self) -> tuple[float, float]:
        """What one looks closer at by key: the point that is read."""
        if self._at is None:
            return self.width() / 2, self.height() / 2
        x, y = self._places[self._at].tolist()
        return x, y

    def _go(self, at: int) -> None:
        """To a point, which is in sight then."""
        if not self._on.shows(self._sight, at):
            self._look(self._on.to(self._sight, at))
        self._read(at)

    # --- painting ---

    @property
    def _on(self) -> Ground:
        """What the points lie on."""
        if self._ground is None:
            points = np.zeros((0, 2), np.float32) if self.found is None else self.found.points
            self._ground = Ground(points, self.width(), self.height())
        return self._ground

    @property
    def _seen(self) -> Placed:
        """Where the points are on the widget, and which are farther out."""
        if self._placed is None:
            self._placed = self._on.seen(self._sight)
        return self._placed

    @property
    def _places(self) -> NDArray[np.float64]:
        """Where the points are on the widget, (n, 2)."""
        return self._seen.at

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.found is None:
            return
        if self._picture is None:
            colours, order = of_points(self.found, self._by, self._only, self._chosen)
            ratio = self.devicePixelRatioF()
            self._picture = cloud_painting.cloud(self._seen, colours, order, self.size(), ratio)
            self._painted = 0
            self._name(self.found, self._picture)
        painter.drawImage(0, 0, self._picture)
        area = QRectF(self.rect())
        cloud_painting.paint_line(painter, self._line)
        if self._marked is not None:
            cloud_painting.paint_mark(painter, self._places[self._marked])
        if self._at is not None:
            at = QPointF(*self._places[self._at].tolist())
            cloud_painting.paint_read(painter, at, self.thumbnail, self.reading(), area)
        if self.hasFocus():
            cloud_painting.paint_focus(painter, area)

    def _name(self, found: Embedded, picture: QImage) -> None:
        """The classes; of many points in other turns of the window's loop than that in which they are painted."""
        if self._naming is None and self._by == "class":
            self._naming = Naming(found, self._places, self._classes, self._only, QRectF(self.rect()))
            if len(found.points) < cloud_painting.MANY:
                self._naming.go_on(WITH_POINTS)
        if self._naming is not None:
            self._paint_names(self._naming, picture)

    def _name_more(self) -> None:
        """Unless others are shown by now."""
        if self._naming is not None and self._picture is not None and not self._naming.done:
            self._naming.go_on()
            self._paint_names(self._naming, self._picture)
            self.update()

    def _paint_names(self, naming: Naming, picture: QImage) -> None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(naming.font)
        for name in naming.names[self._painted :]:
            paint_name(painter, name)
        painter.end()
        self._painted = len(naming.names)
        if not naming.done:
            QTimer.singleShot(0, self, self._name_more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture = self._placed = self._ground = self._naming = None
        if self._pointed:  # the points have moved away from under it
            self._read(None)
        self.sighted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._naming = None
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._picture = None
