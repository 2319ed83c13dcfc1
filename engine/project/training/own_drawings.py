"""Own drawings in training, a document: what a person kept with its right class takes a part of each batch."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from engine.typed.document import Document


class MixedDrawings(Document, frozen=True):
    """Some images of each batch are own drawings, as they were when the run began; the others are training images."""

    title: ClassVar[str] = "Own drawings"
    share: Annotated[
        float,
        Meta(
            gt=0,
            lt=1,
            title="Share of the batch",
            description="How much of each batch they are, be they few or many; the training loss is of both.",
        ),
    ] = 0.5
    newest: Annotated[
        int,
        Meta(
            ge=0,
            le=64,
            title="Newest in each",
            description="So many, those kept last, are in each batch; the others are drawn by chance.",
        ),
    ] = 0
