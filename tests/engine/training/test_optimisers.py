"""Optimisers step as torch's own do and go on from a saved state as if never stopped."""

import pytest
import torch

from engine.project.training_settings import Adam, AdamW, Sgd
from engine.training.optimisers import Stepper

SETTINGS = {
    "plain sgd": (Sgd(0.1, 0.0), lambda p: torch.optim.SGD(p, 0.1)),
    "momentum": (Sgd(0.1, 0.9, 1e-3), lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, weight_decay=1e-3)),
    "nesterov": (Sgd(0.1, 0.8, 0.0, nesterov=True), lambda p: torch.optim.SGD(p, 0.1, momentum=0.8, nesterov=True)),
    "adam": (Adam(0.01, 0.8, 0.99, 1e-3), lambda p: torch.optim.Adam(p, 0.01, (0.8, 0.99), weight_decay=1e-3)),
    "adamw": (AdamW(0.01), lambda p: torch.optim.AdamW(p, 0.01)),
}
SHAPES = {"a/weight": (4, 3, 2, 2), "a/bias": (4,)}


def parameters():
    generator = torch.Generator().manual_seed(3)
    found = {name: torch.randn(shape, generator=generator) for name, shape in SHAPES.items()}
    found["a/weight"] = found["a/weight"].contiguous(memory_format=torch.channels_last)
    return {name: tensor.requires_grad_() for name, tensor in found.items()}


def give_gradients(tensors, step):
    generator = torch.Generator().manual_seed(100 + step)
    for tensor in tensors:
        tensor.grad = torch.empty_like(tensor).copy_(torch.randn(tensor.shape, generator=generator))


@pytest.mark.parametrize("name", SETTINGS)
def test_a_state_read_back_goes_on_bit_for_bit(name):
    settings, _ = SETTINGS[name]
    mine, other = parameters(), parameters()
    whole = Stepper(settings, mine)
    for step in range(10):
        give_gradients(mine.values(), step)
        whole.step(settings.rate / (1 + step))
        if step == 4:
            saved = {key: value.clone(memory_format=torch.contiguous_format) for key, value in whole.tensors().items()}
            with torch.no_grad():
                for key, value in mine.items():
                    other[key].copy_(value)
    second = Stepper(settings, other)
    second.load(saved)
    for step in range(5, 10):
        give_gradients(other.values(), step)
        second.step(settings.rate / (1 + step))
    assert all(torch.equal(mine[key], other[key]) for key in mine)


@pytest.mark.parametrize("name", SETTINGS)
def test_steps_are_those_of_torch(name):
    settings, make = SETTINGS[name]
    mine, theirs = parameters(), parameters()
    stepper, optimiser = Stepper(settings, mine), make(list(theirs.values()))
    for step in range(20):
        give_gradients(mine.values(), step)
        give_gradients(theirs.values(), step)
        stepper.step(settings.rate)
        optimiser.step()
    for key in mine:
        torch.testing.assert_close(mine[key], theirs[key])
