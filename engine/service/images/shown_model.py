"""Shown model: it is asked about many images on other threads, as a copy; long."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
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
from engine.service.moments import Moments
from engine.service.runs.saved_weights import SavedWeights

if TYPE_CHECKING:
    from engine.model.model import Model
    from engine.service.model.showing import Showing


class ShownModel:
    """Finds images that it gets wrong, and says what it takes others for; `showing` is for the moments' thread."""

    def __init__(self, store: DataStore, moments: Moments, showing: Callable[[], Showing], saved: SavedWeights) -> None:
        self._moments, self._showing = moments, showing
        self._search, self._opinions = ImageSearch(store), Opinions(store)
        self._looking = Looking(store, moments, showing)
        self._preferring = Preferring(self._looking.taken)
        self._over_time = OverTime(self._looking.taken, saved)
        self._statistics = Statistics(self._looking.taken, saved)
        self._embeddings = Embeddings(self._looking.taken)
        self._robustness = RobustnessAsked(self._looking.taken)

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

    def mistakes(self, name: SplitName, start: int, count: int, task: Task) -> list[Picture]:
        """As ImageSearch finds them. Raises InputError while there is no model."""
        return self._search.mistakes(self.subject(), name, start, count, task)

    def opinions(self, run: Path | None, images: Split, source: AnySource, task: Task) -> Verdicts | None:
        """What it takes training images of a source for, where it is of this run and was made for them."""
        judge = None if run is None else self.of_run(run)
        return None if judge is None else self._opinions.on(images, source, judge, task)

    def subject(self) -> Subject:
        """What images are looked at with: nothing of it is muted. Raises InputError while there is none."""

        def taken() -> Subject:
            showing = self._showing()
            return _taken(showing, showing.model())

        return self._moments.call(taken)

    def of_run(self, run: Path) -> Subject | None:
        """What this run has learned, without filters that were typed in, where it is shown and can answer."""

        def taken() -> Subject | None:
            showing = self._showing()
            return _taken(showing, showing.learned()) if showing.run_folder == run else None

        with suppress(InputError):
            return self._moments.call(taken)
        return None


def _taken(showing: Showing, model: Model) -> Subject:
    return Subject(showing.shown.serial, showing.shown.project, model, showing.root)
