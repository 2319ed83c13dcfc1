"""Mutes display: what is muted is told to the engine, and what it costs is said in the line, with one click back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.service.looking.looking_answers import ClassBeside
from engine.service.questions import UseMutes, WeighMutes
from gui.appearance.numerals import numeral
from gui.inspect.mute import mute_words
from gui.pieces.classes.names import short
from gui.pieces.classes.names import shown as shown_names
from gui.window.display.looking.asking import weighing
from gui.window.display.looking.asking.weighing import Weighing
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.saying import Saying, Way

LONGEST_LEAD = 44  # letters of the names of what is muted, else it is counted, and named behind all else
LONGEST = 12  # letters of a class's name where there is little room
UNMUTE_TIP = "All layers, filters and units are heard again"


class MutesDisplay(QObject):
    """Answer, cards and Inspect follow at once; the accuracy on the sample a moment later."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__(panels.inspect)
        self._shared, self._engine, self._line = shared, engine, chrome.line
        self._muted = shared.workspace.muted
        self._weighing = Weighing(shared, engine, panels.inspect, WeighMutes)
        self._weighing.due.connect(self._weigh)
        self._weighing.changed.connect(self.say)
        self._muted.changed.connect(self._tell)
        self._muted.refused.connect(shared.messages.say)
        shared.workspace.engine_ready_changed.connect(self._tell)

    def _tell(self) -> None:
        """All that is asked after this sees what is muted."""
        if not self._shared.workspace.engine_ready:
            return
        self._engine.jobs.ask(UseMutes(self._muted.value), lambda _: None)
        if self._shared.workspace.shown is not None:
            self._engine.live.ask_everything()
        self._weighing.forget()
        self._weigh()
        self.say()

    # --- what it costs ---

    def _weigh(self) -> None:
        self._weighing.follow(WeighMutes() if self._muted.value else None)

    def say(self) -> None:
        """In the numerals of this moment."""
        back = Way("Unmute all", self._muted.unmute_all, UNMUTE_TIP)
        names = " and ".join(mute_words.named(self._muted.value, self._muted.analysis))
        brief = len(names) > LONGEST_LEAD
        lead = f"Muted: {self._muted.in_words() if brief else names}."
        words = " ".join(filter(None, (self._words(), f"Muted are: {names}." if brief else "")))
        saying = Saying(words, lead, ways=(back,), matter="mutes", leads=True, terse=self._terse())
        self._line.say("mutes", saying if self._muted.value else None)

    def _words(self) -> str:
        weighed = self._weighing.found
        if weighed is None:
            return ""
        right = weighing.in_words(weighed, "with all of it")
        worst = self._worst
        if worst is None:
            return right
        after, images, before = map(numeral, (worst.after, worst.images, worst.before))
        return f"{right} Most suffers {self._name(worst)}: {after} of {images} right, {before} before."

    def _terse(self) -> tuple[str, ...]:
        """The same where there is little room, so that the class that suffers is seen."""
        weighed, worst = self._weighing.found, self._worst
        if weighed is None:
            return ()
        right = weighing.in_few_words(weighed)
        if worst is None:
            return (f"{right}.",)
        after, images, before = map(numeral, (worst.after, worst.images, worst.before))
        name = self._name(worst)
        return (
            f"{right}; most suffers {name}: {before} → {after} of {images}.",
            f"{right}; worst is {short(name, LONGEST)}: {before} → {after} of {images}.",
            f"{right}; {short(name, LONGEST)}: {before} → {after} of {images}.",
        )

    @property
    def _worst(self) -> ClassBeside | None:
        """The class that suffers most; None where none does."""
        weighed = self._weighing.found
        worst = weighed.classes[0] if weighed is not None and weighed.classes else None
        return worst if worst is not None and worst.after < worst.before else None

    def _name(self, one: ClassBeside) -> str:
        shown = self._shared.workspace.shown
        names = () if shown is None else shown_names(shown.project.facts.classes)
        return names[one.label] if one.label < len(names) else str(one.label)
