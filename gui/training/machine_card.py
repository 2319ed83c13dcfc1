"""MachineCard: what to train on. It belongs to this machine, not to the project, so it lives in the settings."""

from __future__ import annotations

from gui.forms.settings_form import SettingsForm
from gui.pieces.page_cards import Card, words
from gui.state.settings import SettingsFile


class MachineCard(Card):
    """Device and threads, from the next run on."""

    def __init__(self, settings: SettingsFile) -> None:
        super().__init__("Machine")
        self.form = SettingsForm(settings, ("device", "threads"))
        self.add(self.form)
        self.add(words("Kept on this machine, not in the project; taken by the next run.", "caption", wrap=True))
