"""Quiet buttons: small flat ones that choose how something is shown, such as Counts or Shares."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from gui.appearance import theme


def quiet_button(text: str, tip: str, *, checkable: bool = False) -> QToolButton:
    """One with its words and its tip."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text)
    button.setCheckable(checkable)
    theme.set_role(button, "control")
    return button
