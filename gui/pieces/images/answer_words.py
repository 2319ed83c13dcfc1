"""Answer words: what an image of a list is, what a network takes it for, and how surely. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.project.data.splits import TITLES
from engine.service.answers import ImagePredictions
from gui.appearance.numerals import numeral


def sureness(probability: float) -> str:
    """97 %, >99 % where that is not quite all, or a dash where it is no number."""
    if np.isnan(probability):
        return "–"
    return ">99 %" if 0.995 <= probability < 1 else f"{numeral(100 * probability, '.0f')} %"


def in_words(found: ImagePredictions, index: int, classes: Sequence[str]) -> str:
    """One image: "Test image 1,207: Sandal, taken for Sneaker, 97 % sure; Sandal was choice 2, with 2 %"."""
    true, answer = classes[found.labels[index]], classes[found.predicted[index]]
    where, sure = f"{TITLES[found.split]} image {numeral(index)}", sureness(float(found.probability[index]))
    if found.labels[index] == found.predicted[index]:
        return f"{where}: {true}, rightly, {sure} sure"
    second = f"{true} was choice {numeral(int(found.ranks[index]))}, with {sureness(float(found.truth[index]))}"
    return f"{where}: {true}, taken for {answer}, {sure} sure; {second}"
