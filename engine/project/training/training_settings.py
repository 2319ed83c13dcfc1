"""Training settings, a document: optimiser, schedule, batch, budget, initialisation and seed."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias, final

from msgspec import Meta

from engine.typed.document import Document

Rate = Annotated[float, Meta(gt=0, le=100, title="Learning rate", description="How far each step moves the weights.")]
Decay = Annotated[
    float, Meta(ge=0, le=10, title="Weight decay", description="Pulls every weight towards zero at each step.")
]
Momentum = Annotated[float, Meta(ge=0, lt=1, title="Momentum", description="Share of the last movement that is kept.")]
Beta = Annotated[float, Meta(ge=0, lt=1)]
Beta1 = Annotated[Beta, Meta(title="Beta 1", description="Memory of the gradient's mean.")]
Beta2 = Annotated[Beta, Meta(title="Beta 2", description="Memory of the gradient's square.")]
Unit = Annotated[
    Literal["epoch", "step"],
    Meta(
        title="Counted in",
        description="Epochs (once through the data) or steps (batches).",
        extra_json_schema={"names": {"epoch": "Epochs", "step": "Steps"}},
    ),
]
Factor = Annotated[float, Meta(gt=0, le=1, title="Factor", description="What the rate is multiplied by each time.")]


@final
class Sgd(Document, frozen=True, tag_field="kind", tag="sgd"):
    """Stochastic gradient descent with momentum."""

    title: ClassVar[str] = "SGD"
    help: ClassVar[str] = "Plain gradient descent; momentum lets it gather speed."
    rate: Rate = 0.01
    momentum: Momentum = 0.9
    weight_decay: Decay = 0.0
    nesterov: Annotated[
        bool, Meta(title="Nesterov", description="Looks ahead along the momentum; needs momentum above 0.")
    ] = False


@final
class Adam(Document, frozen=True, tag_field="kind", tag="adam"):
    """Adam (Kingma and Ba 2015)."""

    title: ClassVar[str] = "Adam"
    help: ClassVar[str] = "Adapts the step of every weight by itself; a good first choice."
    rate: Rate = 0.001
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    weight_decay: Decay = 0.0


@final
class AdamW(Document, frozen=True, tag_field="kind", tag="adamw"):
    """Adam with decoupled weight decay (Loshchilov and Hutter 2019)."""

    title: ClassVar[str] = "AdamW"
    help: ClassVar[str] = "Adam whose weight decay does not depend on the gradients."
    rate: Rate = 0.001
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    weight_decay: Decay = 0.01


@final
class NAdam(Document, frozen=True, tag_field="kind", tag="nadam"):
    """Adam with Nesterov momentum (Dozat 2016)."""

    title: ClassVar[str] = "NAdam"
    help: ClassVar[str] = "Adam that looks ahead along its momentum, as Nesterov’s does."
    rate: Rate = 0.002
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    weight_decay: Decay = 0.0
    momentum_decay: Annotated[
        float, Meta(ge=0, le=1, title="Momentum decay", description="How soon the look ahead reaches its full length.")
    ] = 0.004


@final
class RmsProp(Document, frozen=True, tag_field="kind", tag="rmsprop"):
    """RMSprop (Tieleman and Hinton 2012)."""

    title: ClassVar[str] = "RMSprop"
    help: ClassVar[str] = "Divides each step by how large the gradients of a weight have lately been."
    rate: Rate = 0.01
    alpha: Annotated[Beta, Meta(title="Smoothing", description="Memory of the gradient's square.")] = 0.99
    momentum: Momentum = 0.0
    weight_decay: Decay = 0.0
    centered: Annotated[
        bool, Meta(title="Centred", description="Divides by how far gradients swing around their mean.")
    ] = False


@final
class Adagrad(Document, frozen=True, tag_field="kind", tag="adagrad"):
    """Adagrad (Duchi et al. 2011)."""

    title: ClassVar[str] = "Adagrad"
    help: ClassVar[str] = "Smaller steps for weights that have moved much; steps only become smaller."
    rate: Rate = 0.01
    weight_decay: Decay = 0.0


Optimiser: TypeAlias = Sgd | Adam | AdamW | NAdam | RmsProp | Adagrad
"""How gradients become steps. Every one is torch's of the same name and nothing else, has a `rate`, with which the
schedule begins or to which it rises, and which a run may change at any step, and a `weight_decay`. Its state lies
beside the weights, one tensor of their size for each number it keeps, so that a checkpoint holds all of it; it draws
nothing at random."""


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
    least_rate: Annotated[
        float, Meta(ge=0, le=100, title="Least rate", description="The learning rate at the end.")
    ] = 0.0
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


Changing: TypeAlias = StepDecay | MultiStep | Exponential | Cosine  # counted in a unit of their own
Following: TypeAlias = Cosine | OneCycle  # they follow the budget, and end low with it
Schedule: TypeAlias = Constant | Changing | OneCycle
"""How the learning rate goes over a run. Every one is a function of the step, the rate and the length of the
budget, equal to torch's scheduler to the last bit and at home in any thread; asked out of order it answers the same. A
rate is never negative."""


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


class Clipping(Document, frozen=True):
    """Gradients that are too long are shortened (Pascanu et al. 2013; torch.nn.utils.clip_grad_norm_)."""

    title: ClassVar[str] = "Gradient clipping"
    norm: Annotated[
        float,
        Meta(gt=0, le=1e6, title="At most", description="Length of all gradients together, beyond which it cuts."),
    ] = 1.0


@final
class Epochs(Document, frozen=True, tag_field="kind", tag="epochs"):
    """Train for a number of epochs."""

    title: ClassVar[str] = "Epochs"
    epochs: Annotated[
        int, Meta(ge=1, le=1_000_000, title="Epochs", description="How often all training images are seen.")
    ] = 6


@final
class Steps(Document, frozen=True, tag_field="kind", tag="steps"):
    """Train for a number of steps."""

    title: ClassVar[str] = "Steps"
    steps: Annotated[int, Meta(ge=1, le=10**9, title="Steps", description="How many batches are seen.")] = 1000


Budget: TypeAlias = Epochs | Steps
"""How long to train. Every one comes to a number of steps, at least one, once the data are known."""


class TrainingSettings(Document, frozen=True):
    """Everything about the training of a project."""

    optimiser: Annotated[Optimiser, Meta(title="Optimiser", description="How gradients become steps.")] = Adam()
    schedule: Annotated[Schedule, Meta(title="Schedule", description="How the learning rate changes over the run.")] = (
        Constant()
    )
    slow_start: Annotated[
        SlowStart | None, Meta(title="Slow start", description="A low rate until the network has begun to learn.")
    ] = None
    clipping: Annotated[
        Clipping | None, Meta(title="Gradient clipping", description="Shortens gradients that are too long.")
    ] = None
    batch: Annotated[
        int, Meta(ge=1, le=65536, title="Batch size", description="Images in each step; all images are used.")
    ] = 32
    budget: Annotated[Budget, Meta(title="Budget", description="How long to train.")] = Epochs()
    initialisation: Annotated[
        Literal["torch", "he-fan-in", "he-fan-out", "xavier"],
        Meta(
            title="Initialisation",
            description="“torch”: its defaults; “he-fan-in”, “he-fan-out”: He et al. 2015; “xavier”: Glorot 2010.",
            extra_json_schema={
                "names": {
                    "torch": "As PyTorch does",
                    "he-fan-in": "He et al. 2015, by inputs",
                    "he-fan-out": "He et al. 2015, by outputs",
                    "xavier": "Glorot and Bengio 2010",
                }
            },
        ),
    ] = "torch"
    label_smoothing: Annotated[
        float,
        Meta(
            ge=0,
            lt=1,
            title="Label smoothing",
            description="Share of the truth that is spread over all classes; only training uses it.",
        ),
    ] = 0.0
    seed: Annotated[
        int,
        Meta(
            ge=0,
            le=2**31 - 1,
            title="Seed",
            description="The same seed gives the same run; on a GPU the last bits may differ.",
        ),
    ] = 0
