"""Measurements: what was found on this computer so far, and what that says of any other training.

For any thread. They live as long as the process: another day the computer may be busier. Free of torch.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from engine.machine.setup import Setup
from engine.training.estimate.costs import USUAL_IMAGE, USUAL_STEP, Costs, Features
from engine.training.estimate.work import Work

MOST = 50  # of each machine; the oldest go


@dataclass(frozen=True)
class Found:
    """What was measured of a training: seconds of a step whatever its batch, of an image, and of one it is tried on.

    `kept` is bytes that the way back needs of each image.
    """

    per_step: float
    per_image: float
    tried: float
    kept: float


@dataclass(frozen=True)
class On:
    """What it was measured on: a device by its name, and how it computed."""

    device: str
    setup: Setup


class Measurements:
    """All of them, by what they were measured on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[On, dict[Work, Found]] = {}

    def add(self, work: Work, on: On, found: Found) -> None:
        """Keeps one, in place of an older one of the same work."""
        with self._lock:
            kept = self._found.setdefault(on, {})
            kept.pop(work, None)
            kept[work] = found
            while len(kept) > MOST:
                del kept[next(iter(kept))]

    def measured(self, work: Work, on: On) -> Found | None:
        """What was found of just this work, whatever the batch."""
        with self._lock:
            return self._found.get(on, {}).get(work)

    def expected(self, work: Work, on: On) -> Found | None:
        """The same, or what others that were measured there let expect; None where none was."""
        with self._lock:
            known = dict(self._found.get(on, {}))
        return known.get(work) or (scaled(work, known) if known else None)


def scaled(work: Work, known: Mapping[Work, Found]) -> Found:
    """What is to be expected: the nearest that was measured, dearer by what there is more of."""
    of_step = Costs(USUAL_STEP, [one.step.features for one in known], [found.per_step for found in known.values()])
    of_image = Costs(USUAL_IMAGE, [one.image.features for one in known], [found.per_image for found in known.values()])
    near = min(known, key=lambda one: _distance(one.image.features, work.image.features))
    found = known[near]
    image = _ratio(of_image, work.image.features, near.image.features)
    return Found(
        found.per_step * _ratio(of_step, work.step.features, near.step.features),
        found.per_image * image,
        found.tried * image,
        found.kept * work.activations / max(1, near.activations),
    )


def _ratio(costs: Costs, wanted: Features, known: Features) -> float:
    return costs.seconds(wanted) / costs.seconds(known)


def _distance(one: Features, other: Features) -> float:
    """How many times as much there is of each, as the sum of logarithms."""
    return sum(abs(log((1 + a) / (1 + b))) for a, b in zip(one, other, strict=True))
