"""The head of a page that looks inside: what is looked at, of which weights, and what can be done with all of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.appearance import lengths
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.elided import Elided


def page_header(heading: QWidget, source: QWidget, *others: QWidget, back: QWidget | None = None) -> QHBoxLayout:
    """In a row; the source takes the room that is left, and its shortest words, the step, are never cut.

    The way `back` is at the left: pressed twice, it meets none of the buttons of what is in front then.
    """
    if isinstance(source, Elided):
        source.keep_shortest()
    header = QHBoxLayout()
    header.setContentsMargins(MARGIN, 0, MARGIN, 0)
    lengths.follow(header, setSpacing=8)
    if back is not None:
        header.addWidget(back)
    header.addWidget(heading)
    header.addWidget(source, 1)
    for other in others:
        header.addWidget(other)
    return header
