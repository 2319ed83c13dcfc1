"""ExportMenu: what is in front of the Results page, for other programs: as a table or as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from gui.pieces.copying.as_picture import looks_of
from gui.pieces.copying.exporter import Exporter


class Part(Protocol):
    """A part of the page: what its files are called, what it is called in a sentence, and what it shows."""

    stem: str
    noun: str

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture."""
        ...

    def table(self) -> Iterator[Sequence[Any]]:
        """Its rows."""
        ...


class ExportMenu(QObject):
    """Fills a menu with what can be done with the part that is in front.

    message(sentence)     what was done
    problem(what, hint)   what went wrong and what to do
    """

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, menu: QMenu, part: Callable[[], Part | None]) -> None:
        super().__init__(menu)
        self._menu, self._part, self._exporter = menu, part, Exporter(self)
        self._exporter.message.connect(self.message)
        self._exporter.problem.connect(self.problem)
        menu.addAction("Copy as table", self.copy_table)
        menu.addAction("Copy as picture", self.copy_picture)
        menu.addSeparator()
        menu.addAction("Save as table…", self.save_table)
        menu.addAction("Save as picture…", self.save_picture)

    def copy_table(self) -> None:
        """For a spreadsheet."""
        if (part := self._part()) is not None:
            self._exporter.copy_table(part.noun, part.table())

    def copy_picture(self) -> None:
        """As it is shown."""
        if (part := self._part()) is not None:
            shown = part.picture
            self._exporter.copy_picture(part.noun, looks_of(shown), shown.size())

    def save_table(self) -> None:
        """Asks where; `message` or `problem` tells the end."""
        part = self._part()
        path = part and self._exporter.ask(self._menu, f"Save {part.noun}", part.stem, (".csv",))
        if part and path:
            self._exporter.save_table(part.table(), path)

    def save_picture(self) -> None:
        """As `save_table`."""
        part = self._part()
        path = part and self._exporter.ask(self._menu, f"Save {part.noun} as picture", part.stem, (".png", ".svg"))
        if part and path:
            shown = part.picture
            self._exporter.save_picture(part.noun, looks_of(shown), shown.size(), path)
