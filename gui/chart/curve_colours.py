"""Colours of the curves; training and evaluations have the theme's, other runs faded ones."""

from PySide6.QtGui import QColor

from gui.appearance.theme import Theme, mixed

REFERENCE_SHARE = 0.75
REFERENCES = ("#8250DF", "#CC79A7", "#56B4E9", "#8C6D46", "#7A7A7A")


def raw(theme: Theme) -> QColor:
    """The raw training curve."""
    return theme.colour("raw")


def learning_rate(theme: Theme) -> QColor:
    """The learning rate: there, but behind everything."""
    return theme.blend("secondary", 0.7)


def reference(theme: Theme, index: int) -> QColor:
    """The curve of the run at `index` of those compared."""
    front, back = QColor(REFERENCES[index % len(REFERENCES)]), theme.colour("surface")
    return mixed(front, back, REFERENCE_SHARE)
