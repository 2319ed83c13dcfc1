"""Memory budget: how much memory own images may take; more of them stay in their file, read where they are needed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.errors import InputError
from engine.figures import counted, size
from engine.machine.memory import free_memory
from engine.project.data.facts import Facts
from engine.text import told

SHARE = 0.25
WORTH_SAYING = 10**8  # bytes
UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
SPELLED = "a size, such as 2GB, or a share of the free memory, such as 25%"


@dataclass
class MemoryBudget:
    """A share of what is free at the moment it is asked about, or so many bytes whatever is free.

    Another share holds from the next reading on.
    """

    share: float = SHARE
    most: int | None = None

    @property
    def spelled(self) -> str:
        """As `budget_of` understands it."""
        return f"{self.share * 100:g}%" if self.most is None else f"{self.most}B"

    @property
    def limit(self) -> int:
        """Bytes that they may take."""
        return int(free_memory() * self.share) if self.most is None else self.most

    def holds(self, facts: Facts) -> bool:
        """Whether all these images may be kept in memory."""
        return facts.pixel_bytes <= self.limit

    def in_words(self, facts: Facts) -> str:
        """How much own images are and where they lie while they are trained on; empty where that is no matter."""
        held = self.holds(facts)
        if held and facts.pixel_bytes < WORTH_SAYING:
            return ""
        _, height, width = facts.shape
        where = "kept in memory" if held else "read from the disk as needed"
        images = counted(facts.train_images + facts.test_images, "image")
        return f"{images} of {height}×{width}: {size(facts.pixel_bytes)}, {where}."


def budget_of(wanted: str | int | None) -> MemoryBudget:
    """Of so many bytes, of a text such as 2GB or 25%, or the usual one; raises InputError for anything else."""
    if wanted is None:
        return MemoryBudget()
    text = wanted if isinstance(wanted, str) else told(wanted)
    found = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]{1,9})?)\s*([KMGT]?B|%|)", text.strip(), re.IGNORECASE)
    if found is None or (found[2] == "%" and float(found[1]) > 100):
        raise InputError(f"The memory for images must be {SPELLED}, not {told(wanted)}.")
    if found[2] == "%":
        return MemoryBudget(float(found[1]) / 100)
    return MemoryBudget(most=int(float(found[1]) * UNITS[found[2].upper() or "B"]))
