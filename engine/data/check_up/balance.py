"""Balance: classes that have far fewer images than others, or next to none, as findings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.data.check_up.findings import SHOWN, Example, Finding, Way
from engine.data.check_up.subject import Subject
from engine.data.check_up.words import hint
from engine.figures import counted
from engine.project.data.corrections import LeaveOutClass

FEW = 10  # training images, below which a class can hardly be learned
UNEQUAL = 3  # times as many images as another class
PICTURES = 4  # of a class
FEW_HINT = "So few can hardly be learned, and a test on them says little."
UNEQUAL_HINT = "A network prefers what it sees often: look at each class's own figures in Results."
MERGE = "Bring in more images, merge the class into another, or leave it out."


def found_balance(subject: Subject) -> Iterator[Finding]:
    """Near-empty classes, and others that have far fewer images than the largest."""
    counts = np.bincount(subject.train.labels, minlength=len(subject.classes))
    empty = np.flatnonzero(counts < FEW)
    if len(empty):
        which = "1 class has" if len(empty) == 1 else f"{len(empty):,} classes have"
        yield _finding(subject, counts, empty, "near-empty", f"{which} fewer than {FEW} training images.")
    largest = int(counts.argmax()) if len(counts) else 0
    small = np.flatnonzero((counts * UNEQUAL < counts.max(initial=0)) & (counts >= FEW))
    if len(small):
        which = "1 class has" if len(small) == 1 else f"{len(small):,} classes have"
        most = f"“{subject.classes[largest]}”, which has {counts[largest]:,}"
        sentence = f"{which} less than a third of the training images of {most}."
        yield _finding(subject, counts, small, "imbalance", sentence)


def _finding(subject: Subject, counts: NDArray[np.int64], labels: NDArray[np.int64], kind: str, said: str) -> Finding:
    near_empty = kind == "near-empty"
    order = labels[np.argsort(counts[labels], kind="stable")][:SHOWN]
    return Finding(
        "near-empty" if near_empty else "imbalance",
        len(labels),
        said,
        hint(FEW_HINT if near_empty else UNEQUAL_HINT, own=bool(subject.found), way=MERGE),
        tuple(_example(subject, label) for label in order.tolist()),
    )


def _example(subject: Subject, label: int) -> Example:
    train, test = (np.flatnonzero(part.labels == label) for part in subject.parts)
    words = f"{subject.classes[label]}: {counted(len(train), 'training image')}, {counted(len(test), 'test image')}"
    if len(subject.found) <= 2:  # of a published set, or none may go
        return Example(tuple(subject.train.at(train[:PICTURES])), words)
    name, validation = subject.found[label], len(subject.train) - subject.train.validation
    out = LeaveOutClass(name, len(train), int((train >= validation).sum()), len(test))
    return Example(tuple(subject.train.at(train[:PICTURES])), words, (Way("Leave the class out", out),), name)
