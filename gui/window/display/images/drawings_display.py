"""Drawings display: own drawings are kept, tried on whatever is shown, and looked at again."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from engine.project.project import Project
from engine.service.drawings.drawing_answers import OpenedDrawing, TriedDrawings
from engine.service.questions import (
    ExportDrawings,
    KeepDrawing,
    MoveDrawing,
    OpenDrawing,
    PutBackDrawing,
    TakeOutDrawing,
    TryDrawings,
)
from gui.appearance.numerals import numeral
from gui.pieces.classes.names import shown
from gui.tryit.strokes import SIDE
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.pages import Pages

SOON_MS = 200
SHARE = 0.03  # of the time that following a training may take
LEAST_MS, MOST_MS = 2_000, 60_000


class DrawingsDisplay(QObject):
    """Those of the classes that the shown model tells apart."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._jobs, self._page = shared, engine.jobs, pages.drawings
        self._panels, self._pages, self._chrome = panels, pages, chrome
        self._tried: TriedDrawings | None = None
        self._asked_at, self._rest_ms = 0.0, LEAST_MS
        self._wanted, self._of = True, self._model
        self._soon = QTimer(self._page, singleShot=True, interval=SOON_MS)  # it ends with the page
        self._soon.timeout.connect(self._try)
        self._listen()

    def _listen(self) -> None:
        page, try_it = self._page, self._panels.try_it
        try_it.keep_asked.connect(self._keep)
        try_it.correct.list_asked.connect(self._show_list)
        page.look_asked.connect(lambda path: self._jobs.ask(OpenDrawing(path), self._put))
        page.move_asked.connect(lambda path, label: self._ask(MoveDrawing(self._project, path, label)))
        page.out_asked.connect(lambda path: self._jobs.ask(TakeOutDrawing(self._project, path), self._on_out))
        page.back_asked.connect(lambda path: self._jobs.ask(PutBackDrawing(self._project, path), self._on_back))
        page.export_asked.connect(self._export)
        self._shared.workspace.shown_changed.connect(self.look_again)
        self._shared.workspace.muted.changed.connect(self._on_muted)
        self._shared.run.changed.connect(self._hurry)
        self._shared.workspace.engine_ready_changed.connect(self.look_again)
        self._shared.image.data_changed.connect(self._on_data)
        for seen in (page, try_it.correct):
            seen.installEventFilter(self)
        self.look_again()

    @property
    def _project(self) -> Project:
        """Whose classes they are of."""
        return self._shared.image.project

    # --- trying them ---

    def look_again(self) -> None:
        """The model may be another, or the drawings; while one trains, so seldom that it does not notice."""
        training = self._shared.run.training
        if training and self._tried is not None and not len(self._tried):
            return
        if not training or self._model != self._of:
            self._say_how_many()
        wait = self._rest_ms if training else SOON_MS
        if not self._soon.isActive() or wait < self._soon.remainingTime():
            self._soon.start(wait)

    def _on_muted(self) -> None:
        """What is on its way is of the network before."""
        self._jobs.drop(TryDrawings)
        self._say_how_many()
        self._soon.start(SOON_MS)

    def _hurry(self) -> None:
        """A training that has ended leaves time."""
        if self._soon.isActive() and self._soon.remainingTime() > SOON_MS and not self._shared.run.training:
            self.look_again()

    @property
    def _model(self) -> object:
        """Of what is shown."""
        shown_model = self._shared.workspace.shown
        return None if shown_model is None else shown_model.model

    def _say_how_many(self) -> None:
        """What the model before took them for is said no more."""
        if self._tried is not None:
            self._panels.try_it.correct.show_tried(replace(self._tried, asked=False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        """What was wanted out of sight is asked once it is in sight; the page looks into the folder again."""
        if event.type() == QEvent.Type.Show and (self._wanted or watched is self._page):
            self._soon.start(0)
        return super().eventFilter(watched, event)

    def _try(self) -> None:
        self._wanted = not (self._page.isVisible() or self._panels.try_it.correct.isVisible())
        if self._wanted or not self._shared.workspace.engine_ready:
            return
        if self._jobs.busy(TryDrawings):
            self._soon.start(SOON_MS)
            return
        project, self._asked_at, self._of = self._project, time.monotonic(), self._model
        self._jobs.ask(TryDrawings(project), partial(self._show, project), lambda _: None)

    def _show(self, project: Project, tried: TriedDrawings) -> None:
        taken = time.monotonic() - self._asked_at
        self._rest_ms = min(MOST_MS, max(LEAST_MS, round(1000 * taken / SHARE)))
        if project.facts.classes == self._project.facts.classes:
            self._tried = tried
            self._panels.try_it.correct.show_tried(tried)
            self._page.show_tried(tried)

    def _on_data(self) -> None:
        """Of other classes."""
        self._tried = None
        self._panels.try_it.correct.show_tried(None)
        self._page.show_tried(None)
        self._page.note_out(None)
        self.look_again()

    # --- changing them ---

    def _keep(self, label: int) -> None:
        shown_model, project = self._shared.workspace.shown, self._project
        run = shown_model.folder if shown_model is not None else self._shared.document.run
        question = KeepDrawing(project, run, self._shared.image.ref, label)
        name = shown(project.facts.classes)[label]
        self._jobs.ask(question, lambda _: self._say_kept(name))

    def _say_kept(self, name: str) -> None:
        self._shared.messages.say(f"Kept as an example of {name}, among your own drawings.")
        self._soon.start(0)

    def _ask(self, question: MoveDrawing) -> None:
        self._jobs.ask(question, lambda _: self._soon.start(0))

    def _on_out(self, path: Path) -> None:
        self._page.note_out(path)
        self._soon.start(0)

    def _on_back(self, _: Path) -> None:
        self._page.note_out(None)
        self._soon.start(0)

    def _export(self, path: Path) -> None:
        def say(count: int) -> None:
            self._shared.messages.say(f"{numeral(count)} own drawings are in “{path.name}”.")

        self._jobs.ask(ExportDrawings(self._project, path), say)

    # --- looking at one ---

    def _put(self, opened: OpenedDrawing) -> None:
        """On the canvas; undo brings back what was there."""
        canvas, name = self._panels.try_it.canvas, "own drawing"
        if opened.pixels.shape == (SIDE, SIDE):
            canvas.put_drawing(opened.pixels, name)
        elif opened.drawn:  # a script kept it
            canvas.open(opened.path)
        else:
            canvas.put_picture(opened.pixels, name)
        canvas.announce()
        if self._tried is not None and opened.path in self._tried.files:
            self._panels.try_it.correct.choose(int(self._tried.labels[self._tried.files.index(opened.path)]))

    def _show_list(self) -> None:
        self._chrome.frame.show_page("data")
        self._pages.parts_of_data.show_page("drawings")
