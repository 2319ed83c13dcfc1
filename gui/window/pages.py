"""Pages: those that are not in front at the start. They are made, and wired, once the window has been painted.

Nothing that is needed before may import this: what the pages import would hold up the first paint.
"""

from __future__ import annotations

import msgspec

from gui.data.page import DataPage
from gui.results.page import ResultsPage
from gui.runs.page import RunsPage
from gui.training.page import TrainingPage
from gui.window.groups import Engine, Shared


class Pages(msgspec.Struct, frozen=True, eq=False):
    """The pages behind the first."""

    data: DataPage
    training: TrainingPage
    results: ResultsPage
    runs: RunsPage


def make_pages(shared: Shared, engine: Engine) -> Pages:
    """All of them, showing the document as it is."""
    return Pages(
        data=DataPage(shared.document, engine.samples, engine.downloads, engine.importing),
        training=TrainingPage(shared.document, shared.settings, engine.tuning),
        results=ResultsPage(),
        runs=RunsPage(shared.settings),
    )
