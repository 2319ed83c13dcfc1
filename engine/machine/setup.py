"""Setup: how a training is computed, beside the device: what decides its speed, and the last bits of its results."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from engine.figures import counted
from engine.typed.document import learned

MemoryFormat: TypeAlias = Literal["channels_last", "contiguous_format"]  # by torch's names
Precision: TypeAlias = Literal["float32", "bfloat16", "float16"]
OptimiserForm: TypeAlias = Literal["fused", "foreach"]
"""One kernel for all tensors and all that is done to them, or one call for all tensors at each operation."""

FORMATS_IN_WORDS: dict[MemoryFormat, str] = {"channels_last": "channels last", "contiguous_format": "channels first"}


class Setup(msgspec.Struct, frozen=True):
    """CPU threads, how maps lie in memory, in which precision layers compute, how the optimiser goes through weights.

    In bfloat16 and float16 the layers compute with a rounded copy of the weights; these, the optimiser, the loss and
    every evaluation stay in float32.
    """

    threads: int
    memory_format: MemoryFormat
    precision: Precision = "float32"
    optimiser_form: OptimiserForm = "fused"

    @property
    def words(self) -> str:
        """As "2 threads, channels last"; what is as usual with every training is left out."""
        return self.words_on("cpu")

    def words_on(self, device: str) -> str:
        """The same; of threads only where the CPU computes, as elsewhere their number says nothing."""
        said = [counted(self.threads, "thread")] if device == "cpu" else []
        said.append(FORMATS_IN_WORDS[self.memory_format])
        if self.precision != "float32":
            said.append(self.precision)
        if self.optimiser_form != "fused":
            said.append(f"{self.optimiser_form} optimiser")
        return ", ".join(said)


learned(Setup)
