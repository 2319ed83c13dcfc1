"""Recorded curves: what the coach may look at of a run, in a file of a few kilobytes, and as it was at any step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from engine.coaching.seen import Seen, Tried
from engine.coaching.standing_still import Still
from engine.project.data.facts import Facts
from engine.project.project import parse_project, project_text, with_facts

HERE = Path(__file__).parent
MOST = 60_000.0  # that sixteen bits hold
SPLITS = ("validation", "test")


def recorded() -> list[str]:
    """The names of all."""
    return sorted(path.stem for path in HERE.glob("*.npz"))


def keep(name: str, seen: Seen, still: dict[int, tuple[Still, ...]]) -> None:
    """Writes what was seen of a run; `still` is what stood still, by the step at which that was to be seen."""
    facts, project = msgspec.json.encode(seen.project.facts), project_text(seen.project)
    arrays: dict[str, Any] = {
        "project": np.frombuffer(project, np.uint8),
        "facts": np.frombuffer(facts, np.uint8),
        "still": np.frombuffer(msgspec.json.encode(still), np.uint8),
        "losses": np.clip(seen.losses, -MOST, MOST).astype(np.float16),
        "accuracies": seen.accuracies.astype(np.float16),
        "rates": seen.rates.astype(np.float32),
    }
    for split in SPLITS:
        tried = getattr(seen, split)
        arrays[split] = np.stack([tried.steps, tried.loss, tried.accuracy]).astype(np.float32)
    np.savez_compressed(HERE / f"{name}.npz", **arrays)


def load(name: str) -> Seen:
    """All of it, after the end."""
    return _seen(np.load(HERE / f"{name}.npz"), None)


def moments(name: str, count: int = 24) -> list[Seen]:
    """A run as it was while it trained, at so many of its steps, and after its end."""
    with np.load(HERE / f"{name}.npz") as file:
        ends = np.unique(np.linspace(1, len(file["losses"]), count).astype(int))
        return [*(_seen(file, int(step)) for step in ends), _seen(file, None)]


def _seen(file: Any, until: int | None) -> Seen:
    """Until a step, while it trains; None: after its end."""
    facts = msgspec.json.decode(file["facts"].tobytes(), type=Facts)
    project = with_facts(parse_project(file["project"].tobytes()), facts)
    still = msgspec.json.decode(file["still"].tobytes(), type=dict[int, tuple[Still, ...]])
    last = len(file["losses"]) if until is None else until
    known = [step for step in still if step <= last]
    return Seen(
        project,
        file["losses"][:last].astype(np.float64),
        file["accuracies"][:last].astype(np.float64),
        file["rates"][:last].astype(np.float64),
        **{split: _tried(file[split], last) for split in SPLITS},
        still=still[max(known)] if known else (),
        ended=until is None,
    )


def _tried(rows: Any, last: int) -> Tried:
    return Tried(*rows[:, rows[0] <= last].astype(np.float64))
