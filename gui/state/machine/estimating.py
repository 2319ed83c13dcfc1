"""Estimating: how long the document would train here, asked as it is edited, and measured while nobody works."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import LayerscopeError
from engine.service.answers import Estimate
from engine.service.questions import EstimateTraining, MeasureTraining
from gui.state.error_words import in_words
from gui.state.jobs import Jobs
from gui.state.next_run import NextRun

SETTLE_MS = 1000  # after the last edit
AGAIN_MS = 120_000  # after it was measured: another moment may tell better
LATE_MS = 500  # after an edit: what was told of the project before it is not left standing for longer
MEANWHILE_MS = 5000  # between two looks at a run that trains: its own steps tell more than any rehearsal


class Estimating(QObject):
    """Keeps the estimate of the document as it is. Until `begin` nothing is asked."""

    changed = Signal()

    def __init__(self, next_run: NextRun, jobs: Jobs) -> None:
        super().__init__()
        self._next, self._jobs = next_run, jobs
        self.now: Estimate | None = None
        self.failure = ""  # why it could not be measured
        self._begun = self._known = False
        self._asked: tuple[object, ...] = ()  # what the estimate depends on, as it was asked about last
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settled.timeout.connect(self._measure_unless_known)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(lambda: self._measure(again=True))
        self._meanwhile = QTimer(self, interval=MEANWHILE_MS)
        self._meanwhile.timeout.connect(self._ask_meanwhile)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._forget)
        next_run.document.replaced.connect(self._on_replaced)
        next_run.changed.connect(self._follow)
        next_run.training_changed.connect(self._on_training)

    def begin(self) -> None:
        """From now on it may ask, and measure once nobody has edited for a while."""
        self._begun = True
        self._follow()

    @property
    def measuring(self) -> bool:
        """Whether steps are being tried for it."""
        return self._jobs.busy(MeasureTraining)

    def ask_again(self) -> None:
        """The same may be told anew: what is known of this computer has grown."""
        self._asked = ()
        self._follow()

    def end(self) -> None:
        """Asks nothing more."""
        self._begun = False
        for timer in (self._settled, self._again, self._meanwhile, self._late):
            timer.stop()

    def _follow(self) -> None:
        """What it depends on may be otherwise."""
        if self._begun and self._next.workspace.engine_ready and self._asked != (asked := self._depends_on()):
            self._asked = asked
            self._ask()

    def _depends_on(self) -> tuple[object, ...]:
        project = self._next.project
        return project.network, project.data, project.training, project.facts, self._next.machine

    def _ask(self) -> None:
        self._jobs.drop(EstimateTraining, MeasureTraining)
        self._again.stop()
        self.failure = ""
        if not self._next.can_train:
            self._settled.stop()
            self._put(None)
            return
        if self._known:  # else there is nothing to tell it from
            self._jobs.ask(EstimateTraining(self._next.project, self._next.machine), self._put, self._failed)
            if not self._late.isActive():
                self._late.start()
        self._settled.start()

    def _on_replaced(self) -> None:
        """Under the title of one project nothing stands of another, however long its own takes to be told."""
        if self._late.isActive():
            self._forget()

    def _forget(self) -> None:
        self._put(None)

    def _measure_unless_known(self) -> None:
        if self.now is None or not self.now.measured:
            self._measure()

    def _measure(self, *, again: bool = False) -> None:
        """Where nothing else goes on."""
        if not self._begun or self._next.training:
            return
        if self._jobs.idle:
            question = MeasureTraining(self._next.project, self._next.machine, again)
            self._jobs.ask(question, self._put_if_told if again else self._measured, self._failed)
            self.changed.emit()
        else:
            (self._again if again else self._settled).start()

    def _measured(self, found: Estimate | None) -> None:
        """Once more some minutes later; where a run came in between, after that."""
        self._known = self._known or found is not None
        if found is not None:
            self._again.start()
        self._put(found)

    def _ask_meanwhile(self) -> None:
        """What the run that trains has shown of its speed."""
        if self._begun and self._next.can_train and not self._jobs.busy(EstimateTraining):
            question = EstimateTraining(self._next.project, self._next.machine)
            self._jobs.ask(question, self._put_if_told, self._failed)

    def _put_if_told(self, found: Estimate | None) -> None:
        if found is not None:
            self._known = True
            self._put(found)

    def _failed(self, error: Exception) -> None:
        """Why, in words; one that nobody foresaw is told elsewhere."""
        self.failure = in_words(error) if isinstance(error, LayerscopeError) else ""
        self._put(None)

    def _put(self, found: Estimate | None) -> None:
        self._late.stop()
        self.now = found
        self.changed.emit()

    def _on_training(self) -> None:
        """A run ends what is measured; after it the same may be told anew, from what the run found out."""
        if self._next.training:
            self._jobs.drop(MeasureTraining)
            self._again.stop()
            self._meanwhile.start()
            self.changed.emit()
        else:
            self._meanwhile.stop()
            self.ask_again()
