"""EarlierSettings: the data settings that each data set had last, so that who returns to one finds all as it was."""

from __future__ import annotations

from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import AnySource
from engine.project.project import Project
from gui.data.usual_constants import with_source
from gui.state.document import Document


class EarlierSettings:
    """Of one project at a time, as long as it is open."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._left: dict[AnySource, DataSettings] = {}
        document.changed.connect(self._keep)
        document.replaced.connect(self._left.clear)

    def on(self, source: AnySource) -> DataSettings:
        """The document's data settings with another data set: as they were, or else as follows from those there are."""
        return self._left.get(source) or with_source(self._document.project.data, source)

    def _keep(self, old: Project, new: Project) -> None:
        if old.data.source != new.data.source:
            self._left[old.data.source] = old.data
