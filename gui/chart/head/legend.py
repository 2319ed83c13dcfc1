"""The line above the chart: what each curve is and where it stands now."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.appearance.theme import Theme, px
from gui.chart.head.view_options import View
from gui.chart.plot.curves import SPLITS, Evaluations, Measure, RunCurves
from gui.chart.plot.ranges import figure

Stroke = Literal["line", "dashes", "diamond", "dots", "hollow"]
SHORT = {
    "training": "train",
    "validation": "val",
    "test": "test",
    "training loss": "loss",
    "validation loss": "val loss",
    "test loss": "test loss",
    "training accuracy": "acc",
    "validation accuracy": "val acc",
    "test accuracy": "test acc",
}
STROKES: dict[str, Stroke] = {"validation": "dashes", "test": "diamond"}
SECOND_STROKES: dict[str, Stroke] = {"validation": "dots", "test": "hollow"}
GAP = 14  # between two
VALIDATION_DASHES = (3.5, 2.0)
WIDEST: dict[Measure, float] = {"loss": 0.00888, "accuracy": 0.8888}
MEASURES = ("loss", "acc")  # the short names of the training curves where both are shown


@dataclass(frozen=True)
class Entry:
    """One curve: how it is drawn, its name and figure; `of` which step that is where another one is looked at.

    Room is kept for its `widest` figure, so that nothing moves while the figure changes.
    """

    colour: QColor
    stroke: Stroke
    name: str
    figure: str
    dashes: tuple[float, ...] = VALIDATION_DASHES
    run: str = ""  # the id of a run beside the shown one, which a click takes away
    of: str = ""
    widest: str = ""


def entries(run: RunCurves | None, view: View, look: Theme, at: int | None = None) -> tuple[Entry, ...]:
    """What the legend says of the shown run: as it is now, or as it was at a step."""
    if run is None:
        return ()
    result = _of_measure(run, view, look, " loss" if view.both else "", at)
    if view.both:
        result += _of_measure(run, replace(view, measure="accuracy"), look, " accuracy", at)
    return tuple(result)


def coming(run: RunCurves | None, view: View, look: Theme) -> tuple[Entry, ...]:
    """What it is going to say besides, as the run trains."""
    if run is None or run.ended:
        return ()
    there = {entry.name for entry in entries(run, view, look)}
    said = [name for name in ("training", run.tried_on) if name is not None]
    measures: tuple[tuple[Measure, str], ...] = ((view.measure, ""),)
    if view.both:
        measures = (("loss", " loss"), ("accuracy", " accuracy"))
    found = [(f"{name}{suffix}", _widest(run, name, measure)) for measure, suffix in measures for name in said]
    return tuple(Entry(look.colour("text"), "line", name, "", widest=w) for name, w in found if name not in there)


def _of_measure(run: RunCurves, view: View, look: Theme, suffix: str, at: int | None) -> list[Entry]:
    """The run's curves of one measure; those of an accuracy beside a loss as they are drawn."""
    values = [("training", training_value(run, view, at), "")] if len(run.training(view.measure)) else []
    values += [
        (split, run.evaluations[split].latest(view.measure, at), _of_step(run.evaluations[split], at))
        for split in SPLITS
        if len(run.evaluations[split])
    ]
    second = suffix == " accuracy"
    strokes, own = (SECOND_STROKES, "accuracy") if second else (STROKES, "training")
    return [
        Entry(
            look.colour(own if name == "training" else name),
            strokes.get(name, "line"),
            f"{name}{suffix}",
            f"{figure(value, view.measure)}{_averaged(run, name, view, at)}",
            of=of,
            widest=_widest(run, name, view.measure),
        )
        for name, value, of in values
    ]


def _widest(run: RunCurves, name: str, measure: Measure) -> str:
    """As wide as its figure usually comes to be while it trains; one of a run that has ended stays as it is."""
    if run.ended:
        return ""
    widest = figure(WIDEST[measure], measure)
    return f"{widest} (averaged {widest})" if run.averages and name != "training" else widest


def _of_step(tried: Evaluations, at: int | None) -> str:
    """At which step it was tried last by then; empty where that is the step itself."""
    index = None if at is None else tried.newest(at)
    return "" if index is None or tried.steps[index] == at else f" (of step {numeral(tried.steps[index])})"


def _averaged(run: RunCurves, name: str, view: View, at: int | None) -> str:
    """What averaged weights reach, behind what the last ones do; nothing where there are none."""
    tried = next((run.evaluations[split] for split in SPLITS if split == name), None)
    value = None if tried is None else tried.latest_averaged(view.measure, at)
    return "" if value is None else f" (averaged {figure(value, view.measure)})"


def training_value(run: RunCurves, view: View, at: int | None = None) -> float | None:
    """The value of the training curve as it is drawn, the newest or that at a step; None before the first step."""
    series = run.training(view.measure)
    known = len(series) if at is None else int(np.searchsorted(series.steps, at, side="right"))
    return float(series.smoothed(view.smoothing)[known - 1]) if known else None


