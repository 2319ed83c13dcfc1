"""Remark: one condition that the curves of a run show, with its evidence and what to try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from engine.project.project import Project
from engine.project.training.verdict import Fix

Kind: TypeAlias = Literal[
    "diverged", "guessing", "rate too high", "dead units", "rate too low", "overfitting", "plateau"
]
KINDS: tuple[Kind, ...] = get_args(Kind)  # the gravest first
TITLES: dict[Kind, str] = {
    "diverged": "Diverged",
    "guessing": "No better than guessing",
    "rate too high": "Learning rate too high",
    "dead units": "Dead units",
    "rate too low": "Learning rate too low",
    "overfitting": "Overfitting",
    "plateau": "Plateau",
}


@dataclass(frozen=True)
class Remark:
    """`lead` names it in a sentence of its own, `words` are the evidence; each fix is an edit of the run's project."""

    kind: Kind
    lead: str
    words: str
    fixes: tuple[Fix, ...] = ()

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return f"{self.lead} {self.words}"

    def taken(self, project: Project) -> bool:
        """Whether a project has one of the things to try already."""
        return any(fix.edit is not None and fix.edit(project) == project for fix in self.fixes)
