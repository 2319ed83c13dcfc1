"""What is watched, in words: by what the rate falls and a run ends, and what is off as nothing is kept back."""

from __future__ import annotations

from engine import figures
from engine.figures import are
from engine.project.project import Project, images_in
from engine.project.training.rate.schedules import OnPlateau
from engine.project.training.watching import EarlyStopping, WatchedFigure

NOT_BETTER: dict[WatchedFigure, str] = {"loss": "not fallen", "accuracy": "not risen"}
NOTHING_KEPT_BACK = "No images are kept back for validation"


def validates(project: Project) -> bool:
    """Whether images are kept back for validation, so that figures on them can be watched."""
    return images_in(project, "validation") > 0


def remarks(project: Project) -> tuple[str, ...]:
    """What a person must know of a project without validation images."""
    return tuple(remark for remark in (of_training(project), off(project)) if remark)


def of_training(project: Project) -> str:
    """That the schedule watches the training, where it has nothing else; else empty."""
    schedule = project.training.schedule
    if validates(project) or not isinstance(schedule, OnPlateau):
        return ""
    return f"{NOTHING_KEPT_BACK}, so the schedule watches the {schedule.figure} of the training."


def off(project: Project) -> str:
    """What is off for want of validation images; empty where nothing is."""
    training = project.training
    wanted = [one.title.lower() for one in (training.early_stopping, training.keep_best) if one]
    if validates(project) or not wanted:
        return ""
    names = " and ".join(f"“{name}”" for name in wanted)
    return f"{NOTHING_KEPT_BACK}, so {names} {are(len(wanted))} off: nothing is chosen on the test images."


def falls(schedule: OnPlateau) -> str:
    """When the rate of a schedule falls."""
    epochs = figures.counted(schedule.patience + 1, "epoch")
    not_better = f"{schedule.figure} has {NOT_BETTER[schedule.figure]}"
    return f"It is multiplied by {figures.setting(schedule.factor)} when the {not_better} for {epochs}."


def fallen(project: Project, rate: float) -> str:
    """That it fell."""
    schedule = project.training.schedule
    figure = schedule.figure if isinstance(schedule, OnPlateau) else "loss"
    split = "validation" if validates(project) else "training"
    return f"The {split} {figure} has {NOT_BETTER[figure]}: the learning rate is {figures.setting(rate)} from here on."


def ran_out(stopping: EarlyStopping) -> str:
    """That the run ends."""
    epochs = figures.counted(stopping.patience, "epoch")
    return f"The validation {stopping.figure} has {NOT_BETTER[stopping.figure]} for {epochs}: the run ends early."
