"""Data in words: what becomes of the training images beyond the usual, for all who describe the data."""

from __future__ import annotations

from engine.project.data_settings import DataSettings
from engine.project.facts import Classes


def data_in_words(settings: DataSettings, classes: Classes) -> tuple[str, ...]:
    """A sentence each for a share of the images and for what is spoiled on purpose; none where nothing is."""
    share = f"{100 * settings.share:.3g} % of the training images are used, of each class its share."
    spoiled = [f"Spoiled on purpose: {one.words(classes)}." for one in settings.spoiling]
    return (*([share] if settings.share < 1 else []), *spoiled)


def data_in_short(settings: DataSettings) -> str:
    """The data set and what is done with it, in a few words for a list."""
    parts = [settings.source.name]
    if settings.share < 1:
        parts.append(f"{100 * settings.share:.3g} %")
    if settings.augmentation:
        parts.append("augmented")
    if settings.spoiling:
        parts.append("spoiled")
    return " · ".join(parts)
