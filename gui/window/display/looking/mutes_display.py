"""Mutes display: what is muted is told to the engine, and what it costs is said in the line, with one click back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError
from engine.service.looking.looking_answers import ClassBeside, Weighed
from engine.service.questions import RankChannels, UseMutes, WeighMutes
from gui.appearance.numerals import counted, in_figures, numeral, rounded_percent
from gui.pieces.classes.names import shown as shown_names
from gui.state.bridge import Told
from gui.state.error_words import in_words
from gui.window.display.looking.following import Following, Pace
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.saying import Saying, Way

PACE = Pace(0.05, 100, 10_000)
UNMUTE_TIP = "All layers, filters and units are heard again"
NO_RANKING = "They could not be ranked."


class MutesDisplay(QObject):
    """Answer, cards and Inspect follow at once; the accuracy on the sample a moment later."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__(panels.inspect)
        self._shared, self._engine, self._line = shared, engine, chrome.line
        self._muted, self._part = shared.workspace.muted, panels.inspect.mute
        self._weighed: Weighed | None = None
        self._asks = Following(shared, engine, self._part, WeighMutes, PACE, self._take, lambda _: self._forget())
        self._asks.left.connect(self._leave)
        self._asks.due.connect(self._weigh)
        self._muted.changed.connect(self._tell)
        shared.workspace.engine_ready_changed.connect(self._tell)
        shared.workspace.shown_changed.connect(self._weigh)
        self._part.rank_asked.connect(self._rank)
        self._part.rank_left.connect(lambda: engine.jobs.drop(RankChannels))
        engine.bridge.progress.connect(self._say_progress)

    def _tell(self) -> None:
        """All that is asked after this sees what is muted."""
        if not self._shared.workspace.engine_ready:
            return
        self._engine.jobs.ask(UseMutes(self._muted.value), lambda _: None)
        if self._shared.workspace.shown is not None:
            self._engine.live.ask_everything()
        self._weighed = None
        self.say()
        self._weigh()

    # --- what it costs ---

    def _leave(self) -> None:
        """What was said of the model before is true of no other."""
        self._part.leave_ranking()
        self._forget()

    def _forget(self) -> None:
        """Without test images nothing is to be said of them."""
        if self._weighed is not None:
            self._weighed = None
            self.say()

    def _weigh(self) -> None:
        """Other weights too: those of a training come so often that each cannot be weighed."""
        shown = self._shared.workspace.shown
        if self._muted.value and shown is not None and shown.complete:
            self._asks.follow(WeighMutes())
        else:
            self._asks.forget()
            self._forget()

    def _take(self, weighed: Weighed) -> None:
        self._weighed = weighed
        self.say()

    def say(self) -> None:
        """In the numerals of this moment."""
        back = Way("Unmute all", self._muted.unmute_all, UNMUTE_TIP)
        lead = f"Muted: {self._muted.in_words()}."
        saying = Saying(self._words(), lead, ways=(back,), matter="mutes", leads=True)
        self._line.say("mutes", saying if self._muted.value else None)

    def _words(self) -> str:
        weighed = self._weighed
        if weighed is None:
            return ""
        before, after = rounded_percent(weighed.before), rounded_percent(weighed.after)
        right = f"Of {counted(weighed.images, 'test image')} {after} are right, {before} with all of it."
        worst = weighed.classes[0] if weighed.classes else None
        return f"{right} {self._suffers(worst)}" if worst and worst.after < worst.before else right

    def _suffers(self, worst: ClassBeside) -> str:
        shown = self._shared.workspace.shown
        names = () if shown is None else shown_names(shown.project.facts.classes)
        name = names[worst.label] if worst.label < len(names) else str(worst.label)
        after, images, before = map(numeral, (worst.after, worst.images, worst.before))
        return f"Most suffers {name}: {after} of {images} right, {before} before."

    # --- the ranking ---

    def _rank(self, address: str) -> None:
        question = RankChannels(address, self._muted.value.how)
        self._engine.jobs.ask(question, self._part.show_ranked, self._fail_to_rank)

    def _fail_to_rank(self, error: Exception) -> None:
        self._part.say_ranking(in_words(error) if isinstance(error, LayerscopeError) else NO_RANKING)

    def _say_progress(self, told: Told) -> None:
        if told.unit == "channels" and told.words and self._engine.jobs.busy(RankChannels):
            self._part.say_ranking(in_figures(told.words))
