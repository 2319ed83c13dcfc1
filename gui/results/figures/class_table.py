"""ClassTable: what was reached on each class, in rows that sort by any figure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.metrics.class_scores import ClassScores
from engine.project.data.facts import Classes
from gui.appearance import theme
from gui.pieces.classes.cut import CUT
from gui.pieces.pages.panel_keys import PanelKeys
from gui.results.figures.class_model import COLUMNS, ClassModel

ROW, PADDING, TIGHT, SIGN = 26, 20, 10, 14
ROOMY = 460  # for all columns
WIDEST_NAMES = 420
IMAGES = 1  # the column that goes first where there is little room

KEYS = PanelKeys("On the figures of the classes", (("Enter or Space", "the mistakes on a class"),))


class ClassTable(QTableView):
    """Names take what the figures leave.

    picked(class)   its mistakes are wanted: by a double click, or Enter
    """

    picked = Signal(int)
    _built = False  # Qt sends events before the parts are made

    def __init__(self) -> None:
        super().__init__()
        self.scores = ClassModel()
        self.setModel(self.scores)
        self._set_up()
        self._set_up_headers()
        self._built = True
        self._fit()

    def _set_up(self) -> None:
        self.setAccessibleName("Figures of each class")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(CUT)
        self.doubleClicked.connect(lambda index: self._pick(index.row()))

    def _set_up_headers(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_scores(self, scores: ClassScores, names: Classes) -> None:
        """Shows other figures; what is selected and what is in sight stay so."""
        chosen, place = self.scores.class_of(self.currentIndex().row()), self.verticalScrollBar().value()
        self.scores.show_scores(scores, names)
        row = None if chosen is None or chosen >= len(names) else self.scores.row_of(chosen)
        if row is not None:
            self.setCurrentIndex(self.scores.index(row, 0))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(place)

    def _pick(self, row: int) -> None:
        label = self.scores.class_of(row)
        if label is not None:
            self.picked.emit(label)

    def _fit(self) -> None:
        """Figures have the room they need, names what is left; of a wide page no more than is read across with ease.

        Where there is little room, how many images there are stands in the tip alone.
        """
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        metrics = QFontMetrics(theme.number_font())
        left = self.viewport().width()
        roomy = left >= theme.px(ROOMY)
        self.setColumnHidden(IMAGES, not roomy)
        for number, column in enumerate(COLUMNS[1:], 1):
            room = max(metrics.horizontalAdvance(column.title) + theme.px(SIGN), metrics.horizontalAdvance("100.0 %"))
            width = room + theme.px(PADDING if roomy else TIGHT)
            self.setColumnWidth(number, width)
            left -= 0 if self.isColumnHidden(number) else width
        self.setColumnWidth(0, max(theme.px(80), min(left, theme.px(WIDEST_NAMES))))
        self.setMinimumSize(theme.px(240), theme.px(ROW) * 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._built:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
