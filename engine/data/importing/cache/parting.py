"""Parting: which images are kept for testing where none came as such, and a fixed mixed order of each part.

Both follow from the names of the images and a seed alone: a folder that grows keeps what it tests on for testing, and
neither depends on any library's generator. Mixed, because files lie class after class: the first test images, which
people look at, would be of one class.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from engine.project.data.kept_for_testing import kept_of_each
from engine.project.data.own_images import ChosenTest


def mixed(names: Sequence[str], seed: int = 0) -> list[int]:
    """The places of the names in a fixed order that has nothing to do with theirs."""
    start = hashlib.blake2b(f"{seed}:".encode(), digest_size=8)

    def rank(place: int) -> bytes:
        digest = start.copy()
        digest.update(names[place].encode(errors="surrogateescape"))
        return digest.digest()

    return sorted(range(len(names)), key=rank)


def parted(labels: Sequence[int], names: Sequence[str], rule: ChosenTest) -> tuple[list[int], list[int]]:
    """Places to train on and places to test on, both mixed: of each class its share, at least one of two by a share.

    A class of a single image is trained on.
    """
    order = mixed(names, rule.seed)
    counts = Counter(labels)
    kept = dict(zip(counts, kept_of_each(list(counts.values()), rule), strict=True))
    train, test = list[int](), list[int]()
    for place in order:
        label = labels[place]
        (test if kept[label] else train).append(place)
        kept[label] -= kept[label] > 0
    return train, test


def is_in_class_order(labels: Sequence[int]) -> bool:
    """Whether they lie class after class."""
    return all(first <= second for first, second in pairwise(labels))
