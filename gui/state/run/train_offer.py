"""Train offer: what a press on Train does at this moment, and what its button says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.project.project import problems
from gui.appearance.numerals import counted
from gui.state.document import Document
from gui.state.run.run import Phase, Run
from gui.state.run.training_words import TRAIN

Does: TypeAlias = Literal["train", "pause", "resume", "wait", "first layer", "fields", "stack", "settings"]

ADD_LAYER = "Add a first layer"
WHILE_TRAINING: dict[Phase, tuple[Does, str]] = {
    "running": ("pause", "Pause"),
    "paused": ("resume", "Resume"),
    "preparing": ("wait", "Starting…"),
    "stopping": ("wait", "Stopping…"),
}


@dataclass(frozen=True)
class TrainOffer:
    """What it does, and its words; "first layer", "fields", "stack" and "settings" show what keeps it from training.

    `first` is what a person has to do first.
    """

    does: Does
    words: str
    first: str = f"Press {TRAIN}"
    tip: str = ""  # what the words leave out

    @property
    def shows_why_not(self) -> bool:
        """Whether nothing can be trained yet."""
        return self.does == "first layer" or self.mends

    @property
    def mends(self) -> bool:
        """Whether something has to be mended first; an empty stack has no problem."""
        return self.does in ("fields", "stack", "settings")


def train_offer(run: Run | None, document: Document, *, waiting: bool) -> TrainOffer:
    """As things stand; `waiting` is true once it was pressed and waits for the engine."""
    if run is not None and run.training:
        return TrainOffer(*WHILE_TRAINING[run.phase])
    if not document.network.nodes:
        return TrainOffer("first layer", ADD_LAYER, ADD_LAYER)
    if fields := document.drafts.invalid:
        return _to_mend("fields", counted(len(fields), "field"))
    in_stack, in_settings = document.analysis.problems, problems(document.project)
    if in_stack or in_settings:
        count = counted(len(in_stack) + len(in_settings), "problem")
        return _to_mend("stack" if in_stack else "settings", count)
    return TrainOffer("wait", "Waiting…") if waiting else TrainOffer("train", TRAIN)


def _to_mend(does: Does, count: str) -> TrainOffer:
    return TrainOffer(does, f"{count}: show", f"Mend {count}")
