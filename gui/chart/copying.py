"""Copying: the chart as a picture with its name and legend, and its figures as a table, for clipboard and files."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from gui.appearance import theme
from gui.appearance.theme import px
from gui.chart.beside.row import line_height
from gui.chart.head.chart_head import ChartHead

if TYPE_CHECKING:
    from gui.chart.panel import ChartPanel
    from gui.pieces.copying.exporter import Exporter


MARGIN, NARROWEST, WIDEST, LOWEST = 12, 480, 1600, 280  # of a picture


class ChartCopying(QObject):
    """Takes what the chart shows at the moment, as large as it is, also where it is folded.

    message(sentence)       something was done
    problem(what, hint)     it could not be
    """

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, chart: ChartPanel, head: ChartHead, body: QWidget) -> None:
        super().__init__(chart)
        self._chart, self._head, self._body = chart, head, body
        head.controls.add_action("Copy as picture", self.copy_picture)
        head.controls.add_action("Save as picture…", self.ask_picture)
        head.controls.menu.addAction(head.controls.light)
        head.controls.add_action("Save figures as CSV…", self.ask_csv)

    @cached_property
    def _files(self) -> Exporter:
        from gui.pieces.copying.exporter import Exporter  # seldom needed, so not at the window's start

        files = Exporter(self)
        files.message.connect(self.message)
        files.problem.connect(self.problem)
        return files

    def copy_picture(self) -> None:
        """Puts the chart into the clipboard."""
        self._files.copy_picture("chart", self._paint, self._size())

    def save_picture(self, path: Path) -> None:
        """Saves the chart as PNG, or as SVG if the name ends so; `message` or `problem` tells the end."""
        self._files.save_picture("training chart", self._paint, self._size(), path)

    def save_csv(self, path: Path) -> None:
        """Saves every figure of the run, in small portions between events; `message` or `problem` tells the end."""
        if self._chart.run is not None:
            from gui.chart.chart_export import write_csv

            self._files.save(write_csv(self._chart.run, path), path)

    def ask_picture(self) -> None:
        """Asks where to, and saves the picture."""
        if path := self._files.ask(self._chart, "Save chart as picture", self._name, (".png", ".svg")):
            self.save_picture(path)

    def ask_csv(self) -> None:
        """Asks where to, and saves the figures."""
        if path := self._files.ask(self._chart, "Save figures", self._name, (".csv",)):
            self.save_csv(path)

    # --- the picture ---

    @property
    def _name(self) -> str:
        run = self._chart.run
        return run.name if run else "chart"

    def _size(self) -> QSize:
        """As large as the chart, and so large that nothing said above it is cut off."""
        said = max(self._head.legend.natural_width(), self._head.others.natural_width()) + px(2 * MARGIN)
        width = max(self._chart.width(), px(NARROWEST), min(said, px(WIDEST)))
        return QSize(width, max(self._body.height(), px(LOWEST), round(0.4 * width)) + self._words_above)

    @property
    def _words_above(self) -> int:
        """How high it is what stands above the curves: name, legend, runs, and the title of the left axis."""
        return 3 * self._line() + len(self._head.others.lines()) * line_height()

    def _line(self) -> int:
        return self._head.legend.sizeHint().height()

    def _paint(self, painter: QPainter, target: QRectF) -> None:
        """In the colours of the window, or on a light ground, whatever these are."""
        with theme.painted_as(theme.light if self._chart.view.light_pictures else theme.current()):
            self._chart.redraw()
            self._paint_now(painter, target)
        self._chart.redraw()

    def _paint_now(self, painter: QPainter, target: QRectF) -> None:
        if (plot := self._chart.drawn()) is None:
            return
        line, look = self._line(), theme.current()
        painter.fillRect(target, look.colour("surface"))
        plot.paint_picture(painter, target.adjusted(0, self._words_above, 0, -px(4)))
        row = QRectF(px(MARGIN), 0, target.width() - px(2 * MARGIN), line)
        _write(painter, row, self._name, theme.title_font(), "text")
        self._head.legend.paint(painter, row.translated(0, line))
        self._head.others.paint(painter, row.translated(0, 2 * line))
        view = self._chart.view
        title = f"{view.measure}, logarithmic" if view.logarithmic else view.measure
        last = row.translated(0, self._words_above - line)
        _write(painter, last, title, theme.tabular(theme.caption_font()), "secondary")


def _write(painter: QPainter, row: QRectF, words: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.current().colour(colour))
    painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, words)
