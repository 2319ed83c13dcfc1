"""Held among: the map or vector that the held value is one of, with that marked, by whatever shows it best."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.data.facts import Classes
from engine.service.looking.values.value_answers import Explanation, Softened
from gui.appearance import lengths
from gui.appearance.numerals import counted, numeral
from gui.inspect.arithmetic.maps.held_bars import HeldBars
from gui.inspect.arithmetic.maps.held_classes import HeldClasses
from gui.inspect.arithmetic.maps.value_map import ValueMap
from gui.pieces.pages.page_cards import words

Index = tuple[int, ...]
BARS = 128  # units at most that have a bar each


class HeldAmong(QWidget):
    """A map as squares; of a vector the answer as a row for each class, units as bars, and very many as squares.

    picked(index)   another value was chosen: (channel, row, column) or (unit,)
    turned(by)      the map before (-1) or after (1) is wanted
    """

    picked = Signal(tuple)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._channel: int | None = None  # of a map, None of a vector
        self.map, self.bars, self.classes = ValueMap("The map of the held value", holds=True), HeldBars(), HeldClasses()
        self._view: QWidget = self.map
        self._wanted = False  # the keyboard, on what is shown next
        self.laid_out = words("", "caption", wrap=True)
        self.map.picked.connect(self._pick)
        self.map.turned.connect(self.turned)
        for view in (self.bars, self.classes):
            view.picked.connect(lambda unit: self.picked.emit((unit,)))
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 0, 0, 0), setSpacing=4)
        for part in (self.map, self.bars, self.classes, self.laid_out):
            column.addWidget(part)
        self._show(self.map)

    def show_around(self, own: Explanation, names: Classes) -> None:
        """What a value stands in; `names` where that is one for each class."""
        values, within = own.around, own.place.within
        self._channel = within[0] if len(within) == 3 else None
        if self._channel is None and len(names) == len(values):
            self.classes.show_scores(values, names, softened=isinstance(own.working, Softened))
            self._show(self.classes)
        elif self._channel is None and len(values) <= BARS:
            self.bars.set_values(values)
            self._show(self.bars)
        else:
            self.map.show_values(values, self._channel or 0)
            self._show(self.map)

    def hold(self, index: Index, said: str) -> None:
        """Marks a value, which is this in words; of another map, before that is shown, its place."""
        if len(index) == 3:
            self._channel = index[0]
        if self._view is self.classes:
            self.classes.hold(index[0], said)
        elif self._view is self.bars:
            self.bars.hold(index[0], said)
        else:
            self.map.hold(*(index[1:] if len(index) == 3 else (0, index[0])), said)

    def take_keyboard(self) -> None:
        """Onto whatever shows it, also where that comes with the answer."""
        self._wanted = not self.isVisible()
        self._view.setFocus()

    def take_keyboard_if_due(self) -> None:
        """It is in sight by now."""
        if self._wanted:
            self.take_keyboard()

    def _show(self, view: QWidget) -> None:
        had, self._view = self._view.hasFocus(), view
        for part in (self.map, self.bars, self.classes):
            part.setVisible(part is view)
        if had:
            view.setFocus()
        squares = self.map.squares if view is self.map and self._channel is None else None
        self.laid_out.setVisible(squares is not None)
        if squares is not None:
            count, wide = squares
            self.laid_out.setText(f"{counted(count, 'unit')}, {numeral(wide)} in a row from the upper left")

    def _pick(self, row: int, column: int) -> None:
        self.picked.emit((column,) if self._channel is None else (self._channel, row, column))
