"""Remedies: what can be tried against what the curves show: pure edits that leave alone who has it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from engine import figures
from engine.coaching.seen import Seen
from engine.network.activation_functions import LeakyReLU, ReLU
from engine.network.layers import Dropout, Dropout2d, Linear
from engine.network.nodes import Node, random_ids, walk, with_op
from engine.project.data.augmentations import Augmentation, RandomFlip, RandomRotation, RandomShift
from engine.project.data.data_settings import NoValidation, ValidationShare
from engine.project.project import Project, problems
from engine.project.training.rate.learning_rate import lower_rate, with_rate
from engine.project.training.verdict import Fix
from engine.project.training.watching import EarlyStopping, KeepBest
from engine.typed.document import changed

CAN_BE_UNDONE = "Can be undone; Train then starts a new run."
RATE_TIP = f"Changes the recipe. {CAN_BE_UNDONE}"
DECAY = 0.0005  # Krizhevsky et al. 2012
PATIENCE = 5


def offered(project: Project, fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Those that change the project and break none of its rules."""
    known = len(problems(project))
    return tuple(fix for fix in fixes if fix.edit is not None and _helps(project, fix.edit(project), known))


def _helps(before: Project, after: Project, known: int) -> bool:
    return after != before and len(problems(after)) <= known


# --- the recipe ---


def third_of_the_rate(seen: Seen) -> Fix:
    """Where it may be too high."""
    return rate_at_most(float(f"{seen.rate / 3:.2g}"))


def usual_or_tenth(seen: Seen) -> Fix:
    """Where it surely was too high: the usual rate, or a tenth where that is no less."""
    return rate_at_most(lower_rate(seen.optimiser, seen.rate))


def rate_at_most(rate: float) -> Fix:
    """A lower one."""
    return _rate(rate, lambda there: there <= rate)


def rate_at_least(rate: float) -> Fix:
    """A higher one."""
    return _rate(rate, lambda there: there >= rate)


def _rate(rate: float, fine: Callable[[float], bool]) -> Fix:
    def edit(project: Project) -> Project:
        return project if fine(project.training.optimiser.rate) else with_rate(project, rate)

    return Fix(f"Learning rate {figures.setting(rate)}", RATE_TIP, edit)


def _training(project: Project, **fields: object) -> Project:
    return changed(project, training=changed(project.training, **fields))


HE = Fix(
    "He initialisation",
    f"First weights so large that signals keep their size from layer to layer (He et al. 2015). {CAN_BE_UNDONE}",
    partial(_training, initialisation="he-fan-in"),
)


def _decayed(project: Project) -> Project:
    optimiser = project.training.optimiser
    if optimiser.weight_decay:
        return project
    return _training(project, optimiser=changed(optimiser, weight_decay=DECAY))


WEIGHT_DECAY = Fix(f"Weight decay {figures.setting(DECAY)}", f"Keeps weights small. {CAN_BE_UNDONE}", _decayed)


def _stopping(project: Project) -> Project:
    training = project.training
    return _training(
        project,
        early_stopping=training.early_stopping or EarlyStopping(patience=PATIENCE),
        keep_best=training.keep_best or KeepBest(),
    )


STOP_EARLY = Fix(
    "Stop early",
    f"Ends the run when the validation images say so, and keeps the weights of its best epoch. {CAN_BE_UNDONE}",
    _stopping,
)


# --- the data ---


def _held_back(project: Project) -> Project:
    if not isinstance(project.data.validation, NoValidation):
        return project
    return changed(project, data=changed(project.data, validation=ValidationShare()))


HOLD_BACK = Fix(
    "Keep back a tenth",
    "Keeps a tenth of the training images for validation: by them alone may be chosen what to change, and when to "
    f"stop. {CAN_BE_UNDONE}",
    _held_back,
)


def augmenting(project: Project) -> Fix:
    """By what suits its pictures: only what has colours is mirrored, as letters and digits have none."""
    usual: tuple[Augmentation, ...] = (RandomShift(), RandomFlip() if project.facts.shape[0] > 1 else RandomRotation())

    def edit(project: Project) -> Project:
        there = project.data.augmentation
        return project if there else changed(project, data=changed(project.data, augmentation=usual))

    names = " and ".join(one.title.lower() for one in usual)
    tip = f"Changes each training image a little at random, by {names}. {CAN_BE_UNDONE}"
    return Fix("Add augmentation", tip, edit)


# --- the stack ---


def _dropped_out(project: Project) -> Project:
    network = project.network
    last = [node for node in network.nodes if node.enabled and isinstance(node.op, Linear)][-1:]
    if not last or any(isinstance(node.op, Dropout | Dropout2d) for node in walk(network.nodes)):
        return project
    new_id = random_ids(taken=network.ids)
    return changed(project, network=network.insert(network.gap(last[0].id), [Node(new_id(), Dropout())]))


DROPOUT = Fix(
    "Add Dropout",
    f"Before the last layer: switches off half of the values at random while training. {CAN_BE_UNDONE}",
    _dropped_out,
)


def _leaking(project: Project) -> Project:
    network = project.network
    for node in walk(network.nodes):
        if isinstance(node.op, ReLU):
            network = network.replace(with_op(node, LeakyReLU()))
    return changed(project, network=network)


LEAKY = Fix(
    "Leaky ReLU",
    f"In place of every ReLU: lets a little of what is negative pass, so that no unit stays off. {CAN_BE_UNDONE}",
    _leaking,
)
