"""Words about an image: which one it is, what it is of, and what it is taken for. Without Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import assert_never

from engine.project.data.splits import TITLES
from engine.service.answers import DrawingOf, ImageOf, ImageRef, Picture, PictureOf, Prediction
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.classes.names import shown

VOWELS = frozenset("AEIOUaeiou8")
ELEVENS = ("11", "18")  # said with a vowel, too


def name_of(image: ImageRef) -> str:
    """Test image 14, Your drawing, the name of a file, or what was drawn upon: on digit.png."""
    match image:
        case ImageOf(split=split, index=index):
            return f"{TITLES[split]} image {numeral(index)}"
        case DrawingOf(name=""):
            return "Your drawing"
        case DrawingOf(name=name, drawn=drawn):
            return f"on {name}" if drawn else name
        case PictureOf(name=name):
            return name
        case _:
            assert_never(image)


def verdict(picture: Picture, classes: Sequence[str], *, trained: bool) -> str:
    """a 3, taken for a 5; the label alone where it is right, or where the network only guesses."""
    names = shown(tuple(classes))
    label = None if picture.label is None else with_article(names[picture.label])
    taken = None if picture.predicted is None or not trained else with_article(names[picture.predicted])
    if label is None:
        return "" if taken is None else f"taken for {taken}"
    return label if taken in {None, label} else f"{label}, taken for {taken}"


def sentence(prediction: Prediction) -> str:
    """a Coat, taken for a Shirt, 61 %: what it is, what it is taken for, and the probability of that."""
    trained, values = prediction.trained, prediction.probabilities
    said = verdict(prediction.picture, prediction.classes, trained=trained)
    return said if values is None or not trained else f"{said}, {tenths_of_percent(float(values.max()))}"


def with_article(name: str) -> str:
    """a Coat, an 8, an Échidna, an 11."""
    first = unicodedata.normalize("NFD", name[:1])[:1]
    return f"{'an' if first in VOWELS or name in ELEVENS else 'a'} {name}"
