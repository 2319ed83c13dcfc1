"""Looking for an image that the shown model takes for a given class, as a cell of a confusion matrix counts them."""

from __future__ import annotations

from engine.project.splits import SplitName
from engine.service.answers import ImageOf, Picture
from engine.service.showing import CHUNK, Showing


def find_image(showing: Showing, name: SplitName, truth: int, guess: int) -> Picture | None:
    """The first image of class `truth` that the shown model takes for `guess`; None where there is none.

    Only images of that class are tried, a tenth of ten classes. Raises DataError, and InputError while the
    model cannot answer.
    """
    split = showing.split(name)
    of_class = (split.labels == truth).nonzero().flatten()
    for start in range(0, len(of_class), CHUNK):
        indices = of_class[start : start + CHUNK]
        taken = showing.probabilities(split.images[indices]).argmax(1)
        for index in indices[taken == guess].tolist():
            return Picture(ImageOf(name, index), split.images[index].numpy(), len(split), truth, guess)
    return None
