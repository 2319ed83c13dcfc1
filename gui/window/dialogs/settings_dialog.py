"""SettingsDialog: everything that is chosen for this machine, in groups; each choice holds at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.project.recipes import recipes
from gui.appearance import lengths, theme
from gui.forms.settings_form import SettingsForm
from gui.pieces.copying.copyable import copyable
from gui.pieces.pages.page_cards import Card, words
from gui.state.jobs import Jobs
from gui.state.settings import SettingsFile
from gui.window.dialogs.cache_card import CacheCard
from gui.window.dialogs.hushed_card import HushedCard

GROUPS = {
    "Look": ("theme", "zoom", "numbers"),
    "Folders": ("data_folder", "runs_folder"),
    "Training": ("device", "threads", "lower_precision", "image_memory", "after_finish", "keep_awake"),
    "Start and help": ("starts_with", "first_steps", "advice", "coach"),
}
LABEL, SIZE = 116, (660, 680)


class SettingsDialog(QDialog):
    """The Settings page; Esc closes it."""

    def __init__(self, settings: SettingsFile, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        names = {"starts_with": recipes()}
        self.forms = {
            group: SettingsForm(settings, fields, more_names=names, explained=True, label_width=LABEL)
            for group, fields in GROUPS.items()
        }
        self.hushed = HushedCard(settings)
        self.cache = CacheCard(jobs)
        self.finished.connect(lambda _: self.cache.leave())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        kept = copyable(words(f"Kept in {settings.path}", "caption"))
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(12, 12, 12, 12), setSpacing=8)
        for part in (self._groups(), kept, buttons):
            column.addWidget(part)
        room = parent.screen().availableGeometry()
        self.resize(min(theme.px(SIZE[0]), room.width()), min(theme.px(SIZE[1]), room.height() - theme.px(80)))
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter takes what was typed
        self.forms["Look"].fields["theme"].editor.setFocus()

    def _groups(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        for group, form in self.forms.items():
            column.addWidget(Card(group, form))
        column.addWidget(self.hushed)
        column.addWidget(self.cache)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area
