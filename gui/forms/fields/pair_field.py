"""PairField: height and width in one box, as one number while they are equal; or a word for both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtWidgets import QWidget

from engine.network.shapes import pair
from gui.forms.fields.field import Field
from gui.forms.fields.number_box import NumberBox
from gui.forms.fields.numbers import MIXED, Limits, parsed, stepped

HINT = "One number for both, or 3×5 for height and width."
FOLLOWING: Mapping[str, str] = MappingProxyType({"size": "as size"})
"""Words for "whatever another field says": they leave the box empty, and stand there faintly in words of their own."""
FOLLOWED: Mapping[str, str] = MappingProxyType({"size": "kernel"})
"""The fields that they speak of: steps begin at what stands there."""


class PairBox(NumberBox):
    """A box whose value is a pair or a word."""

    def spelled(self, value: object) -> str:
        if isinstance(value, tuple):
            return pair(value)
        return "" if value in FOLLOWING else str(value)

    def placeholder(self, value: object) -> str:
        return FOLLOWING.get(str(value)) or super().placeholder(value)

    def read(self, text: str) -> object:
        clean = text.strip()
        followed = next((word for word in self.words if word in FOLLOWING), None)
        if clean in self.words or (followed and clean in ("", FOLLOWING[followed])):
            return clean if clean in self.words else followed
        sides = [parsed(side, whole=self.bounds.whole, marks=self.marks) for side in re.split("[×x*]", clean)]
        return tuple(sides * 2 if len(sides) == 1 else sides)

    def stepped(self, value: object, steps: int) -> object:
        sides = value if isinstance(value, tuple) else ()
        numbers = [side for side in sides if isinstance(side, int)]
        return tuple(stepped(side, steps, self.bounds) for side in numbers) if len(numbers) == 2 else None


class PairField(Field):
    """Two numbers, or a word such as "same"."""

    def __init__(self, bounds: Limits, words: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = PairBox(bounds, words)
        self._box.begin_at((bounds.low or 0,) * 2)
        self._box.edited.connect(self.edited)
        self.hint = HINT
        self.row.addWidget(self._box)
        self.row.addStretch()

    @property
    def editor(self) -> QWidget:
        return self._box

    def set_value(self, value: object) -> None:
        self._show(value, accept=False)

    def accept(self, value: object) -> None:
        self._show(value, accept=True)

    def show_mixed(self, first: object) -> None:
        self._box.set_value(MIXED)
        if isinstance(first, tuple):
            self._box.begin_at(first)

    def follow(self, struct: Any) -> None:
        for word in FOLLOWED.keys() & self._box.words:
            self._box.begin_at(getattr(struct, FOLLOWED[word]))

    def settle(self) -> None:
        self._box.settle()

    def _show(self, value: object, *, accept: bool) -> None:
        shown = tuple(value) if isinstance(value, list | tuple) else value
        (self._box.accept if accept else self._box.set_value)(shown)
        if isinstance(shown, tuple):
            self._box.begin_at(shown)
