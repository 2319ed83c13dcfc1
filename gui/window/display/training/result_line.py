"""Result line: what a run reached, told above the chart once it has ended, until it goes on or another is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from engine import events
from engine.project.project import Project
from engine.project.training.verdict import Ended, Fix, Verdict, verdict
from engine.service.answers import ImageOf, ImageRef, Picture
from engine.service.questions import FirstMistakes
from gui.appearance.numerals import in_figures
from gui.state.run.run import Run
from gui.state.run.training_words import TEST, TEST_TIP
from gui.state.shown.called import called_as_in
from gui.window.display.training import best_weights
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.finished_run import result
from gui.window.line.saying import Way

End: TypeAlias = tuple[str, str, int]  # of a run: its id, the phase and the step that it ended in


class ResultLine(QObject):
    """Listens to the run and its model: tells how it ended at once, its first mistakes as soon as they are found.

    results_asked(part)   that part of the Results page is to be in front
    """

    results_asked = Signal(str)

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._stopped_by: events.StoppedBy = "budget"
        self._due = False  # whether the run has ended and nothing was told of it yet
        self._without_pictures: Verdict | None = None  # what is told, while its first mistakes are still to be found
        self._taken_away: End | None = None  # what a person wanted to hear no more of
        self._told: Callable[[], object] = tuple  # what tells the last result again
        shared.run.changed.connect(self._on_run)
        shared.run.replaced.connect(self._forget)
        shared.run.finished.connect(self._on_finished)
        shared.workspace.shown_changed.connect(self._look_for_mistakes)
        shared.workspace.shown_changed.connect(self.tell_again)
        shared.document.changed.connect(lambda *_: self.tell_again())
        shared.run.evaluated.connect(lambda _: self._on_evaluated())
        engine.best.changed.connect(self._on_best)
        chrome.line.closed.connect(self._on_closed)

    def _forget(self) -> None:
        self._due, self._without_pictures = False, None
        if self._engine.jobs.busy(FirstMistakes):
            self._engine.jobs.drop(FirstMistakes)
        self._chrome.line.say("result", None)

    def _on_run(self) -> None:
        """While it trains, what it reached before is not true any more."""
        run = self._shared.run.current
        if run is None:
            return
        if run.training:
            self._forget()
        elif run.phase == "finished" and self._due:
            self._due = False
            self._tell_result(run)
        elif run.phase in ("failed", "read") and self._chrome.line.said("result") is None:
            self._tell_trouble(run)

    def _on_finished(self, event: events.Finished) -> None:
        self._stopped_by, self._due = event.stopped_by, True

    def _on_best(self) -> None:
        """Which step was the best is known a moment later, and belongs to how it ended."""
        run = self._shared.run.current
        if run is not None and run.phase == "finished":
            self._on_evaluated()
        else:
            self.tell_again()

    def _on_evaluated(self) -> None:
        """One that has ended was put to its test images after all: then there is more to tell."""
        run = self._shared.run.current
        if run is not None and not run.training and self._chrome.line.said("result") is not None:
            self._tell_result(run)

    def _on_closed(self, topic: str) -> None:
        run = self._shared.run.current
        if topic == "result" and run is not None:
            self._taken_away, self._without_pictures = _end_of(run), None

    # --- its first mistakes ---

    def _look_for_mistakes(self) -> None:
        """Once the weights that the run ended with are shown."""
        run, jobs = self._shared.run.current, self._engine.jobs
        if run is None or self._without_pictures is None or self._workspace_shown != run.id or jobs.busy(FirstMistakes):
            return
        jobs.ask(FirstMistakes(), partial(self._put_pictures, run), self._without_any)

    def _put_pictures(self, run: Run, pictures: list[Picture]) -> None:
        found, self._without_pictures = self._without_pictures, None
        if found is not None:
            self._tell(run, found, pictures)

    def _without_any(self, _: Exception) -> None:
        """Its images cannot be read, which is told where they are wanted: the result stands without them."""
        self._without_pictures = None

    @property
    def _workspace_shown(self) -> str | None:
        """The run whose last weights are shown."""
        shown = self._shared.workspace.shown
        last = shown is not None and shown.source == "saved" and not self._engine.looking.is_back
        return shown.run if shown is not None and last else None

    # --- how it ended ---

    def _tell_result(self, run: Run) -> None:
        found = self._verdict(run, self._stopped_by)
        self._tell(run, found, None)
        if run.evaluation is not None and not found.trouble:
            self._without_pictures = found
            self._look_for_mistakes()

    def _tell_trouble(self, run: Run) -> None:
        """Of a run that failed, or is opened: what it reached otherwise stands on the Results page."""
        if self._taken_away == _end_of(run):
            return
        found = self._verdict(run, "failure" if run.failure else run.stopped_by or "interrupt")
        if found.trouble:
            self._tell(run, found, None)

    def _verdict(self, run: Run, stopped_by: events.StoppedBy) -> Verdict:
        """By the curves that the chart has of it."""
        curves = self._panels.chart.run
        tried = None if curves is None else curves.evaluations["test"]
        validated = None if curves is None else curves.evaluations["validation"]
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
                validation_losses=tuple(validated.loss) if validated else (),
                best_step=self._engine.best.step,
                learned=_learned_of(run),
                drawings=run.parent is not None and run.parent.drawings,
            )
        )

    def tell_again(self) -> None:
        """In other numerals, and with the ways on that there are now; what was taken away stays so."""
        if self._chrome.line.said("result") is not None:
            self._told()

    def _tell(self, run: Run, found: Verdict, pictures: list[Picture] | None) -> None:
        """`pictures`: its first mistakes, None where they are not found yet."""
        self._told = partial(self._tell, run, found, pictures)
        classes = called_as_in(self._shared.document.project, run.project).facts.classes
        ways = self._ways(run, found)
        self._chrome.line.say("result", result(found, pictures, classes, pick=partial(self._look_at, run), ways=ways))

    def _look_at(self, run: Run, image: ImageRef) -> None:
        if isinstance(image, ImageOf):
            self._shared.image.pick(image, run.project)

    # --- what to do next ---

    def _ways(self, run: Run, found: Verdict) -> tuple[Way, ...]:
        """What mends or finishes comes first; of what came out well, what it got wrong."""
        wrong = not found.trouble and run.evaluation is not None and run.evaluation.accuracy != 1
        fixes = tuple(way for fix in found.fixes for way in self._way_of(fix))
        results = Way(
            "See mistakes" if wrong else "See results",
            partial(self._see, "mistakes" if wrong else "figures"),
            "Accuracy of each class, and what was taken for what",
        )
        if run.evaluation is None:  # its page is empty
            control = self._engine.control
            return fixes if found.trouble else (*fixes, Way(TEST, control.test, TEST_TIP, control.can_test))
        first = (*fixes, results) if found.trouble or found.kind == "stopped" else (results, *fixes)
        best, shown = self._engine.best.step, self._shared.workspace.shown
        return (*first, *best_weights.ways(run, shown, best, self._engine.looking.look_at))

    def _see(self, part: str) -> None:
        self._chrome.frame.show_page("results")
        self.results_asked.emit(part)

    def _way_of(self, fix: Fix) -> tuple[Way, ...]:
        """In place of training on, what can be done with a stack that has changed; nothing where it is to be mended."""
        if fix.edit is not None:
            return (Way(in_figures(fix.title), partial(self._try, fix.edit, fix.title), in_figures(fix.tip)),)
        control = self._engine.control
        if control.can_train_on:
            return (Way(control.on_words, control.train_on, control.on_tip),)
        changed = self._chrome.line.said("changed")
        return () if changed is None else changed.ways

    def _try(self, edit: Callable[[Project], Project], title: str) -> None:
        """Edits the recipe, in one step that can be undone."""
        document = self._shared.document
        document.edit(edit(document.project), title)


def _end_of(run: Run) -> End:
    return run.id, run.phase, run.step


def _learned_of(run: Run) -> int | None:
    """Of the test images."""
    tried = [one for one in run.evaluations if one.split == "test"]
    return tried[-1].learned if tried else None
