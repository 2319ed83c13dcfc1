"""TileGrid: tens of thousands of images in rows; only what is in sight is painted, and known at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from gui.appearance import theme
from gui.data.browser.tile_model import TileModel
from gui.data.browser.tile_painting import Look, Measures, TilePainting
from gui.data.browser.tile_selection import TileSelection
from gui.pieces.pages.panel_keys import PanelKeys

SOON = 15  # milliseconds after it was scrolled: what is in sight is asked for
THUMBNAILS, NAMED = Look(picture=56, width=60), Look(picture=64, width=88, named=True)
NINE = Look(picture=168, width=80, named=True, columns=3)

KEYS = PanelKeys(
    "On the images of the data",
    (
        ("Arrows, Page up, Page down", "another one, which is shown"),
        ("Home, End", "the first, the last"),
        ("Enter or Space", "show it again"),
        ("Shift with these, or with a click", "all up to there"),
        ("Ctrl with a click or Space", "one more, or one less"),
        ("Ctrl+A", "all that are listed"),
        ("Delete", "leave out those that are chosen, of own images"),
    ),
)
SHOWN_AGAIN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
MOVE = QAbstractItemView.CursorAction
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Tiles:
    """What is shown: how many images, how large, and of each, by its place, picture, name and sentence."""

    count: int
    look: Look
    picture: Callable[[int], QImage | None]
    name: Callable[[int], str]
    sentence: Callable[[int], str]


NOTHING = Tiles(0, THUMBNAILS, lambda _: None, lambda _: "", lambda _: "")


class TileGrid(QTableView):
    """As many columns as there is room for; the arrow keys go on from the end of a row.

    picked(place)        an image was chosen: by a click, Enter, or by going to it
    selected_changed()   others are chosen together: `selection` says which
    unwanted()           Delete was pressed: those that are chosen are to be left out
    sighted()            others may be in sight: `in_sight` says which
    """

    picked = Signal(int)
    selected_changed = Signal()
    unwanted = Signal()
    sighted = Signal()
    _built = False  # Qt sends events before the parts are made

    def __init__(self) -> None:
        super().__init__()
        self.tiles, self._images, self._painting = NOTHING, TileModel(), TilePainting()
        self._selection = TileSelection()
        self._under: int | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.sighted)
        self.setModel(self._images)
        self._set_up()
        self._built = True
        self._measure()

    def _set_up(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # what came and went would move all
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName("Images")
        theme.set_role(self, "plain")
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        bar.valueChanged.connect(self._on_scroll)

    # --- what is shown ---

    def show_tiles(self, tiles: Tiles) -> None:
        """Shows others, from the first on; none of them is chosen."""
        self._take_over(tiles)
        self._measure(anew=True)
        self._look_soon()

    def replace_tiles(self, tiles: Tiles, place: int | None) -> None:
        """Shows the same ones without some, say, where they are scrolled to; this one is chosen, or the last."""
        above = self.verticalScrollBar().value()
        self.show_tiles(tiles)
        self.verticalScrollBar().setValue(above)
        if place is not None and tiles.count:
            self._choose(min(place, tiles.count - 1))
            self._selection.choose(min(place, tiles.count - 1))
            self.selected_changed.emit()

    def _take_over(self, tiles: Tiles) -> None:
        self.tiles, self._under = tiles, None
        self._selection = TileSelection(tiles.count)
        self._images.sentence = self._sentence
        self.selected_changed.emit()

    def _sentence(self, place: int) -> str:
        said = self.tiles.sentence(place)
        return f"{said}, chosen" if len(self._selection) > 1 and place in self._selection else said

    def repaint_tiles(self) -> None:
        """Their pictures are others by now."""
        self.viewport().update()

    @property
    def chosen(self) -> int | None:
        """The place of the image that is chosen."""
        return self._images.place(self.currentIndex())

    @property
    def selection(self) -> TileSelection:
        """All images that are chosen together."""
        return self._selection

    @property
    def columns(self) -> int:
        """Images in a row."""
        return self._images.columns

    @property
    def measures(self) -> Measures:
        """How large everything is at this moment."""
        return self._painting.measures

    def in_sight(self) -> range:
        """The places of the images in the part that is seen, and of a row beyond."""
        height, above = self.measures.height, self.verticalScrollBar().value()
        first, last = above // height, (above + self.viewport().height()) // height + 1
        return range(min(self.tiles.count, first * self.columns), min(self.tiles.count, (last + 1) * self.columns))

    def place_at(self, x: float, y: float) -> int | None:
        """The image under a point of the part in sight."""
        column, row = int(x // self.measures.width), int((y + self.verticalScrollBar().value()) // self.measures.height)
        place = row * self.columns + column
        return place if column < self.columns and place < self.tiles.count else None

    def _on_scroll(self) -> None:
        if self._has_frame:
            self.viewport().update()  # Qt moves what is painted, and the frame stays where it is
        self._look_soon()

    @property
    def _has_frame(self) -> bool:
        """The keyboard is here, and on none of the images."""
        return self.hasFocus() and self.chosen is None

    def _look_soon(self) -> None:
        """While it is scrolled, now and then; started anew each time, it would come when all has gone by."""
        if not self._soon.isActive():
            self._soon.start()

    # --- choosing ---

    def _take(self, modifiers: Qt.KeyboardModifier) -> None:
        """The one that was gone to, or pressed: alone, with all up to it, or with those that are chosen."""
        if (place := self.chosen) is None:
            return
        if modifiers & SHIFT:
            self._selection.choose_up_to(place)
        elif modifiers & CTRL:
            self._selection.turn(place)
        else:
            self._selection.choose(place)
        self._tell_selected()
        if place in self._selection:
            self.picked.emit(place)

    def select_all(self) -> None:
        """All that are listed."""
        self._selection.choose_all()
        self._tell_selected()

    def _tell_selected(self) -> None:
        self.viewport().update()
        self.selected_changed.emit()

    # --- sizes ---

    def _measure(self, *, anew: bool = False) -> None:
        """Images share the width; what is first in sight and what is chosen stay so."""
        before, first, chosen = self.measures, self.in_sight().start, self.chosen
        columns = self._painting.measure(self.tiles.look, self.viewport().width())
        self.horizontalHeader().setDefaultSectionSize(self.measures.width)
        self.verticalHeader().setDefaultSectionSize(self.measures.height)
        if anew or columns != self.columns:
            self._images.arrange(self.tiles.count, columns)
            self.executeDelayedItemsLayout()
        elif self.measures.height == before.height:
            return
        self.verticalScrollBar().setValue(0 if anew else first // columns * self.measures.height)
        if chosen is not None and not anew:
            self._choose(chosen)

    def _choose(self, place: int) -> None:
        """Without scrolling to it."""
        above = self.verticalScrollBar().value()
        self.setCurrentIndex(self._images.at(place))
        self.verticalScrollBar().setValue(above)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), theme.px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(64))

    # --- Qt's events ---

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """By Qt also asked for the first one, when the keyboard comes: none is chosen then."""
        last, steps = self.tiles.count - 1, self._steps()
        if last < 0 or action not in steps:
            return QModelIndex()
        if self.chosen is None:
            return self._images.at(last if action is MOVE.MoveEnd else 0)
        return self._images.at(min(last, max(0, self.chosen + steps[action])))

    def _steps(self) -> dict[QAbstractItemView.CursorAction, int]:
        """How many images on a move of the keyboard goes."""
        page = max(1, self.viewport().height() // self.measures.height) * self.columns
        forward = {
            MOVE.MoveRight: 1,
            MOVE.MoveDown: self.columns,
            MOVE.MovePageDown: page,
            MOVE.MoveEnd: self.tiles.count,
        }
        back = (MOVE.MoveLeft, MOVE.MoveUp, MOVE.MovePageUp, MOVE.MoveHome)
        return forward | {move: -step for move, step in zip(back, forward.values(), strict=True)}

    def keyboardSearch(self, search: str) -> None:
        """Letters look for nothing: Qt would ask for the words of every image."""

    def event(self, event: QEvent) -> bool:
        """Delete and Ctrl+A are of the images, while the keyboard is here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whoever goes to an image by key sees it; Enter and the space bar show it again."""
        before, held = self.chosen, event.modifiers()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
            return
        if event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit()
            return
        super().keyPressEvent(event)
        if (self.chosen != before and not held & CTRL) or event.key() in SHOWN_AGAIN:
            self._take(held)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.place_at(event.position().x(), event.position().y()) is not None:
            self._take(event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What was pressed stays chosen, wherever the pointer goes then."""
        if not event.buttons():
            super().mouseMoveEvent(event)
        self._go_over(self.place_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._go_over(None)

    def _go_over(self, place: int | None) -> None:
        if place != self._under:
            self._update_tile(self._under)
            self._update_tile(place)
            self._under = place
            shape = Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)

    def _update_tile(self, place: int | None) -> None:
        if place is not None:
            self.viewport().update(self._area(place))

    def _area(self, place: int) -> QRect:
        row, column = divmod(place, self.columns)
        width, height, _ = self.measures
        return QRect(column * width, row * height - self.verticalScrollBar().value(), width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self._look_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_soon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._built:
            self._measure()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All that is in the part to be painted, in one go: a delegate would be asked for each, through Qt."""
        painter, above = QPainter(self.viewport()), self.verticalScrollBar().value()
        self._painting.begin(painter)
        rows = [(edge + above) // self.measures.height for edge in (event.rect().top(), event.rect().bottom() + 1)]
        chosen, focus, (width, height, _) = self.chosen, self.hasFocus(), self.measures
        for place in range(rows[0] * self.columns, min((rows[1] + 1) * self.columns, self.tiles.count)):
            row, column = divmod(place, self.columns)
            left, top = column * width, row * height - above
            if place in self._selection or place in (chosen, self._under):
                area, together = QRectF(left, top, width, height), place in self._selection
                self._painting.ground(painter, area, chosen=together, focus=focus and place == chosen)
            self._painting.tile(painter, left, top, self.tiles.picture(place), self.tiles.name(place))
        if self._has_frame:
            self._painting.frame(painter, QRectF(self.viewport().rect()))


def _is_own(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Delete or event.matches(QKeySequence.StandardKey.SelectAll)
