"""Class weights: how much an image of each class counts, so that rare classes are not passed over."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine import figures

NAMED = 12  # classes that are told one by one


def balanced(labels: Tensor, classes: int) -> Tensor:
    """(classes,) float32: images / (classes with images · images of the class); 1 for a class that has none.

    So scikit-learn's compute_class_weight("balanced") has it.
    """
    counts = torch.bincount(labels.cpu(), minlength=classes).double()
    weights = len(labels) / (torch.count_nonzero(counts) * counts)
    return torch.where(counts > 0, weights, 1.0).float()


def in_words(weights: Sequence[float], classes: Sequence[str]) -> str:
    """All of them in a sentence, or of many the least and the most."""
    told = [f"{name}: {figures.plain(weight)}" for name, weight in zip(classes, weights, strict=True)]
    if len(told) <= NAMED:
        return f"Class weights – {', '.join(told)}."
    least, most = (told[weights.index(extreme(weights))] for extreme in (min, max))
    return f"Class weights – the least {least}, the most {most}."
