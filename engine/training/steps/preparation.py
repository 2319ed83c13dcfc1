"""Preparation: from a project and its images to a trainer at its first step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import torch
from torch import Tensor

from engine.analysis.analysis import analyse, refuse
from engine.data.batches.feeding import AnyFeeder, Feeder, FeederAhead, gains_ahead, taken
from engine.data.batches.mixing import Mixing
from engine.data.batches.normalise import Normaliser, fitted
from engine.data.dataset import Dataset, Split
from engine.machine.memory import check_memory, free_bytes
from engine.machine.setup import Setup
from engine.model.building import build
from engine.model.net import Net
from engine.model.own_dropout import draw_apart
from engine.model.weights import load_tensors, tensors_of, trainable_parameters
from engine.project.project import Project
from engine.project.training.legs import Leg, first_leg
from engine.project.training.optimiser_states import kept_beside
from engine.runs.checkpoints import Checkpoint
from engine.runs.logs import Records
from engine.training.optimisers.optimiser import Stepper
from engine.training.steps.average import Average
from engine.training.steps.class_weights import balanced
from engine.training.steps.conditions import untuned
from engine.training.steps.loop import Extras, Trainer
from engine.training.steps.loss_scale import LossScale
from engine.training.steps.precision import computing_in


@dataclass(frozen=True)
class Prepared:
    """All that a training needs, on its device."""

    dataset: Dataset
    normaliser: Normaliser
    feeder: AnyFeeder
    net: Net
    stepper: Stepper
    trainer: Trainer
    class_weights: Tensor | None = None  # (classes,); None where all count alike

    def go_on_from(self, checkpoint: Checkpoint, records: Records) -> None:
        """Takes on the position and tensors of a checkpoint; `records` are those of the steps before it.

        At the very beginning nothing but these tensors is other than it was made.
        """
        position = checkpoint.position
        load_tensors(self.net, tensors_of(checkpoint.weights))
        self.stepper.load(tensors_of(checkpoint.optimiser))
        self.trainer.rate_factor = position.rate_factor
        if position.step == 0:
            return
        self.trainer.place(position.step, records, slow_start_ended=position.slow_start_ended)
        self.trainer.watcher.go_on(position.watched)
        if self.trainer.average is not None:
            self.trainer.average.load(tensors_of(checkpoint.average))
        if self.trainer.loss_scale is not None and position.scaled is not None:
            self.trainer.loss_scale.go_on(position.scaled)

    def close(self) -> None:
        """Ends what works beside the training."""
        if isinstance(self.feeder, FeederAhead):
            self.feeder.close()


def prepare(
    project: Project,
    dataset: Dataset,
    device: torch.device,
    legs: Sequence[Leg] = (),
    setup: Setup | None = None,
    *,
    apart: bool = False,
) -> Prepared:
    """Builds everything; the weights are drawn from the project's seed.

    `legs` are those of a run that has trained on, this one included; `setup` is how it is computed, where it is not as
    usual on the device. Its threads are the caller's to set. What only tries on the CPU, beside a training perhaps, is
    `apart`: its dropout draws from a generator of its own.

    Raises NetworkError for a network with problems, and DeviceError, before it is built, for one that is too large.
    """
    training, settings = project.training, project.data
    _check(project, dataset, device)
    normaliser = fitted(settings.normalisation, dataset.train)
    feeder = feeder_of(project, dataset.train, normaliser, device, dataset.drawings)
    setup = setup or untuned(device)
    net = _net(project, dataset, device, setup)
    if apart:
        draw_apart(net)
    stepper = Stepper(training.optimiser, trainable_parameters(net), setup.optimiser_form)
    legs = legs or (first_leg(project, feeder.steps_per_epoch),)
    extras = _extras(project, dataset, net, setup)
    trainer = Trainer(net, legs, feeder, stepper, computing_in(setup.precision, device), extras)
    return Prepared(dataset, normaliser, feeder, net, stepper, trainer, extras.class_weights)


def _extras(project: Project, dataset: Dataset, net: Net, setup: Setup) -> Extras:
    device = next(net.parameters()).device
    average = project.training.average
    return Extras(
        class_weights_of(project, dataset, device),
        Average(average, net) if average else None,
        LossScale(device) if setup.precision == "float16" else None,
    )


def class_weights_of(project: Project, dataset: Dataset, device: torch.device) -> Tensor | None:
    """(classes,): how much an image of each counts; None where all count alike."""
    match project.training.class_weights:
        case "equal":
            return None
        case "balanced":
            return balanced(dataset.train.labels, len(dataset.facts.classes)).to(device)
        case how:
            assert_never(how)


def feeder_of(
    project: Project, split: Split, normaliser: Normaliser, device: torch.device, drawings: Split | None = None
) -> AnyFeeder:
    """Batches of a split, as the project's training is fed; made ahead where that gains."""
    feeder = plain_feeder(project, split, normaliser, device, drawings)
    return FeederAhead(feeder) if gains_ahead(split, project.training.batch) else feeder


def plain_feeder(
    project: Project, split: Split, normaliser: Normaliser, device: torch.device, drawings: Split | None = None
) -> Feeder:
    """The same batches, each made when it is asked for."""
    training, settings, mixed = project.training, project.data, project.training.drawings
    mixing = None
    if mixed is not None and drawings is not None:
        mixing = Mixing(drawings, mixed.share, mixed.newest, training.seed, device)
    return Feeder(
        split,
        training.batch,
        normaliser=normaliser,
        shuffle=settings.shuffle,
        seed=training.seed,
        augmentation=settings.augmentation,
        device=device,
        mixing=mixing,
    )


def _net(project: Project, dataset: Dataset, device: torch.device, setup: Setup) -> Net:
    training, facts = project.training, dataset.facts
    how, seed, zero = training.initialisation, training.seed, training.zero_last_norm
    net = build(project.network, facts.shape, len(facts.classes), how, seed, zero_last_norm=zero)
    form = getattr(torch, setup.memory_format)
    return net.to(device, memory_format=form).train()  # type: ignore[no-any-return, call-overload]  # torch's stubs lack this form


def _check(project: Project, dataset: Dataset, device: torch.device) -> None:
    training, settings, facts = project.training, project.data, dataset.facts
    analysis = analyse(project.network, facts.shape, len(facts.classes), training.batch)
    refuse(analysis)
    feeding = taken(dataset.train, training.batch, device, shuffle=settings.shuffle, augmentation=settings.augmentation)
    check_memory(analysis, training.batch, kept_beside(training), free_bytes(device), feeding)
