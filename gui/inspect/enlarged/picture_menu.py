"""Picture menu: a view copied or saved as a picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.appearance import theme
from gui.pieces.copying.as_picture import looks_of
from gui.pieces.copying.exporter import Exporter


class PictureMenu(QToolButton):
    """Of a view that is called by a `noun`, as it looks by then.

    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, noun: str, view: QWidget) -> None:
        super().__init__()
        self._noun, self._view, self._exporter = noun, view, Exporter(self)
        menu = QMenu(self)
        menu.addAction("Copy as picture", self.copy_picture)
        menu.addAction("Save as picture…", self.save_picture)
        self.setText("Copy or save")
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.set_role(self, "choice")
        self._exporter.message.connect(self.message)
        self._exporter.problem.connect(self.problem)

    def copy_picture(self) -> None:
        """As it is shown."""
        self._exporter.copy_picture(self._noun, looks_of(self._view), self._view.size())

    def save_picture(self) -> None:
        """The same; `message` or `problem` tells the end."""
        path = self._exporter.ask(self, f"Save the {self._noun} as picture", self._noun, (".png", ".svg"))
        if path:
            self._exporter.save_picture(self._noun, looks_of(self._view), self._view.size(), path)
