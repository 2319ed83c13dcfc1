"""The precision that a recipe asks for: where it works it is taken, written down and gone on with; else it is said."""

import math

import torch

from engine.data.store import load
from engine.errors import DeviceError
from engine.machine.setup import Setup
from engine.model.weights import named_tensors
from engine.project.training.budgets import Steps
from engine.runs.checkpoints import Scaled
from engine.training.steps.loss_scale import LossScale
from engine.training.steps.preparation import prepare
from tests.engine.training.small import equal, project, tensors, train, train_to

CPU = torch.device("cpu")

HALF = Setup(1, "contiguous_format", "float16")


def test_bfloat16_is_trained_in_written_down_and_gone_on_with(tmp_path):
    plain, _ = train(project(), tmp_path)
    what = project(precision="bfloat16")
    whole, _ = train(what, tmp_path)
    assert whole.error is None
    assert whole.folder.latest_environment().precision == "bfloat16"
    assert not equal(tensors(whole.folder), tensors(plain.folder))
    made, _ = train_to(what, 7, tmp_path)
    made, _ = train(what, tmp_path, made.folder, resume=True)
    assert equal(tensors(made.folder), tensors(whole.folder))


def test_float16_is_for_gpus_and_that_is_said(tmp_path):
    made, _ = train(project(precision="float16"), tmp_path)
    assert isinstance(made.error, DeviceError)
    assert "float16 is for GPUs" in made.error.what
    assert not made.kept


def test_what_was_asked_of_a_gpu_is_written_down(tmp_path):
    made, _ = train(project(deterministic=False, budget=Steps(2)), tmp_path)
    assert made.folder.latest_environment().determinism.startswith("bit-exact")  # a CPU gives the same all the same


def test_the_loss_scale_is_torchs():
    weight = torch.ones(3, requires_grad=True)
    optimiser = torch.optim.SGD([weight], lr=0.1)
    theirs, mine = torch.amp.GradScaler("cpu"), LossScale(CPU)
    own = torch.ones(3)
    for factor in (1.0, math.inf, 2.0, math.nan, 0.5):
        optimiser.zero_grad()
        theirs.scale((weight * factor).sum()).backward()
        gradient = mine.of(torch.ones(3) * factor)
        if not mine.divided([gradient]):
            own -= 0.1 * gradient
        theirs.step(optimiser)
        theirs.update()
        assert mine.scaled.scale == theirs.get_scale()
        assert torch.equal(own, weight.detach())
    assert mine.scaled == Scaled(2.0**14, 1)


def test_a_training_in_float16_goes_on_as_it_was():
    """On a CPU, which is asked directly here: the arithmetic of the scale is the same."""
    what = project(budget=Steps(20))
    dataset = load(what.data)

    def stepped(trainer, steps):
        for _ in range(steps):
            trainer.advance()

    whole, first, second = (prepare(what, dataset, CPU, setup=HALF) for _ in range(3))
    whole.trainer.loss_scale.go_on(Scaled(2.0**60, 0))  # far too large: its first steps are left out
    first.trainer.loss_scale.go_on(Scaled(2.0**60, 0))
    stepped(whole.trainer, 12)
    stepped(first.trainer, 5)
    for name, tensor in named_tensors(first.net).items():
        named_tensors(second.net)[name].copy_(tensor)
    second.stepper.load(first.stepper.tensors())
    second.trainer.loss_scale.go_on(first.trainer.loss_scale.scaled)
    second.trainer.step = 5
    stepped(second.trainer, 7)
    assert second.trainer.loss_scale.scaled == whole.trainer.loss_scale.scaled
    ends = named_tensors(second.net), named_tensors(whole.net)
    assert all(torch.equal(ends[0][name], ends[1][name]) for name in ends[0])
