"""Rows: parts side by side, from the left."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.appearance import lengths


def row_of(*parts: QWidget, spacing: int = 8) -> QHBoxLayout:
    """What room is left stays behind them; where none of them is in sight, it takes none."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    lengths.follow(row, setSpacing=spacing)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def row_widget(*parts: QWidget, spacing: int = 8) -> QWidget:
    """The same as a widget, to be hidden with all of them."""
    holder = QWidget()
    holder.setLayout(row_of(*parts, spacing=spacing))
    return holder
