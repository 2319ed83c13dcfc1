"""Data folders: in which one images are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.project.data.sources import AnySource


@dataclass(frozen=True)
class DataFolders:
    """The images of a run are looked for where they lay when it was trained, all others in the chosen folder.

    `chosen` None is the usual place. `moved` are the folders of runs whose images are looked for in the chosen
    folder all the same.
    """

    chosen: Path | None = None
    moved: frozenset[Path] = frozenset()

    @classmethod
    def choose(cls, folder: Path | None, *runs: Path | None) -> DataFolders:
        """Another folder, also for the images of these runs."""
        return cls(folder, frozenset(run for run in runs if run is not None))

    def of(self, source: AnySource, run: Path | None) -> Path | None:
        """Where the images of a source are looked for: those that the run in this folder trained on, or any."""
        if run is None or run in self.moved:
            return self.chosen
        from engine.runs.run_images import images_root

        return images_root(run, source, self.chosen)
