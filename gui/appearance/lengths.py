"""Lengths that follow the zoom: margins, spacings and sizes set once are set again when the zoom changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QSpacerItem
from shiboken6 import isValid

from gui.appearance import theme

Length = float | Sequence[float]
PROPERTY = "lengths"
_FIXED = QSizePolicy.Policy.Fixed


def follow(thing: QObject, **lengths: Length) -> None:
    """Calls setters of a widget or layout with lengths of the 4/8 px grid, now and at every change of the zoom.

    `follow(row, setSpacing=8, setContentsMargins=(12, 6, 12, 6))`
    """
    known = thing.property(PROPERTY) or {}
    thing.setProperty(PROPERTY, {**known, **lengths})
    _set(thing, lengths)


def space(layout: QBoxLayout, length: float) -> None:
    """`layout.addSpacing(length)`, now and at every change of the zoom."""
    follow(_Space(layout), change=length)


class _Space(QObject):
    """An empty place at the end of a row or column; the layout's own spacing comes on top."""

    def __init__(self, layout: QBoxLayout) -> None:
        super().__init__(layout)
        self._layout, self._item = layout, QSpacerItem(0, 0)
        layout.addSpacerItem(self._item)

    def change(self, length: int) -> None:
        """As wide and as high as this."""
        self._item.changeSize(length, length, _FIXED, _FIXED)
        self._layout.invalidate()


def refresh() -> None:
    """Sets all lengths again, at the zoom of this moment."""
    for window in QApplication.topLevelWidgets():
        for thing in (window, *window.findChildren(QObject)):
            if isValid(thing) and (lengths := thing.property(PROPERTY)):  # a menu may be filled anew meanwhile
                _set(thing, lengths)


def _set(thing: QObject, lengths: Mapping[str, Length]) -> None:
    for setter, length in lengths.items():
        several = length if isinstance(length, Sequence) else (length,)
        getattr(thing, setter)(*(theme.px(one) for one in several))
