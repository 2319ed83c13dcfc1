"""Cut: a class name where it has no room. What is left out is its middle, as many names differ at their end alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF

CUT = Qt.TextElideMode.ElideMiddle  # of views that paint their names themselves


def cut(name: str, metrics: QFontMetrics | QFontMetricsF, width: float) -> str:
    """As much of its beginning and of its end as there is room for."""
    if isinstance(metrics, QFontMetricsF):
        return metrics.elidedText(name, CUT, width)
    return metrics.elidedText(name, CUT, int(width))
