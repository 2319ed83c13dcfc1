"""Budgets, documents: how long to train."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias, final

from msgspec import Meta

from engine.figures import counted
from engine.typed.document import Document

Minutes = Annotated[
    int,
    Meta(
        ge=0,
        le=1_000_000,
        title="Minutes at most",
        description="The run ends when all its training took so long; the schedule does not follow it.",
        extra_json_schema={"zero": "No limit"},
    ),
]


@final
class Epochs(Document, frozen=True, tag_field="kind", tag="epochs"):
    """Train for a number of epochs."""

    title: ClassVar[str] = "Epochs"
    epochs: Annotated[
        int, Meta(ge=1, le=1_000_000, title="Epochs", description="How often all training images are seen.")
    ] = 6
    minutes: Minutes = 0

    @property
    def in_words(self) -> str:
        """6 epochs."""
        return counted(self.epochs, "epoch")


@final
class Steps(Document, frozen=True, tag_field="kind", tag="steps"):
    """Train for a number of steps."""

    title: ClassVar[str] = "Steps"
    steps: Annotated[int, Meta(ge=1, le=10**9, title="Steps", description="How many batches are seen.")] = 1000
    minutes: Minutes = 0

    @property
    def in_words(self) -> str:
        """1,000 steps."""
        return counted(self.steps, "step")


Budget: TypeAlias = Epochs | Steps
"""How long to train. Every one comes to a number of steps, at least one, once the data are known, and may have a limit
in minutes beside them."""
