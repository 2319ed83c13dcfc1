"""Check-up display: what the page of the check-up asks of the engine, and what follows from a choice on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from engine.project.same_images import same_by_settings
from engine.service.answers import CheckedUp, ImageOf
from engine.service.questions import CheckUp
from gui.state.data.missing_data import what_is_wrong
from gui.window.groups import Engine, Shared
from gui.window.pages import Pages


class CheckUpDisplay(QObject):
    """Wires the page to the engine. An answer about other images than the document's is not shown."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages) -> None:
        super().__init__()
        self._shared, self._engine, self._page = shared, engine, pages.check_up
        self._judged_by = self._judge
        page, workspace = self._page, shared.workspace
        page.asked.connect(self._ask)
        page.cancelled.connect(lambda: engine.jobs.drop(CheckUp))
        page.image_chosen.connect(self._look_at)
        workspace.reading_changed.connect(lambda: page.say_progress(workspace.reading))
        workspace.engine_ready_changed.connect(page.look_again)
        workspace.shown_changed.connect(self._follow_shown)
        shared.document.replaced.connect(page.look_again)  # the same set may lie elsewhere

    @property
    def _judge(self) -> Path | None:
        """The folder of the run that is shown."""
        shown = self._shared.workspace.shown
        return shown.folder if shown is not None and shown.trained else None

    def _follow_shown(self) -> None:
        """Another run may disagree with other labels: that is looked for when the page is seen again."""
        if self._judge != self._judged_by:
            self._judged_by = self._judge
            self._page.note_stale()

    @property
    def _question(self) -> CheckUp:
        document = self._shared.document
        return CheckUp(document.project.data, document.run, self._judge)

    def _ask(self) -> None:
        if self._shared.workspace.engine_ready:
            question = self._question
            self._engine.jobs.ask(question, partial(self._show, question), partial(self._fail, question))

    def _is_wanted(self, question: CheckUp) -> bool:
        """Whether it is about the images that the document has now."""
        settings = self._question.settings
        return all(same_by_settings(question.settings, settings, split) for split in ("train", "test"))

    def _show(self, question: CheckUp, answer: CheckedUp) -> None:
        if not self._is_wanted(question):
            return
        if question.judge == self._judge:
            self._page.show_answer(answer)
        else:  # another run came to be shown meanwhile
            self._page.look_again()

    def _fail(self, question: CheckUp, error: Exception) -> None:
        if self._is_wanted(question):
            self._page.show_error(what_is_wrong(error, question.settings.source))

    def _look_at(self, image: ImageOf) -> None:
        self._shared.image.pick(image, self._shared.document.project)
