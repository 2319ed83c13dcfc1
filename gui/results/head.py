"""The head of the Results page: what was reached in a line, of which evaluation that is, and what the cells say."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from engine import events
from engine.project.data.splits import images_of
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, loss, numeral, percent
from gui.pieces.elided import Elided
from gui.results.confusion_words import Confusion
from gui.results.matrix_geometry import NAMED
from gui.results.matrix_text import Figures

CELLS: dict[Figures, tuple[str, str]] = {
    "counts": ("Counts", "The cells count images"),
    "shares": ("Shares", "The cells say what per cent of their true class they are"),
}


class Head(QWidget):
    """Two lines, whatever they say.

    figures_chosen(figures)   the cells are to say counts or shares
    """

    figures_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.where = QLabel(), Elided("caption")
        self.reached.setTextFormat(Qt.TextFormat.RichText)
        self.reached.setWordWrap(True)
        self.cells = {figures: _control(*words) for figures, words in CELLS.items()}
        self.menu, self.more = QMenu(self), _control("Copy ▾", "The matrix as a table or as a picture")
        self._evaluation = self._note = ""
        self._lay_out()
        self._set_up()

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=0)
        lengths.follow(row, setSpacing=2)
        column.addWidget(self.reached)
        column.addLayout(row)
        row.addWidget(self.where, 1)
        for control in (*self.cells.values(), self.more):
            row.addWidget(control)

    def _set_up(self) -> None:
        group = QButtonGroup(self)
        for figures, button in self.cells.items():
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(lambda *_, chosen=figures: self.figures_chosen.emit(chosen))
        self.cells["counts"].setChecked(True)
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_evaluation(self, event: events.Evaluated, confusion: Confusion | None) -> None:
        """The figures of an evaluation; the matrix may be known later."""
        self.reached.setText(reached(event, confusion))
        self._evaluation = f"After step {numeral(event.step)}{epoch_of(event)}{averaged(event)}"
        self._say()
        for control in self.cells.values():
            control.setVisible(confusion is not None and len(confusion.classes) <= NAMED)  # else cells have no figures
        self.more.setVisible(confusion is not None)

    def say_since(self, note: str) -> None:
        """What has changed since the evaluation; empty for nothing."""
        if note != self._note:
            self._note = note
            self._say()

    def _say(self) -> None:
        self.where.say(f"{self._evaluation}; {self._note}" if self._note else self._evaluation)


def epoch_of(event: events.Evaluated) -> str:
    """At which epoch it was, behind the step."""
    return f", epoch {event.epoch}" if event.epoch else ""


def averaged(event: events.Evaluated) -> str:
    """What averaged weights reach beside those whose figures these are; empty where nothing was averaged."""
    if event.averaged_accuracy is None:
        return ""
    return f", of the last weights; averaged: {percent(event.averaged_accuracy)}, loss {loss(event.averaged_loss)}"


def reached(event: events.Evaluated, confusion: Confusion | None) -> str:
    """Split and images, accuracy, loss and mistakes in a line, the figures bold."""
    parts = [
        images_of(event.split) if confusion is None else f"{images_of(event.split)} · {numeral(confusion.images)}",
        f"accuracy {_bold(percent(event.accuracy))}",
        f"loss {_bold(loss(event.loss))}",
    ]
    if confusion is not None:
        parts.append(
            f"{_bold(f'{numeral(confusion.mistakes)}')} {counted(confusion.mistakes, 'mistake').split(' ')[1]}"
        )
    return "&nbsp;&nbsp; ".join(part.replace(" ", "&nbsp;") for part in parts)


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def _control(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text)
    theme.set_role(button, "control")
    return button
