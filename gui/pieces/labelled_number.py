"""A whole number to be chosen, with its label."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QSpinBox

from gui.appearance import theme


def add_number(form: QFormLayout, label: str, value: int, least: int, most: int) -> QSpinBox:
    """A row with a box for it."""
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setAccessibleName(label.replace("&", ""))
    box.setMinimumWidth(theme.px(120))
    theme.inset(box)
    words = QLabel(label)
    words.setBuddy(box)
    form.addRow(words, box)
    return box
