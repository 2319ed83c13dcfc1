"""Data in words: what becomes of the training images beyond the usual, for all who describe the data."""

from __future__ import annotations

from engine.project.data.data_settings import DataSettings
from engine.project.data.facts import Classes
from engine.project.data.own_images import corrections_in_words


def data_in_words(settings: DataSettings, classes: Classes) -> tuple[str, ...]:
    """A sentence each for corrections, a share of the images and what is spoiled on purpose; none where nothing is."""
    used = f"{_share(settings)} of the training images are used, of each class its share."
    return (
        *corrections_in_words(settings.source),
        *([] if settings.share == 1 else [used]),
        *(f"Spoiled on purpose: {one.words(classes)}." for one in settings.spoiling),
    )


def unusual(settings: DataSettings) -> tuple[str, ...]:
    """The same in a word each."""
    share = () if settings.share == 1 else (_share(settings),)
    return (*share, "spoiled") if settings.spoiling else share


def data_in_short(settings: DataSettings) -> str:
    """The data set and what is done with it, in a few words for a list."""
    augmented = ("augmented",) if settings.augmentation else ()
    return " · ".join((settings.source.name, *augmented, *unusual(settings)))


def _share(settings: DataSettings) -> str:
    return f"{100 * settings.share:.3g} %"
