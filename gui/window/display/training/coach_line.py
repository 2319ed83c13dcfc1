"""Coach line: what the curves of the shown run are worth a word about, above the chart, for as long as they show it."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QObject

from engine import events
from engine.coaching.remark import Remark
from engine.project.training.verdict import Fix
from engine.service.questions import AskCoach
from gui.appearance import rewriting
from gui.state.run.run_folder import folder_of
from gui.state.settings import Settings
from gui.window.groups import Chrome, Engine, Shared
from gui.window.line.coached import coached

SOONEST = 100  # steps between two looks at the curves of a run that trains,
GROWTH = 1 / 8  # and of all steps so far,
APART_S = 1.0  # and seconds


class CoachLine(QObject):
    """Asks the engine when there are new figures; says nothing once the document has taken the advice."""

    def __init__(self, shared: Shared, engine: Engine, chrome: Chrome) -> None:
        super().__init__(chrome.line)  # without it there is nobody to tell
        self._shared, self._engine, self._line = shared, engine, chrome.line
        self._remark: Remark | None = None  # of the current run
        self._due, self._next, self._asked = False, SOONEST, 0.0  # the last in seconds
        self._phase = ""
        self._taken_away: set[str] = set()  # matters of which a person wanted to hear no more
        run = shared.run
        run.replaced.connect(self._forget)
        run.steps.connect(self._on_steps)
        run.changed.connect(self._on_run)
        run.evaluated.connect(self._on_evaluated)
        shared.document.changed.connect(lambda *_: self.say())
        shared.settings.changed.connect(self._on_settings)
        chrome.line.closed.connect(self._on_closed)
        rewriting.follow(self.say)

    # --- asking ---

    def _forget(self) -> None:
        """Another run is shown: what is on its way is of the one before."""
        self._engine.jobs.drop(AskCoach)
        self._remark, self._due, self._next, self._phase = None, False, SOONEST, ""
        self.say()

    def _on_steps(self, event: events.StepsDone) -> None:
        self._on_figures(int(event.steps[-1]))

    def _on_evaluated(self, event: events.Evaluated) -> None:
        """Of one that trains no sooner than after other figures: its logs are read whole."""
        if self._shared.run.training:
            self._on_figures(event.step)
        else:
            self._ask()

    def _on_figures(self, step: int) -> None:
        now = time.monotonic()
        if step >= self._next and now >= self._asked + APART_S:
            self._next, self._asked = step + max(SOONEST, round(GROWTH * step)), now
            self._ask()

    def _on_run(self) -> None:
        """It began, was opened, got on or ended: what holds may be otherwise."""
        run = self._shared.run.current
        phase = "" if run is None else "training" if run.training else run.phase
        if phase != self._phase:
            self._phase = phase
            self._ask()
        elif run is not None:  # one that another process trains tells no steps
            self._on_figures(run.step)

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if (old.coach, old.hushed) != (new.coach, new.hushed):
            self._ask()

    def _ask(self) -> None:
        """What comes while a question is on its way is asked about afterwards."""
        run, settings, jobs = self._shared.run.current, self._shared.settings.value, self._engine.jobs
        if run is None or not settings.coach:
            self._take(None)
        elif jobs.busy(AskCoach):
            self._due = True
        elif run.step:
            question = AskCoach(folder_of(run, self._engine.service), run.training, settings.hushed)
            jobs.ask(question, self._take, lambda _: self._take(None))

    def _take(self, remark: Remark | None) -> None:
        self._remark = remark if self._shared.settings.value.coach else None
        self.say()
        if self._due:
            self._due = False
            self._ask()

    # --- saying ---

    def say(self) -> None:
        """What there is to say, in the numerals of this moment."""
        run, remark = self._shared.run.current, self._remark
        if run is None or remark is None or remark.taken(self._shared.document.project):
            self._line.say("coach", None)
            return
        saying = coached(remark, run.id, self._try, partial(self._hush, remark))
        self._line.say("coach", None if saying.matter in self._taken_away else saying)

    def _try(self, fix: Fix) -> None:
        """One step that can be undone; a layer that it adds is selected, and so in sight."""
        document = self._shared.document
        before = document.network.ids
        if fix.edit is not None:
            document.edit(fix.edit(document.project), fix.title)
        if added := document.network.ids - before:
            self._shared.workspace.select(sorted(added))

    def _hush(self, remark: Remark) -> None:
        settings = self._shared.settings
        settings.change(hushed=(*settings.value.hushed, remark.kind))

    def _on_closed(self, topic: str) -> None:
        run = self._shared.run.current
        if topic == "coach" and run is not None and self._remark is not None:
            self._taken_away.add(coached(self._remark, run.id, self._try, lambda: None).matter)
