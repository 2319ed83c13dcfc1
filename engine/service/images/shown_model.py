"""Shown model: it is asked about many images on other threads, as a copy; long."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.data.check_up.subject import Verdicts
from engine.data.dataset import Split
from engine.data.store import DataStore
from engine.errors import InputError
from engine.project.data.sources import AnySource
from engine.project.data.splits import SplitName
from engine.service import questions as q
from engine.service.answers import Picture
from engine.service.images.image_search import ImageSearch, Subject
from engine.service.images.opinions import Opinions
from engine.service.long_tasks import Task
from engine.service.looking.images.embeddings import Embeddings
from engine.service.looking.images.preferring import Preferring
from engine.service.looking.images.robustness import RobustnessAsked
from engine.service.looking.layers.over_time import OverTime
from engine.service.looking.layers.statistics import Statistics
from engine.service.looking.looking import Looking
from engine.service.looking.taking import Taking
from engine.service.moments import Moments
from engine.service.runs.saved_weights import SavedWeights

if TYPE_CHECKING:
    from engine.service.model.showing import Showing


class ShownModel:
    """Finds images that it gets wrong, and says what it takes others for; `showing` is for the moments' thread."""

    def __init__(self, store: DataStore, moments: Moments, showing: Callable[[], Showing], saved: SavedWeights) -> None:
        self._moments, self._showing = moments, showing
        self._search, self._opinions = ImageSearch(store), Opinions(store)
        self._taking = Taking(store, moments, showing)
        self._looking = Looking(self._taking)
        self._preferring = Preferring(self._taking)
        self._over_time = OverTime(self._taking, saved)
        self._statistics = Statistics(self._taking, saved)
        self._embeddings = Embeddings(self._taking)
        self._robustness = RobustnessAsked(self._taking)

    def looked_into(self, question: q.OfShownModel, task: Task) -> Any:
        """Why it answers so, what it does without some layers, what these look for and were, how they spread, how
        images lie to each other, and what it makes of distorted ones.

        Raises LayerscopeError in words.
        """
        if isinstance(question, q.OfTime):
            return self._over_time.answered(question, task)
        if isinstance(question, q.OfPreference):
            return self._preferring.answered(question, task)
        if isinstance(question, q.OfEmbedding):
            return self._embeddings.answered(question, task)
        if isinstance(question, q.OfRobustness):
            return self._robustness.answered(question, task)
        if isinstance(question, q.OfStatistics):
            return self._statistics.answered(question, task)
        return self._looking.answered(question, task)

    def first_mistakes(self, count: int, task: Task) -> list[Picture]:
        """Of what was learned, on the test images. Raises InputError while there is no model, and DataError."""
        learned = self._moments.call(lambda: _learned(self._showing()))
        return self._search.mistakes(learned, "test", 0, count, task)

    def next_mistake(self, name: SplitName, start: int, task: Task) -> Picture | None:
        """Of what is shown, from an image on; None where it makes none. Raises InputError, and DataError."""
        return next(iter(self._search.mistakes(self.subject(task), name, start, 1, task)), None)

    def opinions(self, run: Path | None, images: Split, source: AnySource, task: Task) -> Verdicts | None:
        """What it takes training images of a source for, where it is of this run and was made for them."""
        judge = None if run is None else self.of_run(run)
        return None if judge is None else self._opinions.on(images, source, judge, task)

    def subject(self, task: Task) -> Subject:
        """What is shown, as the bars and cards have it: muted, and with filters that were typed in.

        Raises InputError while there is none, and DataError where a mean is to be given of images that are missing.
        """
        return self._taking.copied(_heard, task)

    def of_run(self, run: Path) -> Subject | None:
        """What this run has learned, where it is shown and can answer."""

        def taken() -> Subject | None:
            showing = self._showing()
            return _learned(showing) if showing.run_folder == run else None

        with suppress(InputError):
            return self._moments.call(taken)
        return None


def _learned(showing: Showing) -> Subject:
    """Whatever a person muted or typed in: what is said of a run is said of this."""
    return Subject(showing.shown.serial, showing.shown.project, showing.learned(), showing.root)


def _heard(showing: Showing) -> Subject:
    model, mutes = showing.model(), showing.mutes
    found = Subject(showing.shown.serial, showing.shown.project, model, showing.root)
    return replace(found, mutes=mutes, means=showing.means(mutes), filters=showing.own_filters)
