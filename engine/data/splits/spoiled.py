"""Spoiled: training images that were made worse on purpose, as the settings say; no pixel of the data set is changed.

Images are left out first, then marked by what they show, then get other labels. The split seed decides which.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

import torch
from torch import Tensor

from engine.data.dataset import Split
from engine.data.pool import Mark
from engine.data.splits.stratified import shuffled
from engine.errors import DataError, Place
from engine.machine.seeds import derived
from engine.project.data.data_settings import DataSettings
from engine.project.data.facts import Classes
from engine.project.data.spoiling import CornerMark, FewImages, ShuffledLabels, Spoiling, WrongLabels, class_name

ORDER = (FewImages, CornerMark, WrongLabels, ShuffledLabels)


def spoiled(
    train: Split, validation: Split | None, test: Split, settings: DataSettings, classes: Classes
) -> tuple[Split, Split | None, Split]:
    """Training, validation and test images; the last two are changed by marks alone, where those are for them too.

    Raises DataError where a class has fewer images than are to be left out.
    """
    for one in sorted(settings.spoiling, key=_turn):
        match one:
            case FewImages():
                train = _fewer(train, one, classes, derived(settings.split_seed, "few images", one.of_class))
            case CornerMark():
                train = _marked(train, one)
                if one.test:
                    validation, test = validation and _marked(validation, one), _marked(test, one)
            case WrongLabels(share=share):
                train = _wrong(train, share, len(classes), derived(settings.split_seed, "wrong labels"))
            case ShuffledLabels():
                order = shuffled(len(train), derived(settings.split_seed, "shuffled labels"))
                train = replace(train, labels=train.labels.index_select(0, torch.from_numpy(order)))
            case _:
                assert_never(one)
    return train, validation, test


def _turn(one: Spoiling) -> int:
    return next(turn for turn, kind in enumerate(ORDER) if isinstance(one, kind))


def _fewer(train: Split, few: FewImages, classes: Classes, seed: int) -> Split:
    there = _places(train, few.of_class)
    if few.left_out >= len(there):
        raise DataError(
            f"{class_name(few.of_class, classes)} has {len(there):,} training images here, "
            f"so {few.left_out:,} cannot be left out.",
            "Leave out fewer.",
            Place(field="data.spoiling", words="Data, Spoil on purpose"),
        )
    stays = torch.ones(len(train), dtype=torch.bool)
    stays[there[torch.from_numpy(shuffled(len(there), seed))[: few.left_out]]] = False
    return train.chosen(stays.nonzero().flatten())


def _marked(split: Split, mark: CornerMark) -> Split:
    which = torch.zeros(len(split.pool), dtype=torch.bool)
    which[split.indices[_places(split, mark.of_class)]] = True
    return replace(split, pool=split.pool.marked(Mark(which, mark.size)))


def _wrong(train: Split, share: float, classes: int, seed: int) -> Split:
    """So many images get another class, each of the others as likely."""
    chosen = torch.from_numpy(shuffled(len(train), seed))[: round(share * len(train))]
    generator = torch.Generator().manual_seed(seed)
    further = torch.randint(1, classes, (len(chosen),), generator=generator)
    labels = train.labels.clone()
    labels[chosen] = (labels[chosen] + further) % classes
    return replace(train, labels=labels)


def _places(split: Split, label: int) -> Tensor:
    return (split.labels == label).nonzero().flatten()
