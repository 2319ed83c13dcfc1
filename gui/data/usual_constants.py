"""Usual constants: those that each data set is commonly normalised with, and what follows from another data set."""

from __future__ import annotations

from typing import assert_never

from engine.project.data_settings import Constants, DataSettings
from engine.project.sources import AnySource, Cifar10, Digits, FashionMnist, Mnist
from engine.typed.document import changed


def usual(source: AnySource) -> Constants:
    """Mean and spread of the training images, of pixels from 0 to 1; of CIFAR-10 the spread within images, as is
    common.
    """
    match source:
        case Digits() | Mnist():
            return Constants((0.1307,), (0.3081,))
        case FashionMnist():
            return Constants((0.2860,), (0.3530,))
        case Cifar10():
            return Constants((0.4914, 0.4822, 0.4465), (0.2023, 0.1994, 0.2010))
        case _:
            assert_never(source)


def with_source(settings: DataSettings, source: AnySource) -> DataSettings:
    """The settings with another data set; constants that do not fit its channels become its usual ones."""
    constants, channels = settings.normalisation, source.published.shape[0]
    if isinstance(constants, Constants) and {len(constants.mean), len(constants.spread)} != {channels}:
        return changed(settings, source=source, normalisation=usual(source))
    return changed(settings, source=source)
