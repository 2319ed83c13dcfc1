"""From the matrix to an image: a cell of the confusion matrix leads to the first image that it counts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.project.splits import SplitName, images_of
from engine.service.answers import Picture
from engine.service.questions import FindImage
from gui.inspect.image_words import image_of, verdict
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.pages import Pages


class MatrixToImage(QObject):
    """Asks the engine for the image, brings the Inspect page to the front and says what is shown there."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        pages.results.image_asked.connect(self._look_for)

    def _look_for(self, split: SplitName, truth: int, guess: int) -> None:
        def show(picture: Picture | None) -> None:
            if picture is None:
                self._say_none(split, truth, guess)
            else:
                self._show(picture)

        self._engine.jobs.ask(FindImage(split, truth, guess), show)

    def _show(self, picture: Picture) -> None:
        self._shared.workspace.look_at(picture.image)
        self._chrome.frame.show_page("inspect")
        self._panels.inspect.setFocus()
        self._shared.messages.say(f"{image_of(picture)}: {verdict(picture, self._classes(), trained=True)}.")

    def _say_none(self, split: SplitName, truth: int, guess: int) -> None:
        true, taken = self._classes()[truth], self._classes()[guess]
        what = f"recognises no {true}" if truth == guess else f"takes no {true} for {taken}"
        images = f"among the {images_of(split).lower()} any more"
        self._shared.messages.say(f"The network as it is now {what} {images}: its weights have changed since.")

    def _classes(self) -> tuple[str, ...]:
        shown = self._shared.workspace.shown
        return (self._shared.document.project if shown is None else shown.project).facts.classes
