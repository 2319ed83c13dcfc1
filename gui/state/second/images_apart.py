"""Images apart: the test images to which the shown run and the second one give other answers, one after the other."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.errors import LayerscopeError
from engine.service.answers import ImageOf
from engine.service.comparison.comparison_answers import Apart
from engine.service.questions import FindApart
from engine.service.service import Service
from gui.state.error_words import of_run
from gui.state.jobs import Jobs
from gui.state.run.run import RunState
from gui.state.run.run_folder import current_folder
from gui.state.second.second_model import SecondModel
from gui.state.shown.image import CurrentImage

NO_RUN = "Open a run to be led through the images on which both differ."
SAME_RUN = "Both are the same run."
GONE = "One of them is gone, or in the trash."
UNFORESEEN = "They could not be compared."


class ImagesApart(QObject):
    """What the newest tests of both found; looked up when another run comes into play, or was tested again.

    changed()   others, or none: `found`, else `why_not`
    """

    changed = Signal()

    def __init__(self, run: RunState, second: SecondModel, image: CurrentImage, service: Service, jobs: Jobs) -> None:
        super().__init__()
        self._run, self._second, self._image, self._service, self._jobs = run, second, image, service, jobs
        self._of: tuple[object, ...] = ()
        self.found: Apart | None = None
        self.why_not = ""
        for changed in (second.changed, run.changed):
            changed.connect(self._look)

    def _look(self) -> None:
        """Whether it is about others now."""
        first, other, run = current_folder(self._run, self._service), self._second.folder, self._run.current
        tested = None if run is None else next((one.step for one in run.evaluations if one.split == "test"), None)
        of = (first, other, tested) if other is not None else ()
        if of == self._of:
            return
        self._of, self.found = of, None
        self._jobs.drop(FindApart)
        self.why_not = "" if other is None else NO_RUN if first is None else SAME_RUN if first == other else ""
        self.changed.emit()
        if first is not None and other is not None and first != other:
            self._jobs.ask(FindApart(first, other), self._show, self._fail)

    def _show(self, found: Apart) -> None:
        self.found = found
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self.why_not = of_run(error, GONE) if isinstance(error, LayerscopeError) else UNFORESEEN
        self.changed.emit()

    # --- one after the other ---

    @property
    def place(self) -> int | None:
        """At which of them one looks, from 0 on; None at none."""
        index = self._index
        if self.found is None or index is None:
            return None
        at = int(np.searchsorted(self.found.indexes, index))
        return at if at < len(self.found.indexes) and self.found.indexes[at] == index else None

    @property
    def _index(self) -> int | None:
        image = self._image.ref
        return image.index if isinstance(image, ImageOf) and image.split == "test" else None

    def step(self, by: int) -> None:
        """Looks at the next one (1) or the one before (−1), from the last on to the first."""
        run = self._run.current
        if self.found is None or not len(self.found.indexes) or run is None:
            return
        indexes, index = self.found.indexes, self._index
        if index is None:
            place = 0 if by > 0 else -1
        else:
            place = int(np.searchsorted(indexes, index, "right" if by > 0 else "left")) - (by < 0)
        self._image.pick(ImageOf("test", int(indexes[place % len(indexes)])), run.project)