class LegendLine(QWidget):
    """Paints the entries as there is room for their names; the tool tip has them all."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._coming: tuple[Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Chart legend")

    def show_entries(self, shown: tuple[Entry, ...], coming: tuple[Entry, ...] = ()) -> None:
        """Show these curves, and keep room for those that are to come."""
        if (shown, coming) == (self._entries, self._coming):
            return
        self._entries, self._coming = shown, coming
        self.setToolTip(self.text())
        self.setAccessibleDescription(self.text())
        self.update()

    def text(self) -> str:
        """The legend in words, a curve each line."""
        return "\n".join(f"{entry.name} {entry.figure}{entry.of}" for entry in self._entries)

    @property
    def names(self) -> frozenset[str]:
        """What the curves are called, those to come among them."""
        return frozenset(entry.name for entry in (*self._entries, *self._coming))

    def natural_width(self) -> int:
        """What all entries need, in pixels."""
        return _width((*self._entries, *self._coming), Fonts())

    def least_width(self) -> int:
        """What they need by their short names."""
        return _width(_shortened((*self._entries, *self._coming)), Fonts())

    def sizeHint(self) -> QSize:
        return QSize(px(200), round(QFontMetricsF(self.font()).height()) + px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter, QRectF(self.rect()))
        painter.end()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the entries from the left of `rect`."""
        fonts = Fonts()
        paint_entries(painter, rect, _fitting(self._entries, rect.width(), fonts, self._coming), fonts)


class Fonts:
    """The fonts of names and figures, and how wide they are."""

    def __init__(self) -> None:
        self.name = theme.number_font()
        self.figure = QFont(self.name)
        self.figure.setWeight(QFont.Weight.DemiBold)
        self._names, self._figures = QFontMetricsF(self.name), QFontMetricsF(self.figure)

    def width(self, entry: Entry) -> float:
        """The width of a whole entry."""
        return swatch_width(entry) + px(5) + self.name_width(entry) + self.figure_width(entry) + px(GAP)

    def figure_width(self, entry: Entry) -> float:
        """The width of its figure, or of the widest that it may become."""
        return max(map(self._figures.horizontalAdvance, (entry.figure, entry.widest)))

    def name_width(self, entry: Entry) -> float:
        """The width of its name, with the space behind it."""
        return self._names.horizontalAdvance(entry.name) + px(5) if entry.name else 0.0


def _fitting(shown: tuple[Entry, ...], width: float, fonts: Fonts, coming: tuple[Entry, ...] = ()) -> tuple[Entry, ...]:
    """What there is room for beside what is coming: names and figures, short names, the figures alone (the strokes
    differ).

    Of two measures each keeps the name before its first figure.
    """
    short = _shortened(shown)
    for attempt, others in ((shown, coming), (short, _shortened(coming))):
        if _width((*attempt, *others), fonts) <= width:
            return attempt
    return tuple(entry if entry.name in MEASURES else replace(entry, name="") for entry in short)


def _shortened(shown: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(replace(entry, name=SHORT.get(entry.name, entry.name)) for entry in shown)


def _width(shown: tuple[Entry, ...], fonts: Fonts) -> int:
    """Without the gap that lies behind each, behind the last one."""
    return 1 + math.ceil(sum(map(fonts.width, shown)) - px(GAP)) if shown else 0


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def swatch_width(entry: Entry) -> int:
    """How long the piece of a stroke is, in pixels: of other runs as long as their longest pattern of dashes."""
    return px(30 if entry.run else 18)


def paint_entries(painter: QPainter, rect: QRectF, shown: Sequence[Entry], fonts: Fonts) -> None:
    """Paint entries beside each other from the left of `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left, look = rect.left(), theme.current()
    for entry in shown:
        width = fonts.width(entry)
        paint_entry(painter, QRectF(left, rect.top(), width, rect.height()), entry, fonts, look)
        left += width


def paint_entry(painter: QPainter, rect: QRectF, entry: Entry, fonts: Fonts, look: Theme) -> None:
    """Paint one: its stroke, name and figure."""
    paint_swatch(painter, QRectF(rect.left(), rect.top(), swatch_width(entry), rect.height()), entry)
    text = rect.adjusted(swatch_width(entry) + px(5), 0, 0, 0)
    painter.setFont(fonts.name)
    painter.setPen(look.colour("secondary"))
    painter.drawText(text, _MIDDLE, entry.name)
    text.setLeft(text.left() + fonts.name_width(entry))
    painter.setFont(fonts.figure)
    painter.setPen(look.colour("text"))
    painter.drawText(text, _MIDDLE, entry.figure)


def paint_swatch(painter: QPainter, rect: QRectF, entry: Entry) -> None:
    """Paint a piece of its curve."""
    if entry.stroke in ("diamond", "hollow"):
        _paint_diamond(painter, rect.center(), entry)
        return
    pen = QPen(entry.colour, px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if entry.stroke != "line":
        pen.setDashPattern([1.0, 2.5] if entry.stroke == "dots" else list(entry.dashes))
    painter.setPen(pen)
    middle = rect.center().y()
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))


def _paint_diamond(painter: QPainter, centre: QPointF, entry: Entry) -> None:
    hollow, size = entry.stroke == "hollow", px(5)
    painter.setPen(QPen(entry.colour, 1.5) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else entry.colour)
    corners = ((-size, 0), (0, -size), (size, 0), (0, size))
    painter.drawPolygon([centre + QPointF(*corner) for corner in corners])
