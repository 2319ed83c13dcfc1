"""What the process of a proof does: a step of a network on random images, in a setup that may end it."""

from __future__ import annotations

import sys

import msgspec

from engine.machine.setup import Setup
from engine.network.shapes import Shape
from engine.project.project import Project

STEPS = 2


class Attempt(msgspec.Struct, frozen=True):
    """What to train: a project, on images (channels, height, width) of so many classes, and how."""

    project: Project
    shape: Shape
    classes: int
    setup: Setup
    device: str


def take(attempt: Attempt) -> None:
    """Trains for a few steps. Whatever is wrong is raised, or ends the process."""
    import torch

    from engine.model.building import build
    from engine.training.steps.losses import loss_of
    from engine.training.steps.precision import computing_in

    training, setup, device = attempt.project.training, attempt.setup, torch.device(attempt.device)
    torch.set_num_threads(setup.threads)
    net = build(attempt.project.network, attempt.shape, attempt.classes, training.initialisation, training.seed)
    net.to(device, memory_format=getattr(torch, setup.memory_format)).train()  # type: ignore[call-overload]  # torch's stubs lack this form
    images = torch.rand(training.batch, *attempt.shape, device=device)
    labels = torch.zeros(training.batch, dtype=torch.int64, device=device)
    for _ in range(STEPS):
        with computing_in(setup.precision, device):
            logits = net(images).float()
        loss_of(training)(logits, labels).backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped


if __name__ == "__main__":
    take(msgspec.json.decode(sys.stdin.buffer.read(), type=Attempt))
