"""BatchChoice: the step whose batch is shown, counted from 1 as people count."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from gui.appearance import theme
from gui.forms.fields.number_box import NumberBox
from gui.forms.fields.numbers import Limits
from gui.pieces.pages.page_cards import words
from gui.pieces.rows import row_of


class BatchChoice(QWidget):
    """A number, and buttons to the last batch of its epoch and to the one that a run is at.

    chosen()   another `step`
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.step = 0  # counted from 0
        self._per_epoch = self._steps = 1
        self._of_run: int | None = None
        self.box, self.last = NumberBox(Limits(whole=True, low=1, high=1)), QToolButton()
        self.now = QToolButton()
        self.box.set_value(1)
        self.box.setAccessibleName("Step of training")
        for button, name, tip in (
            (self.last, "Last of the epoch", "The last batch of this epoch, or of the next"),
            (self.now, "Now", "The step that the run is at"),
        ):
            button.setText(name)
            button.setToolTip(tip)
            theme.set_role(button, "choice")
        self._lay_out()
        self.box.edited.connect(self._take)
        self.last.clicked.connect(lambda *_: self._go_to(self._last))
        self.now.clicked.connect(lambda *_: self._go_to(self.step if self._of_run is None else self._of_run))

    def _lay_out(self) -> None:
        self.setLayout(row_of(words("Step", "secondary"), self.box, self.last, self.now))
        self.now.hide()

    @property
    def _last(self) -> int:
        """The last step of the epoch that the step is of; of the next one where it is that already."""
        of_this = (self.step // self._per_epoch + 1) * self._per_epoch - 1
        further = of_this + self._per_epoch if self.step == of_this else of_this
        return further if further < self._steps else of_this

    def show_steps(self, steps: int, per_epoch: int) -> None:
        """A training has so many steps, at least those of one epoch."""
        self._per_epoch, self._steps = max(1, per_epoch), max(1, steps, per_epoch)
        self.box.bounds = Limits(whole=True, low=1, high=self._steps)
        self.step = min(self.step, self._steps - 1)
        self.box.accept(self.step + 1)

    def show_run(self, step: int | None) -> None:
        """A run gets this step next, counted from 0; None: none is fed in this way."""
        self._of_run = step
        self.now.setVisible(step is not None)

    def _take(self, value: object) -> None:
        """What is no number is put back."""
        self._go_to(value - 1 if isinstance(value, int) else self.step)

    def _go_to(self, step: int) -> None:
        before, self.step = self.step, min(self._steps - 1, max(0, step))
        self.box.accept(self.step + 1)
        if self.step != before:
            self.chosen.emit()
