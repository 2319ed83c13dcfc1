"""Training settings, a document: optimiser, schedule, batch, budget, initialisation and seed."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from engine.project.training.averaging import Averaging
from engine.project.training.budgets import Budget, Epochs
from engine.project.training.optimisers import Adam, Clipping, Optimiser
from engine.project.training.own_drawings import MixedDrawings
from engine.project.training.rate.schedules import Constant, Schedule, SlowStart, WarmUp
from engine.project.training.watching import EarlyStopping, KeepBest
from engine.typed.document import Document

LossKind: TypeAlias = Literal["cross-entropy", "squared-error"]
ClassWeights: TypeAlias = Literal["equal", "balanced"]
LAST_SEED = 2**31 - 1


class TrainingSettings(Document, frozen=True):
    """Everything about the training of a project."""

    optimiser: Annotated[Optimiser, Meta(title="Optimiser", description="How gradients become steps.")] = Adam()
    schedule: Annotated[Schedule, Meta(title="Schedule", description="How the learning rate changes over the run.")] = (
        Constant()
    )
    warm_up: Annotated[
        WarmUp | None, Meta(title="Warm-up", description="The rate rises evenly over the first steps.")
    ] = None
    slow_start: Annotated[
        SlowStart | None, Meta(title="Slow start", description="A low rate until the network has begun to learn.")
    ] = None
    clipping: Annotated[
        Clipping | None, Meta(title="Gradient clipping", description="Shortens gradients that are too long.")
    ] = None
    batch: Annotated[
        int, Meta(ge=1, le=65536, title="Batch size", description="Images in each step; all images are used.")
    ] = 32
    drawings: Annotated[
        MixedDrawings | None,
        Meta(title="Own drawings", description="What you kept on Try it takes a part of each batch."),
    ] = None
    budget: Annotated[Budget, Meta(title="Budget", description="How long to train.")] = Epochs()
    evaluate_every: Annotated[
        int,
        Meta(
            ge=0,
            le=10**9,
            title="Evaluate every",
            description="Steps between two evaluations within an epoch; the end of each epoch always has one.",
            extra_json_schema={"zero": "Each epoch"},
        ),
    ] = 0
    early_stopping: Annotated[
        EarlyStopping | None, Meta(title="Early stopping", description="Ends the run when it no longer becomes better.")
    ] = None
    keep_best: Annotated[
        KeepBest | None, Meta(title="Keep the best", description="Also keeps the weights of the best epoch.")
    ] = None
    average: Annotated[
        Averaging | None,
        Meta(
            title="Averaged weights",
            description="Tries an average of the weights too; those shown are the last.",
        ),
    ] = None
    loss: Annotated[
        LossKind,
        Meta(
            title="Loss",
            description="What each step makes smaller (squared: of the probabilities). Evaluations tell both.",
            extra_json_schema={"names": {"cross-entropy": "Cross-entropy", "squared-error": "Squared error"}},
        ),
    ] = "cross-entropy"
    class_weights: Annotated[
        ClassWeights,
        Meta(
            title="Class weights",
            description="“balanced”: the fewer images a class has, the more each counts; only training uses it.",
            extra_json_schema={"names": {"equal": "All alike", "balanced": "Balanced"}},
        ),
    ] = "equal"
    label_smoothing: Annotated[
        float,
        Meta(
            ge=0,
            lt=1,
            title="Label smoothing",
            description="Share of the truth that is spread over all classes; only training uses it.",
        ),
    ] = 0.0
    initialisation: Annotated[
        Literal["torch", "he-fan-in", "he-fan-out", "xavier"],
        Meta(
            title="Initialisation",
            description="“torch”: its defaults; “he-fan-in”, “he-fan-out”: He et al. 2015; “xavier”: Glorot 2010.",
            extra_json_schema={
                "names": {
                    "torch": "As PyTorch does",
                    "he-fan-in": "He (by inputs)",
                    "he-fan-out": "He (by outputs)",
                    "xavier": "Glorot (Xavier)",
                }
            },
        ),
    ] = "torch"
    zero_last_norm: Annotated[
        bool,
        Meta(
            title="Zero last norm",
            description="Residual blocks begin as their shortcuts: their last batch norm has scale 0 at first.",
        ),
    ] = False
    precision: Annotated[
        Literal["float32", "bfloat16", "float16"],
        Meta(
            title="Precision",
            description="In what the layers compute while they train; weights, loss and evaluations stay in float32.",
            extra_json_schema={"names": {"float32": "float32", "bfloat16": "bfloat16", "float16": "float16 (GPUs)"}},
        ),
    ] = "float32"
    deterministic: Annotated[
        bool,
        Meta(
            title="Deterministic",
            description="On a GPU: asks for the same figures each time, at some speed. A CPU always gives the same.",
        ),
    ] = True
    seed: Annotated[
        int,
        Meta(
            ge=0,
            le=LAST_SEED,
            title="Seed",
            description="The same seed gives the same run; on a GPU the last bits may differ.",
        ),
    ] = 0
