"""MachineCard: what to train on. It belongs to this machine, not to the project, so it lives in the settings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QWidget

from engine.errors import ProjectError
from engine.platform import HERE
from gui.appearance import lengths, theme
from gui.forms.field import LABEL_WIDTH
from gui.forms.number_box import NumberBox
from gui.forms.numbers import Limits
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.page_cards import Card, words
from gui.state.settings import SettingsFile

DEVICE_HELP = "Where the network computes. Automatic takes a GPU where there is one."
THREADS_HELP = "How many cores the CPU part may use; 0 leaves one core free. Small networks are often quickest with 1."
GPU = ("MPS (Apple GPU)", "mps") if HERE.gpu == "mps" else ("CUDA (NVIDIA GPU)", "cuda")
DEVICES = (("Automatic", "auto"), ("CPU", "cpu"), GPU)


class MachineCard(Card):
    """Device and threads, from the next run on."""

    changed = Signal()

    def __init__(self, settings: SettingsFile) -> None:
        super().__init__("Machine")
        self._settings = settings
        self.device, self.threads = QComboBox(), NumberBox(Limits(True, 0, 1024))
        self._error = words("", "error", wrap=True)
        self._error.hide()
        self._fill_devices()
        self.threads.set_value(settings.value.threads)
        self.device.activated.connect(lambda index: self._change(device=self.device.itemData(index)))
        self.threads.edited.connect(lambda value: self._change(threads=value))
        self._lay_out()

    @property
    def error(self) -> str:
        """What is wrong, if anything."""
        return self._error.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._rows.setColumnMinimumWidth(0, theme.px(LABEL_WIDTH))

    def _fill_devices(self) -> None:
        ignore_wheel_and_undo(self.device)
        for name, device in DEVICES:
            self.device.addItem(name, device)
        now = self._settings.value.device
        if self.device.findData(now) < 0:
            self.device.addItem(now, now)
        self.device.setCurrentIndex(self.device.findData(now))

    def _lay_out(self) -> None:
        holder = QWidget()
        self._rows = QGridLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._rows, setHorizontalSpacing=8, setVerticalSpacing=6)
        self._rows.setColumnMinimumWidth(0, theme.px(LABEL_WIDTH))
        self._rows.setColumnStretch(1, 1)
        self._add_row(0, "Device", self.device, DEVICE_HELP, "")
        self._add_row(1, "Threads", self.threads, THREADS_HELP, "0: automatic")
        self._rows.addWidget(self._error, 2, 1)
        self.add(holder)
        self.add(words("Kept on this machine, not in the project; taken by the next run.", "caption", wrap=True))

    def _add_row(self, row: int, title: str, editor: QWidget, help: str, hint: str) -> None:
        label: QLabel = words(title, "secondary")
        label.setBuddy(editor)
        for widget in (label, editor):
            widget.setToolTip(help)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(help)
        line = QHBoxLayout()
        lengths.follow(line, setSpacing=6)
        line.addWidget(editor)
        line.addWidget(words(hint, "caption"))
        line.addStretch(1)
        self._rows.addWidget(label, row, 0)
        self._rows.addLayout(line, row, 1)

    def _change(self, **fields: object) -> None:
        """Takes over a value that may be; says why where it may not, or where it cannot be saved."""
        try:
            self._settings.change(**fields)
            sentence = self._settings.problem
            self.threads.accept(self._settings.value.threads)
        except ProjectError as error:
            sentence = f"{error.what[:1].upper()}{error.what[1:]} {error.hint}".strip()
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.changed.emit()
