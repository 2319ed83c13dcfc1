"""HardPage: the current image and the test images distorted more and more: accuracy, confusion and examples follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.service.answers import ImageOf
from engine.service.looking.images.robustness_questions import Distorted, Measured
from gui.appearance import lengths, theme
from gui.appearance.numerals import unbroken
from gui.pieces.classes.names import shown as shown_names
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.elided import Elided
from gui.pieces.going_row import GoingRow
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import words
from gui.pieces.quiet_buttons import quiet_button
from gui.results.hard import hard_words
from gui.results.hard.examples import Examples
from gui.results.hard.image_pair import ImagePair
from gui.results.hard.strength_choice import StrengthChoice
from gui.results.hard.strength_curve import StrengthCurve
from gui.state.run.run import RunState
from gui.state.shown.image import CurrentImage
from gui.state.workspace import PREPARING, Workspace

WORKING = "The network is being asked about distorted test images…"
TITLE, BESIDE = "Test it hard", 560  # the second: wide enough for the images beside the curve
READ = 50  # the height of what is said of a strength, so that no other sentence moves the rest


class HardPage(QWidget):
    """Shows what it is given; the window asks the engine. Its `head` stands where that of the results does.

    asked()               another distortion is to be measured
    moved()               another strength is chosen, for the current image
    stopped()             what is asked is to end
    image_wanted(image)   an ImageOf is to be looked at
    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    asked = Signal()
    moved = Signal()
    stopped = Signal()
    image_wanted = Signal(object)
    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, workspace: Workspace, image: CurrentImage, run: RunState) -> None:
        super().__init__()
        self._workspace, self._image, self._run = workspace, image, run
        self._of: object = None  # of which model is shown what is shown
        self.measured: Measured | None = None
        self.setAccessibleName(TITLE)
        self.choice, self.pair, self.curve, self.examples = StrengthChoice(), ImagePair(), StrengthCurve(), Examples()
        self.source, self.sentence = Elided("secondary"), words("", "secondary", wrap=True)
        self.read = words("", "caption", wrap=True)
        self.read.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        lengths.follow(self.read, setMinimumHeight=READ)
        self.next_look = NextLook()
        self.again = quiet_button("Again", "Asks the network about the distorted images again")
        self.again.hide()
        self.export = ExportButton("robustness curve", self.curve, self.table)
        self.going = GoingRow("How many distorted images were looked at", "Ends it; what is shown stays")
        self.head = self._made_head()
        self._lay_out()
        self._connect()
        self.show_far(None)
        self.say(PREPARING)

    def _made_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(words(TITLE, "heading"))
        row.addWidget(self.source, 1)
        row.addWidget(self.next_look)
        row.addWidget(self.again)
        row.addWidget(self.export)
        return head

    def _lay_out(self) -> None:
        column, right = QVBoxLayout(self), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        lengths.follow(right, setSpacing=4)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lengths.follow(self._body, setSpacing=16)
        for part in (self.going, self.sentence, self.curve, self.read):
            right.addWidget(part, int(part is self.curve))
        right.addStretch(0)
        self._body.addWidget(self.pair)
        self._body.addLayout(right, 1)
        column.addWidget(self.choice)
        column.addLayout(self._body)
        column.addWidget(self.examples, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        self.choice.kind_chosen.connect(self._change_kind)
        self.choice.moved.connect(self._move)
        self.curve.chosen.connect(self.choice.choose)
        self.curve.said.connect(lambda said: self.read.setText(unbroken(said)))
        self.going.cancelled.connect(self.stopped)
        self.again.clicked.connect(lambda _: self.asked.emit())
        self.examples.picked.connect(lambda place: self.image_wanted.emit(ImageOf("test", place)))
        self.export.message.connect(self.message)
        self.export.problem.connect(self.problem)
        self._workspace.shown_changed.connect(self._follow)
        self._run.changed.connect(self._title)
        self._image.changed.connect(self._mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The curve stands below the images where there is no room beside them."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = event.size().width() >= theme.px(BESIDE)
        self._body.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    # --- what is shown ---

    @property
    def _classes(self) -> Sequence[str]:
        shown = self._workspace.shown
        return () if shown is None else shown_names(shown.project.facts.classes)

    def _follow(self) -> None:
        shown = self._workspace.shown
        if self.measured is not None and (shown is None or shown.model != self._of):
            self.say(WORKING)
        self._title()

    def show_distorted(self, found: Distorted) -> None:
        """The current image, as it is and distorted."""
        self.pair.show_distorted(found, self._classes)

    def show_measured(self, measured: Measured) -> None:
        """An answer about the model that is shown, and the kind that is chosen."""
        shown = self._workspace.shown
        if shown is None:
            return
        self.measured, self._of = measured, shown.model
        self.curve.show_found(measured.found, self._classes)
        self._show_parts(there=True)
        self.show_far(None)
        self._show_strength()
        self._title()

    def say(self, sentence: str) -> None:
        """Why there is no curve."""
        self.measured = None
        self.curve.show_found(None, ())
        self.sentence.setText(sentence)
        self._show_parts(there=False)
        self._title()

    def show_far(self, doing: str | None, share: float | None = None) -> None:
        """How far it is; None: nothing is asked that takes long."""
        self.going.setVisible(doing is not None)
        self.sentence.setVisible(doing is None and self.measured is None)
        if doing is not None:
            self.going.show_far(doing, share)

    def show_stopped(self, *, stopped: bool) -> None:
        """Whether a person has ended it, and may want it again."""
        self.again.setVisible(stopped)

    def _show_parts(self, *, there: bool) -> None:
        for part in (self.curve, self.read, self.examples):
            part.setVisible(there)
        self.sentence.setVisible(not there)
        self.export.setEnabled(there)

    def _change_kind(self) -> None:
        self.say(WORKING)
        self.asked.emit()
        self.moved.emit()

    def _move(self) -> None:
        self._show_strength()
        self.moved.emit()

    def _show_strength(self) -> None:
        self.curve.choose(self.choice.place)
        if self.measured is not None:
            self.examples.show_found(self.measured.found, self.choice.place, self._classes)
            self._mark()

    def _title(self) -> None:
        shown = self._workspace.shown
        there = shown is not None and self.measured is not None
        source = hard_words.of_what(self.measured, shown, self._run) if there else ""  # type: ignore[arg-type]  # both are there
        self.source.say(source, source.rpartition(" · ")[2])

    def _mark(self) -> None:
        ref = self._image.ref
        self.examples.mark(ref.index if isinstance(ref, ImageOf) and ref.split == "test" else None)

    # --- for other programs ---

    def table(self) -> Iterator[Sequence[Any]]:
        """A row for each strength."""
        yield ["distortion", "strength", "images", "right", "accuracy", "from", "to", "newly wrong"]
        if self.measured is None:
            return
        found = self.measured.found
        for at, strength in enumerate(found.strengths):
            low, high = found.intervals[at].tolist()
            right, newly = int(found.right[at].sum()), len(found.newly_wrong(at))
            yield [found.kind, strength, len(found), right, float(found.accuracy[at]), low, high, newly]
