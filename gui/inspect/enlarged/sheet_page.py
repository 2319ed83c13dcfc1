"""Sheet page: what several layers make of the current image, one below the other, on one sheet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QSplitter, QVBoxLayout, QWidget

from engine.service.looking.layers.enlarge_questions import MOST_LAYERS, SHEET_SIDE, Sheet, SheetLayer
from gui.appearance import lengths, theme
from gui.inspect import layer_words
from gui.inspect.enlarged import sheet_words
from gui.inspect.enlarged.sheet_section import SheetSection
from gui.inspect.page_header import page_header
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.copying.exporter import Row
from gui.pieces.elided import Elided
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.scrolled import scrolled, with_a_bar
from gui.state.run.run import RunState
from gui.state.workspace import PREPARING, Workspace

LIST = 170
CHOOSE = "Tick the layers that are to stand on the sheet."
FULL = f"On a sheet are {MOST_LAYERS} layers at most."


class SheetPage(Copied):
    """Shows what it is given of the layers that are ticked; the window asks the engine. One layer a turn of the event
    loop is made and painted, as twelve together would hold up the window.

    asked()                  other layers are ticked: see `chosen`
    left()                   back to the selected layer
    opened(address, index)   a map of a layer is to be enlarged
    """

    asked = Signal()
    left = Signal()
    opened = Signal(str, int)

    def __init__(self, workspace: Workspace, run: RunState) -> None:
        super().__init__()
        self._workspace, self._run = workspace, run
        self._sections: list[SheetSection] = []
        self._addresses: list[str] = []  # of the sections
        self._titles: dict[str, str] = {}
        self._due: deque[int] = deque()  # the sections that show something older, or nothing yet
        self._turn = QTimer(self, interval=0, singleShot=True)  # painting comes between its calls
        self._turn.timeout.connect(self._show_next, Qt.ConnectionType.QueuedConnection)
        self.sheet: Sheet | None = None
        self.setAccessibleName("Layers on one sheet")
        self.heading, self.source = words("Layers on one sheet", "heading"), Elided("secondary")
        self.next_look = NextLook()
        self.back = QPushButton("Back")
        self.back.setToolTip("The selected layer again (Esc).")
        self.layers = QListWidget()
        self.layers.setAccessibleName("Layers on the sheet")
        self.layers.setToolTip(FULL)
        self.sentence = words(CHOOSE, "secondary", wrap=True)
        self.content = QWidget()
        self.export = ExportButton("sheet", self.content, self._rows, self._array)
        self.export.setEnabled(False)
        self._lay_out()
        self.back.clicked.connect(lambda _: self.left.emit())
        self.layers.itemChanged.connect(self._on_tick)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self.content)
        lengths.follow(self._column, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=12)
        self._column.addWidget(self.sentence)
        self._column.addStretch(1)
        self.area = with_a_bar(scrolled(self.content))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.layers)
        self.split.addWidget(self.area)
        self.split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        column.addLayout(page_header(self.heading, self.source, self.next_look, self.export, back=self.back))
        column.addWidget(self.split, 1)

    # --- which layers ---

    def offer(self, titles: Mapping[str, str], ticked: Sequence[str]) -> None:
        """The layers that there are, by address, and those on the sheet at first."""
        self.layers.blockSignals(True)
        self.layers.clear()
        for address, title in titles.items():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, address)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if address in ticked else Qt.CheckState.Unchecked)
            self.layers.addItem(item)
        self.layers.blockSignals(False)
        self.asked.emit()

    @property
    def offered(self) -> list[str]:
        """The addresses of all that can be ticked."""
        return [self._item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.layers.count())]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The addresses of those that are ticked, in their order."""
        items = map(self._item, range(self.layers.count()))
        ticked = (item for item in items if item.checkState() == Qt.CheckState.Checked)
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked)

    @property
    def side(self) -> int:
        """How many pixels of the screen a map has there."""
        return round(theme.px(SHEET_SIDE) * self.devicePixelRatioF())

    def _item(self, at: int) -> QListWidgetItem:
        item = self.layers.item(at)
        assert item is not None  # noqa: S101  # it is one of them
        return item

    def _on_tick(self, item: QListWidgetItem) -> None:
        """One more than there may be is not taken."""
        if len(self.chosen) > MOST_LAYERS:
            self.layers.blockSignals(True)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.layers.blockSignals(False)
        self.asked.emit()

    # --- what is shown ---

    def show_sheet(self, sheet: Sheet) -> None:
        """The layers that are ticked; answers about others come too late and are dropped."""
        shown = self._workspace.shown
        if shown is None or not set(self._of(sheet)) <= set(self.chosen):
            return
        self.sheet = sheet
        self.source.say(*layer_words.source(shown, sheet.step, self._run))
        self._titles = sheet_words.titles(shown.project.network, self.offered)
        if sheet.layers:
            self._begin(len(sheet.layers))
        else:
            self.say(CHOOSE)

    def _begin(self, layers: int) -> None:
        """What waits since the sheet before goes first: else those below never had a turn while sheets come fast."""
        self.sentence.hide()
        for section in self._sections[layers:]:
            section.hide()
        waiting = [one for one in self._due if one < layers]
        self._due = deque((*waiting, *(one for one in range(layers) if one not in waiting)))
        self._turn.start()

    def _show_next(self) -> None:
        if self.sheet is None or not self._due:
            return
        number = self._due.popleft()
        self._show_layer(number, self.sheet.layers[number])
        if self._due:
            self._turn.start()
        else:
            self.export.setEnabled(True)

    def _show_layer(self, number: int, layer: SheetLayer) -> None:
        if number == len(self._sections):
            self._add_section()
        title = sheet_words.muted(self._titles.get(layer.address, ""), self._workspace.muted.value, layer.address)
        self._addresses[number] = layer.address
        self._sections[number].show_layer(layer, title)
        self._sections[number].show()

    def _of(self, sheet: Sheet) -> list[str]:
        return [layer.address for layer in sheet.layers]

    def _add_section(self) -> None:
        section, number = SheetSection(), len(self._sections)
        section.export.message.connect(self.export.message)
        section.export.problem.connect(self.export.problem)
        section.mosaic.opened.connect(partial(self._open, number))
        section.mosaic.clicked.connect(lambda tile, *_: self._open(number, tile))
        self._sections.append(section)
        self._addresses.append("")
        self._column.insertWidget(self._column.count() - 1, section)

    def _open(self, number: int, index: int) -> None:
        self.opened.emit(self._addresses[number], index)

    def forget(self) -> None:
        """Of another model nothing is said until its own answer is there."""
        self.sheet = None
        self.source.say("")
        self.say(PREPARING)

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self._due.clear()
        self.sentence.setText(sentence)
        self.sentence.show()
        self.export.setEnabled(False)
        for section in self._sections:
            section.hide()

    # --- for other programs ---

    def _rows(self) -> Iterator[Row] | None:
        """Each value that is on the sheet."""
        return None if self.sheet is None else sheet_words.rows(self.sheet, self._titles)

    def _array(self) -> np.ndarray | None:
        """The same in an array with named columns."""
        return None if self.sheet is None else sheet_words.array(self.sheet, self._titles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.split.setSizes([theme.px(LIST), max(1, self.width() - theme.px(LIST))])
        self.layers.setFocus()
