"""Copyable: words that a person may want elsewhere, such as a path, can be marked and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


def copyable(label: QLabel) -> QLabel:
    """The label, whose words can be marked by mouse and by keyboard; a long path wraps and widens nothing."""
    flags = Qt.TextInteractionFlag
    label.setWordWrap(True)
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
