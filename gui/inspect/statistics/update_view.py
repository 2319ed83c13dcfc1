"""Update view: of each layer that learns how far a step moves its weights, as a share of their length."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from math import isfinite, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.looking.layers.statistics_questions import Updates
from gui.appearance import lengths, theme
from gui.appearance.numerals import unbroken
from gui.appearance.theme import px
from gui.inspect.spread.read_view import ReadView
from gui.inspect.statistics.statistics_words import ratio_in_words, updates_in_words
from gui.pieces.pages.page_cards import words

LOWEST, HIGHEST = -7.0, 0.0  # powers of ten
USUAL = -3.0
LINES, BELOW = 2, 4  # of a name, at most; how far below the bars
TALL = 136  # with those
LABELS = {0.0: "100 %", -3.0: "0.1 %", -6.0: "0.0001 %"}
WRAPPED = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
TITLE = "How far a step moves the weights"


class UpdateView(ReadView):
    """A bar for each layer on a scale of powers of ten, with a line at a thousandth, which is usual."""

    def __init__(self) -> None:
        super().__init__("How far a step moves the weights of each layer")
        self._bars: list[tuple[str, float | None]] = []
        self._numbers: list[str] = []
        self._own: Collection[int] = ()
        self._sentence = ""

    def show_ratios(
        self, bars: list[tuple[str, float | None]], numbers: list[str], own: Collection[int], sentence: str
    ) -> None:
        """Layers by name, with their share, and by number where there is little room; some stand out."""
        self._bars, self._numbers, self._own, self._sentence = bars, numbers, own, sentence
        self.changed()

    @property
    def bars(self) -> list[tuple[str, float | None]]:
        """What is shown."""
        return self._bars

    def count(self) -> int:
        return len(self._bars)

    def words(self, index: int) -> str:
        name, ratio = self._bars[index]
        return f"{name}: {ratio_in_words(ratio)}"

    def sentence(self) -> str:
        return self._sentence

    def _y(self, power: float) -> float:
        plot = self.plot()
        return plot.bottom() - (max(LOWEST, min(HIGHEST, power)) - LOWEST) / (HIGHEST - LOWEST) * plot.height()

    def plot(self) -> QRectF:
        """Beside the labels of the scale, above as many lines as the names may take."""
        metrics = QFontMetricsF(theme.caption_font())
        left = metrics.horizontalAdvance(max(LABELS.values(), key=len)) + px(8)
        return super().plot().adjusted(left, 0, 0, -(LINES - 1) * metrics.height())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), px(TALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, plot = QPainter(self), theme.current(), self.plot()
        painter.setFont(theme.tabular(theme.caption_font()))
        self._paint_scale(painter)
        each = plot.width() / max(1, len(self._bars))
        width = max(1.0, min(px(24), each - 2))
        for index, (_, ratio) in enumerate(self._bars):
            if not ratio or not isfinite(ratio):  # of what is no number there is no height
                continue
            x, top = plot.left() + (index + 0.5) * each - width / 2, self._y(log10(ratio))
            colour = look.colour("accent") if index in self._own else look.blend("accent", 0.45)
            painter.fillRect(QRectF(x, top, width, max(1.0, plot.bottom() - top)), colour)
        self._paint_names(painter, each)
        self.paint_focus(painter)
        painter.end()

    def _paint_names(self, painter: QPainter, each: float) -> None:
        """Below the bars; of several together below a line."""
        plot, metrics, look = self.plot(), QFontMetricsF(painter.font()), theme.current()
        for first, bars, label in self.labels(each, metrics):
            box = QRectF(plot.left() + first * each, plot.bottom() + px(BELOW), bars * each, LINES * metrics.height())
            if bars > 1:
                painter.setPen(QPen(look.colour("strong_border"), 1))
                painter.drawLine(box.topLeft() + QPointF(px(2), 0), box.topRight() - QPointF(px(2), 0))
            painter.setPen(look.colour("secondary"))
            if _fits(label, box.width(), metrics):
                painter.drawText(box.adjusted(px(2), 0, -px(2), 0), WRAPPED, label)

    def labels(self, each: float, metrics: QFontMetricsF) -> list[tuple[int, int, str]]:
        """Which bar each begins at, how many it is of, and what it says: names where all have room, else the numbers of
        layers, and where those have no room that of the block around several.
        """
        if all(_fits(name, each, metrics) for name, _ in self._bars):
            return [(index, 1, name) for index, (name, _) in enumerate(self._bars)]
        if all(metrics.horizontalAdvance(one) <= each - px(4) for one in self._numbers):
            return [(index, 1, number) for index, number in enumerate(self._numbers)]
        labels, first = list[tuple[int, int, str]](), 0
        for block, inside in groupby(self._numbers, lambda number: number.partition(".")[0]):
            bars = sum(1 for _ in inside)
            labels.append((first, bars, block))
            first += bars
        return labels

    def _paint_scale(self, painter: QPainter) -> None:
        plot, look, metrics = self.plot(), theme.current(), QFontMetricsF(painter.font())
        for power, label in LABELS.items():
            y = self._y(power)
            style = Qt.PenStyle.DashLine if power == USUAL else Qt.PenStyle.SolidLine
            painter.setPen(QPen(look.colour("secondary" if power == USUAL else "grid"), 1, style))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.colour("secondary"))
            top = max(0.0, min(self.height() - metrics.height(), y - metrics.height() / 2))
            box = QRectF(0, top, plot.left() - px(6), metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, label)


def _fits(label: str, width: float, metrics: QFontMetricsF) -> bool:
    """Whether it stands whole below a bar so wide, in some lines; no word is broken."""
    needed = metrics.boundingRect(QRectF(0, 0, width - px(4), LINES * metrics.height()), WRAPPED, label)
    return needed.width() <= width - px(4) and needed.height() < (LINES + 0.5) * metrics.height()


class UpdatePart(QWidget):
    """The view under its heading, with a sentence about the selected layer.

    read(words)   what is pointed at; empty for none
    """

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.figures, self.view = words("", "secondary", wrap=True), UpdateView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        for part in (words(TITLE, "heading"), self.figures, self.view):
            column.addWidget(part)
        self.view.read.connect(self.read)

    def show_updates(
        self,
        updates: Updates,
        names: dict[str, str],
        own: Collection[str] | None,
        numbers: Mapping[str, str],
        whose: str = "",
    ) -> None:
        """Of the tensors whose layers are called so, and numbered so where there is little room; `own` are those of
        what is selected, None where nothing is; `whose` says what of the shown model is left out of it.
        """
        of = [one for name in names if (one := updates.named(name)) is not None]
        said = updates_in_words(updates, None if own is None else [one for one in of if one.name in own])
        sentence = f"{whose} {said}".strip()
        self.figures.setText(unbroken(sentence))
        self.view.setVisible(bool(of))
        marked = [index for index, one in enumerate(of) if own is not None and one.name in own]
        bars = [(names[one.name], one.ratio) for one in of]
        self.view.show_ratios(bars, [numbers[one.name] for one in of], marked, sentence)

    def rows(self) -> list[tuple[str, float | None]]:
        """As numbers, for other programs: layers by name, with the share of the length of their weights."""
        return [] if self.view.isHidden() else self.view.bars

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self.figures.setText(sentence)
        self.view.setVisible(False)
