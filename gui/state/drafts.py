"""Drafts: what was typed into a field and cannot be, so that the document does not hold it, with a way to show it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, Signal

FormPlace: TypeAlias = Literal["stack", "data", "training"]  # where a form stands: beside the stack, or on a page
PLACES: tuple[FormPlace, ...] = ("stack", "data", "training")


class Draft(NamedTuple):
    """One field in error: where its form stands, its label, what is wrong, and what brings the keyboard to it."""

    place: FormPlace
    title: str
    sentence: str
    focus: Callable[[], None]

    @property
    def words(self) -> tuple[str, ...]:
        """All that can be read of it."""
        return self.place, self.title, self.sentence


class Drafts(QObject):
    """Those of all forms over one document. Ask `settle` first: what is just being typed is no draft yet."""

    changed = Signal()
    settling = Signal()  # to the forms: say now what is typed but not said

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[Hashable, tuple[Draft, ...]] = {}

    @property
    def invalid(self) -> tuple[Draft, ...]:
        """The fields in error, those beside the stack first; empty when the document holds all that was typed."""
        found = [draft for drafts in self._known.values() for draft in drafts]
        return tuple(sorted(found, key=lambda draft: PLACES.index(draft.place)))

    def note(self, form: Hashable, drafts: tuple[Draft, ...]) -> None:
        """Takes over the drafts of one form."""
        before = self._known.get(form, ())
        self._known[form] = drafts
        if [draft.words for draft in drafts] != [draft.words for draft in before]:
            self.changed.emit()

    def settle(self) -> tuple[Draft, ...]:
        """Has the field under the keyboard say what was typed into it, and gives the fields in error then."""
        self.settling.emit()
        return self.invalid
