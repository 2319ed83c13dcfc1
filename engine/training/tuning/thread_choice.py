"""The choice of threads: what was measured for the same network before, or is tried before the first step.

Nobody can know it by rule: on a quiet machine two threads were 1.2 to 2 times as fast as one, beside other work slower.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import torch

from engine.data.dataset import Dataset
from engine.figures import counted
from engine.machine.threads import default_threads, thread_counts
from engine.project.project import Project
from engine.runs.environment import ThreadsBy
from engine.text import listed
from engine.training.tuning.contest import Asked, Tried, best, contest
from engine.training.tuning.remembered import measured_for, remember, remembered
from engine.training.tuning.trial import Trial

SECONDS = 2.0  # that trying may take, at most
SHORT_RUN = 10.0  # seconds: for a run that is over sooner nothing is tried


@dataclass(frozen=True)
class Choice:
    """How many threads, how that was found, and where it was measured, a sentence on it."""

    threads: int
    by: ThreadsBy
    sentence: str = ""


def chosen(project: Project, dataset: Dataset, device: torch.device, form: torch.memory_format, asked: Asked) -> Choice:
    """The threads for a new run on the CPU. Raises Stopped."""
    ends = time.perf_counter() + SECONDS
    counts = thread_counts()
    key = measured_for(project, dataset.facts.shape, device, beside_window=asked.watch is not None)
    known = remembered(key)
    if known in counts:
        return Choice(known, "remembered")
    if len(counts) == 1 or (trial := Trial(project, dataset, device, form)).run_seconds < SHORT_RUN:
        return Choice(default_threads(), "default")
    asked.tell(f"Trying {listed([str(count) for count in counts])} threads")
    tried = contest(counts, trial, ends, asked)
    remember(key, threads := best(tried))
    return Choice(threads, "measured", in_words(threads, tried))


def in_words(threads: int, tried: Mapping[int, Tried]) -> str:
    """What was measured, against the fastest of the others."""
    others = [count for count in tried if count != threads]
    rival = max(others, key=lambda count: tried[count].speed)
    ratio = tried[threads].speed / tried[rival].speed
    found = f"Trains on {counted(threads, 'thread')}"
    if ratio >= 1:
        return f"{found}, measured just now: {ratio:.1f} times as fast as on {rival}."
    if tried[rival].fluid:
        return f"{found}, measured just now: {rival} would be hardly faster."
    return f"{found}, measured just now: with {rival} the window would not stay fluid."
