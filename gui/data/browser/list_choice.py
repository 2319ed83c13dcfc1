"""ListChoice: which images are listed: of which part of the data, of which class, in which order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from engine.project.data.splits import TITLES, SplitName
from engine.service.images.browsing.browse_answers import ImageOrder
from gui.appearance import lengths
from gui.data.browser.image_words import ORDERS
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.classes.choice import ClassChoice

ALL = "All classes"
WIDEST = 240  # pixels of the box of classes
ABOUT_ORDERS = "“Most wrong first” is there for validation and test images, once the shown run was tested on them"


@dataclass(frozen=True)
class Choice:
    """Of which part, of which class (None: of all), in which order."""

    split: SplitName = "train"
    label: int | None = None
    order: ImageOrder = "as they are"


class ListChoice(QWidget):
    """Three boxes; what is not there is not offered.

    chosen()   another `choice`
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self._classes: tuple[str, ...] = ()
        self.split, self.of_class, self.order = ChoiceBox(), ClassChoice("Class", everything=ALL), ChoiceBox()
        self._set_up()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(self.split)
        row.addWidget(self.of_class, 1)
        row.addWidget(self.order)
        row.addStretch(1)
        self.split.activated.connect(lambda at: self._choose(split=self.split.itemData(at)))
        self.of_class.picked.connect(lambda label: self._choose(label=label))
        self.order.activated.connect(lambda at: self._choose(order=self.order.itemData(at)))

    def _set_up(self) -> None:
        for box, name in ((self.split, "Part of the data"), (self.order, "Order")):
            box.setAccessibleName(name)
            ignore_wheel_and_undo(box)
        self.order.setToolTip(ABOUT_ORDERS)
        self.of_class.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lengths.follow(self.of_class, setMaximumWidth=WIDEST)

    def offer(self, splits: Sequence[SplitName], classes: Sequence[str], orders: Collection[ImageOrder]) -> None:
        """What there is to choose; what was chosen and is there no more gives way to what is usual."""
        _fill(self.split, [(TITLES[name], name) for name in splits])
        _fill(self.order, [(ORDERS[one], one) for one in ORDERS if one in orders])
        if self._classes != tuple(classes):
            self._classes = tuple(classes)
            self.of_class.offer(self._classes)
            self.choice = replace(self.choice, label=None)
        if self.choice.split not in splits and splits:
            self.choice = replace(self.choice, split=splits[0])
        if self.choice.order not in orders:
            self.choice = replace(self.choice, order="as they are")
        self._show()

    def show_order(self, shown: bool) -> None:
        """Whether an order is of any use."""
        self.order.setVisible(shown and self.order.count() > 1)

    def _choose(self, **fields: object) -> None:
        choice = replace(self.choice, **fields)  # type: ignore[arg-type]  # each box has what its field takes
        if choice != self.choice:
            self.choice = choice
            self._show()
            self.chosen.emit()

    def _show(self) -> None:
        self.split.setCurrentIndex(self.split.findData(self.choice.split))
        self.of_class.show_label(self.choice.label)
        self.order.setCurrentIndex(self.order.findData(self.choice.order))


def _fill(box: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == list(entries):
        return
    box.clear()
    for title, value in entries:
        box.addItem(title, value)
