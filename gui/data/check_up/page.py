"""CheckUpPage: what was noticed about all images of the data set, with ways out, and what was put right."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.project.data.own_images import OwnImages
from engine.project.project import Project
from engine.project.same_images import same_images
from engine.service.answers import At, CheckedUp, Finding, Way
from gui.appearance import lengths, rewriting
from gui.appearance.numerals import numeral
from gui.data.check_up.corrections_card import CorrectionsCard
from gui.data.check_up.finding_card import FindingCard
from gui.data.noting import note
from gui.pieces.classes.names import shown
from gui.pieces.images.pictures import picture
from gui.pieces.pages.page_cards import GAP, Card, Page, words
from gui.state.document import Document

DEBOUNCE_MS = 300
CHECKING = "Looking through the images…"
STOPPED = "The images were not looked through."
NOTHING = (
    "{count} images were looked through{asked}, and nothing was noticed: no copies, none in both parts, none that is "
    "odd."
)
FOUND = "{count} images were looked through{asked}. What was noticed, the gravest first:"
ASKED = " (and the shown run was asked about {count} of those to train on)"
ABOUT = (
    "Looks for copies, for images that are in both parts, for classes with few images, for odd sizes, for images "
    "of one colour, and for labels that the shown run disagrees with."
)


class CheckUpPage(Page):
    """Asks for a check-up when it is seen and the data are others than those of the last one.

    asked()                a check-up is wanted
    cancelled()            not any more
    image_chosen(image)    an ImageOf is to be looked at
    """

    asked = Signal()
    cancelled = Signal()
    image_chosen = Signal(object)

    def __init__(self, document: Document) -> None:
        super().__init__("Check-up")
        self._document = document
        self._stale, self._stopped = True, False
        self._answer: CheckedUp | None = None
        self._pictures: dict[At, QImage] = {}
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._debounce.timeout.connect(self._ask)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._add_one)
        self.sentence = words(CHECKING, "secondary", wrap=True)
        self.cancel, self.again = QPushButton("Cancel"), QPushButton("Check again")
        self.corrections, self.cards = CorrectionsCard(document), list[FindingCard]()
        self._lay_out()
        self._connect()
        self._offer(cancel=False, again=False)

    def _lay_out(self) -> None:
        head = Card("Check-up", words(ABOUT, "caption", wrap=True), self.sentence)
        head.header.addWidget(self.cancel)
        head.header.addWidget(self.again)
        self._found = QWidget()
        self._findings = QVBoxLayout(self._found)
        self._findings.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._findings, setSpacing=GAP)
        for part in (head, self.corrections, self._found):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.cancel.clicked.connect(self._stop)
        self.again.clicked.connect(self.look_again)
        self._document.changed.connect(self._follow)
        rewriting.follow(self._rewrite)

    # --- asking ---

    def look_again(self) -> None:
        """The images may be others now."""
        self._stale, self._stopped = True, False
        self._debounce.start()

    def note_stale(self) -> None:
        """The next look is to be a new one."""
        self._stale = True

    def _follow(self, old: Project, new: Project) -> None:
        """After a correction what was found stays in sight until more is known, but nothing can be done with it."""
        same = all(same_images(old, new, split) for split in ("train", "test"))
        if same and old.data.source == new.data.source:  # else a class may be called otherwise
            return
        if old.data.source.name != new.data.source.name:
            self._answer = None
            self._clear()
        self._leave_found()
        self._found.setEnabled(False)
        self.look_again()

    def _ask(self) -> None:
        if self._stale and not self._stopped and self.isVisible():
            self._offer(cancel=True, again=False)
            self.sentence.setText(CHECKING)
            self.asked.emit()

    def _stop(self) -> None:
        self._stopped = True
        self._offer(cancel=False, again=True)
        self.sentence.setText(STOPPED)
        self.cancelled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._debounce.start()

    # --- showing ---

    def show_answer(self, answer: CheckedUp) -> None:
        """Shows what was noticed; card by card, as each takes a moment to be made."""
        self._stale = False
        self._answer = answer
        self._pictures = {at: picture(pixels) for at, pixels in answer.pictures.items()}
        self._offer(cancel=False, again=True)
        self._found.setEnabled(True)
        self._draw()

    def _draw(self) -> None:
        self._say()
        self._clear()
        self._next.start()

    def show_error(self, said: str) -> None:
        """Why nothing can be looked through."""
        self._stale = True
        self._offer(cancel=False, again=True)
        self._clear()
        self.sentence.setText(said)

    def say_progress(self, said: str) -> None:
        """How far it is."""
        if self.cancel.isVisibleTo(self):
            self.sentence.setText(said or CHECKING)

    def _say(self) -> None:
        assert self._answer is not None  # noqa: S101  # it is what is said
        said = FOUND if self._answer.findings else NOTHING
        asked = ASKED.format(count=numeral(self._answer.asked)) if self._answer.asked else ""
        self.sentence.setText(said.format(count=numeral(self._answer.checked), asked=asked))

    def _offer(self, *, cancel: bool, again: bool) -> None:
        """The keyboard goes from the one to the other: else it would stand on what takes a correction back."""
        held, buttons = self.cancel.hasFocus() or self.again.hasFocus(), {self.cancel: cancel, self.again: again}
        for button in sorted(buttons, key=lambda one: not buttons[one]):  # what comes, before what goes
            button.setVisible(buttons[button])
            if held and buttons[button]:
                button.setFocus()

    def _clear(self) -> None:
        """The height stays until others stand there, so that nothing jumps."""
        self._next.stop()
        self._leave_found()
        self._found.setMinimumHeight(self._found.height())
        for card in self.cards:
            self._findings.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []

    def _leave_found(self) -> None:
        """The keyboard is not to be in what goes, or can do nothing."""
        if (holder := self._found.focusWidget()) is not None and holder.hasFocus():
            (self.cancel if self.cancel.isVisibleTo(self) else self.again).setFocus()

    def _add_one(self) -> None:
        if self._answer is None or len(self.cards) == len(self._answer.findings):
            self._found.setMinimumHeight(0)
            return
        card = self._card(self._answer.findings[len(self.cards)])
        self.cards.append(card)
        self._findings.addWidget(card)
        self._next.start()

    def _card(self, finding: Finding) -> FindingCard:
        source, classes = self._document.project.data.source, shown(self._document.project.facts.classes)
        found = source.labelled if isinstance(source, OwnImages) else ()
        card = FindingCard(finding, self._pictures, classes, dict(zip(found, classes, strict=False)))
        card.taken.connect(self._take)
        card.pressed.connect(self._look_at)
        return card

    def _rewrite(self) -> None:
        """What stands there says its numbers in another style; nothing else about it changes."""
        if self._answer is not None and self.again.isVisibleTo(self) and not self._stopped:
            self._draw()

    # --- ways out ---

    def _take(self, way: Way) -> None:
        if refusal := note(self._document, way.correction, way.words):
            self.sentence.setText(refusal)

    def _look_at(self, at: At) -> None:
        if self._answer is not None and at in self._answer.images:
            self.image_chosen.emit(self._answer.images[at])
