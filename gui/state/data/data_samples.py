"""Data samples: of each data set whether its images are on this computer, and a few of them to show."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.project.data.sources import SOURCES, AnySource, PublishedSource
from engine.service.answers import Pixels
from engine.service.questions import FindSamples
from gui.state.jobs import Jobs

COUNT = 10  # of each data set


class DataSamples(QObject):
    """What was found when it was last looked for; a data set that nobody has looked for yet is not known to be here.

    changed(kind)    something else is known of a data set
    """

    changed = Signal(type)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._found: dict[type[AnySource], tuple[Pixels, ...] | None] = {}

    def is_here(self, kind: type[AnySource]) -> bool | None:
        """Whether its images are on this computer; None while that is not known."""
        return self._found[kind] is not None if kind in self._found else None

    def samples(self, kind: type[AnySource]) -> tuple[Pixels, ...]:
        """A few of its images, of different classes; none where it is not here or cannot be read."""
        return self._found.get(kind) or ()

    def look(self) -> None:
        """The files may be others now. What comes with the program is looked for once."""
        for kind in SOURCES:
            if kind.where or kind not in self._found:
                self._ask(kind)

    def _ask(self, kind: type[PublishedSource]) -> None:
        self._jobs.ask(
            FindSamples(kind(), COUNT),
            lambda images: self._take(kind, images),
            lambda _: self._take(kind, ()),  # what cannot be read is told where its images are wanted
        )

    def _take(self, kind: type[PublishedSource], images: tuple[Pixels, ...] | None) -> None:
        self._found[kind] = images
        self.changed.emit(kind)
