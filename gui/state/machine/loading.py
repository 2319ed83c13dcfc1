"""Loading: PyTorch is loaded after the window is there; how long it still takes, by the last start."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Signal

from engine.crash_reports import write_report
from engine.service.answers import Compute
from engine.service.questions import WarmUp
from gui.state.conditions import Condition, Conditions
from gui.state.jobs import Jobs
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace

FIRST_TIME = "the first start after an installation is slower"
LONGER = "longer than last time"
WHY = f"{LONGER}, as on a busy computer or after an installation"
COUNTED = 1.5  # seconds: of fewer no number is told
LATE = 1.0  # seconds after the known time, until when it may be about to be done
REPAIR = "Repair it with “uv sync --reinstall” in Layerscope's folder, then press Train to try again."
WHOLE = 0.98  # of the bar, at most, before it is done


class Loading(QObject):
    """Asks the engine to warm up, and says how that goes."""

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        settings: SettingsFile,
        jobs: Jobs,
        conditions: Conditions,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._workspace, self._settings, self._jobs = workspace, settings, jobs
        self._conditions, self._clock = conditions, clock
        self._phase: Literal["waiting", "loading", "loaded", "failed"] = "waiting"
        self._began = 0.0

    def load(self) -> None:
        """Begins, unless it has begun or is done; after a failure once more."""
        if self._phase in ("loading", "loaded"):
            return
        self._conditions.set("engine", None)
        self._phase, self._began = "loading", self._clock()
        self._jobs.ask(WarmUp(), self._loaded, self._failed)
        self.changed.emit()

    def _loaded(self, compute: Compute) -> None:
        self._phase = "loaded"
        self._settings.change(load_seconds=round(self._clock() - self._began, 1))
        self._workspace.set_engine_ready(compute)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        """Most likely the installation is damaged. Train tries again."""
        self._phase = "failed"
        path = write_report(error, "loading the engine")
        report = f" A report is in {path}." if path else ""
        self._conditions.set("engine", Condition(str(error), f"{REPAIR}{report}"))
        self.changed.emit()

    @property
    def failed(self) -> bool:
        """Whether it was given up."""
        return self._phase == "failed"

    @property
    def going_on(self) -> bool:
        """Whether it is being loaded, or will be at once."""
        return self._phase in ("waiting", "loading")

    @property
    def share(self) -> float | None:
        """From 0 to 1, by how long the last start took; None where that is not known, or it takes longer."""
        usual = self._settings.value.load_seconds
        return min(WHOLE, self._elapsed / usual) if self._is_usual else None

    @property
    def left(self) -> str:
        """How long it still takes: 6 s; empty where that cannot be told, as long as it has not begun.

        The last seconds are not counted: while libraries are read in the window may stand still.
        """
        if not self._is_usual or self._phase == "waiting":
            return ""
        seconds = self._settings.value.load_seconds - self._elapsed
        return f"{round(seconds)} s" if seconds >= COUNTED else "a moment"

    @property
    def words(self) -> str:
        """What goes on, and why it may take long."""
        if self.failed:
            return "PyTorch could not be loaded"
        why = WHY if self._is_late else "" if self._settings.value.load_seconds else FIRST_TIME
        said = self.left or why
        return f"Loading PyTorch: {said}" if said else "Loading PyTorch…"

    @property
    def short_words(self) -> str:
        """The same where there is little room."""
        said = self.left or (LONGER if self._is_late else "")
        return f"Loading PyTorch: {said}" if said else "Loading PyTorch…"

    @property
    def _is_late(self) -> bool:
        """Whether the time that it took before is over."""
        return bool(self._settings.value.load_seconds) and not self._is_usual

    @property
    def _elapsed(self) -> float:
        return self._clock() - self._began if self._phase == "loading" else 0.0

    @property
    def _is_usual(self) -> bool:
        usual = self._settings.value.load_seconds
        return bool(usual) and self._elapsed < usual + LATE
