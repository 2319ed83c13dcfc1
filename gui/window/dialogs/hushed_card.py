"""HushedCard: what the coach was told not to say again, and a way to hear of it; hidden where there is none."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from engine.coaching.remark import TITLES
from engine.text import listed
from gui.pieces.pages.page_cards import Card, words
from gui.state.settings import Settings, SettingsFile


class HushedCard(Card):
    """Follows the settings, wherever they change."""

    def __init__(self, settings: SettingsFile) -> None:
        super().__init__("Not said again by the coach")
        self._settings = settings
        self.kinds, self.again = words("", "", wrap=True), QPushButton("Say them again", autoDefault=False)
        self.again.setToolTip("The coach speaks of all of these again, where the curves of a run show them")
        self.again.clicked.connect(lambda: settings.change(hushed=()))
        self.header.addWidget(self.again)
        self.add(self.kinds)
        settings.changed.connect(self._follow)
        self._show(settings.value)

    def _follow(self, _: Settings, new: Settings) -> None:
        self._show(new)

    def _show(self, value: Settings) -> None:
        known = [title for kind, title in TITLES.items() if kind in value.hushed]
        self.kinds.setText(f"{listed(known, most=len(known))}.")
        self.setVisible(bool(known))
