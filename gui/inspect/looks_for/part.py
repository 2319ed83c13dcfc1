"""The part of the enlarged page that says what a filter, map or unit looks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.service.looking.images.preference_questions import LookedFor, MadeFor
from gui.appearance import lengths
from gui.appearance.numerals import counted, numeral, plain
from gui.inspect.looks_for.exciting_row import ExcitingRow
from gui.inspect.looks_for.made_view import MadeView
from gui.pieces.copying.as_picture import looks_of
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.copying.exporter import Row
from gui.pieces.going_row import GoingRow
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import words
from gui.pieces.quiet_buttons import quiet_button

SEARCHING = "Looking for the test images that excite it most…"
NONE_FOUND = "No test image excites it more than another: it says the same to all of them, or nothing that is a number."
FRAMED = " The frame is around what it sees there."
MAKE_TIP = (
    "From grey noise, by small steps that make it say ever more: what it would like best, be there such an image or not"
)
HEAD = ("image", "class", "value", "rows", "columns")


class LooksForPart(QWidget):
    """Shows what it is given; the window asks the engine.

    make_asked()          an image is to be made for it
    stopped()             no longer
    image_wanted(image)   an ImageOf is to be looked at
    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    grown(part)           what was asked for stands in this part, to be brought into sight
    """

    make_asked = Signal()
    stopped = Signal()
    image_wanted = Signal(object)
    message = Signal(str)
    problem = Signal(str, str)
    grown = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self.found: LookedFor | None = None
        self.made: MadeFor | None = None
        self._names: Sequence[str] = ()
        self.title, self.about, self.about_made = (
            words(text, role, wrap=True)
            for text, role in (("What it looks for", "heading"), ("", "caption"), ("", "body"))
        )
        self.row, self.picture = ExcitingRow(), MadeView()
        self.next_look = NextLook()
        self.make = quiet_button("Make an image for it", MAKE_TIP)
        self.export = ExportButton("images", self.row, self._rows)
        self.export.stem = "what it looks for"
        self.save_made_action = self.export.offer("Save the made image…")
        self.going = GoingRow("Progress of the image", "Makes no image")
        self._lay_out()
        self._connect()
        self.forget()

    def _lay_out(self) -> None:
        head, made, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=6)
        lengths.follow(made, setSpacing=12)
        head.addWidget(self.title, 1)
        for part in (self.next_look, self.make, self.export):
            head.addWidget(part)
        made.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        made.addWidget(self.about_made, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.row)
        column.addWidget(self.going)
        column.addLayout(made)

    def _connect(self) -> None:
        self.save_made_action.triggered.connect(lambda _: self.save_made())
        self.make.clicked.connect(lambda _: self.make_asked.emit())
        self.going.cancelled.connect(self.stopped)
        self.row.picked.connect(self.image_wanted)
        self.export.message.connect(self.message)
        self.export.problem.connect(self.problem)

    # --- what is shown ---

    def forget(self) -> None:
        """Another filter, or another model: nothing is known of it yet."""
        self.found = None
        self.about.setText(SEARCHING)
        self._show_row()
        self.forget_made()

    def forget_made(self) -> None:
        """No image is made for it."""
        self.made = None
        self.save_made_action.setEnabled(False)
        self.picture.hide()
        self.about_made.hide()
        self.show_going(None)

    def show_found(self, found: LookedFor, noun: str, names: Sequence[str]) -> None:
        """The images; a `noun` is what is looked at, such as "filter 3"."""
        self.found, self._names = found, names
        framed = FRAMED if any(0 < len(one.rows) < one.pixels.shape[1] for one in found.found) else ""
        images = f"Of {counted(found.images, 'test image')} these excite {noun} most at step {numeral(found.step)}."
        self.about.setText(f"{images}{framed}" if found.found else NONE_FOUND)
        self._show_row()

    def _show_row(self) -> None:
        there = self.found is not None and bool(self.found.found)
        self.row.show_found(self.found.found if self.found is not None else (), self._names)
        self.row.setVisible(there)
        self.export.setVisible(there)

    def say(self, sentence: str) -> None:
        """Why there are no images."""
        self.found = None
        self.about.setText(sentence)
        self._show_row()

    def show_going(self, words: str | None, share: float | None = None) -> None:
        """How far the making is; None: nothing is being made."""
        self.going.setVisible(words is not None)
        self.make.setEnabled(words is None)
        if words is not None:
            self.going.show_far(words, share)

    def show_begun(self, words: str) -> None:
        """The making was asked for."""
        self.show_going(words)
        self.grown.emit(self.going)

    def show_made(self, made: MadeFor, noun: str) -> None:
        """An image that was made for it, "filter 3", and what that gives for it."""
        self.made = made
        self.show_going(None)
        self.picture.show_made(made)
        where = " in the middle of its map" if made.rows and len(made.rows) < made.pixels.shape[1] else ""
        found = self.found
        best = found.found[0].value if found is not None and found.step == made.step and found.found else None
        beside = "" if best is None else f", {plain(best, 3)} for the best test image"
        given = f"{plain(made.value, 3)} for this image{where}{beside}, {plain(made.before, 3)} for the noise"
        begun = f"Made at step {numeral(made.step)} from grey noise, in what it sees."
        self.about_made.setText(f"{begun} {noun[:1].upper()}{noun[1:]} gives {given}.")
        self.picture.setAccessibleDescription(self.about_made.text())
        self.picture.show()
        self.about_made.show()
        self.save_made_action.setEnabled(True)

    def say_not_made(self, sentence: str) -> None:
        """Why there is none."""
        self.forget_made()
        self.about_made.setText(sentence)
        self.about_made.show()
        self.grown.emit(self.about_made)

    # --- copies ---

    def save_made(self) -> None:
        """The made image as a picture, or its pixels as numbers (channels, height, width)."""
        if self.made is None:
            return
        path = self.export.exporter.ask(self, "Save the made image", "made image", (".png", ".npy"))
        if path and path.suffix.lower() == ".npy":
            self.export.exporter.save_array(self.made.pixels, path)
        elif path:
            self.export.exporter.save_picture("made image", looks_of(self.picture), self.picture.size(), path)

    def _rows(self) -> list[Row]:
        found = () if self.found is None else self.found.found
        lines = (
            (one.image.index, self._name(one.label), one.value, _ends(one.rows), _ends(one.columns)) for one in found
        )
        return [HEAD, *lines]

    def _name(self, label: int) -> str:
        return self._names[label] if label < len(self._names) else str(label)


def _ends(places: Sequence[int]) -> str:
    """Counted from 0, as arrays are."""
    return f"{places[0]}-{places[-1]}" if places else ""
