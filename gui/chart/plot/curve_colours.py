"""Colours and dashes of the curves; training and evaluations have the theme's, each other run its own of both."""

from PySide6.QtGui import QColor

from gui.appearance.theme import Theme
from gui.chart.beside.runs import COLOURS

DASHES = ((6.0, 2.5), (2.0, 2.0), (7.0, 2.0, 1.5, 2.0), (3.5, 1.5), (7.0, 2.0, 1.5, 2.0, 1.5, 2.0))
"""Of other runs, in widths of the pen: a stroke and a gap in turn."""


def raw(theme: Theme) -> QColor:
    """The raw training curve."""
    return theme.colour("raw")


def learning_rate(theme: Theme) -> QColor:
    """The learning rate: there, but behind everything."""
    return theme.blend("secondary", 0.7)


def reference(theme: Theme, index: int) -> QColor:
    """The curve of the run at `index` of those compared."""
    return QColor(theme.runs[index % COLOURS])


def dashes(index: int) -> tuple[float, ...]:
    """How that curve is dashed: of runs that share a colour the dashes differ, up to twenty-five of them."""
    return DASHES[(index + index // len(DASHES)) % len(DASHES)]
