"""On plateau: the rate that falls when a figure no longer becomes better, epoch by epoch as torch's own scheduler."""

from __future__ import annotations

from msgspec import structs

from engine.project.training.rate.schedules import OnPlateau
from engine.project.training.watching import EPSILON, EpochFigures, Plateau, better


def after(schedule: OnPlateau, before: Plateau, figures: EpochFigures) -> Plateau:
    """After one more epoch. Source: torch.optim.lr_scheduler.ReduceLROnPlateau.step."""
    found = _counted(schedule, before, figures.of(schedule.figure))
    if found.cooldown > 0:
        found = structs.replace(found, cooldown=found.cooldown - 1, bad_epochs=0)
    if found.bad_epochs <= schedule.patience:
        return found
    return structs.replace(found, rate=_lower(schedule, found.rate), bad_epochs=0, cooldown=schedule.cooldown)


def _counted(schedule: OnPlateau, before: Plateau, figure: float) -> Plateau:
    if better(schedule.figure, figure, before.best, schedule.threshold):
        return structs.replace(before, best=figure, bad_epochs=0)
    return structs.replace(before, bad_epochs=before.bad_epochs + 1)


def _lower(schedule: OnPlateau, rate: float) -> float:
    lower = max(rate * schedule.factor, schedule.least_rate)
    return lower if rate - lower > EPSILON else rate
