"""Kept steps: those whose weights a run holds, by the names of its files alone. Loads nothing that could read them."""

from __future__ import annotations

import os
from collections.abc import Iterator


def kept_steps(place: str) -> Iterator[int]:
    """Steps with a snapshot or a checkpoint, in no order; raises OSError for a folder that cannot be looked into."""
    for name in _listed(f"{place}/snapshots"):
        step, ending = os.path.splitext(name)  # noqa: PTH122  # thousands of names: no path of each
        if ending == ".safetensors" and step.isdecimal():
            yield int(step)
    yield from (int(name) for name in _listed(f"{place}/checkpoints") if name.isdecimal())


def _listed(place: str) -> list[str]:
    try:
        return os.listdir(place)  # noqa: PTH208  # names alone
    except (FileNotFoundError, NotADirectoryError):
        return []
