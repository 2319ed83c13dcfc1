"""Copying: the chart as a picture with its name and legend, and its figures as a table, for clipboard and files."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui.appearance import theme
from gui.appearance.theme import px
from gui.chart.head.chart_head import ChartHead

if TYPE_CHECKING:
    from gui.chart.panel import ChartPanel
    from gui.pieces.exporter import Exporter


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
        for words, act in (
            ("Copy as picture", self.copy_picture),
            ("Save as picture…", self.ask_picture),
            ("Save figures as CSV…", self.ask_csv),
        ):
            head.controls.add_action(words, act)

    @cached_property
    def _files(self) -> Exporter:
        from gui.pieces.exporter import Exporter  # seldom needed, so not at the window's start

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
        width, height = max(self._chart.width(), px(480)), max(self._body.height(), px(200))
        return QSize(width, height + self._words_above * self._line())

    @property
    def _words_above(self) -> int:
        """Lines above the curves: name, legend, and the runs beside it."""
        return 3 if self._chart.references else 2

    def _line(self) -> int:
        return self._head.legend.sizeHint().height()

    def _paint(self, painter: QPainter, target: QRectF) -> None:
        if (plot := self._chart.drawn()) is None:
            return
        line, look = self._line(), theme.current()
        painter.fillRect(target, look.colour("surface"))
        plot.paint_picture(painter, target.adjusted(0, self._words_above * line, 0, -px(4)))
        painter.setFont(theme.title_font())
        painter.setPen(look.colour("text"))
        row = QRectF(px(12), 0, target.width() - px(24), line)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self._name)
        self._head.legend.paint(painter, row.translated(0, line))
        self._head.others.paint(painter, row.translated(0, 2 * line))
