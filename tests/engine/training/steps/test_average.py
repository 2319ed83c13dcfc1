"""Averaged weights are torch's own, tried beside the weights, and told; what is trained is not touched."""

import pytest
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from engine.command.telling.progress import ProgressTold
from engine.events import Evaluated
from engine.model.building import build
from engine.model.weights import named_tensors, tensors_of
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.training.averaging import Averaging
from engine.project.training.budgets import Epochs
from engine.runs.checkpoints import Checkpoints
from engine.training.steps.average import Average
from tests.engine.training.small import EVERYTHING, equal, network, project, tensors, train


@pytest.mark.parametrize("every", [1, 3])
def test_it_is_torchs_exponential_average_of_weights_and_running_statistics(every):
    net = build(network(*EVERYTHING), (1, 28, 28), 10, seed=1)
    mine = Average(Averaging(0.8, every), net)
    theirs = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(0.8), use_buffers=True)
    generator = torch.Generator().manual_seed(2)
    for step in range(1, 8):
        for tensor in named_tensors(net).values():
            if tensor.is_floating_point():
                tensor.add_(torch.randn(tensor.shape, generator=generator))
        mine.note(step)
        if step % every == 0:
            theirs.update_parameters(net)
    expected = named_tensors(theirs.module)
    floating = {name for name, tensor in expected.items() if tensor.is_floating_point()}
    assert all(torch.equal(mine.tensors()[name], expected[name]) for name in floating)
    assert not torch.equal(mine.tensors()["n00000/weight"], named_tensors(net)["n00000/weight"])


def test_before_its_first_update_there_is_none():
    mine = Average(Averaging(every=3), build(network(*EVERYTHING), (1, 28, 28), 10))
    mine.note(2)
    assert mine.tensors() == {}


def test_a_run_tells_both_figures_and_trains_the_same_weights(tmp_path, capsys):
    data = DataSettings(share=0.5, validation=ValidationCount(400))
    plain, _ = train(project(*EVERYTHING, data=data, budget=Epochs(2)), tmp_path)
    what = project(*EVERYTHING, data=data, budget=Epochs(2), average=Averaging(0.5, 2))
    made, listener = train(what, tmp_path)
    assert equal(tensors(made.folder), tensors(plain.folder))
    told = listener.of(Evaluated)
    assert [event.split for event in told] == ["validation", "validation", "test"]
    assert all(event.averaged_accuracy is not None and event.averaged_loss != event.loss for event in told)
    kept, _ = Checkpoints(made.folder.checkpoints).newest()
    assert set(kept.average) == set(kept.weights)
    assert not equal(kept.average, kept.weights)
    assert all(torch.isfinite(tensor).all() for tensor in tensors_of(kept.average).values())
    progress = ProgressTold(16, what.training.budget)
    progress(told[-1])
    assert made.result.averaged_test_accuracy == told[-1].averaged_accuracy
    assert made.result.averaged_test_loss == told[-1].averaged_loss
    assert f"; averaged weights: {100 * told[-1].averaged_accuracy:.2f} % right, loss" in capsys.readouterr().err
