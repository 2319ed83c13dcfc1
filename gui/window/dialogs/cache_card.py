"""CacheCard: own images as they are kept decoded on this computer: what there is, how large, and a way to empty it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from engine.network.shapes import spelled
from engine.platform import images_folder
from engine.service.answers import CachedImages
from engine.service.questions import EmptyCache, ListCached
from engine.text import one_line
from gui.appearance import lengths
from gui.appearance.numerals import counted, size
from gui.pieces.copying.copyable import copyable
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import Card, words
from gui.state.jobs import Jobs

MOST = 8  # that are named, the largest first
WHAT = (
    "Own images are kept as they were decoded, so that they open at once. Whatever is taken away here is decoded anew "
    "when it is next needed; the images themselves are never touched."
)


class CacheCard(Card):
    """Asks what there is when it is made, and after it has taken something away."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__("Own images on this computer")
        self._jobs, self._left = jobs, False
        self._kept: list[CachedImages] = []
        self.total, self.empty = words("Looking…", "secondary", wrap=True), QPushButton("Empty")
        self.empty.setToolTip("Takes all of them away")
        self.empty.clicked.connect(lambda: self._take_away([one.key for one in self._kept]))
        self.header.addWidget(self.empty)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        lengths.follow(self._grid, setSpacing=8)
        for part in (words(WHAT, "caption", wrap=True), self.total, self._rows):
            self.add(part)
        self.add(copyable(words(f"Kept in {images_folder()}", "caption")))
        self._show([])
        self._ask()

    def leave(self) -> None:
        """Nobody looks at it any more: no answer has anything to show; what is being taken away still goes."""
        self._left = True
        self._jobs.drop(ListCached)

    def _ask(self) -> None:
        self._jobs.ask(ListCached(), self._take)

    def _take(self, kept: list[CachedImages]) -> None:
        self._kept = sorted(kept, key=lambda one: -one.size)
        self.total.setText(_total(kept))
        self._show(self._kept[:MOST])

    def _take_away(self, keys: list[str]) -> None:
        """Those that were named: what is being brought in at this moment stays."""
        self.empty.setEnabled(False)
        self._jobs.ask(EmptyCache(tuple(keys)), lambda _: self._emptied(), self._emptied)

    def _emptied(self, error: Exception | None = None) -> None:
        if self._left:
            return
        if error is None:
            self._ask()
            return
        self.total.setText(str(error))
        self._show(self._kept[:MOST])

    def _show(self, kept: list[CachedImages]) -> None:
        self.empty.setEnabled(bool(kept))
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, one in enumerate(kept):
            self._grid.addWidget(_line(one), row, 0)
            self._grid.addWidget(self._button(one), row, 1)
        self._rows.setVisible(bool(kept))

    def _button(self, one: CachedImages) -> QPushButton:
        button = QPushButton("Take away", autoDefault=False)
        button.setAccessibleName(f"Take away {one_line(Path(one.path).name)}")
        button.setToolTip(one.path)
        button.clicked.connect(partial(self._take_away, [one.key]))
        return button


def _line(one: CachedImages) -> Elided:
    line = Elided("")
    name = one_line(Path(one.path).name)
    said = f"{name} · {counted(one.images, 'image')} of {spelled(one.reading.shape)} · {size(one.size)}"
    line.say(said, f"{name} · {size(one.size)}")
    line.setToolTip(f"{said}, from {one.path}")
    line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return line


def _total(kept: list[CachedImages]) -> str:
    if not kept:
        return "None are kept."
    total = f"{counted(len(kept), 'set')} of images {'takes' if len(kept) == 1 else 'take'}"
    more = f" The {MOST} largest:" if len(kept) > MOST else ""
    return f"{total} {size(sum(one.size for one in kept))} of the disk.{more}"
