"""Optimisers, documents: how gradients become steps, and how long gradients are shortened."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias, final

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


class Clipping(Document, frozen=True):
    """Gradients that are too long are shortened (Pascanu et al. 2013; torch.nn.utils.clip_grad_norm_)."""

    title: ClassVar[str] = "Gradient clipping"
    norm: Annotated[
        float,
        Meta(gt=0, le=1e6, title="At most", description="Length of all gradients together, beyond which it cuts."),
    ] = 1.0
