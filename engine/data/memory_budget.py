"""Memory budget: how much memory own images may take; more of them stay in their file, read where they are needed."""

from __future__ import annotations

from dataclasses import dataclass

from engine.figures import counted, size
from engine.machine.memory import free_memory
from engine.project.data.facts import Facts

SHARE = 0.25
WORTH_SAYING = 10**8  # bytes


@dataclass
class MemoryBudget:
    """A share of what is free at the moment it is asked about. Another share holds from the next reading on."""

    share: float = SHARE

    def holds(self, facts: Facts) -> bool:
        """Whether all these images may be kept in memory."""
        return facts.pixel_bytes <= free_memory() * self.share

    def in_words(self, facts: Facts) -> str:
        """How much own images are and where they lie while they are trained on; empty where that is no matter."""
        held = self.holds(facts)
        if held and facts.pixel_bytes < WORTH_SAYING:
            return ""
        _, height, width = facts.shape
        where = "kept in memory" if held else "read from the disk as needed"
        images = counted(facts.train_images + facts.test_images, "image")
        return f"{images} of {height}×{width}: {size(facts.pixel_bytes)}, {where}."
