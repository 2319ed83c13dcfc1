"""Usual constants: those that each data set is commonly normalised with, and what follows from another data set."""

from __future__ import annotations

from engine.project.data_settings import Cifar10, Constants, DataSettings, Digits, FashionMnist, Mnist, Source
from engine.typed.document import changed

USUAL: dict[type[Source], Constants] = {
    Digits: Constants((0.1307,), (0.3081,)),
    Mnist: Constants((0.1307,), (0.3081,)),
    FashionMnist: Constants((0.2860,), (0.3530,)),
    Cifar10: Constants((0.4914, 0.4822, 0.4465), (0.2023, 0.1994, 0.2010)),
}
"""Mean and spread of the training images, of pixels from 0 to 1; of CIFAR-10 the spread within images, as is common."""


def with_source(settings: DataSettings, source: Source) -> DataSettings:
    """The settings with another data set; constants that do not fit its channels become its usual ones."""
    constants, channels = settings.normalisation, source.shape[0]
    if isinstance(constants, Constants) and {len(constants.mean), len(constants.spread)} != {channels}:
        return changed(settings, source=source, normalisation=USUAL[type(source)])
    return changed(settings, source=source)
