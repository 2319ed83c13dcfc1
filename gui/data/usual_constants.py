"""Usual constants: those that each data set is commonly normalised with, and what follows from another data set."""

from __future__ import annotations

from typing import assert_never

from engine.project.data.data_settings import Constants, DataSettings, FoundValidation, NoValidation, Standardise
from engine.project.data.own_images import ArrayImages, FolderImages, TableImages
from engine.project.data.sources import (
    SOURCES,
    AnySource,
    Cifar10,
    Cifar100,
    Digits,
    EmnistBalanced,
    EmnistLetters,
    FashionMnist,
    Kmnist,
    Mnist,
    Svhn,
)
from engine.typed.document import changed
from gui.appearance.numerals import plain


def usual(source: AnySource) -> Constants | None:  # noqa: PLR0911  # a table, one line a data set
    """Mean and spread of the training images, of pixels from 0 to 1; of CIFAR-10 the spread within images, as is
    common. None of a person's own images, which are measured when they are brought in.
    """
    match source:
        case Digits() | Mnist():
            return Constants((0.1307,), (0.3081,))
        case FashionMnist():
            return Constants((0.2860,), (0.3530,))
        case Kmnist():
            return Constants((0.1918,), (0.3483,))
        case EmnistLetters():
            return Constants((0.1722,), (0.3309,))
        case EmnistBalanced():
            return Constants((0.1751,), (0.3332,))
        case Cifar10():
            return Constants((0.4914, 0.4822, 0.4465), (0.2023, 0.1994, 0.2010))
        case Cifar100():
            return Constants((0.5071, 0.4865, 0.4409), (0.2673, 0.2564, 0.2762))
        case Svhn():
            return Constants((0.4377, 0.4438, 0.4728), (0.1980, 0.2010, 0.1970))
        case FolderImages() | TableImages() | ArrayImages():
            return None
        case _:
            assert_never(source)


def with_other_images(settings: DataSettings, source: AnySource) -> DataSettings:
    """The settings with another data set. Its usual constants come along where those of the old one were, or where
    what there is does not fit its channels; constants that somebody chose stay. What came for validation goes, and what
    was spoiled on purpose, which spoke of other classes.
    """
    settings = changed(settings, spoiling=())
    if isinstance(settings.validation, FoundValidation):
        settings = changed(settings, validation=NoValidation())
    constants, channels = settings.normalisation, source.published.shape[0]
    if not isinstance(constants, Constants):
        return changed(settings, source=source)
    fit = {len(constants.mean), len(constants.spread)} == {channels}
    chosen = fit and usual(settings.source) not in (None, constants)
    return changed(settings, source=source, normalisation=constants if chosen else usual(source) or Standardise())


def others_constants(settings: DataSettings) -> str:
    """What is to be said of constants that are not this data set's own; empty where there are none such."""
    constants, source = settings.normalisation, settings.source
    own = usual(source)
    if not isinstance(constants, Constants) or own is None or constants == own:
        return ""
    whose = next((kind.name for kind in SOURCES if usual(kind()) == constants), "")
    these = f"These are the constants of {whose}." if whose else f"These are not {source.name}'s own constants."
    mean, spread = (_figures(values) for values in (own.mean, own.spread))
    return f"{these} Those of {source.name} are a mean of {mean} and a spread of {spread}."


def _figures(values: tuple[float, ...]) -> str:
    return " · ".join(plain(value, 4) for value in values)
