"""Looked at: a run's network at a step, with its data, of which it is tried on the test images."""

from __future__ import annotations

import os
from dataclasses import dataclass

from engine.data.batches.normalise import Normaliser, fitted
from engine.data.dataset import Dataset, Split
from engine.data.store import load
from engine.inspection.muting.muted_net import Means, means_for
from engine.inspection.muting.mutes import Mutes
from engine.inspection.muting.sample import Sample, sample_for_search, sample_of
from engine.library.finding import RunLike, data_folder, open_run, path_given
from engine.library.looking.trained import trained
from engine.library.run import Run
from engine.model.net import Net
from engine.project.project import Project


@dataclass(frozen=True, eq=False)
class Looked:
    """A run's network, and its data."""

    net: Net
    project: Project
    data: Dataset
    normaliser: Normaliser

    @property
    def images(self) -> Split:
        """The test images."""
        return self.data.test

    @property
    def sample(self) -> Sample:
        return sample_of(self.images, self.net, self.normaliser)

    @property
    def larger_sample(self) -> Sample:
        return sample_for_search(self.images, self.net, self.normaliser)

    def means(self, mutes: Mutes) -> Means:
        return means_for(self.net, mutes, self.images, self.normaliser)


def looked_at(run: RunLike, step: int | None, data_dir: str | os.PathLike[str] | None) -> Looked:
    """Of a run, with a warning for what is not as it was. Raises LayerscopeError in words."""
    found = trained(open_run(run).folder, step)
    found.warn()
    settings = found.project.data
    data = load(settings, data_folder(Run(found.run), settings.source, path_given(data_dir)))
    return Looked(found.net, found.project, data, fitted(settings.normalisation, data.train))
