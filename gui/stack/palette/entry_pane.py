"""EntryPane: a list of layers to add, and the explanation of the highlighted one; below the field or as a column."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from gui.appearance import theme
from gui.stack.list.dragging.drop_preview import Verdict
from gui.stack.palette.catalogue import Entry
from gui.stack.palette.entry_list import EntryList
from gui.stack.palette.explanation import Explanation

Foresee = Callable[[Entry], Verdict | None]


class EntryPane(QFrame):
    """Base of the two places of the palette; `foresee` says what an entry would make where it would go."""

    def __init__(self, foresee: Foresee, explanation: Explanation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._foresee = foresee
        self.explanation = explanation
        self.list = EntryList()
        self._none = QLabel("Nothing is called so.")
        theme.set_role(self._none, "caption")
        self.list.highlighted.connect(lambda _: self.explain())

    def show_entries(self, entries: list[Entry], *, grouped: bool) -> None:
        """Fills the list, or says that there is nothing."""
        self.list.show_entries(entries, grouped=grouped)
        self._none.setVisible(not entries)
        self.list.setVisible(bool(entries))

    def explain(self) -> None:
        """Explains the highlighted entry; what it would make is worked out anew."""
        entry = self.list.chosen
        if entry is not None:
            self.explanation.show_entry(entry, self._foresee(entry))
        self._place_explanation(shown=entry is not None)

    def _place_explanation(self, *, shown: bool) -> None:
        """Puts the explanation where it belongs, or hides it."""
        self.explanation.setVisible(shown)
