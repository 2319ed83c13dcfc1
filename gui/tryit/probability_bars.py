"""How probable the network holds each class to be, as bars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolTip, QWidget

from engine.project.data.facts import Classes
from gui.appearance import theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.classes.names import shown
from gui.pieces.classes.search import NOTHING
from gui.pieces.image_words import with_article
from gui.pieces.painted_rows import widest
from gui.pieces.tips import parted
from gui.tryit.shown_classes import ALL_SHOWN, MOST_PROBABLE, others, shown_classes

ROW, BAR, GAP = 19, 10, 8  # height of a row and of its bar, space between the columns
WIDEST_NAME = 0.4  # of the widget
MILLISECONDS = 120
SELDOM_MS = 3000  # between two values that may be glided between: not those of a network that trains
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CHECK = " ✓"  # beside the class that the image is of
EMPTY = "Draw something to see its bars."
UNTRAINED = "Untrained: guessing"


@dataclass(frozen=True)
class _Columns:
    """Where the columns of a row lie, in pixels from the left."""

    name: float
    bar_left: float
    bar_width: float
    percent: float


@dataclass(frozen=True)
class _Row:
    """One row: a class, or all that have none."""

    name: str
    share: float
    is_top: bool = False
    is_truth: bool = False
    is_rest: bool = False


class ProbabilityBars(QWidget):
    """One row for each class: name, bar, percent; the most probable stands out, and the true one has its sign.

    Of many classes the most probable have one, or those that letters find, and all others one together.

    chosen(class)     a row was clicked
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Classes = ()
        self._letters = ""
        self._rows: tuple[int, ...] = ()
        self._target: np.ndarray | None = None
        self._shown = np.zeros(0)
        self._start = np.zeros(0)
        self._trained = True
        self._truth: int | None = None
        self._message = EMPTY
        self._last = QElapsedTimer()  # since the last values
        self._motion = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=MILLISECONDS)
        self._motion.valueChanged.connect(self._moved)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Probability of each class")
        self._describe()

    def set_classes(self, names: Classes) -> None:
        """Name the classes anew; the bars are empty afterwards."""
        self._names = shown(names)
        self.set_probabilities(None)
        self.updateGeometry()

    @property
    def many(self) -> bool:
        """Whether there are too many classes for a row each."""
        return len(self._names) > ALL_SHOWN

    def look_for(self, letters: str) -> None:
        """Shows the classes whose names hold these letters; with none the most probable."""
        self._letters = letters
        self._choose_rows()
        self._describe()
        self.update()

    def set_message(self, sentence: str) -> None:
        """What to say under the rows while there is nothing to show."""
        self._message = sentence
        self._describe()
        self.update()

    def set_probabilities(self, values: np.ndarray | None, *, trained: bool = True, truth: int | None = None) -> None:
        """Show one probability of 0–1 for each class, or nothing; raises ValueError when their number is wrong.

        `truth` is the class that the image is of, where that is known.

        The bars glide there, unless values come often, as while a network trains or a person draws.
        """
        if values is not None and values.shape != (len(self._names),):
            raise ValueError(f"{len(self._names)} classes, but probabilities of shape {values.shape}.")
        self._trained, self._truth = trained, truth
        seldom = self._last.isValid() and self._last.elapsed() > SELDOM_MS
        self._last.start()
        self._motion.stop()
        had_values = self._target is not None
        self._target = None if values is None else np.nan_to_num(values.astype(np.float64))
        self._choose_rows()
        self._describe()
        if self._target is not None and had_values and seldom and self._may_move():
            self._start = self._shown
            self._motion.start()
        else:
            self._arrive()

    def stop(self) -> None:
        """End the motion: the bars stand where they belong."""
        self._motion.stop()
        self._arrive()

    def _may_move(self) -> bool:
        """Whether anybody would see the motion, and the desktop allows motion."""
        allowed = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0
        return allowed and self.isVisible()

    def _arrive(self) -> None:
        self._shown = np.zeros(len(self._names)) if self._target is None else self._target
        self.update()

    def _moved(self, progress: float) -> None:
        if self._target is not None:
            eased = 1 - (1 - progress) ** 3
            self._shown = self._start + (self._target - self._start) * eased
            self.update()

    # What is in the rows

    def _choose_rows(self) -> None:
        self._rows = shown_classes(self._names, self._target, self._truth, self._letters)

    def rows(self) -> tuple[int, ...]:
        """The classes shown, from top to bottom."""
        return self._rows

    @property
    def others(self) -> tuple[str, float]:
        """How many have no row, in words, and what they have together; empty where none is left out."""
        left = len(self._names) - len(self._rows)
        if not left or not self._rows or self._target is None:
            return "", 0.0
        return others(left), max(0.0, float(self._shown.sum() - self._shown[list(self._rows)].sum()))

    def footer(self) -> str:
        """The sentence under the rows."""
        if self._names and not self._rows:
            return NOTHING
        if self._target is None:
            return self._message
        return "" if self._trained else UNTRAINED

    def _top(self) -> int | None:
        """The most probable class; none while the network only guesses."""
        return int(np.argmax(self._target)) if self._target is not None and self._trained and self._names else None

    def _describe(self) -> None:
        self.setAccessibleDescription(self._in_words())

    def _in_words(self) -> str:
        if self._target is None or not self._rows:
            return self.footer()
        best = self._rows[:3] if self._letters else np.argsort(-self._target, kind="stable")[:3].tolist()
        words = ", ".join(f"{self._names[index]}: {tenths_of_percent(self._target[index])}" for index in best)
        said = [words] if self._truth is None else [words, f"It is {with_article(self._names[self._truth])}"]
        return ". ".join(said if self._trained else [UNTRAINED, *said])

    # Geometry

    def row_at(self, y: float) -> int | None:
        """The class whose row is at this height."""
        row = int(y // theme.px(ROW))
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def sizeHint(self) -> QSize:
        rows = MOST_PROBABLE + 1 if self.many else len(self._names)  # with that of the others, whatever is found
        return QSize(theme.px(256), (rows + 1) * theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def _columns(self) -> _Columns:
        gap, metrics = theme.px(GAP), QFontMetricsF(_bold(theme.number_font()))
        rest = metrics.horizontalAdvance(others(len(self._names))) if self.many else 0
        longest = max(rest, widest(self._names, bold=True) + metrics.horizontalAdvance(CHECK))
        name = min(longest, self.width() * WIDEST_NAME)
        percent = metrics.horizontalAdvance("100.0 %")
        left = name + gap
        return _Columns(name, left, max(0.0, self.width() - left - gap - percent), percent)

    # Events

    def event(self, event: QEvent) -> bool:
        """The tool tip of a row tells the whole name and a finer figure."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), parted(self.tip_at(event.pos().y())), self)
            return True
        return super().event(event)

    def tip_at(self, y: float) -> str:
        """The row at this height with its whole name and a finer figure."""
        lines, at = self._lines(), int(y // theme.px(ROW))
        if not 0 <= at < len(lines):
            return ""
        name = f"{lines[at].name}{', what it is' * lines[at].is_truth}"
        return name if self._target is None else f"{name}: {numeral(lines[at].share, '.4%')}"

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.chosen.emit(index)

    # Painting

    def _lines(self) -> list[_Row]:
        """What is painted, from top to bottom."""
        top, (left, share) = self._top(), self.others
        rows = [
            _Row(self._names[label], float(self._shown[label]), label == top, label == self._truth)
            for label in self._rows
        ]
        return [*rows, _Row(left, share, is_rest=True)] if left else rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns, rows, height = self._columns(), self._lines(), theme.px(ROW)
        for at, row in enumerate(rows):
            area = QRectF(0, at * height, self.width(), height)
            self._paint_words(painter, columns, row, area)
            self._paint_bar(painter, columns, row, area)
        self._paint_footer(painter, QRectF(0, len(rows) * height, self.width(), height))

    def _paint_words(self, painter: QPainter, columns: _Columns, row: _Row, area: QRectF) -> None:
        colours, font = theme.current(), theme.number_font()
        quiet = self._target is None or not self._trained or row.is_rest
        painter.setFont(_bold(font) if row.is_top or row.is_truth else font)
        painter.setPen(QColor(colours.secondary if quiet else colours.text))
        check = CHECK * row.is_truth
        room = int(columns.name) + 1 - painter.fontMetrics().horizontalAdvance(check)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, _LEFT, f"{name}{check}")
        if self._target is not None:
            painter.setPen(QColor(colours.text if row.is_top else colours.secondary))
            painter.drawText(area, _RIGHT, tenths_of_percent(row.share))

    def _paint_bar(self, painter: QPainter, columns: _Columns, row: _Row, area: QRectF) -> None:
        colours, height = theme.current(), theme.px(BAR)
        trough = QRectF(columns.bar_left, area.center().y() - height / 2, columns.bar_width, height)
        trough.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(colours.border))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(trough, 2, 2)
        bar = trough.adjusted(0.5, 0.5, -0.5, -0.5)
        bar.setWidth(bar.width() * min(max(row.share, 0.0), 1.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._bar_colour(row))
        painter.drawRoundedRect(bar, 1.5, 1.5)

    def _bar_colour(self, row: _Row) -> QColor:
        colours = theme.current()
        if not self._trained or row.is_rest:
            return colours.colour("secondary", 0.5)
        if row.is_truth:
            return QColor(colours.truth)
        return colours.colour("accent", 1.0 if row.is_top else 0.5)

    def _paint_footer(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().secondary))
        text = painter.fontMetrics().elidedText(self.footer(), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, _LEFT, text)


def _bold(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setBold(True)
    return heavy
