"""Estimate: about how long a training takes on this computer, and how much memory, in figures and in words."""

from __future__ import annotations

import msgspec

from engine.figures import about, memory
from engine.project.project import Project, epoch_steps, images_in
from engine.project.training.rate.rates import evaluations, total_steps

NO_BREAK = "\N{NO-BREAK SPACE}"
LONG = 1800.0  # seconds, from which on a training's length is said before it begins


class Estimate(msgspec.Struct, frozen=True):
    """`epoch` and `whole` are seconds, evaluations included; `memory` is bytes: of the whole process on the CPU.

    `measured` is false where it was worked out from other networks that were measured here.
    """

    epoch: float
    whole: float
    memory: int
    measured: bool

    @property
    def short(self) -> str:
        """About 4 s an epoch · 0.3 GB."""
        return f"about {about(self.epoch)} an epoch · {memory(self.memory)}"

    @property
    def sentence(self) -> str:
        """About 4 s an epoch, 40 s in all, with 0.3 GB of memory on this computer."""
        times = f"About {about(self.epoch)} an epoch, {about(self.whole)} in all"
        needed = memory(self.memory).replace(" ", NO_BREAK)
        return f"{times}, with {needed} of memory on this computer."


def is_long(seconds: float) -> bool:
    """Whether a person should know of it before it begins."""
    return seconds >= LONG


def in_all(seconds: float) -> str:
    """About 25 hours on this computer."""
    return f"About {about(seconds)} on this computer"


class Pace(msgspec.Struct, frozen=True):
    """Seconds of a step, and of an image that the network is tried on."""

    step: float
    tried: float


def estimated(project: Project, pace: Pace, memory: int, *, measured: bool) -> Estimate:
    """What the whole training comes to: its steps, the evaluations along the way, and that on the test images.

    Each tries an average of the weights too, where there is one.
    """
    tried = pace.tried * (1 + (project.training.average is not None))
    each, total = epoch_steps(project), total_steps(project.training, epoch_steps(project))
    after = images_in(project, "validation") or images_in(project, "test")
    at_the_end = images_in(project, "test") if images_in(project, "validation") or total % each else 0
    epoch = each * pace.step + evaluations(project.training, each, each) * after * tried
    images = evaluations(project.training, each, total) * after + at_the_end
    whole = total * pace.step + images * tried
    return Estimate(epoch, min(whole, project.training.budget.minutes * 60 or whole), memory, measured)
