"""Own filters: those that a person typed in and put into the shown model, for all who show or change them. No edit of
the document and no change of a run: it is another look at the model.
"""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, Signal

from engine.service.looking.layers.enlarge_questions import OwnFilter


class OwnFilters(QObject):
    """One value. Where another model is shown they are gone: that one has its own filters."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._value: tuple[OwnFilter, ...] = ()
        self._of: Hashable = None

    @property
    def value(self) -> tuple[OwnFilter, ...]:
        """All of them."""
        return self._value

    def at(self, address: str, index: int) -> OwnFilter | None:
        """The one in place of a filter of the layer at an address."""
        return next((one for one in self._value if (one.address, one.index) == (address, index)), None)

    def put(self, own: OwnFilter) -> None:
        """In place of a filter of the shown model, or of another one that was typed in for it."""
        self._set((*self._without(own.address, own.index), own))

    def take_out(self, address: str, index: int) -> None:
        """The filter that was there is heard again."""
        self._set(self._without(address, index))

    def clear(self) -> None:
        """All of them."""
        self._set(())

    def follow(self, model: Hashable) -> None:
        """Which model is shown."""
        if model != self._of:
            self._of = model
            self.clear()

    def _without(self, address: str, index: int) -> tuple[OwnFilter, ...]:
        return tuple(one for one in self._value if (one.address, one.index) != (address, index))

    def _set(self, value: tuple[OwnFilter, ...]) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit()
