"""Parts: the sub-pages of Inspect by key and title, in order; those behind the first are made after the first paint."""

from __future__ import annotations

from gui.inspect.page import InspectPage
from gui.pieces.pages.sub_pages import SubPages

LEARNED, ARITHMETIC, STATISTICS = "learned", "arithmetic", "statistics"
OF_A_LAYER = (LEARNED, ARITHMETIC)  # of which the engine is asked for the selected layer
LATER = (
    (ARITHMETIC, "How a number comes about", "A number"),
    (STATISTICS, "Statistics", "Statistics"),
    ("why", "Why this answer", "Why"),
    ("time", "Through time", "Time"),
    ("all", "All images", "All"),
)  # with what they are called where there is little room


def parts_of_inspect(learned: InspectPage) -> SubPages:
    """With a place for each that is made later."""
    parts = SubPages("Inspect")
    parts.add(LEARNED, "What it learned", learned, scrolls=True, short="Learned")
    for key, title, short in LATER:
        parts.announce(key, title, short)
    return parts
