"""Disputed: images whose label one model disagrees with most, as a finding of each part."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.data.check_up.findings import SHOWN, Example, Finding, Kind, Part, Way
from engine.data.check_up.pictures import leave_one_out
from engine.data.check_up.subject import Images, Subject, Verdicts
from engine.data.check_up.words import hint, images_are
from engine.figures import rounded_percent
from engine.project.data.corrections import MoveImages

SURE = 0.9
KINDS: dict[Part, tuple[Kind, str, str]] = {
    "train": ("disputed training", "training", "It learned from these labels and disagrees all the same. "),
    "test": ("disputed", "test", ""),
}


def found_disputed(subject: Subject) -> Iterator[Finding]:
    """Those that the shown run takes for another class and is sure of it, the surest first; of the test first."""
    for part, verdicts in reversed(list(zip(subject.parts, subject.verdicts, strict=True))):
        if verdicts is not None:
            yield from _disputed(subject, part, verdicts)


def _disputed(subject: Subject, part: Images, verdicts: Verdicts) -> Iterator[Finding]:
    against = (verdicts.predicted != part.labels[verdicts.images]) & (verdicts.probability >= SURE)
    found = np.flatnonzero(against)
    found = found[np.argsort(-verdicts.probability[found], kind="stable")]
    if count := len(found):
        kind, called, learned = KINDS[part.part]
        asked = "" if len(verdicts.images) == len(part) else f", of {len(verdicts.images):,} that it was asked about"
        yield Finding(
            kind,
            count,
            f"{images_are(count, called)} taken for another class by the shown run, which is {rounded_percent(SURE)} "
            f"sure or more{asked}.",
            hint(
                f"{learned}Either it is wrong, or the label is: look at them.",
                own=bool(subject.found),
                way="Move those with a wrong label to their class.",
            ),
            tuple(_example(subject, part, verdicts, int(one)) for one in found[:SHOWN]),
        )


def _example(subject: Subject, part: Images, verdicts: Verdicts, one: int) -> Example:
    (at,) = part.at([int(verdicts.images[one])])
    taken, sure = int(verdicts.predicted[one]), rounded_percent(float(verdicts.probability[one]))
    words = f"{subject.classes[at.label]} → {subject.classes[taken]}, {sure}"
    if not subject.found:
        return Example((at,), words)
    move = Way(f"Move to {subject.classes[taken]}", MoveImages((at.name,), subject.found[taken]))
    return Example((at,), words, (move, *leave_one_out(subject, at)))
