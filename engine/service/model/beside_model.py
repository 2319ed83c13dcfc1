"""Beside model: a second model that answers the same images as the shown one. For the thread of the moments alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, assert_never

from engine.service.answers import ImageRef, Prediction, Shown
from engine.service.comparison import comparison_questions as q
from engine.service.images.sources.data_folders import DataFolders

if TYPE_CHECKING:
    from torch import Tensor

    from engine.service.model.showing import Showing


class BesideModel:
    """None at first; `make` makes a place to show one, with its own data."""

    def __init__(self, make: Callable[[], Showing]) -> None:
        self._make = make
        self._showing: Showing | None = None

    def answered(self, question: q.OfBeside) -> Any:
        """The answer to what is asked of it; raises DataError, and NotRead while its images are not in memory."""
        match question:
            case q.PredictBeside(image=image):
                return self._predict(image)
            case q.LeaveBeside():
                self._showing = None
                return None
            case _:
                assert_never(question)

    def show(self, tensors: Mapping[str, Tensor], shown: Shown) -> Shown:
        """Takes the place of the one before."""
        self._showing = self._showing or self._make()
        return self._showing.weights(tensors, shown)

    def use_folders(self, folders: DataFolders) -> None:
        """Its images are looked for there from now on."""
        if self._showing is not None:
            self._showing.use_folders(folders)

    def _predict(self, image: ImageRef) -> Prediction | None:
        return None if self._showing is None else self._showing.predict(image)
