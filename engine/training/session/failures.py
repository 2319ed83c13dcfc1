"""What ends a run that began, in words."""

from __future__ import annotations

from pathlib import Path

import torch

from engine.errors import LayerscopeError, RunFailed
from engine.runs.folder import written_error

# What torch's allocators say; only that of a GPU has a class of its own.
OUT_OF_MEMORY = ("not enough memory", "can't allocate memory", "out of memory")


def in_words(error: Exception, folder: Path) -> LayerscopeError:
    """The error as a sentence: itself when it is one already."""
    if isinstance(error, LayerscopeError):
        return error
    if isinstance(error, OSError):
        sentence = written_error(error, folder)
        return RunFailed(sentence.what, sentence.hint)
    if isinstance(error, torch.OutOfMemoryError | MemoryError) or any(words in str(error) for words in OUT_OF_MEMORY):
        return RunFailed("The memory is used up.", "Choose a smaller batch or a smaller network.")
    return RunFailed(
        f"Something unexpected went wrong ({type(error).__name__}: {error}).",
        "What was trained until the last checkpoint is kept. Please report this.",
    )
