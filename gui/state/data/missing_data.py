"""Missing data: what is said where images are not on this computer, in the same words everywhere."""

from __future__ import annotations

from engine.errors import DataMissing, LayerscopeError
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource
from gui.state.error_words import with_file


def what_is_wrong(error: Exception, source: AnySource) -> str:
    """Why the images of a data set cannot be shown, in one sentence; without a path where they are simply not here."""
    if isinstance(error, DataMissing) and isinstance(source, OwnImages):
        return f"The images of {source.name} are no longer where they were."
    if isinstance(error, DataMissing):
        return f"{source.name} is not on this computer yet."
    if not isinstance(error, LayerscopeError):
        return f"The data cannot be read ({error})."
    return with_file(error)
