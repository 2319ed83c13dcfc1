"""Looking back: the steps of the current run at which it can be looked at, and the ways from one to another.

Which step that is, `Showing` owns: here is what there is to choose from, and a film that plays through it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import LayerscopeError
from engine.service.questions import AnyQuestion, CardMaps, Inspect, ListSteps, Predict, ShowRun
from engine.service.service import Service
from gui.appearance.numerals import numeral
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.run.run import RunState
from gui.state.run.run_folder import folder_of
from gui.state.shown.showing import Showing
from gui.state.workspace import Workspace

LOOK_MS = 1000  # between two looks at what a run keeps, while it trains
BEAT_MS = 200  # of a film, from one step to the next
SEEN: tuple[type[AnyQuestion], ...] = (
    ShowRun,
    Predict,
    CardMaps,
    Inspect,
)  # what is answered before the next picture of a film comes


class LookingBack(QObject):
    """Steps of the current run, and at which of them one stands.

    changed()   other steps are kept, another one is looked at, or a film begins or ends
    """

    changed = Signal()

    def __init__(
        self,
        run: RunState,
        workspace: Workspace,
        showing: Showing,
        service: Service,
        jobs: Jobs,
        messages: MessageQueue,
    ) -> None:
        super().__init__()
        self._run, self._workspace, self._showing = run, workspace, showing
        self._service, self._jobs, self._messages = service, jobs, messages
        self._kept: tuple[int, ...] = ()  # rising, but for those that cannot be read
        self._told: object = None  # what was announced of them last
        self._unreadable: set[int] = set()
        self._forwards = True  # where one was going last
        self._look, self._beat = QTimer(self, interval=LOOK_MS, singleShot=True), QTimer(self, interval=BEAT_MS)
        self._look.timeout.connect(self._ask)
        self._beat.timeout.connect(self._play_on)
        run.replaced.connect(self._on_other_run)
        run.changed.connect(self._look_soon)
        run.steps.connect(lambda _: self._look_soon())
        workspace.shown_changed.connect(self.changed)
        showing.back_changed.connect(self.changed)
        showing.unreadable.connect(self._look_what_is_left)

    # --- where one can stand, and does ---

    @property
    def stops(self) -> tuple[int, ...]:
        """The steps that can be looked at, rising: those kept, and last the newest; none without a run."""
        run = self._run.current
        if run is None or not run.step:
            return ()
        return (*self._kept[: bisect_left(self._kept, run.step)], run.step)

    @property
    def at(self) -> int:
        """The step that is looked at, or is about to be; the newest where no earlier one is."""
        run, back = self._run.current, self._showing.back
        return back if back is not None else 0 if run is None else run.step

    @property
    def is_back(self) -> bool:
        """Whether an earlier step is looked at."""
        return self._showing.back is not None

    @property
    def can_look_back(self) -> bool:
        """Whether there is an earlier step to look at."""
        return len(self.stops) > 1

    # --- going ---

    def look_at(self, step: int) -> None:
        """A step that is kept; the newest is gone back to as `now` does."""
        self.pause()
        self._go(step)

    def look_near(self, step: int) -> None:
        """The nearest step to one that is kept."""
        if self.stops:
            self.look_at(min(self.stops, key=lambda stop: abs(stop - step)))

    def now(self) -> None:
        """Back to the newest step, which then follows the training again."""
        self.pause()
        self._go_on(None)

    def first(self) -> None:
        """To the first step that is kept."""
        if self.can_look_back:
            self.look_at(self.stops[0])

    def earlier(self) -> None:
        """To the step before."""
        if before := [step for step in self.stops if step < self.at]:
            self.look_at(before[-1])

    def later(self) -> None:
        """To the next step."""
        self.pause()
        self._go_later()

    def _go_later(self) -> None:
        if self.is_back:
            self._go(next((step for step in self.stops if step > self.at), self._newest))

    def _go(self, step: int) -> None:
        self._forwards = step >= self.at
        self._go_on(step if step < self._newest else None)

    def _go_on(self, step: int | None) -> None:
        if self._run.current is not None and (step != self._showing.back or self._showing.beside_run):
            self._showing.show_run(step)

    @property
    def _newest(self) -> int:
        return 0 if self._run.current is None else self._run.current.step

    # --- a film ---

    @property
    def playing(self) -> bool:
        """Whether one step follows the other by itself."""
        return self._beat.isActive()

    def play(self) -> None:
        """From here on, or from the first step where the newest is in sight; it ends at the newest."""
        if not self.can_look_back:
            return
        if not self.is_back:
            self._go(self.stops[0])
        self._beat.start()
        self.changed.emit()

    def pause(self) -> None:
        """The film stops where it is."""
        if self.playing:
            self._beat.stop()
            self.changed.emit()

    def turn(self) -> None:
        """Plays, or pauses."""
        (self.pause if self.playing else self.play)()

    def _play_on(self) -> None:
        """A step that takes longer than a beat is waited for, and none is left out."""
        if not any(map(self._jobs.busy, SEEN)):
            self._go_later()
        if not self.is_back:
            self.pause()

    # --- what is kept ---

    def _on_other_run(self) -> None:
        self.pause()
        self._kept, self._told, self._unreadable = (), None, set()
        self._ask()
        self.changed.emit()

    def _look_soon(self) -> None:
        """A run keeps more as it trains, and lets go of others."""
        if self._run.current is not None and not self._look.isActive():
            self._look.start()

    def _ask(self) -> None:
        run = self._run.current
        if run is not None and run.step:
            question = ListSteps(folder_of(run, self._service))
            self._jobs.ask(question, partial(self._take, run.id), lambda _: self._take(run.id, ()))

    def _take(self, run: str, steps: tuple[int, ...]) -> None:
        current = self._run.current
        kept = tuple(step for step in steps if step not in self._unreadable)
        if current is None or current.id != run:
            return
        self._kept = kept
        if (told := (kept, self.can_look_back)) != self._told:
            self._told = told
            self.changed.emit()

    def _look_what_is_left(self, step: int, error: LayerscopeError) -> None:
        """A step cannot be read: it is let go of, or damaged, or all of the run is gone."""
        run = self._run.current
        if run is not None:
            then, failed = partial(self._pass_over, run.id, step), partial(self._all_is_gone, error)
            self._jobs.ask(ListSteps(folder_of(run, self._service)), then, failed)

    def _pass_over(self, run: str, step: int, kept: tuple[int, ...]) -> None:
        """The next one that there is takes its place, in the direction in which one was going."""
        if step in kept:
            self._messages.warn(f"The weights of step {numeral(step)} cannot be read: it is passed over.")
        else:
            self._messages.say(f"Step {numeral(step)} is not kept any more: the next one is shown.")
        self._unreadable.add(step)
        self._take(run, kept)
        before, after = [one for one in self.stops if one < step], [one for one in self.stops if one > step]
        if self._forwards or not before:
            self._go(next(iter(after), self._newest))
        else:
            self._go(before[-1])

    def _all_is_gone(self, error: LayerscopeError, _: Exception) -> None:
        self.pause()
        self._kept, self._told = (), None
        self._messages.error(error)
        self.changed.emit()

    def stop(self) -> None:
        """Asks nothing more."""
        self._look.stop()
        self._beat.stop()
