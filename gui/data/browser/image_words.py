"""Words about the images of the data: which are listed, and each of them in a sentence. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from engine.project.data.splits import images_of
from engine.service.answers import ImageOf
from engine.service.images.browsing.browse_answers import ImageOrder, Listed, TrainingBatch
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.images.image_words import name_of

Sheet: TypeAlias = Literal["all", "nine", "batch"]

SHEETS: dict[Sheet, tuple[str, str]] = {
    "all": ("All", "The images of a part of the data, to scroll through"),
    "nine": ("Nine at random", "Nine of them, drawn by chance"),
    "batch": (
        "A batch",
        "What a step of training gets: images in its order, changed by augmentation as on the CPU; a GPU draws others",
    ),
}
ORDERS: dict[ImageOrder, str] = {
    "as they are": "In the data's order",
    "largest file": "Largest file first",
    "most wrong": "Most wrong first",
}


def heading(listed: Listed, sheet: Sheet, of_class: str) -> str:
    """How many there are, and of what: "8,000 training images", "Nine of 1,001 test images of 7"."""
    what = f"{numeral(len(listed.places))} {images_of(listed.split).lower()}{f' of “{of_class}”' if of_class else ''}"
    if sheet == "nine" and len(listed.places) > 9:
        return f"Nine of {what}"
    return what


def evaluated(listed: Listed) -> str:
    """By which evaluation they are sorted."""
    if listed.predicted is None:
        return "the run keeps no evaluation of them"
    return f"by the evaluation after step {numeral(listed.step)}"


def tile_name(listed: Listed, place: int, classes: Sequence[str]) -> str:
    """What it is, and what it was taken for where that is known: "4", "4 → 9"."""
    label = classes[listed.labels[place]]
    if listed.predicted is None or listed.predicted[place] == listed.labels[place]:
        return label
    return f"{label} → {classes[listed.predicted[place]]}"


def sentence(listed: Listed, place: int, classes: Sequence[str]) -> str:
    """One image: "Test image 1,207: Sandal, taken for Sneaker, with 2 % for Sandal"."""
    label, answer = classes[listed.labels[place]], verdict(listed, place, classes)
    which = name_of(ImageOf(listed.split, int(listed.places[place])))
    return f"{which}: {label}{f', {answer}' if answer else ''}"


def verdict(listed: Listed, place: int, classes: Sequence[str]) -> str:
    """What the evaluation took it for; empty where nobody knows."""
    if listed.predicted is None or listed.truth is None:
        return ""
    label, answer = int(listed.labels[place]), int(listed.predicted[place])
    share = tenths_of_percent(float(listed.truth[place]))
    if label == answer:
        return f"recognised, with {share}"
    return f"taken for {classes[answer]}, with {share} for {classes[label]}"


def batch_heading(batch: TrainingBatch, usual: int) -> str:
    """Where in its epoch a batch comes, and that the last one is smaller where it is."""
    epoch, place = divmod(batch.step, batch.steps_per_epoch)
    count, last = len(batch.labels) + batch.drawings, place == batch.steps_per_epoch - 1
    batches, epoch_said = numeral(batch.steps_per_epoch), f"epoch {numeral(epoch + 1)}"
    beside = f", {numeral(batch.drawings)} of them own drawings, which are not shown" if batch.drawings else ""
    said = f"{numeral(count)} images{beside}"
    if not last or count == usual:
        return f"{said}: batch {numeral(place + 1)} of {batches} in {epoch_said}"
    why = f"the others have {numeral(usual)}" if count < usual else "the one left over joins it"
    return f"{said}: the last of the {batches} batches of {epoch_said}; {why}"


def batch_sentence(batch: TrainingBatch, place: int, classes: Sequence[str]) -> str:
    """One image of a batch: "Training image 1,207: Sandal, as step 12 gets it"."""
    which = name_of(ImageOf("train", int(batch.places[place])))
    return f"{which}: {classes[batch.labels[place]]}, {as_step(batch)}"


def as_step(batch: TrainingBatch) -> str:
    """How an image of a batch comes to look so."""
    return f"as step {numeral(batch.step + 1)} gets it"
