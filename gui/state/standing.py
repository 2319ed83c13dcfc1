"""Standing: the conditions that follow from document, run and machine, kept as these are."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.events import Failed
from gui.appearance.numerals import in_figures, numeral
from gui.state.conditions import Condition, Conditions
from gui.state.document import Document
from gui.state.error_words import hint, what
from gui.state.run.run import RunState
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace


class Standing(QObject):
    """Sets and lifts "stack", "fields", "run", "device" and "settings"."""

    def __init__(
        self, document: Document, workspace: Workspace, run: RunState, settings: SettingsFile, conditions: Conditions
    ) -> None:
        super().__init__()
        self._document, self._workspace, self._run = document, workspace, run
        self._settings, self._conditions = settings, conditions
        document.changed.connect(self._look_at_stack)
        document.replaced.connect(self._look_at_stack)
        document.drafts.changed.connect(self._look_at_fields)
        run.changed.connect(self._look_at_run)
        workspace.engine_ready_changed.connect(self._look_at_device)
        settings.changed.connect(lambda *_: self._look_at_device())
        settings.tell = self._look_at_settings
        self._look_at_stack()
        self._look_at_settings()

    def say_again(self) -> None:
        """In the numerals of this moment."""
        self._look_at_stack()
        self._look_at_fields()
        self._look_at_run()

    def _look_at_stack(self) -> None:
        """An empty stack has no problem: it has yet to begin."""
        problems = self._document.analysis.problems if self._document.network.nodes else ()
        said = Condition(f"The stack cannot run yet: {in_figures(problems[0].why)}") if problems else None
        self._conditions.set("stack", said)

    def _look_at_fields(self) -> None:
        drafts = self._document.drafts.invalid
        said = Condition(f"{drafts[0].title}: {drafts[0].sentence}") if drafts else None
        self._conditions.set("fields", said)

    def _look_at_run(self) -> None:
        """How the shown run failed, and what of its log could not be read."""
        run = self._run.current
        failure = None if run is None or run.training else run.failure
        self._conditions.set("run", None if failure is None else _failed(failure))
        self._conditions.set("log", Condition(in_figures(run.remark)) if run is not None and run.remark else None)

    def _look_at_device(self) -> None:
        """Whether the device that was chosen is here; known once the engine is."""
        chosen, compute = self._settings.value.device, self._workspace.compute
        gone = compute is not None and chosen != "auto" and not any(one.startswith(chosen) for one in compute.there)
        words = f"The device that was chosen, {chosen.upper()}, is not here."
        self._conditions.set("device", Condition(words, "Choose another on the Training page.") if gone else None)

    def _look_at_settings(self) -> None:
        """What of them could not be read, and why they are not saved."""
        said = f"{self._settings.unread} {self._settings.problem}".strip()
        self._conditions.set("settings", Condition(said) if said else None)


def _failed(failure: Failed) -> Condition:
    return Condition(f"The run failed after {numeral(failure.step)} steps: {what(failure)}", hint(failure))
