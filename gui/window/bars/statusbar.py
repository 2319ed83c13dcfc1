"""Status bar: what the engine does, processor and memory, and what is to be told: an event, else a condition."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import numeral
from gui.pieces.elided import Elided
from gui.pieces.tips import parted
from gui.state.conditions import Condition
from gui.state.message_queue import Message
from gui.state.run.where_kept import Place

if TYPE_CHECKING:
    from psutil import Process

EVERY_MS = 2000
KEPT: Mapping[Place, tuple[str, str]] = {
    "file": ("", ""),
    "run": ("Kept by its run", "No file holds this project. The shown run does: Runs opens it again. Ctrl+S saves it."),
    "nowhere": ("Unsaved changes", "The project as it is now is not saved. Ctrl+S saves it."),
}
STAYS_MS = {"info": 6000, "warning": 12000, "error": 20000, "unexpected": 20000}


class StatusBar(QWidget):
    """One line at the foot of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._state = _label()
        self._usage = _label()
        self._message = Elided("caption")
        self._holds: Condition | None = None
        self._saved, self._works = _label(), QHBoxLayout()
        row = QHBoxLayout(self)
        lengths.follow(row, setContentsMargins=(12, 2, 12, 2), setSpacing=24)
        for label in (self._state, self._usage):
            row.addWidget(label)
        lengths.follow(self._works, setSpacing=24)
        row.addLayout(self._works)
        row.addWidget(self._message, 1)
        row.addWidget(self._saved)
        self._fade = QTimer(self, singleShot=True)
        self._fade.timeout.connect(self.clear)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._measure)
        self._timer.start()
        rewriting.follow(self._measure)

    def show_state(self, words: str) -> None:
        """What the engine does, e.g. "Training · epoch 5 of 6 · step 1,250 of 1,500"."""
        self._state.setText(words)
        self._make_room()

    def _make_room(self) -> None:
        """At once, as a busy window may paint long before its layouts are due."""
        if (layout := self.layout()) is not None:
            layout.activate()

    @property
    def state(self) -> str:
        """What the engine does, as it stands there."""
        return self._state.text()

    def show_kept(self, place: Place) -> None:
        """Where the project is kept, at the right; nothing of a file that holds it as it is."""
        words, tip = KEPT[place]
        self._saved.setText(words)
        self._saved.setToolTip(parted(tip))
        self._make_room()

    @property
    def kept(self) -> str:
        """Where the project is kept, as it stands there."""
        return self._saved.text()

    def add_work(self, label: QWidget) -> None:
        """What tells how far a kind of work is, as long as there is any."""
        self._works.addWidget(label)

    def show_message(self, message: Message) -> None:
        """An event, for a few seconds; the graver, the longer."""
        mark = "" if message.level == "info" else "⚠ "
        self._say(f"{mark}{message.text} {message.hint}".strip(), grave=message.level in ("error", "unexpected"))
        self._fade.start(STAYS_MS[message.level])

    def show_condition(self, condition: Condition | None) -> None:
        """What holds, for as long as it does; an event that stands there is read first."""
        self._holds = condition
        if not self._fade.isActive():
            self.clear()

    @property
    def message(self) -> str:
        """What is told there: an event, or a condition."""
        return self._message.text()

    def clear(self) -> None:
        """Takes the event away; what holds is told again."""
        self._fade.stop()
        self._say("" if self._holds is None else f"⚠ {self._holds.words}", grave=False)

    def _say(self, words: str, *, grave: bool) -> None:
        self._message.say(words)
        theme.set_role(self._message, "error" if grave else "secondary")

    @cached_property
    def _process(self) -> Process:
        from psutil import Process  # not before the first paint

        return Process()

    def _measure(self) -> None:
        cpu = self._process.cpu_percent() / (os.cpu_count() or 1)
        memory = self._process.memory_info().rss / 2**30
        self._usage.setText(f"CPU {numeral(cpu, '.0f')} %    Memory {numeral(memory, '.1f')} GB")


def _label() -> QLabel:
    label = QLabel()
    theme.set_role(label, "caption")
    return label
