"""Evaluation counts every image once and leaves the network and the dice as they were."""

import torch

from engine.data.normalise import Normaliser
from engine.data.store import load
from engine.model.building import build
from engine.model.weights import copy_tensors
from engine.training.evaluation import evaluate
from tests.engine.training.small import EVERYTHING, equal, network, project

HALF = Normaliser((0.5,), (0.5,))


def net_and_split():
    return build(network(*EVERYTHING), (1, 28, 28), 10).train(), load(project().data).test


def test_it_equals_one_large_batch():
    net, split = net_and_split()
    found = evaluate(net, split, HALF)
    net.eval()
    logits = net(HALF(split.images))
    torch.testing.assert_close(found.loss, torch.nn.functional.cross_entropy(logits, split.labels).item())
    assert found.confusion.sum() == len(split)
    assert found.confusion.sum(1).tolist() == torch.bincount(split.labels, minlength=10).tolist()
    assert found.accuracy == (logits.argmax(1) == split.labels).double().mean().item()


def test_nothing_is_changed():
    net, split = net_and_split()
    before, dice = copy_tensors(net), torch.get_rng_state()
    assert evaluate(net, split, HALF) is not None
    assert net.training
    assert equal(before, copy_tensors(net))
    assert torch.equal(dice, torch.get_rng_state())


def test_it_ends_when_told_and_restores_the_mode():
    net, split = net_and_split()
    asked = []
    assert evaluate(net, split, HALF, lambda done: asked.append(done) or done < 1000) is None
    assert asked == [0, 500, 1000]
    assert net.training
