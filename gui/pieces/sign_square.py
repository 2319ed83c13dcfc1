"""The square that small signs are drawn for, laid over the place where one is painted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

SIDE = 16.0  # of the square, in units


@contextmanager
def sign_square(painter: QPainter, rect: QRectF) -> Iterator[None]:
    """Within it one paints smoothly on a square of `SIDE` units that fills `rect`; afterwards all is as before."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / SIDE, rect.height() / SIDE)
    yield
    painter.restore()
