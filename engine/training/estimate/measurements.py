"""Measurements: what was found on this computer so far, and what that says of any other training.

For any thread. They live as long as the process: another day the computer may be busier. Free of torch.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING, TypeVar

from engine.machine.setup import Setup
from engine.training.estimate.costs import USUAL_IMAGE, USUAL_STEP, Costs, Features
from engine.training.estimate.work import Work

if TYPE_CHECKING:  # what was measured is looked at without torch
    from engine.training.steps.conditions import Conditions

MOST = 50  # of each machine; the oldest go
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Found:
    """What was measured of a training: seconds of a step whatever its batch, of an image, and of one it is tried on.

    `kept` is bytes that the way back needs of each image.
    """

    per_step: float
    per_image: float
    tried: float
    kept: float

    def step(self, images: float) -> float:
        """Seconds of a step with so many images."""
        return self.per_step + images * self.per_image


@dataclass(frozen=True)
class On:
    """What it was measured on: a device by its name, and how it computed."""

    device: str
    setup: Setup


@dataclass(frozen=True)
class Ran:
    """What a run itself took: seconds of a step with so many images."""

    work: Work
    on: On
    batch: int
    step: float


class Measurements:
    """All of them, by what they were measured on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[On, dict[Work, Found]] = {}
        self._ran: dict[On, dict[Work, Ran]] = {}

    def add(self, work: Work, on: On, found: Found) -> None:
        """Keeps one, in place of an older one of the same work."""
        with self._lock:
            _keep(self._found.setdefault(on, {}), work, found)

    def note(self, ran: Ran) -> None:
        """Keeps what a run took, in place of an older one of the same work: it tells more than what was measured."""
        with self._lock:
            _keep(self._ran.setdefault(ran.on, {}), ran.work, ran)

    def measured(self, work: Work, on: On) -> Found | None:
        """What was found of just this work, whatever the batch; no run has a part in it."""
        with self._lock:
            return self._found.get(on, {}).get(work)

    def expected(self, work: Work, on: On) -> Found | None:
        """The same as it ran, or what others that were measured there let expect; None where none was."""
        with self._lock:
            found, ran = dict(self._found.get(on, {})), dict(self._ran.get(on, {}))
        known = {one: as_it_ran(measured, ran.get(one)) for one, measured in found.items()}
        if work in known or not known:
            return known.get(work)
        return as_it_ran(scaled(work, known), ran.get(work))


def place_of(on: Conditions) -> On:
    """What a measurement holds for."""
    return On(str(on.device), on.setup)


def as_it_ran(found: Found, ran: Ran | None) -> Found:
    """The same with steps slower or faster by as much as those of a run were; as it is where there was none.

    Of images that it is tried on they say nothing: threads that wait for each other do so once for each operation.
    """
    if ran is None or found.step(ran.batch) <= 0:
        return found
    times = ran.step / found.step(ran.batch)
    return replace(found, per_step=times * found.per_step, per_image=times * found.per_image)


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


def _keep(kept: dict[Work, Kept], work: Work, one: Kept) -> None:
    kept.pop(work, None)
    kept[work] = one
    while len(kept) > MOST:
        del kept[next(iter(kept))]


def _ratio(costs: Costs, wanted: Features, known: Features) -> float:
    return costs.seconds(wanted) / costs.seconds(known)


def _distance(one: Features, other: Features) -> float:
    """How many times as much there is of each, as the sum of logarithms."""
    return sum(abs(log((1 + a) / (1 + b))) for a, b in zip(one, other, strict=True))
