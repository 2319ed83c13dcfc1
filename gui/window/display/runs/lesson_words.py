"""What is said of a lesson: what the network says to the image now, and what was gained and forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service.drawings.drawing_answers import Learned
from gui.appearance.numerals import counted, numeral, share_of

LEARNING = "Learning from this…"
COUNTING = "Looking what was gained and forgotten…"
TEST = "Of the test images it learned from the shown one alone, which is not counted."


def outcome(name: str, before: str, now: str) -> str:
    """Learned: 5 → 3, where it is a 3; or that it is not yet, or was right before; `now` may not be known yet."""
    if not now:
        return f"Learned from this {name}."
    if now != name:
        return f"Not yet {name}: {now}."
    if before == name:
        return f"Learned: still {name}."
    return f"Learned: {before} → {name}." if before else f"Learned: {name}."


def gains(learned: Learned, classes: Sequence[str], *, left_out: bool) -> str:
    """12 gained, 9 forgotten, mostly 3 → 5. That is of 2,000 test images, a difference that may be chance.

    In short sentences: where there is little room the first is what is read.
    """
    found = learned.agreement
    said = f"{numeral(found.other)} gained, {numeral(found.first)} forgotten{_mostly(learned, classes)}."
    if left_out:
        others = f"Of the {counted(found.images, 'other test image')}: " if found.images else ""
        return f"{others}{_accuracies(learned)}{said[:-1]}{_verdict(learned)}. {TEST}"
    return f"{_accuracies(learned)}{said} That is of {counted(found.images, 'test image')}{_verdict(learned)}."


def terse(learned: Learned, *, left_out: bool) -> tuple[str, ...]:
    """The same where there is little room: “91.20 % → 83.60 % right; 12 gained, 9 forgotten.”, and in fewer words. Of
    which images that is is said where it is not all of them.
    """
    found = learned.agreement
    said = f"{numeral(found.other)} gained, {numeral(found.first)} forgotten."
    if not found.images:
        return (said,)
    before, now = (share_of(share, found.images) for share in found.shares)
    others = f"Of the {numeral(found.images)} others " if left_out else ""
    return f"{others}{before} → {now} right; {said}", f"{others}{now} right; {said}"


def _accuracies(learned: Learned) -> str:
    """What the test images come to, which is the one thing to know: “83.60 % right now, 91.20 % before. ”."""
    found = learned.agreement
    before, now = (share_of(share, found.images) for share in found.shares)
    return f"{now} right now, {before} before. " if found.images else ""


def _mostly(learned: Learned, classes: Sequence[str]) -> str:
    """What is confused more than once in those that were forgotten: in at least half of them mostly, else so often."""
    times, forgotten = learned.mostly_times, len(learned.forgotten)
    if learned.mostly is None or times < 2:
        return ""
    pair = f"{classes[learned.mostly[0]]} → {classes[learned.mostly[1]]}"
    if 2 * times >= forgotten:
        return f", mostly {pair}"
    return f", most often {pair} ({numeral(times)} of {numeral(forgotten)})"


def _verdict(learned: Learned) -> str:
    found = learned.agreement
    if not found.first + found.other:
        return ""
    return ", a difference beyond chance" if found.beyond_chance else ", a difference that may be chance"
