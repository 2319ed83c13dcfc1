"""EarlierSettings: the data settings that each data set had last, so that who returns to one finds all as it was."""

from __future__ import annotations

from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource
from engine.project.project import Project
from gui.data.usual_constants import with_other_images
from gui.state.document import Document


class EarlierSettings:
    """Of one project at a time, as long as it is open; of own images those of each place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._left: dict[tuple[type, str], DataSettings] = {}
        document.changed.connect(self._keep)
        document.replaced.connect(self._left.clear)

    def on(self, source: AnySource) -> DataSettings:
        """The document's data settings with another data set: as they were, or else as follows from those there are."""
        left = self._left.get(_which(source))
        if left is not None and left.source == source:
            return left
        return with_other_images(self._document.project.data, source)

    def _keep(self, old: Project, new: Project) -> None:
        if _which(old.data.source) != _which(new.data.source):
            self._left[_which(old.data.source)] = old.data


def _which(source: AnySource) -> tuple[type, str]:
    """Which data set it is, however it is divided, corrected and called."""
    return type(source), source.path if isinstance(source, OwnImages) else ""
