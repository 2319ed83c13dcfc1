"""ImportRow: own images that are being brought in: how far that is, how many more wait, and a way to end it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.appearance import lengths
from gui.appearance.numerals import numeral
from gui.pieces.copying.copyable import copyable
from gui.pieces.going_row import GoingRow
from gui.pieces.pages.page_cards import words
from gui.state.error_words import hint, with_place
from gui.state.importing import Importing, Wanted


class ImportRow(QWidget):
    """Not to be seen while nothing is brought in and nothing went wrong since the last that was."""

    def __init__(self, importing: Importing) -> None:
        super().__init__()
        self._importing = importing
        self._tried: Wanted | None = None  # what went wrong last
        self.failure, self.more = copyable(words("", "error")), words("", "caption", wrap=True)
        self.going = GoingRow("Progress of the import", importing.cancel_tip)
        self.going.cancelled.connect(lambda: importing.cancel(importing.first))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        for part in (self.failure, self.going, self.more):
            column.addWidget(part)
        importing.failed.connect(self._note_failure)
        importing.arrived.connect(lambda *_: self._note_failure(None))
        importing.changed.connect(self._show)
        self._show()

    def _note_failure(self, wanted: Wanted | None, *_: object) -> None:
        """What was moved is refused where it was to be found again."""
        self._tried = None if wanted is None or wanted.moved is not None else wanted

    def _show(self) -> None:
        self._show_going()
        self._show_failure()
        parts = (self.failure, self.going, self.more)
        self.setVisible(any(not part.isHidden() for part in parts))

    def _show_going(self) -> None:
        told, waiting = self._importing.told(self._importing.first), self._importing.waiting
        if told is not None:
            self.going.show_far(told.words, told.share)
        self.going.setVisible(told is not None)
        self.more.setText(f"{numeral(waiting)} more {'waits' if waiting == 1 else 'wait'}." if waiting else "")
        self.more.setVisible(waiting > 0)

    def _show_failure(self) -> None:
        error = self._importing.failure(self._tried)
        self.failure.setText("" if error is None else f"{with_place(error)} {hint(error)}".strip())
        self.failure.setVisible(error is not None)
