"""Schedules, documents: how the learning rate goes over a run, and how gently it begins."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias, final

from msgspec import Meta

from engine.project.training.watching import Figure
from engine.typed.document import Document

Unit = Annotated[
    Literal["epoch", "step"],
    Meta(
        title="Counted in",
        description="Epochs (once through the data) or steps (batches).",
        extra_json_schema={"names": {"epoch": "Epochs", "step": "Steps"}},
    ),
]
Factor = Annotated[float, Meta(gt=0, le=1, title="Factor", description="What the rate is multiplied by each time.")]
LeastRate = Annotated[
    float, Meta(ge=0, le=100, title="Least rate", description="The learning rate does not fall below it.")
]


@final
class Constant(Document, frozen=True, tag_field="kind", tag="constant"):
    """The same rate throughout."""

    title: ClassVar[str] = "Constant"


@final
class StepDecay(Document, frozen=True, tag_field="kind", tag="step"):
    """The rate falls by a factor at regular intervals (torch.optim.lr_scheduler.StepLR)."""

    title: ClassVar[str] = "Steps"
    every: Annotated[int, Meta(ge=1, le=10**9, title="Every", description="Epochs or steps between two falls.")] = 5
    factor: Factor = 0.1
    unit: Unit = "epoch"


@final
class MultiStep(Document, frozen=True, tag_field="kind", tag="multi-step"):
    """The rate falls by a factor at given points (torch.optim.lr_scheduler.MultiStepLR)."""

    title: ClassVar[str] = "Milestones"
    milestones: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=10**9)], ...],
        Meta(min_length=1, max_length=64, title="Milestones", description="Where the rate falls, in rising order."),
    ] = (5, 8)
    factor: Factor = 0.1
    unit: Unit = "epoch"


@final
class Cosine(Document, frozen=True, tag_field="kind", tag="cosine"):
    """Half a cosine from the rate down to a least rate over the whole budget (CosineAnnealingLR)."""

    title: ClassVar[str] = "Cosine"
    least_rate: LeastRate = 0.0
    unit: Unit = "epoch"


@final
class Exponential(Document, frozen=True, tag_field="kind", tag="exponential"):
    """The rate falls by a factor each time (torch.optim.lr_scheduler.ExponentialLR)."""

    title: ClassVar[str] = "Exponential"
    factor: Factor = 0.9
    unit: Unit = "epoch"


@final
class OneCycle(Document, frozen=True, tag_field="kind", tag="one-cycle"):
    """Up to the rate and down to almost nothing, each half a cosine, over all steps (Smith 2018; OneCycleLR)."""

    title: ClassVar[str] = "One cycle"
    rising: Annotated[float, Meta(ge=0, le=1, title="Rising", description="Share of the steps on the way up.")] = 0.3
    divisor: Annotated[
        float, Meta(ge=1, le=1e6, title="Begins divided by", description="The rate, divided by this, is the first.")
    ] = 25.0
    end_divisor: Annotated[
        float, Meta(ge=1, le=1e9, title="Ends divided by", description="The first rate, divided by this, is the last.")
    ] = 10_000.0


@final
class OnPlateau(Document, frozen=True, tag_field="kind", tag="plateau"):
    """The rate falls when a figure no longer becomes better (torch.optim.lr_scheduler.ReduceLROnPlateau)."""

    title: ClassVar[str] = "On plateau"
    figure: Figure = "loss"
    factor: Annotated[
        float, Meta(gt=0, lt=1, title="Factor", description="What the rate is multiplied by each time.")
    ] = 0.1
    patience: Annotated[
        int, Meta(ge=0, le=1_000_000, title="Patience", description="Epochs without a better figure that are borne.")
    ] = 5
    threshold: Annotated[
        float, Meta(ge=0, lt=1, title="Least gain", description="Share by which a better figure must be better.")
    ] = 1e-4
    cooldown: Annotated[
        int, Meta(ge=0, le=1_000_000, title="Rest", description="Epochs after a fall that count for nothing.")
    ] = 0
    least_rate: LeastRate = 0.0


Changing: TypeAlias = StepDecay | MultiStep | Exponential | Cosine  # counted in a unit of their own
Following: TypeAlias = Cosine | OneCycle  # they follow the budget, and end low with it
Schedule: TypeAlias = Constant | Changing | OneCycle | OnPlateau
"""How the learning rate goes over a run. Every one is a function of the step, the rate and the length of the
budget, equal to torch's scheduler to the last bit and at home in any thread; asked out of order it answers the same. A
rate is never negative. What lowers it on a plateau comes on top (`plateau.after`), as it depends on the figures."""


class WarmUp(Document, frozen=True):
    """The rate rises evenly to what the schedule gives (Goyal et al. 2017; torch.optim.lr_scheduler.LinearLR)."""

    title: ClassVar[str] = "Warm-up"
    length: Annotated[
        int,
        Meta(ge=1, le=10**9, title="Length", description="Epochs or steps on the way up."),
    ] = 1
    unit: Unit = "epoch"
    begins_at: Annotated[
        float, Meta(gt=0, lt=1, title="Begins at", description="Share of the schedule's rate at the first step.")
    ] = 0.01


class SlowStart(Document, frozen=True):
    """A low rate until the training error falls below a bound (He et al. 2015, for 110 layers)."""

    title: ClassVar[str] = "Slow start"
    factor: Annotated[
        float, Meta(gt=0, lt=1, title="Factor", description="What the rate is multiplied by at first.")
    ] = 0.1
    until_error: Annotated[
        float,
        Meta(gt=0, lt=1, title="Until error", description="Training error, over the last 100 steps, that ends it."),
    ] = 0.8
