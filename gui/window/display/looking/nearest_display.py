"""Nearest display: asks which training images are nearest to the current image, behind the answer about it."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from engine.errors import DataError, LayerscopeError
from engine.service.answers import Shown
from engine.service.looking.images.embedding_answers import Nearest
from engine.service.questions import FindNearest, Mutes
from gui.pieces.classes.names import shown as shown_names
from gui.state.error_words import hint, what
from gui.state.shown.image import EMPTY
from gui.window.display.looking.asking.following import Following
from gui.window.groups import Engine, Panels, Shared

MISSING = "Its training images are not here to hold it against."
FAILED = "The nearest training images could not be found."
LEAST_MS = 2000  # between two looks at the weights of a training
SETTLE_MS = 400  # that other weights stay before they are looked at


class NearestDisplay(QObject):
    """Another image is held against what is known of the weights at once. Other weights are looked at once they have
    stayed for a moment, as the slider passes by many, and those of a training so seldom that it does not notice. Of a
    network that is not trained nothing is said.
    """

    def __init__(self, shared: Shared, engine: Engine, panels: Panels) -> None:
        super().__init__()
        self._shared, self._panel, self._row = shared, panels.try_it, panels.try_it.nearest
        self._known: tuple[Shown | None, Mutes] | None = None  # which weights were looked at last
        self._anew = False  # whether what was asked last looks at weights
        self._said_of = Mutes()  # what was muted in what the row says
        self._asks = Following(shared, engine, self._row, FindNearest, self._take, self._fail, LEAST_MS)
        self._asks.left.connect(self._leave)
        self._asks.due.connect(self.follow)
        self._asks.say_on(self._row, self._row.next_look)
        self._settle = QTimer(self._row, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._ask_anew)
        self._row.image_wanted.connect(shared.image.look_at)
        engine.live.prediction.connect(lambda _: self.follow())  # the answer comes first
        for changed in (shared.workspace.shown_changed, shared.workspace.muted.changed):
            changed.connect(lambda *_: self._follow_weights())

    @property
    def _question(self) -> FindNearest | None:
        """None where nothing is said."""
        shown, image = self._shared.workspace.shown, self._shared.image.ref
        there = shown is not None and shown.complete and shown.trained and image != EMPTY
        return FindNearest(image, anew=False) if there else None

    def _follow_weights(self) -> None:
        """What is on its way about weights that the slider has passed by is of no interest."""
        shown, asked = self._shared.workspace.shown, self._asks.asked
        self._show_age()
        if shown is not None and asked is not None and shown.source == "saved" and shown != asked.shown:
            self._asks.forget()
        self.follow()

    def _show_age(self) -> None:
        """Of before a mute it is faint."""
        self._row.set_faint(faint=self._said_of != self._shared.workspace.muted.value)

    def follow(self) -> None:
        """Asks, while Try it is in sight, where something else is to be held against than was."""
        question = self._question
        if question is None:
            self._leave()
        elif not self._asks.busy and self._panel.isVisible() and self._asks.wanted(question) != self._asks.asked:
            self._ask(question)

    def _ask(self, question: FindNearest) -> None:
        wanted, asked = self._asks.wanted(question), self._asks.asked
        rests = asked is not None and asked.mutes == wanted.mutes and self._asks.resting
        if self._known == wanted[1:] or (rests and asked and asked.question != question):
            self._anew = False
            self._asks.ask(question)
        elif not rests:
            self._settle.start()

    def _ask_anew(self) -> None:
        """Of weights that have stayed for a moment."""
        question = self._question
        if question is not None and self._panel.isVisible() and not self._asks.busy:
            self._anew = True
            self._asks.ask(question, replace(question, anew=True))

    def _leave(self) -> None:
        """There is nothing to say, nor of what is on its way."""
        self._asks.forget()
        self._known = None
        self._settle.stop()
        self._row.show_nearest(None, ())

    def _take(self, found: Nearest | None) -> None:
        shown, asked = self._shared.workspace.shown, self._asks.asked
        if shown is None or asked is None:
            return
        if self._anew:
            self._known = asked.shown, asked.mutes
        if found is None or found.image == self._shared.image.ref:
            self._row.show_nearest(found, shown_names(shown.project.facts.classes))
            self._said_of = asked.mutes
            self._show_age()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, DataError):
            self._row.say(MISSING)
        elif isinstance(error, LayerscopeError):
            self._row.say(what(error), hint(error))
        else:
            self._row.say(FAILED)
        if self._asks.asked is not None:
            self._said_of = self._asks.asked.mutes
        self._show_age()
