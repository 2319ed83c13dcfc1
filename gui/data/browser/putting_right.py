"""PuttingRight: images that are chosen in the grid are moved to another class or left out, in the document."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from engine.figures import counted
from engine.project.data.corrections import MOST_IMAGES, AnyCorrection, MoveImages
from engine.project.data.own_images import OWN_KINDS
from gui.appearance.numerals import numeral
from gui.data.browser.contents import Contents
from gui.data.browser.page_parts import PageParts
from gui.data.noting import note
from gui.pieces.classes.names import shown
from gui.state.document import Document

TOO_MANY = "A correction names at most {most} images. Choose fewer."
THERE_ALREADY = "All that are chosen are of that class."


class PuttingRight(QObject):
    """Which correction that is, the engine says: it knows their files. `contents` is what stands in the grid.

    asked(split, indexes, label)   these images are of a class by its number, or with None left out
    """

    asked = Signal(str, object, object)

    def __init__(self, document: Document, parts: PageParts, contents: Callable[[], Contents | None]) -> None:
        super().__init__()
        self._document, self._row, self._grid, self._contents = document, parts.corrections, parts.grid, contents
        self._waits = False  # for what the engine says
        self._grid.selected_changed.connect(self._show_chosen)
        self._grid.unwanted.connect(lambda: self._ask(None))
        self._row.out_asked.connect(lambda: self._ask(None))
        self._row.move_asked.connect(self._ask)

    @property
    def possible(self) -> bool:
        """Whether the images are a person's own."""
        return isinstance(self._document.project.data.source, OWN_KINDS)

    def offer(self) -> None:
        """What can be done among the data of this moment."""
        self._row.offer(shown(self._document.project.facts.classes), own=self.possible)

    def _show_chosen(self) -> None:
        count = len(self._grid.selection)
        self._row.show_chosen(count)
        self._grid.setAccessibleDescription(f"{counted(count, 'image')} chosen" if count > 1 else "")

    def _ask(self, label: int | None) -> None:
        chosen, contents = self._grid.selection, self._contents()
        if not len(chosen) or contents is None or not self.possible or self._waits:
            return
        self._grid.setFocus()  # where the next one is chosen
        places = chosen.places if label is None else chosen.places[contents.labels(chosen.places) != label]
        if not len(places):
            self._row.say(THERE_ALREADY)
        elif len(places) > MOST_IMAGES:
            self._row.say(TOO_MANY.format(most=numeral(MOST_IMAGES)))
        else:
            self._wait(True)
            self.asked.emit(contents.split, contents.indexes(places), label)

    def _wait(self, waits: bool) -> None:
        """One thing is put right after the other: each is about the images that the one before leaves."""
        self._waits = waits
        self._row.hold(waits)

    def take(self, correction: AnyCorrection) -> None:
        """This is what was asked for."""
        self._wait(False)
        self.refuse(note(self._document, correction, self._in_words(correction)))

    def _in_words(self, correction: AnyCorrection) -> str:
        if not isinstance(correction, MoveImages):
            return f"Leave {_images(correction)} out"
        source = self._document.project.data.source
        called = dict(zip(source.labelled, shown(source.names), strict=True)) if isinstance(source, OWN_KINDS) else {}
        return f"Move {_images(correction)} to {called.get(correction.to, correction.to)}"

    def refuse(self, sentence: str) -> None:
        """Why it cannot be; nothing where it can, or is of no interest any more."""
        self._wait(False)
        if sentence:
            self._row.say(sentence)


def _images(correction: AnyCorrection) -> str:
    return counted(len(getattr(correction, "images", ())), "image")
