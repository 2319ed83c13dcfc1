"""Result display: what a run reached, as the Results page shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.window.groups import Engine, Shared
from gui.window.pages import Pages


class ResultDisplay(QObject):
    """Keeps the Results page in step with the current run."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages) -> None:
        super().__init__()
        self._shared, self._page = shared, pages.results
        shared.run.changed.connect(self._show)
        self._page.train_asked.connect(engine.control.press_train)
        self._show()

    def _show(self) -> None:
        run = self._shared.run.current
        evaluation = None if run is None else run.evaluation
        if evaluation is not self._page.evaluation:
            project = self._shared.document.project if run is None else run.project
            self._page.show_evaluation(evaluation, project.facts.classes)
