"""Measuring: a button that takes mean and spread of the training images, once, and writes them down as constants."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.project.data.data_settings import Constants, DataSettings
from engine.typed.document import changed
from gui.appearance import lengths
from gui.pieces.pages.page_cards import words
from gui.state.data.missing_data import what_is_wrong
from gui.state.document import Document

MEASURE, MEASURING = "Measure the images", "Measuring…"
TIP = "Takes mean and spread of each channel over the training images, once, and writes them down as constants."
SAME = "They are as they were measured."


class Measuring(QWidget):
    """The button, and what is to be said of the last press.

    asked()    the images are to be measured as the document divides them
    """

    asked = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.button, self.said = QPushButton(MEASURE), words("", "caption", wrap=True)
        self.button.setToolTip(TIP)
        self.button.clicked.connect(self._ask)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.said)
        self.said.hide()
        document.changed.connect(lambda *_: self._say(""))

    def show_measured(self, settings: DataSettings, constants: Constants) -> None:
        """Writes down what was found of these settings' images, unless they are others by now."""
        self._end()
        now = self._document.project.data
        if what_is_measured(now) != what_is_measured(settings):
            return
        if now.normalisation == constants:
            self._say(SAME)
        else:
            data = changed(now, normalisation=constants)
            self._document.edit_fields("Write down what was measured", data=data)

    def show_error(self, error: Exception) -> None:
        """Why they could not be measured."""
        self._end()
        self._say(what_is_wrong(error, self._document.project.data.source))

    def _ask(self) -> None:
        self.button.setEnabled(False)
        self.button.setText(MEASURING)
        self._say("")
        self.asked.emit()

    def _end(self) -> None:
        self.button.setEnabled(True)
        self.button.setText(MEASURE)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))


def what_is_measured(settings: DataSettings) -> DataSettings:
    """The settings with nothing but what decides which images are trained on."""
    plain = DataSettings()
    return changed(settings, normalisation=plain.normalisation, augmentation=(), shuffle=plain.shuffle)
