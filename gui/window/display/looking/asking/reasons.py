"""Reasons: why there is nothing to see of the shown model, or no answer, in words."""

from __future__ import annotations

from engine.errors import DataError, LayerscopeError
from gui.state.data.missing_data import what_is_wrong
from gui.state.error_words import in_words
from gui.state.shown.showing import ADD, MEND
from gui.state.workspace import PREPARING
from gui.window.groups import Shared


def why_none(shared: Shared, mend: str = MEND) -> str:
    """Why there is no model that can answer; `mend` says what a stack that is mended would show."""
    if not shared.document.network.nodes:
        return ADD
    return mend if shared.document.analysis.problems else shared.workspace.no_model or PREPARING


def why_not(error: Exception, shared: Shared, failed: str) -> str:
    """Why there is no answer about the images; `failed` is said of what nobody foresaw."""
    if isinstance(error, DataError):
        return what_is_wrong(error, shared.image.project.data.source)
    return in_words(error) if isinstance(error, LayerscopeError) else failed
