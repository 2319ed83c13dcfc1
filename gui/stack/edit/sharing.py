"""Sharing: the stack for others, as a picture or as a table of text, on the clipboard or in a file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QImage

from engine.analysis.stack_listing import costs, stack_table
from engine.files import write_aside
from gui.pieces.copying.save_dialog import ask_where_to_save
from gui.stack.list.cards.card_words import summary
from gui.stack.list.stack_model import StackModel
from gui.stack.list.stack_picture import as_png, stack_picture
from gui.stack.list.stack_view import StackView
from gui.state.document import Document

NARROWEST = 340
Say = Callable[[str], None]


class Sharing:
    """Speaks through `say` when something is done, through `refuse` when it cannot be."""

    def __init__(self, document: Document, model: StackModel, view: StackView, say: Say, refuse: Say) -> None:
        self._document, self._model, self._view = document, model, view
        self._say, self._refuse = say, refuse

    def picture(self) -> QImage:
        """The whole stack, folded where it is folded."""
        width = max(NARROWEST, self._view.viewport().width())
        title, costs_line = self._document.project.title, summary(self._document.analysis)
        return stack_picture(self._model, self._view.cards, width, title, costs_line)

    def table(self) -> str:
        """Title, a line for each layer and the costs, as text."""
        analysis = self._document.analysis
        return f"{self._document.project.title}\n\n{stack_table(analysis)}\n\n{costs(analysis)}\n"

    def copy_picture(self) -> None:
        """Puts the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())
        self._say("The picture of the stack is on the clipboard.")

    def copy_table(self) -> None:
        """Puts the table on the clipboard."""
        QGuiApplication.clipboard().setText(self.table())
        self._say("The table of the stack is on the clipboard.")

    def save_picture(self) -> None:
        """Asks for a file and writes the picture."""
        path = ask_where_to_save(self._view, "Save the picture of the stack", "stack.png", {".png": "PNG (*.png)"})
        if path is None:
            return
        try:
            write_aside(path, as_png(self.picture()))
        except OSError as error:
            self._refuse(f"The picture cannot be saved ({(error.strerror or str(error)).lower()}).")
            return
        self._say(f"Saved {path.name}")
