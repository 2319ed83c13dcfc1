"""What is said of a lesson: what was gained and forgotten, and what the network says to the image now."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service.drawings.drawing_answers import Learned
from gui.appearance.numerals import counted, numeral

LEARNING = "Learning from this…"
COUNTING = "Looking what was gained and forgotten…"
TEST = "The test image that it learned from is not counted."


def outcome(name: str, before: str, now: str) -> str:
    """This is a 3: taken for 5 before, now for 3."""
    if not now:
        return f"It learned that this is {name}."
    was = f"taken for {before} before" if before else "not known before"
    if before == now:
        return f"This is {name}: taken for {now}, as before."
    return f"This is {name}: {was}, now for {now}."


def gains(learned: Learned, classes: Sequence[str], *, left_out: bool) -> str:
    """On 2,000 test images 12 gained, 9 forgotten (mostly 3 → 5); that may be chance."""
    found = learned.agreement
    images, gained, forgotten = counted(found.images, "test image"), numeral(found.other), numeral(found.first)
    mostly = ""
    if learned.mostly is not None and len(learned.forgotten) > 1:
        mostly = f", mostly {classes[learned.mostly[0]]} → {classes[learned.mostly[1]]}"
    said = f"On {images} it gained {gained} and forgot {forgotten}{mostly}{_verdict(learned)}."
    return f"{said} {TEST}" if left_out else said


def _verdict(learned: Learned) -> str:
    found = learned.agreement
    if not found.first + found.other:
        return ""
    return ": a difference beyond chance" if found.beyond_chance else ": that may be chance"
