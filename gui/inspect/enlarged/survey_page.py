"""Survey page: all filters or units of a layer in an order that is chosen, the dead and the duplicates marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from engine.service.answers import LayerView, Shown
from engine.service.looking.layers.enlarge_questions import Surveyed
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, numeral
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect import layer_words
from gui.inspect.enlarged.survey_model import COLUMNS, PICTURE, Order, SurveyModel
from gui.inspect.page_header import page_header
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.classes.names import shown as shown_names
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.elided import Elided
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.panel_keys import PanelKeys
from gui.state.run.run import RunState
from gui.state.workspace import Workspace

KEYS = PanelKeys(
    "On the list of filters",
    (("Up, Down", "another filter"), ("Enter", "enlarges it"), ("Esc", "back to all of the layer")),
)
ORDERS: dict[Order, str] = {
    "number": "as they are",
    "norm": "by norm",
    "likeness": "by likeness",
    "class": "by the class they prefer",
}
WIDTHS = (110, 60, 120)  # of the columns before that of classes
LEAST, MOST, BESIDE = 120, 280, 16  # wide is that of classes; so much stands beside the longest
WORKING = "The filters are tried on test images…"
IN_BRACKETS = (
    "In brackets: how alike two of them point, 1 is the same, 0 nothing in common, −1 the opposite; and by how "
    "much the mean answer to images of the class is above that to all others."
)


class SurveyPage(Copied):
    """Shows what it is given of the layer that is selected; the window asks the engine.

    left()          back to all of the layer
    opened(index)   a filter or unit is to be enlarged
    """

    left = Signal()
    opened = Signal(int)

    def __init__(self, workspace: Workspace, run: RunState) -> None:
        super().__init__()
        self._workspace, self._run = workspace, run
        self.surveyed: Surveyed | None = None  # what is shown
        self._view: LayerView | None = None  # the selected layer on the current image
        self.setAccessibleName("Filters in order")
        self.heading, self.source, self.next_look = Elided("heading"), Elided("secondary"), NextLook()
        self.back = QPushButton("Back")
        self.back.setToolTip("All of the layer again (Esc).")
        self.order = ChoiceBox()
        self.order.setAccessibleName("Order of the filters")
        ignore_wheel_and_undo(self.order)
        for order, title in ORDERS.items():
            self.order.addItem(title, order)
        self.summary = words(WORKING, "secondary", wrap=True)
        self.in_brackets = words(IN_BRACKETS, "caption", wrap=True)
        self.model, self.table = SurveyModel(), QTableView()
        self.export = ExportButton("filters in order", self.table, self.model.table)
        self._dress_table()
        self._lay_out()
        self.back.clicked.connect(lambda _: self.left.emit())
        self.order.activated.connect(lambda _: self._sort())
        self.table.activated.connect(self._open)
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by_column)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("Filters")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        column.addLayout(page_header(self.heading, self.source, self.next_look, self.export, back=self.back))
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(words("Order", "secondary"))
        row.addWidget(self.order)
        row.addWidget(self.summary, 1)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.in_brackets.hide()
        self.in_brackets.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.addWidget(self.in_brackets)

    # --- what is shown ---

    def show_surveyed(self, surveyed: Surveyed) -> None:
        """The filters of a layer."""
        shown = self._workspace.shown
        if shown is None:
            return
        chosen = self._chosen()
        self.surveyed = surveyed
        found = surveyed.found
        noun = "Filter" if layer_words.has_filters(shown, found.address) else "Unit"
        self.model.show_survey(found, shown_names(shown.project.facts.classes), noun)
        self.heading.say(layer_words.named(shown.project.network, found.address))
        self.source.say(*layer_words.source(shown, surveyed.step, self._run))
        self.summary.setText(self._summary(len(found.norms), noun.lower(), found.images))
        self.export.setEnabled(True)
        self.in_brackets.show()
        self._show_maps()
        self._fit()
        self._choose(chosen)

    def _summary(self, count: int, noun: str, images: int) -> str:
        dead, twins = self.model.marks()
        said = []
        if dead:
            said.append(f"{numeral(dead)} of them {'is' if dead == 1 else 'are'} dead")
        if twins:
            said.append(counted(twins, "duplicate"))
        found = ", ".join(said) or "none of them is dead or a duplicate"
        return f"{counted(count, noun)} on {counted(images, 'test image')}: {found}."

    def show_layer(self, view: LayerView | None) -> None:
        """The maps of the current image, beside the names."""
        self._view = view
        if self.isVisible():
            self._show_maps()

    def _show_maps(self) -> None:
        view, found = self._view, None if self.surveyed is None else self.surveyed.found
        of_maps = view is not None and found is not None and view.address == found.address and view.activation.ndim == 3
        self.model.show_maps(view.activation if view is not None and of_maps else None)

    def wait(self, shown: Shown | None, address: str) -> None:
        """Until the answer is there."""
        self.surveyed = None
        self.export.setEnabled(False)
        self.model.show_survey(None)
        self.in_brackets.hide()
        self.summary.setText(WORKING)
        self.heading.say("" if shown is None else layer_words.named(shown.project.network, address))
        self.source.say("")

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self.summary.setText(sentence)

    # --- order and choice ---

    def _sort(self) -> None:
        """The new order begins at its top: what comes first is what was asked for."""
        self.model.sort_by(self.order.currentData())
        self._choose(None)
        self.table.scrollToTop()

    def _sort_by_column(self, column: int) -> None:
        self.order.setCurrentIndex(list(ORDERS).index(COLUMNS[column][1]))
        self._sort()

    def _chosen(self) -> int | None:
        row = self.table.currentIndex().row()
        return self.model.filter_at(row) if 0 <= row < self.model.rowCount() else None

    def _choose(self, filter_: int | None) -> None:
        """Stays on the same one, or goes to the first."""
        rows = range(self.model.rowCount())
        row = next((row for row in rows if self.model.filter_at(row) == filter_), 0)
        if rows:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.filter_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- size ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_maps()
        self._fit()
        self.table.setFocus()

    def _fit(self) -> None:
        self.table.setIconSize(QSize(theme.px(PICTURE), theme.px(PICTURE)))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(PICTURE + 6))
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, theme.px(width))
        needed = self.model.widest_class(self.table.fontMetrics().horizontalAdvance) + theme.px(BESIDE)
        self.table.setColumnWidth(len(WIDTHS), min(max(theme.px(LEAST), needed), theme.px(MOST)))
