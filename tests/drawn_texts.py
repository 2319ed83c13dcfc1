"""Drawn texts: listens to everything that Python paints, and remembers what it shortened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

ELLIPSIS = "…"
SLACK = 1.5  # pixels: painters round widths


@dataclass(frozen=True)
class Drawn:
    """A text that a widget painted, where, and whether that was too small for it; `wholes` if it was shortened."""

    widget: QWidget
    words: str
    place: QRectF
    too_narrow: bool
    wholes: frozenset[str]


class DrawnTexts:
    """From when it is made: painters keep what they shortened, so it has to be there before them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._wholes: defaultdict[str, set[str]] = defaultdict(set)
        self._painted: list[Drawn] | None = None
        for kind in (QFontMetrics, QFontMetricsF):
            monkeypatch.setattr(kind, "elidedText", self._eliding(kind.elidedText))
        monkeypatch.setattr(QPainter, "drawText", self._drawing(QPainter.drawText))

    @contextmanager
    def one_painting(self) -> Iterator[list[Drawn]]:
        """What is painted meanwhile."""
        self._painted = painted = []
        yield painted
        self._painted = None

    def _eliding(self, real):
        def elided(metrics, text, *rest):
            short = real(metrics, text, *rest)
            if short != text:
                self._wholes[short].add(text)
            return short

        return elided

    def _drawing(self, real):
        def draw(painter, *where):
            if self._painted is not None and isinstance(widget := painter.device(), QWidget):
                self._note(painter, widget, where)
            return real(painter, *where)

        return draw

    def _note(self, painter: QPainter, widget: QWidget, where: tuple) -> None:
        room, flags, words = _parts(where)
        place = _place(painter, room, flags, words)
        narrow = isinstance(room, QRectF) and _too_narrow(room, place, flags)
        clipped = painter.worldTransform().mapRect(place)
        wholes = frozenset(self._wholes[words]) if ELLIPSIS in words and words in self._wholes else frozenset()
        if words and self._painted is not None:
            self._painted.append(Drawn(widget, words, clipped, narrow, wholes))


def _parts(where: tuple) -> tuple[QRectF | QPointF, int, str]:
    """The room or point, the flags and the words of a call of `drawText`, in any of its forms."""
    first, words = where[0], next(part for part in where if isinstance(part, str))
    if isinstance(first, int | float):
        numbers = [part for part in where if isinstance(part, int | float)]
        return (QRectF(*numbers[:4]), int(numbers[4]), words) if len(numbers) > 4 else (QPointF(*numbers), 0, words)
    if hasattr(first, "width"):
        second = where[1]
        flags = int(getattr(second, "value", second)) if not isinstance(second, str) else _option_flags(where[2])
        return QRectF(first), flags, words
    return QPointF(first), 0, words


def _option_flags(option) -> int:
    wraps = option.wrapMode() != option.WrapMode.NoWrap
    return option.alignment().value | (Qt.TextFlag.TextWordWrap.value if wraps else 0)


def _too_narrow(room: QRectF, place: QRectF, flags: int) -> bool:
    """A line has its height from the font; several lines have to fit."""
    wraps = flags & Qt.TextFlag.TextWordWrap.value
    return place.width() > room.width() + SLACK or bool(wraps and place.height() > room.height() + SLACK)


def _place(painter: QPainter, room: QRectF | QPointF, flags: int, words: str) -> QRectF:
    metrics = QFontMetricsF(painter.fontMetrics())
    if isinstance(room, QPointF):
        return QRectF(room.x(), room.y() - metrics.ascent(), metrics.horizontalAdvance(words), metrics.height())
    return metrics.boundingRect(room, flags, words)
