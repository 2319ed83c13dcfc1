"""Thumbnails: the small pictures of a list's images, asked for as far as they are in sight, and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from engine.service.answers import Pixels
from gui.pieces.images.pictures import picture

KEPT = 1500  # pictures, of at most some thousands of bytes each
AT_ONCE = 60  # pictures a question


class Thumbnails(QObject):
    """Pictures by their index in the split. One question is under way at a time, for what was last in sight.

    `at_once` are asked for together at most, `kept` at most are kept: those that were seen last. `prepare` makes of
    each what is painted.

    wanted(indexes)   pictures are to be read: `take` or `give_up` is the answer, which names them
    arrived()         there are more
    """

    wanted = Signal(tuple)
    arrived = Signal()

    def __init__(self, at_once: int = AT_ONCE, kept: int = KEPT) -> None:
        super().__init__()
        self.at_once, self._kept = at_once, kept
        self.prepare: Callable[[QImage], QImage] = lambda image: image
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._asked: tuple[int, ...] = ()
        self._in_sight: Sequence[int] = ()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._pictures)

    def forget(self) -> None:
        """They are of other images now."""
        self._pictures.clear()
        self._asked = self._in_sight = ()

    def picture(self, index: int) -> QImage | None:
        """A picture, None while it is not there."""
        return self._pictures.get(index)

    def see(self, indexes: Sequence[int]) -> None:
        """These are in sight: what is missing is asked for."""
        self._in_sight = indexes
        for index in indexes:
            if index in self._pictures:
                self._pictures.move_to_end(index)
        self._ask()

    def _ask(self) -> None:
        missing = tuple(index for index in self._in_sight if index not in self._pictures)[: self.at_once]
        if missing and not self._asked:
            self._asked = missing
            self.wanted.emit(missing)

    def take(self, indexes: tuple[int, ...], pixels: Pixels) -> None:
        """The pictures of these (n, channels, height, width); those asked for before `forget` are of other images."""
        if indexes != self._asked:
            return
        for index, one in zip(indexes, pixels, strict=True):
            self._pictures[index] = self.prepare(picture(one))
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        self._asked = ()
        self.arrived.emit()
        self._ask()

    def give_up(self) -> None:
        """They cannot be read; asked for again when other images come into sight."""
        self._asked = self._in_sight = ()
