"""Averaging, a document: an average of the weights that is tried beside them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from engine.typed.document import Document


class Averaging(Document, frozen=True):
    """A moving average of the weights (Polyak and Juditsky 1992; torch.optim.swa_utils.AveragedModel)."""

    title: ClassVar[str] = "Averaged weights"
    decay: Annotated[
        float, Meta(ge=0, lt=1, title="Decay", description="Share of the average that stays at each update.")
    ] = 0.99
    every: Annotated[
        int,
        Meta(ge=1, le=1_000_000, title="Every", description="Steps between two updates of the average."),
    ] = 10
