"""Copies: images that occur more than once, in one part or in both, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.data.check_up.alike import TEST, TRAIN, Alike, Copies, Leaks, Places
from engine.data.check_up.findings import SHOWN, At, Example, Finding, Kind
from engine.data.check_up.pictures import leave_one_out
from engine.data.check_up.subject import Images, Subject
from engine.data.check_up.words import hint, images_are
from engine.figures import counted

NONE: Places = np.empty(0, np.int64)
KNOWN_BY_HEART = "A network may know them by heart, so that it looks better than it is."
COUNTS_TWICE = "Each counts twice; and of two, one may be trained on and the other kept back for validation."
JUDGED = "Whether they are too much alike is for you to say: at most two of 64 bits of their hashes differ."
OUT = "Leave them out, or see to the files and bring the images in again."
ONE_IS_WRONG = "Of two with different labels one is wrong: say which, pair by pair."


def found_copies(subject: Subject, alike: Alike) -> Iterator[Finding]:
    """All findings on images that are alike."""
    yield from _leaked(subject, alike.leaks(), exact=True)
    yield from _leaked(subject, alike.near_leaks(), exact=False)
    yield from _copied(subject, [alike.copies(part) for part in (TRAIN, TEST)], exact=True)
    yield from _copied(subject, [alike.near_copies(part) for part in (TRAIN, TEST)], exact=False)


def _leaked(subject: Subject, leaks: Leaks, *, exact: bool) -> Iterator[Finding]:
    count, own = len(leaks.tested), bool(subject.found)
    if not count:
        return
    kind: Kind = "leaked" if exact else "leaked nearly"
    which = images_are(count, "test")
    sentence = f"{which} among the training images, pixel for pixel."
    if not exact:
        sentence = f"{counted(count, 'test image')} {'looks' if count == 1 else 'look'} almost like a training image."
    pairs = zip(subject.train.at(leaks.trained[:SHOWN]), subject.test.at(leaks.tested[:SHOWN]), strict=True)
    yield Finding(
        kind,
        count,
        sentence,
        hint(KNOWN_BY_HEART if exact else f"{KNOWN_BY_HEART} {JUDGED}", own=own, way=OUT),
        tuple(_pair(subject, pair, pair[:1]) for pair in pairs),
        subject.leave_out("Leave {} out of training", leaks.all_trained, NONE),
    )


def _copied(subject: Subject, copies: Sequence[Copies], *, exact: bool) -> Iterator[Finding]:
    train, test = copies
    count, own = len(train.images) + len(test.images), bool(subject.found)
    if not count:
        return
    kind: Kind = "copies" if exact else "near copies"
    differently = count - sum(map(len, map(_labelled_alike, subject.parts, copies)))
    yield Finding(
        kind,
        count,
        _copied_in_words(count, differently, exact=exact),
        hint(COUNTS_TWICE if exact else JUDGED, own=own, way=f"{OUT} {ONE_IS_WRONG}" if differently else OUT),
        tuple(_examples(subject, copies)),
        subject.leave_out("Leave {} out", *map(_labelled_alike, subject.parts, copies)),
    )


def _copied_in_words(count: int, differently: int, *, exact: bool) -> str:
    one = count == 1
    said = f"{images_are(count)} {'a copy of another' if one else 'copies of others'}, pixel for pixel"
    if not exact:
        said = f"{counted(count, 'image')} {'looks almost like another' if one else 'look almost like others'}"
    if differently:
        said += ", with another label" if one else f", {differently:,} of them with another label"
    return f"{said}."


def _labelled_alike(part: Images, copies: Copies) -> Places:
    """Those of which it does not matter which of the two goes."""
    alike: Places = copies.images[part.labels[copies.images] == part.labels[copies.of]]
    return alike


def _examples(subject: Subject, copies: Sequence[Copies]) -> Iterator[Example]:
    """Those with two labels first: one of them is wrong."""
    left = SHOWN
    for part, one in zip(subject.parts, copies, strict=True):
        same = part.labels[one.images] == part.labels[one.of]
        order = np.argsort(same, kind="stable")[:left]
        for image, of in zip(part.at(one.images[order]), part.at(one.of[order]), strict=True):
            yield _pair(subject, (of, image), (of, image))
        left -= len(order)


def _pair(subject: Subject, pair: tuple[At, At], either: Sequence[At]) -> Example:
    """Two that are alike, with their class or both, and which of them can be left out."""
    labels = dict.fromkeys(subject.classes[one.label] for one in pair)
    words = ("Leave the first out", "Leave the second out") if len(either) > 1 else ("Leave it out of training",)
    ways = [way for one, said in zip(either, words, strict=True) for way in leave_one_out(subject, one, said)]
    return Example(pair, " · ".join(labels), tuple(ways))
