"""A data store that says how far a slow reading is, and gives it up when nobody waits any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.data.dataset import Dataset
from engine.data.readers.read_parts import Progress as Tell
from engine.data.readers.read_parts import Stop
from engine.data.store import DataStore
from engine.events import Progress, Sink
from engine.project.data_settings import DataSettings


class StoreWithProgress(DataStore):
    """Tells the sink Progress of no run: images read of all, and once it is over 0 of 0, whatever came of it."""

    def __init__(self, sink: Sink, given_up: Callable[[], bool]) -> None:
        super().__init__()
        self._sink, self._given_up = sink, given_up

    def get(
        self, settings: DataSettings, root: Path | None = None, progress: Tell | None = None, stop: Stop | None = None
    ) -> Dataset:
        """As `load`; raises Stopped soon after it was given up."""
        told = False

        def tell(done: int, total: int) -> None:
            nonlocal told
            told = True
            self._sink(Progress("", f"Reading {settings.source.name}", done, total))

        try:
            return super().get(settings, root, progress or tell, stop or self._given_up)
        finally:
            if told:
                self._sink(Progress("", "", 0, 0))
