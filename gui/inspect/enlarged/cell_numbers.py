"""Cell numbers: many short numbers painted at once, as hundreds of texts laid out one by one hold up the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGlyphRun, QPainter, QRawFont

SIGNS = "0123456789.,−"  # what numbers are written in
Text = tuple[float, float, str]  # and the middle of its cell


def paint(painter: QPainter, font: QFont, ink: QColor, texts: Iterable[Text]) -> None:
    """Texts in the middle of their cells; those of other signs, or of signs that the font has not, one by one."""
    writer = _Writer(font)
    painter.setFont(font)
    painter.setPen(ink)
    for x, y, text in texts:
        if not writer.write(x, y, text):
            painter.drawText(QRectF(x, y, 0, 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
    painter.drawGlyphRun(QPointF(0, 0), writer.run())


class _Writer:
    """Puts the glyphs of all texts one behind the other, each at its place."""

    def __init__(self, font: QFont) -> None:
        self._font, metrics = QRawFont.fromFont(font), QFontMetricsF(font)
        self._below = (metrics.ascent() - metrics.descent()) / 2  # of the middle lies the line that they stand on
        self._signs = {
            sign: (glyph, metrics.horizontalAdvance(sign))
            for sign in SIGNS
            for glyph in self._font.glyphIndexesForString(sign)[:1]
            if glyph
        }
        self._laid_out: dict[str, tuple[list[int], list[float]] | None] = {}  # many are the same
        self._glyphs: list[int] = []
        self._places: list[QPointF] = []

    def write(self, x: float, y: float, text: str) -> bool:
        """False where it has signs that are not known."""
        if text not in self._laid_out:
            self._laid_out[text] = self._lay_out(text)
        laid_out = self._laid_out[text]
        if laid_out is None:
            return False
        glyphs, begins = laid_out
        self._glyphs += glyphs
        line = y + self._below
        self._places += [QPointF(x + begin, line) for begin in begins]
        return True

    def _lay_out(self, text: str) -> tuple[list[int], list[float]] | None:
        """Its glyphs, and where each begins from the middle."""
        if not all(sign in self._signs for sign in text):
            return None
        known = [self._signs[sign] for sign in text]
        begin = -sum(advance for _, advance in known) / 2
        begins = []
        for _, advance in known:
            begins.append(begin)
            begin += advance
        return [glyph for glyph, _ in known], begins

    def run(self) -> QGlyphRun:
        """Of all that was written."""
        run = QGlyphRun()
        run.setRawFont(self._font)
        run.setGlyphIndexes(self._glyphs)
        run.setPositions(self._places)
        return run
