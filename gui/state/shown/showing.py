"""Showing: decides which model is shown: of the stack, of a file, or of a run, at its newest step or an earlier one.

Rates: the model of a training run is taken over at most twice a second, and less often when the window's share of the
processor grows (`ProcessorShare`); never while an earlier step is looked at.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine.analysis.valid_prefix import valid_prefix
from engine.errors import LayerscopeError
from engine.project.project import Project
from engine.service.answers import Shown
from engine.service.questions import ReadRun, ShowModelFile, ShowProject, ShowRun, TakeNewest
from engine.service.service import Service
from gui.state.document import Document
from gui.state.error_words import in_words, named
from gui.state.jobs import Jobs
from gui.state.machine.processor_share import ProcessorShare
from gui.state.run.run import Phase, Run, RunState
from gui.state.run.run_folder import folder_of
from gui.state.workspace import Workspace

REBUILD_MS = 200
REFRESH_MS = 500
LAG = 5.0  # seconds: what is shown of a run that trains is as good as new until then
END_MS = 50  # a run that has ended is about to have kept its last weights
MEND = "Mend the stack to see what it makes of this image."
ADD = "Add layers to see what they make of this image."


class Showing(QObject):
    """The one place that decides it; what it decides stands in the workspace as soon as the engine shows it.

    left()              another model is to be shown: what is still asked of this one is of no interest
    back_changed()      an earlier step of the run is wanted, or another one, or the newest again
    unreadable(step, error)  an earlier step that was wanted could not be read; what was shown stays
    no_answer(why)      there is no model, or only one that cannot answer
    nothing()           there is no model
    """

    left = Signal()
    back_changed = Signal()
    unreadable = Signal(int, object)
    no_answer = Signal(str)
    nothing = Signal()

    def __init__(  # it stands where all of these meet
        self,
        document: Document,
        workspace: Workspace,
        run: RunState,
        service: Service,
        share: ProcessorShare,
        jobs: Jobs,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._clock, self._shown_at = clock, 0.0
        self._document, self._workspace, self._run = document, workspace, run
        self._service, self._share, self._jobs = service, share, jobs
        self._phase: Phase | None = None
        self._file: Path | None = None  # whose weights are on their way
        self._untrained = False  # whether the first weights are wanted though there is a run
        self._back: int | None = None
        self._rebuild = QTimer(self, interval=REBUILD_MS, singleShot=True)
        self._rebuild.timeout.connect(self._show_document)
        self._refresh = QTimer(self, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._take_newest)
        self._listen()

    def _listen(self) -> None:
        """To all that decides what is to be shown."""
        self._document.changed.connect(self._on_edit)
        self._document.replaced.connect(self._on_replaced)
        self._workspace.engine_ready_changed.connect(self._show_document)
        self._workspace.shown_changed.connect(self._note_time)
        self._run.changed.connect(self._on_run)
        self._run.steps.connect(self._on_steps)
        self._run.replaced.connect(self._on_other_run)
        self._run.not_begun.connect(lambda *_: self._rebuild.start())

    # --- what is wanted ---

    def _on_replaced(self) -> None:
        """Another document: no run is shown any more, unless it trains."""
        self._run.leave()
        self.show_document()

    def show_document(self) -> None:
        """Shows the document's network with its initial weights, also beside a run's curves; one that trains stays."""
        self._file, self._untrained = None, not self._run.training
        self._set_back(None)
        self.left.emit()
        if self._untrained:  # a question still to come would bring the engine back to a run's weights
            self._refresh.stop()
            self._jobs.drop(TakeNewest, ShowRun)
        self._workspace.show_model(None)
        self._rebuild.start()

    @property
    def beside_run(self) -> bool:
        """Whether the first weights are shown though there is a run that has others."""
        run, shown = self._run.current, self._workspace.shown
        return self._untrained and run is not None and run.step > 0 and shown is not None and shown.source == "initial"

    @property
    def back(self) -> int | None:
        """The earlier step of the current run that is looked at; None: its newest, or something else."""
        return self._back

    @property
    def lags(self) -> bool:
        """Whether what is shown of the run that trains is behind it, and is to be said: looked back at, or old."""
        if self._back is not None:
            return True
        run, shown = self._run.current, self._workspace.shown
        behind = run is not None and shown is not None and shown.run == run.id and shown.step < run.step
        return behind and self._clock() - self._shown_at > LAG

    def _note_time(self) -> None:
        self._shown_at = self._clock()

    def show_run(self, step: int | None = None) -> None:
        """The weights that the current run has reached, or kept of a step; also in place of the first ones.

        Those of a step stay, however far it trains meanwhile, until others are wanted.
        """
        if self._untrained:
            self.left.emit()
        self._untrained = False
        self._rebuild.stop()
        self._set_back(step)
        if step is None and self.following:
            self._jobs.drop(ShowRun, TakeNewest)
            self._take_newest()
        else:
            self._ask_run(step)

    def _set_back(self, step: int | None) -> None:
        if step != self._back:
            self._back = step
            self.back_changed.emit()

    def _ask_run(self, step: int | None = None) -> None:
        run = self._run.current
        if run is not None:
            question = ShowRun(folder_of(run, self._service), step)
            self._jobs.ask(question, self._show_of_run, partial(self._cannot_read, run, step))

    def _show_of_run(self, shown: Shown | None) -> None:
        run = self._run.current
        if shown is None:
            self.show_document()
        elif run is not None and shown.run == run.id:
            self._workspace.show_model(shown)

    def _cannot_read(self, run: Run, step: int | None, error: Exception) -> None:
        """What is shown of the run stays; where nothing is, the first weights of the stack stand for it."""
        shown, error = self._workspace.shown, named(error, run.title)
        if shown is None or shown.run != run.id or not isinstance(error, LayerscopeError):
            self._no_weights(error)
            return
        self._stay()
        if step is None:
            self._jobs.failed.emit(error)
        else:
            self.unreadable.emit(step, error)

    def _stay(self) -> None:
        """At the step of the run that is shown."""
        run, shown = self._run.current, self._workspace.shown
        earlier = run is not None and shown is not None and (shown.run, shown.source) == (run.id, "saved")
        self._set_back(shown.step if run and shown and earlier and shown.step < run.step else None)

    def show_file(self, path: Path) -> None:
        """The weights in a file: the stack's first ones are not wanted meanwhile."""
        self._file, self._untrained = path, False
        self._set_back(None)
        self._rebuild.stop()
        self._jobs.ask(ShowModelFile(path), self._show_of_file, self._no_weights)

    def _show_of_file(self, shown: Shown) -> None:
        self._file = None
        self._workspace.show_model(shown)

    def _no_weights(self, error: Exception) -> None:
        """What was kept cannot be read: the first weights of the stack stand for it."""
        if isinstance(error, LayerscopeError):
            self._jobs.failed.emit(error)
        self.show_document()

    def _on_edit(self, old: Project, new: Project) -> None:
        shown = self._workspace.shown
        if shown is None or shown.source == "initial":
            self._rebuild.start()

    def _show_document(self) -> None:
        if not self._workspace.engine_ready or self._run.training:
            return
        if self._jobs.busy(ReadRun):  # a run or a file is being opened
            self._rebuild.start()
        elif self._has_weights:
            self._look_for_weights()
        else:
            self._show_first_weights()

    @property
    def _has_weights(self) -> bool:
        """Whether a run or a file has weights to show, in place of the stack's first ones."""
        run, shown = self._run.current, self._workspace.shown
        kept = run is not None and run.step > 0
        from_file = self._file is not None or (shown is not None and shown.source == "saved")
        return not self._untrained and (kept or from_file)

    def _look_for_weights(self) -> None:
        """A start drops the question for them, and may be taken back."""
        run, shown = self._run.current, self._workspace.shown
        if self._jobs.busy(ShowRun):  # the channel of all of them
            return
        if self._file is not None:
            self.show_file(self._file)
        elif run is not None and (shown is None or shown.run != run.id) and not self.following:
            self._ask_run()

    def _show_first_weights(self) -> None:
        project, analysis = self._document.project, self._document.analysis
        if analysis.problems and not valid_prefix(analysis).nodes:
            self._show_nothing(MEND if project.network.nodes else ADD)
        else:
            self._jobs.ask(ShowProject(project), self._show, self._cannot_show)

    def _show(self, shown: Shown) -> None:
        self._workspace.show_model(shown)
        if not shown.complete:
            self.no_answer.emit(MEND)

    def _cannot_show(self, error: Exception) -> None:
        """The network is too large, for example."""
        self._show_nothing(in_words(error) if isinstance(error, LayerscopeError) else "It cannot be shown.")

    def _show_nothing(self, why: str) -> None:
        self._workspace.show_model(None, why)
        self.no_answer.emit(why)
        self.nothing.emit()

    def _on_run(self) -> None:
        run = self._run.current
        phase = None if run is None else run.phase
        if phase == self._phase:
            return
        self._phase, self._untrained = phase, False
        if phase == "preparing":
            self._set_back(None)  # what trains is what the window shows
        if phase in ("running", "paused"):
            self._refresh.start()
        if self._refresh.isActive():
            self._take_newest()
        if phase in ("finished", "failed", None):  # one that never took a step has nothing of its own to show
            self._rebuild.start()

    def _on_steps(self, *_: object) -> None:
        """A single step by hand is seen at once."""
        if self._phase == "paused" and self.following:
            self._take_newest()

    def _on_other_run(self) -> None:
        """What is on its way belongs to the run before."""
        self._untrained = False
        self._set_back(None)
        self._jobs.drop(TakeNewest)

    def _take_newest(self) -> None:
        run = self._run.current
        self._refresh.setInterval(self._interval)
        if run is None or (self._back is not None and not self._run.training):
            self._refresh.stop()
        if run is None or self._back is not None or self._jobs.busy(TakeNewest):
            return
        last = not self._service.alive(run.id)  # then nothing newer can come; before, weights may be on their way
        if not last and self._stands(run):
            return
        self._jobs.ask(TakeNewest(run.id), lambda shown: self._took(shown, last), lambda error: self._lost(error, last))

    @property
    def _interval(self) -> int:
        """In milliseconds: while nothing trains that could be held up, as often as anybody looks."""
        if not self._run.training:
            return END_MS
        return round(REFRESH_MS * self._share.factor) if self._run.under_way else REFRESH_MS

    def _stands(self, run: Run) -> bool:
        """Whether what is shown is of the last step that was told, as while it pauses."""
        shown = self._workspace.shown
        return shown is not None and (shown.source, shown.run, shown.step) == ("live", run.id, run.step)

    def _took(self, shown: Shown | None, last: bool) -> None:
        run = self._run.current
        if shown is not None and run is not None and shown.run == run.id and not self._untrained and self._back is None:
            self._workspace.show_model(shown)
        self._rest(last)

    def _lost(self, error: Exception, last: bool) -> None:
        """The run's folder may be gone: what was shown of it stays."""
        self._rest(last)
        self._stay()
        if isinstance(error, LayerscopeError):
            run = self._run.current
            self._jobs.failed.emit(error if run is None else named(error, run.title))

    def _rest(self, last: bool) -> None:
        if last and not self._run.training:
            self._refresh.stop()
            self._rebuild.start()  # where these were not of this run

    @property
    def following(self) -> bool:
        """True while newer weights of the current run may come."""
        return self._refresh.isActive()

    def stop(self) -> None:
        """Asks nothing more."""
        self._rebuild.stop()
        self._refresh.stop()
