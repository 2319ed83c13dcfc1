"""MachineCard: what to train on. It belongs to this machine, not to the project, so it lives in the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import in_figures
from gui.forms.settings_form import SettingsForm
from gui.pieces.pages.page_cards import Card, words
from gui.state.machine.tuning import Tuning
from gui.state.machine.tuning_words import standing
from gui.state.settings import SettingsFile
from gui.training.tuning_part import TuningPart


class MachineCard(Card):
    """Device and threads, from the next run on, and what is fastest for the network."""

    def __init__(self, settings: SettingsFile, tuning: Tuning) -> None:
        super().__init__("Machine")
        self._settings, self._tuning = settings, tuning
        self.form, self.fast = SettingsForm(settings, ("device", "threads")), TuningPart(tuning, settings)
        self.standing, self.forget = words("", "caption", wrap=True), QToolButton()
        for part in (self.form, self._standing_row(), self.fast):
            self.add(part)
        self.add(words("Kept on this machine, not in the project; taken by the next run.", "caption", wrap=True))
        tuning.changed.connect(self._show)
        rewriting.follow(self._show)
        self._show()

    def _standing_row(self) -> QWidget:
        self.forget.setText("Forget")
        self.forget.setToolTip("Threads and the rest are found anew for this network")
        self.forget.setAccessibleName("Forget what was found for this network")
        theme.set_role(self.forget, "control")
        self.forget.clicked.connect(self._tuning.forget)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(self.standing, 1)
        row.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignTop)
        return inside

    def _show(self) -> None:
        """What the next run takes, as it is known now."""
        known = self._tuning.known
        self.standing.setText(in_figures(standing(known, self._settings.value.threads)))
        self.forget.setVisible(known is not None)
