"""The engine's weights are those of a loop written by hand in plain torch, to the last bit."""

import threading

import pytest
import torch
from torch import nn
from torch.optim import lr_scheduler

import engine.data.batches.feeding
from engine.data.batches.feeding import Feeder
from engine.data.batches.normalise import fitted
from engine.data.store import load
from engine.machine.seeds import derived
from engine.model.building import build
from engine.model.weights import named_tensors
from engine.project.data.augmentations import RandomCrop, RandomFlip
from engine.project.data.data_settings import DataSettings
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Adagrad, Adam, AdamW, Clipping, NAdam, RmsProp, Sgd
from engine.project.training.rate.schedules import Constant, Cosine, Exponential, MultiStep, OneCycle, StepDecay
from engine.runs.family.first_state import FirstState
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.typed.document import changed
from tests.engine.training.small import EVERYTHING, equal, project, tensors, train

STEPS = 36
OPTIMISERS = {
    "sgd": (Sgd(0.05, 0.0), lambda p: torch.optim.SGD(p, 0.05, fused=True)),
    "momentum": (
        Sgd(0.05, 0.9, 1e-3),
        lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, weight_decay=1e-3, fused=True),
    ),
    "nesterov": (
        Sgd(0.05, 0.9, nesterov=True),
        lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, nesterov=True, fused=True),
    ),
    "adam": (Adam(0.003), lambda p: torch.optim.Adam(p, 0.003, fused=True)),
    "adamw": (AdamW(0.003), lambda p: torch.optim.AdamW(p, 0.003, fused=True)),
    "nadam": (NAdam(0.003), lambda p: torch.optim.NAdam(p, 0.003, foreach=True)),
    "rmsprop": (RmsProp(0.001), lambda p: torch.optim.RMSprop(p, 0.001, foreach=True)),
    "adagrad": (Adagrad(0.01), lambda p: torch.optim.Adagrad(p, 0.01, foreach=True)),
}
SCHEDULES = {
    "constant": (Constant(), None, False),
    "steps by epoch": (StepDecay(1, 0.3), lambda o: lr_scheduler.StepLR(o, 1, 0.3), True),
    "steps by step": (StepDecay(5, 0.7, "step"), lambda o: lr_scheduler.StepLR(o, 5, 0.7), False),
    "milestones by epoch": (MultiStep((1, 2), 0.3), lambda o: lr_scheduler.MultiStepLR(o, [1, 2], 0.3), True),
    "milestones by step": (
        MultiStep((3, 20), 0.3, "step"),
        lambda o: lr_scheduler.MultiStepLR(o, [3, 20], 0.3),
        False,
    ),
    "exponential by step": (Exponential(0.9, "step"), lambda o: lr_scheduler.ExponentialLR(o, 0.9), False),
    "one cycle": (
        OneCycle(),
        lambda o: lr_scheduler.OneCycleLR(o, o.param_groups[0]["lr"], STEPS, cycle_momentum=False),
        False,
    ),
    "cosine by epoch": (Cosine(1e-4), lambda o: lr_scheduler.CosineAnnealingLR(o, 3, 1e-4), True),
    "cosine by step": (Cosine(0.0, "step"), lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS), False),
}


def by_hand(what, make_optimiser, make_scheduler=None, *, by_epoch=False):
    training = what.training
    dataset = load(what.data)
    net = build(what.network, (1, 28, 28), 10, training.initialisation, training.seed)
    layers = nn.Sequential(*net.layers.values()).train().to(memory_format=torch.channels_last)
    feeder = Feeder(
        dataset.train,
        training.batch,
        normaliser=fitted(what.data.normalisation, dataset.train),
        shuffle=what.data.shuffle,
        seed=training.seed,
        augmentation=what.data.augmentation,
    )
    optimiser = make_optimiser(list(layers.parameters()))
    scheduler = make_scheduler(optimiser) if make_scheduler else None
    for step in range(STEPS):
        images, labels = feeder.batch(step)
        torch.manual_seed(derived(training.seed, "step", step))
        optimiser.zero_grad()
        smoothing = training.label_smoothing
        nn.functional.cross_entropy(layers(images), labels, label_smoothing=smoothing).backward()
        if training.clipping:
            nn.utils.clip_grad_norm_(layers.parameters(), training.clipping.norm)
        optimiser.step()
        if scheduler and (not by_epoch or (step + 1) % feeder.steps_per_epoch == 0):
            scheduler.step()
    return {name: tensor.clone() for name, tensor in named_tensors(net).items()}


