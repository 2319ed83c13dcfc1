"""Seen again: a run that was read is shown at a step, beside a document that need not be its project."""

from __future__ import annotations

from engine.service.answers import RunView
from gui.window.display.runs.curves_on_disk import curves_on_disk
from gui.window.groups import Engine, Panels, Shared


def see_again(shared: Shared, engine: Engine, panels: Panels, view: RunView, title: str, step: int | None) -> None:
    """Its curves and its weights of that step; of None its newest."""
    run = shared.run.current
    if run is None or run.id != view.folder.name:
        panels.chart.show_series(curves_on_disk(view, title))
        shared.run.show(view)
    engine.showing.show_run(step)
