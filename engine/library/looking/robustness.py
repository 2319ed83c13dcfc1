"""Robustness: how far a run's network still knows its test images when they are distorted."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

from engine.inspection.robustness import measuring
from engine.inspection.robustness.distortions import KINDS, Kind
from engine.inspection.robustness.robustness import Robustness
from engine.library.alone import threads_beside
from engine.library.arguments.numbers import reals
from engine.library.arguments.words import choice, listener
from engine.library.finding import RunLike
from engine.library.looking.looked_at import looked_at
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings


def robustness(
    run: RunLike,
    kind: Kind,
    *,
    strengths: Collection[float] | None = None,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Robustness:
    """What a run's network makes of a sample of its test images that are distorted more and more.

    `kind` is "noise", "rotation" (degrees, anticlockwise), "shift" (per cent of the width, to the right), "scale" (per
    cent of the size), "blur" or "stroke" (per cent of the shorter side), or "contrast" (per cent of it). `strengths`
    are usual ones where none are given; the one that changes nothing is always among them. The sample is that of
    `mute`. `progress(done, of)` is called along the way, and may raise to end it. Raises LayerscopeError in words.
    """
    kind = choice(kind, KINDS, "distortion")
    chosen, progress = None if strengths is None else reals(strengths, "strengths"), listener(progress)
    looked = looked_at(run, step, data_dir)
    with thread_settings(resolve("cpu"), threads_beside()):
        return measuring.measured(looked.net, looked.sample, kind, chosen, progress)
