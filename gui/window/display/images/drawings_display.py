"""Drawings display: own drawings are kept, tried on whatever is shown, and looked at again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from engine.project.project import Project
from engine.service.answers import ImageOf, ImageRef
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
from gui.window.display.looking.asking.following import Following
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.pages import Pages

SOON_MS = 200
AMONG = "among your own drawings"
ONLY_TRIED = "to be tried on: it is one of the test images, which no training with own drawings learns from"


class DrawingsDisplay(QObject):
    """Those of the classes that the shown model tells apart."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._jobs, self._page = shared, engine.jobs, pages.drawings
        self._panels, self._pages, self._chrome = panels, pages, chrome
        self._tried: TriedDrawings | None = None
        self._asks = Following(shared, engine, self._page, TryDrawings, self._show, lambda _: None)
        self._asks.left.connect(self._say_how_many)
        self._asks.due.connect(self._follow)
        self._soon = QTimer(self._page, singleShot=True, interval=SOON_MS)  # it ends with the page
        self._soon.timeout.connect(self._follow)
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
        workspace = self._shared.workspace
        for changed in (workspace.shown_changed, workspace.engine_ready_changed, self._shared.run.changed):
            changed.connect(self._follow_soon)
        workspace.muted.changed.connect(self._on_muted)
        self._shared.image.data_changed.connect(self._on_data)
        for seen in (page, try_it.correct):
            seen.installEventFilter(self)
        self._follow_soon()

    @property
    def _project(self) -> Project:
        """Whose classes they are of."""
        return self._shared.image.project

    # --- trying them ---

    def _follow_soon(self) -> None:
        """The slider passes by many weights."""
        if not self._soon.isActive():
            self._soon.start()

    def _on_muted(self) -> None:
        """What is on its way is of the network before."""
        self._asks.forget()
        self._say_how_many()
        self._follow_soon()

    def _look_again(self) -> None:
        """They are others, or may be."""
        self._asks.forget()
        self._follow()

    def _follow(self) -> None:
        """Asks where they are in sight; while there are none, a training is not followed."""
        in_sight = self._page.isVisible() or self._panels.try_it.correct.isVisible()
        none = self._asks.asked is not None and self._tried is not None and not len(self._tried)
        if in_sight and self._shared.workspace.engine_ready and not (none and self._shared.run.training):
            self._asks.follow(TryDrawings(self._project))

    def _say_how_many(self) -> None:
        """What the model before took them for is said no more."""
        if self._tried is not None:
            self._panels.try_it.correct.show_tried(replace(self._tried, asked=False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        """What was wanted out of sight is asked once it is in sight; the page looks into the folder again."""
        if event.type() == QEvent.Type.Show:
            if watched is self._page:
                self._asks.forget()
            self._soon.start(0)
        return super().eventFilter(watched, event)

    def _show(self, tried: TriedDrawings) -> None:
        if tried.classes == self._project.facts.classes:
            self._tried = tried
            self._panels.try_it.correct.show_tried(tried)
            self._page.show_tried(tried)
            self._pages.training.show_tried(tried)

    def _on_data(self) -> None:
        """Of other classes."""
        self._tried = None
        self._panels.try_it.correct.show_tried(None)
        self._page.show_tried(None)
        self._pages.training.show_tried(None)
        self._page.note_out(None)
        self._asks.forget()
        self._follow_soon()

    # --- changing them ---

    def _keep(self, label: int) -> None:
        shown_model, project = self._shared.workspace.shown, self._project
        run = shown_model.folder if shown_model is not None else self._shared.document.run
        question = KeepDrawing(project, run, self._shared.image.ref, label)
        name = shown(project.facts.classes)[label]
        self._jobs.ask(question, lambda _: self._say_kept(name, question.image))

    def _say_kept(self, name: str, image: ImageRef) -> None:
        of_test = isinstance(image, ImageOf) and image.split == "test"
        self._shared.messages.say(f"Kept as an example of {name}, {ONLY_TRIED if of_test else AMONG}.")
        self._look_again()

    def _ask(self, question: MoveDrawing) -> None:
        self._jobs.ask(question, lambda _: self._look_again())

    def _on_out(self, path: Path) -> None:
        self._page.note_out(path)
        self._look_again()

    def _on_back(self, _: Path) -> None:
        self._page.note_out(None)
        self._look_again()

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
