"""Noting: a correction of a person's own images becomes part of the document, as one step."""

from __future__ import annotations

from engine.errors import ProjectError
from engine.project.data.corrections import AnyCorrection
from engine.project.data.own_images import OwnImages, corrected
from engine.project.data.spoiled_classes import with_source
from gui.appearance.numerals import in_figures
from gui.state.document import Document
from gui.state.error_words import in_words


def note(document: Document, correction: AnyCorrection, text: str) -> str:
    """Notes it, as an edit that is called so; gives why it cannot be, in words, and else nothing."""
    settings = document.project.data
    if not isinstance(settings.source, OwnImages):
        return ""
    try:
        source = corrected(settings.source, correction)
    except ProjectError as error:  # there are too many
        return in_words(error)
    document.edit_fields(in_figures(text), data=with_source(settings, source))
    return ""
