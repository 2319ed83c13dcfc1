"""Conditions: what holds now and may want doing, each under its name and for as long as it holds.

A message (`MessageQueue`) tells of an event and goes after a few seconds. A condition is set by whoever owns the truth
of it, and lifted by the same: what it says is never older than it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from PySide6.QtCore import QObject, Signal

Name: TypeAlias = Literal[
    "engine", "device", "run", "fields", "images", "changed images", "stack", "keeping", "settings", "log"
]
ORDER: tuple[Name, ...] = get_args(Name)


@dataclass(frozen=True)
class Condition:
    """A sentence about how things stand, and what to do."""

    text: str
    hint: str = ""

    @property
    def words(self) -> str:
        """Both in one line."""
        return f"{self.text} {self.hint}".strip()


class Conditions(QObject):
    """Those that hold. `ORDER` names all there are, the gravest first."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holding: dict[Name, Condition] = {}

    def set(self, name: Name, condition: Condition | None) -> None:
        """It holds from now on, with these words; None: it does not."""
        if condition == self._holding.get(name):
            return
        self._holding.pop(name, None)
        if condition is not None:
            self._holding[name] = condition
        self.changed.emit()

    def get(self, name: Name) -> Condition | None:
        """What is said of it; None where it does not hold."""
        return self._holding.get(name)

    @property
    def gravest(self) -> Condition | None:
        """The one to be told where there is room for one alone."""
        return next((self._holding[name] for name in ORDER if name in self._holding), None)
