"""First steps display: of which project the first steps are, and what there is to watch in it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.project.data.sources import DIGITS
from engine.project.project import Project
from gui.window.groups import Chrome, Engine, Panels, Shared


class FirstStepsDisplay(QObject):
    """They belong to the project of the start, or to the first that is chosen in place of an empty one."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._document, self._steps, self._last = shared.document, chrome.first_steps, engine.last_run
        self._drawn_over = self._had_layers = False
        self._steps.dismissed.connect(lambda: shared.settings.change(first_steps=False))
        self._steps.offer(shared.settings.value.first_steps)
        shared.document.changed.connect(self._on_document)
        shared.document.replaced.connect(self._on_replaced)
        panels.try_it.touched.connect(self._on_touched)
        self._last.changed.connect(self._on_last_run)
        self._on_replaced()

    def _on_document(self, old: Project, new: Project) -> None:
        self._had_layers = bool(old.network.nodes)
        if old.data != new.data:
            self._watch()

    def _on_replaced(self) -> None:
        document = self._document
        if self._had_layers or document.path is not None or document.run is not None:
            self._steps.offer(False)
        self._watch()

    def _on_last_run(self) -> None:
        """Whoever trained it at an earlier start is not to begin at the beginning."""
        if self._last.found is not None:
            self._steps.offer(False)

    def _on_touched(self) -> None:
        """The 3 that waited there was drawn over."""
        self._drawn_over = True
        self._watch()

    def _watch(self) -> None:
        waits = self._document.project.facts.classes == DIGITS and not self._drawn_over
        self._steps.watch("your 3" if waits else "the answer")
