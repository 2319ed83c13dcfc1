"""CardGrid: the cards of the gallery under their groups, as many side by side as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.gallery.card import WIDTH, GalleryCard
from gui.gallery.entries import Entry
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.panel_keys import PanelKeys

GAP = 10


KEYS = PanelKeys("In the gallery", (("Arrows", "another project"), ("Enter", "open it")))


class CardGrid(QWidget):
    """Groups of cards, which are added one after another; arrow keys go from card to card by their places.

    chosen(name)     a card was pressed
    left_above()     an arrow led upwards from the first row
    """

    chosen = Signal(str)
    left_above = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[GalleryCard] = []
        self._groups: dict[str, _Group] = {}
        self._letters = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._column, setSpacing=16)
        self._column.addStretch(1)

    def add(self, entry: Entry) -> GalleryCard:
        """A card at the end of its group, shown where the letters find it."""
        card = GalleryCard(entry)
        card.clicked.connect(lambda *_: self.chosen.emit(entry.name))
        card.moved.connect(lambda key: self._move(card, key))
        card.typed.connect(self.typed)
        self.cards.append(card)
        self._group(entry.group).add(card, matching=entry.matches(self._letters))
        self._lead()
        return card

    def _group(self, name: str) -> _Group:
        if name not in self._groups:
            self._groups[name] = _Group(name)
            self._column.insertWidget(len(self._groups) - 1, self._groups[name])
        return self._groups[name]

    @property
    def shown(self) -> list[GalleryCard]:
        """The cards that are to be seen, in the order in which they stand there."""
        return [card for group in self._groups.values() for card in group.shown]

    def show_matching(self, letters: str) -> None:
        """Shows those that the letters find alone, and marks the first."""
        self._letters = letters
        for group in self._groups.values():
            group.show_matching(letters)
        self._lead()

    def focus_first(self) -> None:
        """Gives the keyboard to the first card."""
        if shown := self.shown:
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead(self) -> None:
        """The first of those that are found is what Enter opens, and at first the very first."""
        leading = self.shown[:1]
        for card in self.cards:
            card.set_leading(card in leading)

    def _move(self, card: GalleryCard, key: int) -> None:
        """To the nearest card in the direction of an arrow; along a row also on to the next one."""
        shown = self.shown
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            place = shown.index(card) + (1 if key == Qt.Key.Key_Right else -1)
            target = shown[place] if 0 <= place < len(shown) else None
        else:
            target = self._beyond(card, shown, 1 if key == Qt.Key.Key_Down else -1)
            if target is None and key == Qt.Key.Key_Up:
                self.left_above.emit()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _beyond(self, card: GalleryCard, shown: list[GalleryCard], way: int) -> GalleryCard | None:
        """The card of the next row, above (-1) or below (1), that lies closest."""
        here = self._place(card)
        others = [(self._place(one), one) for one in shown]
        beyond = [(at, one) for at, one in others if (at.y() - here.y()) * way > 0]
        if not beyond:
            return None
        row = min((at.y() for at, _ in beyond), key=lambda y: abs(y - here.y()))
        return min((abs(at.x() - here.x()), index, one) for index, (at, one) in enumerate(beyond) if at.y() == row)[2]

    def _place(self, card: GalleryCard) -> QPoint:
        return card.mapTo(self, QPoint(0, 0))


class _Group(QWidget):
    """A heading and the cards under it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._cards: list[GalleryCard] = []
        self._columns = 0
        self.shown: list[GalleryCard] = []
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=6)
        column.addWidget(words(name, "heading"))
        self._grid = QGridLayout()
        lengths.follow(self._grid, setSpacing=GAP)
        column.addLayout(self._grid)
        self._arrange(1)

    def add(self, card: GalleryCard, *, matching: bool) -> None:
        self._cards.append(card)
        card.setParent(self)
        card.setVisible(matching)
        if matching:
            self._put(card, len(self.shown))
            self.shown.append(card)
        self.setVisible(bool(self.shown))

    def show_matching(self, letters: str) -> None:
        self.shown = [card for card in self._cards if card.entry.matches(letters)]
        self._arrange(self._columns)
        self.setVisible(bool(self.shown))

    def minimumSizeHint(self) -> QSize:
        """As narrow as one card, so that it may shrink out of several columns."""
        width = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        columns = max(1, (self.width() + theme.px(GAP)) // (theme.px(WIDTH) + theme.px(GAP)))
        if columns != self._columns:
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        """Columns of one width, also where they are not all filled."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.setVisible(card in self.shown)
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._grid.setColumnMinimumWidth(column, 1 if column < columns else 0)
        self._columns = columns
        for index, card in enumerate(self.shown):
            self._put(card, index)

    def _put(self, card: GalleryCard, index: int) -> None:
        self._grid.addWidget(card, index // self._columns, index % self._columns)
