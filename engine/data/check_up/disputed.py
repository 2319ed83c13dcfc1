"""Disputed: test images whose label one model disagrees with most, as a finding."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.data.check_up.findings import SHOWN, Example, Finding, Way
from engine.data.check_up.pictures import leave_one_out
from engine.data.check_up.subject import Subject
from engine.data.check_up.words import hint
from engine.figures import rounded_percent
from engine.project.data.corrections import MoveImages

SURE = 0.9


def found_disputed(subject: Subject) -> Iterator[Finding]:
    """Those that the shown run takes for another class and is sure of it, the surest first."""
    verdicts = subject.verdicts
    if verdicts is None:
        return
    against = (verdicts.predicted != subject.test.labels) & (verdicts.probability >= SURE)
    images = np.flatnonzero(against)
    images = images[np.argsort(-verdicts.probability[images], kind="stable")]
    if count := len(images):
        takes = "1 test image is" if count == 1 else f"{count:,} test images are"
        yield Finding(
            "disputed",
            count,
            f"{takes} taken for another class by the shown run, which is {rounded_percent(SURE)} sure or more.",
            hint(
                "Either it is wrong, or the label is: look at them.",
                own=bool(subject.found),
                way="Move those with a wrong label to their class.",
            ),
            tuple(_example(subject, int(image)) for image in images[:SHOWN]),
        )


def _example(subject: Subject, image: int) -> Example:
    assert subject.verdicts is not None  # noqa: S101  # they are what is shown
    (at,) = subject.test.at([image])
    taken = int(subject.verdicts.predicted[image])
    sure = rounded_percent(float(subject.verdicts.probability[image]))
    words = f"{subject.classes[at.label]} → {subject.classes[taken]}, {sure}"
    if not subject.found:
        return Example((at,), words)
    move = Way(f"Move to {subject.classes[taken]}", MoveImages((at.name,), subject.found[taken]))
    return Example((at,), words, (move, *leave_one_out(subject, at)))