# A schedule gives a rate and an optimiser takes one: each is tried with two of the others.
PAIRS = {(one, schedule) for one in OPTIMISERS for schedule in ("constant", "cosine by step")} | {
    (one, schedule) for one in ("momentum", "adam") for schedule in SCHEDULES
}


@pytest.mark.parametrize(("optimiser", "schedule"), sorted(PAIRS))
def test_every_optimiser_and_every_schedule(optimiser, schedule, tmp_path):
    settings, make_optimiser = OPTIMISERS[optimiser]
    chosen, make_scheduler, by_epoch = SCHEDULES[schedule]
    what = project(optimiser=settings, schedule=chosen, budget=Steps(STEPS))
    made, _ = train(what, tmp_path)
    assert made.error is None
    expected = by_hand(what, make_optimiser, make_scheduler, by_epoch=by_epoch)
    assert equal(tensors(made.folder), expected)


def test_smoothed_labels_and_clipped_gradients(tmp_path):
    settings, make_optimiser = OPTIMISERS["momentum"]
    plain = project(optimiser=settings, budget=Steps(STEPS))
    ends = []
    for smoothing, clipping in ((0.0, None), (0.1, None), (0.1, Clipping(0.3))):
        training = changed(plain.training, label_smoothing=smoothing, clipping=clipping)
        made, _ = train(what := changed(plain, training=training), tmp_path)
        ends.append(tensors(made.folder))
        assert equal(ends[-1], by_hand(what, make_optimiser))
    assert not equal(ends[0], ends[1])
    assert not equal(ends[1], ends[2])


def test_with_dropout_batch_norm_augmentation_and_evaluations_in_between(tmp_path):
    data = DataSettings(augmentation=(RandomCrop(2), RandomFlip()))
    settings, make_optimiser = OPTIMISERS["adam"]
    what = project(*EVERYTHING, data=data, optimiser=settings, budget=Steps(STEPS), seed=5)
    made, _ = train(what, tmp_path)
    assert equal(tensors(made.folder), by_hand(what, make_optimiser))


def test_first_weights_that_are_given_are_trained(tmp_path):
    what = project(budget=Epochs(1))
    first, _ = train(what, tmp_path)
    folder = RunFolder.create(what, tmp_path, first=FirstState(tensors(first.folder)))
    second, _ = train(what, tmp_path, folder)
    start = tensors(first.folder)
    assert equal(start, Snapshots(second.folder.snapshots).load(0))
    assert not equal(start, tensors(second.folder))


def test_batches_made_ahead_change_nothing_and_their_thread_ends_with_the_run(tmp_path, monkeypatch):
    data = DataSettings(augmentation=(RandomCrop(2), RandomFlip()))
    what = project(*EVERYTHING, data=data, budget=Steps(STEPS), seed=5)
    plain, _ = train(what, tmp_path / "plain")
    monkeypatch.setattr(engine.data.batches.feeding, "LARGE", 0)
    ahead, _ = train(what, tmp_path / "ahead")
    assert ahead.error is None
    assert equal(tensors(plain.folder), tensors(ahead.folder))
    assert not [one for one in threading.enumerate() if one.name.startswith("batch ahead")]


def test_what_goes_wrong_while_a_batch_is_made_ahead_ends_the_run_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(engine.data.batches.feeding, "LARGE", 0)
    monkeypatch.setattr(engine.data.batches.feeding, "augmented", gone_at_the_third())
    made, _ = train(project(data=DataSettings(augmentation=(RandomFlip(),))), tmp_path)
    assert "the disk is gone" in str(made.error)


def gone_at_the_third():
    calls = []

    def augmented(images, *_):
        calls.append(1)
        if len(calls) == 3:
            raise OSError(5, "the disk is gone")
        return images

    return augmented
