"""Budgets, documents: how long to train."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias, final

from msgspec import Meta

from engine.typed.document import Document


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
