"""The head of the Results page: what was reached in a line, on which images and after which step."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from engine import events
from engine.metrics.interval import wilson
from engine.project.data.splits import TITLES, EvaluatedSplit, images_of
from gui.appearance import lengths
from gui.appearance.numerals import counted, in_figures, loss, numeral, percent, share_of, tenths_of_percent
from gui.pieces.elided import Elided
from gui.pieces.quiet_buttons import quiet_button
from gui.results.confusion.confusion_words import NamedConfusion
from gui.state.run.training_words import EVALUATE, EVALUATE_TIP

SPLITS: tuple[EvaluatedSplit, ...] = ("validation", "test")
INTERVAL_TIP = "Of all images like these it gets so many right: the 95 % interval of Wilson"


class Head(QWidget):
    """Two lines, whatever they say.

    split_chosen(split)   the evaluation on other images is to be shown
    """

    split_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.where = QLabel(), Elided("caption")
        self.reached.setTextFormat(Qt.TextFormat.RichText)
        self.reached.setWordWrap(True)
        self.reached.setToolTip(INTERVAL_TIP)
        self.splits = {
            split: quiet_button(TITLES[split], f"What was found on the {images_of(split).lower()}", checkable=True)
            for split in SPLITS
        }
        self.evaluate = quiet_button(EVALUATE, EVALUATE_TIP)
        self.menu, self.more = QMenu(self), quiet_button("Copy ▾", "What is in front as a table or as a picture")
        self._evaluation = self._note = self._leak = ""
        self._lay_out()
        self._set_up()

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        lengths.follow(row, setSpacing=6)
        column.addWidget(self.reached)
        column.addLayout(row)
        for button in self.splits.values():
            row.addWidget(button)
        row.addWidget(self.where, 1)
        row.addWidget(self.evaluate)
        row.addWidget(self.more)

    def _set_up(self) -> None:
        group = QButtonGroup(self)
        for split, button in self.splits.items():
            group.addButton(button)
            button.clicked.connect(lambda *_, chosen=split: self.split_chosen.emit(chosen))
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.offer(())

    def offer(self, splits: tuple[EvaluatedSplit, ...]) -> None:
        """Of which images there is an evaluation; between two of them can be chosen."""
        for split, button in self.splits.items():
            button.setVisible(len(splits) > 1 and split in splits)

    def show_evaluation(self, event: events.Evaluated, confusion: NamedConfusion | None) -> None:
        """The figures of an evaluation; the counts may be known later."""
        self.reached.setText(reached(event, confusion))
        self.splits[event.split].setChecked(True)
        self._evaluation = f"After step {numeral(event.step)}{epoch_of(event)}{averaged(event, confusion)}"
        self._say()
        self.more.setVisible(confusion is not None)

    def say_leak(self, leak: str) -> None:
        """That the accuracy counts images that were learned from; empty where it does not."""
        if leak != self._leak:
            self._leak = leak
            self._say()

    def say_since(self, note: str) -> None:
        """What has changed since the evaluation; empty for nothing."""
        if note != self._note:
            self._note = note
            self._say()

    def _say(self) -> None:
        said = f"{self._evaluation}; {self._note}" if self._note else self._evaluation
        self.where.say(f"{in_figures(self._leak)} {said}" if self._leak else said)


def epoch_of(event: events.Evaluated) -> str:
    """At which epoch it was, behind the step."""
    return f", epoch {event.epoch}" if event.epoch else ""


def averaged(event: events.Evaluated, confusion: NamedConfusion | None) -> str:
    """What averaged weights reach beside those whose figures these are; empty where nothing was averaged."""
    if event.averaged_accuracy is None:
        return ""
    name = "loss" if event.trained_loss is None else "cross-entropy"
    right = _right(event.averaged_accuracy, confusion)
    return f", of the last weights; averaged: {right}, {name} {loss(event.averaged_loss)}"


def reached(event: events.Evaluated, confusion: NamedConfusion | None) -> str:
    """Split and images, accuracy with its interval, loss and mistakes in a line, the figures bold."""
    images = images_of(event.split)
    if confusion is None:
        parts = [images, f"accuracy {_bold(_right(event.accuracy, confusion))}", *_losses(event)]
    else:
        mistakes = confusion.counts.mistakes
        parts = [
            f"{images} · {numeral(confusion.counts.images)}",
            f"accuracy {_bold(_right(event.accuracy, confusion))}{interval_of(confusion)}",
            *_losses(event),
            f"{_bold(numeral(mistakes))} {counted(mistakes, 'mistake').split(' ')[1]}",
        ]
    return "&nbsp;&nbsp; ".join(part.replace(" ", "&nbsp;") for part in parts)


def _right(share: float, confusion: NamedConfusion | None) -> str:
    """As a share of so many images, as soon as their number is known."""
    return percent(share) if confusion is None else share_of(share, confusion.counts.images)


def _losses(event: events.Evaluated) -> list[str]:
    """The loss; of a training by another one than the cross-entropy both, each by its name."""
    if event.trained_loss is None:
        return [f"loss {_bold(loss(event.loss))}"]
    return [f"squared error {_bold(loss(event.trained_loss))}", f"cross-entropy {_bold(loss(event.loss))}"]


def interval_of(confusion: NamedConfusion) -> str:
    """Where the accuracy lies: " (94.1 % to 96.0 %)"; nothing without images."""
    found = wilson(int(confusion.counts.right.sum()), confusion.counts.images)
    return "" if found is None else f" ({tenths_of_percent(found[0])} to {tenths_of_percent(found[1])})"


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"
