"""Weighing: what a change of the shown model, that no run has learned, does to its answers on test images."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.service.looking.looking_answers import Weighed
from engine.service.questions import WeighMutes, WeighOwnFilters
from gui.appearance.numerals import counted, share_of
from gui.window.display.looking.asking.following import Following
from gui.window.groups import Engine, Shared


class Weighing(QObject):
    """Other weights are weighed too: those of a training come so often that each cannot be.

    due()       what is changed, or the weights, may be others: see `follow`
    changed()   `found` is another one
    """

    due, changed = Signal(), Signal()

    def __init__(self, shared: Shared, engine: Engine, page: QWidget, kind: type[WeighMutes | WeighOwnFilters]) -> None:
        super().__init__()
        self._shared = shared
        self.found: Weighed | None = None
        self._asks = Following(shared, engine, page, kind, self._take, lambda _: self.forget())
        self._asks.left.connect(self.forget)
        self._asks.due.connect(self.due)
        shared.workspace.shown_changed.connect(self.due)

    def follow(self, question: WeighMutes | WeighOwnFilters | None) -> None:
        """None where nothing is changed."""
        shown = self._shared.workspace.shown
        if question is not None and shown is not None and shown.complete:
            self._asks.follow(question)
        else:
            self._asks.forget()
            self.forget()

    def forget(self) -> None:
        """Nothing is known, or without test images nothing is to be said of them."""
        if self.found is not None:
            self.found = None
            self.changed.emit()

    def _take(self, weighed: Weighed) -> None:
        self.found = weighed
        self.changed.emit()


def in_words(weighed: Weighed, without: str) -> str:
    """Of 1,000 test images 94.3 % are right, 96.7 % without it: how many are, and how many are `without`."""
    before, after = _shares(weighed)
    beside = f"{_as_many(weighed)} as" if before == after else before
    return f"Of {counted(weighed.images, 'test image')} {after} are right, {beside} {without}."


def in_few_words(weighed: Weighed) -> str:
    """96.7 % → 94.3 % right."""
    before, after = _shares(weighed)
    return f"{after} right, {_as_many(weighed)} as before" if before == after else f"{before} → {after} right"


def _as_many(weighed: Weighed) -> str:
    """Of shares that are written alike."""
    return "as many" if weighed.before == weighed.after else "about as many"


def _shares(weighed: Weighed) -> tuple[str, str]:
    """How many are right without the change, and with it."""
    return share_of(weighed.before, weighed.images), share_of(weighed.after, weighed.images)
