"""The ranking: the filters or units of a layer by what muting each alone costs; a tick mutes one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.service.looking.looking_answers import Ranked
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, numeral, plain, share_of
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.panel_keys import PanelKeys

KEYS = PanelKeys("On what muting each costs", (("Space", "mutes it"), ("Ctrl+C", "copies all as numbers")))
ROWS = 8  # in sight
MOST = 400  # rows, those whose muting costs most: a layer may have thousands
CHANNEL = Qt.ItemDataRole.UserRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class RankingList(QWidget):
    """Hidden until there is something to show.

    turned(channel)   a tick was set or taken away
    left()            nobody wants it any more: what is under way is given up
    let_go()          the keyboard was in it as it closed
    """

    turned = Signal(int)
    left = Signal()
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.close_button, self.rows = words("", "caption", wrap=True), QToolButton(), QTreeWidget()
        self._ranked: Ranked | None = None  # what is listed
        self._noun = ""
        self.export = ExportButton("ranking", self.rows, self._table)
        self.close_button.setText("Close")
        self.close_button.setToolTip("Closes the list (Esc)")
        theme.set_role(self.close_button, "choice")
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setAccessibleName("What muting each alone costs")
        self.rows.header().setStretchLastSection(False)
        self._lay_out()
        self.close_button.clicked.connect(lambda _: self.leave())
        self.rows.itemChanged.connect(self._on_item)
        self.hide()

    def _lay_out(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.title, 1)
        lengths.follow(head, setSpacing=8)
        for button in (self.export, self.close_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        column.addLayout(head)
        column.addWidget(self.rows)

    def say(self, sentence: str) -> None:
        """What stands in place of the list: how far it is, or why there is none."""
        self.title.setText(sentence)
        self.rows.hide()
        self.export.hide()
        self.show()

    def leave(self) -> None:
        """Takes it away."""
        held = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        self.left.emit()
        if held:
            self.let_go.emit()

    def show_ranked(self, ranked: Ranked, noun: str) -> None:
        """The channels, each called by a `noun`, those first whose muting costs most."""
        self._ranked, self._noun = ranked, noun
        self.title.setText(_title(ranked))
        self.rows.blockSignals(True)
        self.rows.clear()
        self.rows.setHeaderLabels([f"{noun} (tick to mute)", "Loss rises by", "Fewer right"])
        for channel, lost, loss in ranked.costs[:MOST]:
            item = QTreeWidgetItem([f"{noun} {channel + 1}", plain(loss, 3), _fewer(lost)])
            item.setData(0, CHANNEL, channel)
            item.setCheckState(0, UNCHECKED)
            for column in (1, 2):
                item.setTextAlignment(column, RIGHT)
            self.rows.addTopLevelItem(item)
        self.rows.blockSignals(False)
        for column in (1, 2):
            self.rows.headerItem().setTextAlignment(column, RIGHT)
        for column in range(3):
            self.rows.resizeColumnToContents(column)
        height = self.rows.sizeHintForRow(0) * min(ROWS, max(1, len(ranked.costs)))
        self.rows.setFixedHeight(height + self.rows.header().sizeHint().height() + 8)
        self.rows.show()
        self.export.show()
        self.show()

    def show_muted(self, muted: Collection[int], *, whole: bool) -> None:
        """Ticks those that are muted now: all, which no tick changes, where the whole layer is."""
        self.rows.blockSignals(True)
        for place in range(self.rows.topLevelItemCount()):
            item = self.rows.topLevelItem(place)
            if item is not None:
                item.setCheckState(0, CHECKED if whole or item.data(0, CHANNEL) in muted else UNCHECKED)
                item.setDisabled(whole)
        self.rows.blockSignals(False)

    def _on_item(self, item: QTreeWidgetItem) -> None:
        self.turned.emit(item.data(0, CHANNEL))

    # --- for other programs ---

    def _table(self) -> Iterator[Sequence[Any]]:
        """A row for each channel, also those that are not listed."""
        yield [self._noun.lower(), "loss rises by", "fewer right"]
        for channel, lost, loss in () if self._ranked is None else self._ranked.costs:
            yield [channel + 1, loss, lost]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self._ranked is not None:
            self.export.copy_numbers()
        else:
            super().keyPressEvent(event)


def _fewer(lost: int) -> str:
    """How many fewer are right, or that there are more of them."""
    return f"{numeral(-lost)} more" if lost < 0 else numeral(lost)


def _title(ranked: Ranked) -> str:
    """Of which step and which images, and whether these are all."""
    images, share = counted(ranked.images, "test image"), share_of(ranked.accuracy, ranked.images)
    most = f", the {numeral(MOST)} that cost most" if len(ranked.costs) > MOST else ""
    with_all = f"{share} of {images} are right with all of it."
    return f"What muting each alone costs{most}: at step {numeral(ranked.step)}, {with_all}"
