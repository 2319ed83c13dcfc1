"""Result line: what a run reached, told above the chart once it has ended, until it goes on or another is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from engine import events
from engine.project.verdict import Ended, Fix, Verdict, verdict
from engine.service.answers import Picture
from engine.service.questions import FirstMistakes
from gui.appearance.numerals import in_figures
from gui.state.run import Run
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.finished_run import result
from gui.window.line.saying import Way


class ResultLine(QObject):
    """Listens to the run and its model. What went wrong is told at once, a success with its first mistakes."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._stopped_by: events.StoppedBy = "budget"
        self._due = False  # whether the run has ended and its last weights are still to be shown
        self._told: Callable[[], object] = tuple  # what tells the last result again
        shared.run.changed.connect(self._on_run)
        shared.run.replaced.connect(self._forget)
        shared.run.finished.connect(self._on_finished)
        shared.workspace.shown_changed.connect(self._on_shown)

    def _forget(self) -> None:
        self._due = False
        self._chrome.line.say("result", None)

    def _on_run(self) -> None:
        """While it trains, what it reached before is not true any more."""
        run = self._shared.run.current
        if run is not None and run.training:
            self._forget()
        elif run is not None and run.phase in ("failed", "read") and self._chrome.line.said("result") is None:
            self._tell_trouble(run)

    def _on_finished(self, event: events.Finished) -> None:
        self._stopped_by, self._due = event.stopped_by, True

    def _on_shown(self) -> None:
        """Once the run's last weights are shown, its mistakes can be looked for."""
        run, shown = self._shared.run.current, self._workspace_shown
        if run is None or not self._due or shown != run.id:
            return
        self._due = False
        found = self._verdict(run, self._stopped_by)
        if found.trouble or not run.step:
            self._tell(run, found, None)
        else:
            self._engine.jobs.ask(FirstMistakes(), partial(self._tell, run, found))

    @property
    def _workspace_shown(self) -> str | None:
        """The run whose kept weights are shown."""
        shown = self._shared.workspace.shown
        return shown.run if shown is not None and shown.source == "saved" else None

    def _tell_trouble(self, run: Run) -> None:
        """Of a run that failed, or is opened: what it reached otherwise stands on the Results page."""
        found = self._verdict(run, "failure" if run.failure else "budget" if run.step >= run.total else "user")
        if found.trouble:
            self._tell(run, found, None)

    def _verdict(self, run: Run, stopped_by: events.StoppedBy) -> Verdict:
        """By the curves that the chart has of it."""
        curves = self._panels.chart.run
        tried = None if curves is None else curves.evaluations["test"]
        return verdict(
            Ended(
                project=run.project,
                total=run.total,
                losses=self._panels.chart.losses(),
                accuracy=None if tried is None else tried.latest("accuracy"),
                tried_at=tried.steps[-1] if tried else 0,
                test_losses=tuple(tried.loss) if tried else (),
                stopped_by=stopped_by,
                failure=run.failure,
            )
        )

    def tell_again(self) -> None:
        """In other numerals; what was taken away stays so."""
        if self._chrome.line.said("result") is not None:
            self._told()

    def _tell(self, run: Run, found: Verdict, pictures: list[Picture] | None) -> None:
        current = self._shared.run.current
        if current is None or current.id != run.id or current.training or current.step != run.step:
            return  # something else is shown by now
        self._told = partial(self._tell, run, found, pictures)
        classes, ways = run.project.facts.classes, self._ways(found, pictures)
        self._chrome.line.say("result", result(found, pictures, classes, pick=self._shared.image.look_at, ways=ways))

    # --- what to do next ---

    def _ways(self, found: Verdict, pictures: list[Picture] | None) -> tuple[Way, ...]:
        """What mends comes first; of what came out well, what it got wrong."""
        fixes = tuple(Way(in_figures(fix.title), partial(self._try, fix), in_figures(fix.tip)) for fix in found.fixes)
        results = Way(
            "See mistakes" if pictures else "See results",
            lambda: self._chrome.frame.show_page("results"),
            "Accuracy of each class, and what was taken for what",
        )
        return (*fixes, results) if found.trouble else (results, *fixes)

    def _try(self, fix: Fix) -> None:
        """Edits the recipe, in one step that can be undone, or trains on."""
        document = self._shared.document
        if fix.edit is None:
            self._engine.control.train_on()
        else:
            document.edit(fix.edit(document.project), fix.title)
