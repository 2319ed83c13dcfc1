"""How probable the network holds each class to be, as bars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEvent, QRect, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolTip, QWidget

from engine.project.data.facts import Classes
from gui.appearance import theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.classes.names import shown
from gui.pieces.classes.search import NOTHING
from gui.pieces.images.image_words import with_article
from gui.pieces.painted_rows import widest
from gui.pieces.tips import parted
from gui.tryit.answer.bar_painting import CHECK, LEFT, BarPainting, Columns, Row, bold
from gui.tryit.answer.shown_classes import ALL_SHOWN, MOST_PROBABLE, others, shown_classes

ROW, PAIRED, GAP = 19, 28, 8  # height of a row, also where a second network answers too; space between the columns
WIDEST_NAME = 0.4  # of the widget
MILLISECONDS = 120
SELDOM_MS = 4000  # between two values that may be glided between: not those of a network that trains, however seldom
EMPTY = "Draw something to see its bars."
UNTRAINED = "Untrained: guessing"


class ProbabilityBars(QWidget):
    """One row for each class: name, bar, percent; the most probable stands out, and the true one has its sign.

    Of many classes the most probable have one, or those that letters find, and all others one together. Where a second
    network answers the same image, its bar stands below that of the first in each row.

    chosen(class)     a row was clicked
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Classes = ()
        self._letters = ""
        self._rows: tuple[int, ...] = ()
        self._target: np.ndarray | None = None
        self._second: np.ndarray | None = None
        self._paired = False
        self._shown = np.zeros(0)
        self._start = np.zeros(0)
        self._trained = True
        self._truth: int | None = None
        self._message = EMPTY
        self._painted: tuple[object, ...] = (None,)
        self._last = QElapsedTimer()  # since the last values
        self._motion = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=MILLISECONDS)
        self._motion.valueChanged.connect(self._moved)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Probability of each class")
        self._describe()

    def set_classes(self, names: Classes) -> None:
        """Name the classes anew; the bars are empty afterwards."""
        self._names, self._second = shown(names), None
        self.set_probabilities(None)
        self.updateGeometry()

    @property
    def many(self) -> bool:
        """Whether there are too many classes for a row each."""
        return len(self._names) > ALL_SHOWN

    def look_for(self, letters: str) -> None:
        """Shows the classes whose names hold these letters; with none the most probable."""
        self._letters = letters
        self._renew()

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

    def pair(self, *, on: bool) -> None:
        """Whether there is room for the answer of a second network in each row."""
        if on != self._paired:
            self._paired, self._second = on, None
            self._renew()
            self.updateGeometry()

    def set_second(self, values: np.ndarray | None) -> None:
        """Its probability of 0–1 for each class; None while it gives none, or knows other classes."""
        fits = values is not None and values.shape == (len(self._names),)
        self._second = np.nan_to_num(values.astype(np.float64)) if values is not None and fits else None
        self._renew()

    def _renew(self) -> None:
        self._choose_rows()
        self._describe()
        self.update()

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
        self._update_rows()

    def _update_rows(self) -> None:
        """Those that look otherwise than they were painted: while a network trains most of them do not."""
        now, before = self._looks(), self._painted
        if now[0] != before[0] or len(now) != len(before):
            self.update()
            return
        for at, (look, painted) in enumerate(zip(now[1:], before[1:], strict=True)):
            if look != painted:
                self.update(0, at * self._height, self.width(), self._height)

    def _looks(self) -> tuple[object, ...]:
        """What is seen: first what all rows have in common, then each of them: its bars as finely as they can be told
        apart, and what is written, which may be other words for bars that look alike.
        """
        answers = self._target is not None, self._second is not None
        common = (self._names, answers, self._trained, self._paired, self._height, self.footer())
        return (common, *map(_look, self._lines()))

    def _moved(self, progress: float) -> None:
        if self._target is not None:
            eased = 1 - (1 - progress) ** 3
            self._shown = self._start + (self._target - self._start) * eased
            self.update()

    # What is in the rows

    def _choose_rows(self) -> None:
        self._rows = shown_classes(self._names, self._most_probable(), self._truth, self._letters)

    def _most_probable(self) -> np.ndarray | None:
        """What decides which of many classes are shown: what either network holds probable."""
        if self._target is None or self._second is None:
            return self._target
        return np.maximum(self._target, self._second)

    def rows(self) -> tuple[int, ...]:
        """The classes shown, from top to bottom."""
        return self._rows

    @property
    def others(self) -> tuple[str, float]:
        """How many have no row, in words, and what they have together; empty where none is left out."""
        left = len(self._names) - len(self._rows)
        if not left or not self._rows or self._target is None:
            return "", 0.0
        return others(left), self._rest(self._shown)

    def _rest(self, values: np.ndarray) -> float:
        return max(0.0, float(values.sum() - values[list(self._rows)].sum()))

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
        if self._second is not None:
            best = int(self._second.argmax())
            said.append(f"The second: {self._names[best]}, {tenths_of_percent(self._second[best])}")
        return ". ".join(said if self._trained else [UNTRAINED, *said])

    # Geometry

    def row_at(self, y: float) -> int | None:
        """The class whose row is at this height."""
        row = int(y // self._height)
        return self._rows[row] if 0 <= row < len(self._rows) else None

    @property
    def _height(self) -> int:
        """Of a row."""
        return theme.px(PAIRED if self._paired else ROW)

    def sizeHint(self) -> QSize:
        rows = MOST_PROBABLE + 1 if self.many else len(self._names)  # with that of the others, whatever is found
        return QSize(theme.px(256), rows * self._height + theme.px(ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def _columns(self) -> Columns:
        gap, metrics = theme.px(GAP), QFontMetricsF(bold(theme.number_font()))
        rest = metrics.horizontalAdvance(others(len(self._names))) if self.many else 0
        longest = max(rest, widest(self._names, bold=True) + metrics.horizontalAdvance(CHECK))
        name = min(longest, self.width() * WIDEST_NAME)
        percent = metrics.horizontalAdvance("100.0 %")
        left = name + gap
        return Columns(name, left, max(0.0, self.width() - left - gap - percent), percent)

    # Events

    def event(self, event: QEvent) -> bool:
        """The tool tip of a row tells the whole name and a finer figure."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), parted(self.tip_at(event.pos().y())), self)
            return True
        return super().event(event)

    def tip_at(self, y: float) -> str:
        """The row at this height with its whole name and a finer figure."""
        lines, at = self._lines(), int(y // self._height)
        if not 0 <= at < len(lines):
            return ""
        name = f"{lines[at].name}{', what it is' * lines[at].is_truth}"
        if self._target is None:
            return name
        second = f"\nThe second: {_exactly(lines[at].second)}" if self._second is not None else ""
        return f"{name}: {_exactly(lines[at].share)}{second}"

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.chosen.emit(index)

    # Painting

    def _lines(self) -> list[Row]:
        """What is painted, from top to bottom."""
        top, (left, share) = self._top(), self.others
        second = np.zeros(len(self._names)) if self._second is None else self._second
        best = int(second.argmax()) if self._second is not None else None
        rows = [
            Row(
                self._names[label],
                float(self._shown[label]),
                label == top,
                label == self._truth,
                second=float(second[label]),
                is_second_top=label == best,
            )
            for label in self._rows
        ]
        return [*rows, Row(left, share, is_rest=True, second=self._rest(second))] if left else rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, height = self._lines(), self._height
        answered, second = self._target is not None, self._second is not None
        painting = BarPainting(painter, self._columns(), answered, self._trained, self._paired, second)
        for at, row in enumerate(rows):
            area = QRect(0, at * height, self.width(), height)
            if event.region().intersects(area):
                painting.paint(row, QRectF(area))
        self._painted = self._looks()
        self._paint_footer(painter, QRectF(0, len(rows) * height, self.width(), theme.px(ROW)))

    def _paint_footer(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().secondary))
        text = painter.fontMetrics().elidedText(self.footer(), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, LEFT, text)


def _look(row: Row) -> tuple[object, ...]:
    bars = replace(row, share=round(row.share, 4), second=round(row.second, 4))
    return bars, tenths_of_percent(row.share), tenths_of_percent(row.second)


def _exactly(share: float) -> str:
    return f"{numeral(100 * share, '.4f')} %"
