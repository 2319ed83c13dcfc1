"""What a network says to images: probabilities, and the most probable classes by name."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.data.batches.normalise import Normaliser
from engine.model.capacity import images_at_once
from engine.model.net import Net

CHUNK = 256  # images at a time, at most


def predict(net: Net, normaliser: Normaliser, images: Tensor) -> Tensor:
    """Probabilities, float32 (N, classes) on the CPU, for images uint8 (N, C, H, W).

    The network gives logits and runs on its own device in evaluation mode, to be left in the mode it was in.
    """
    device = next((parameter.device for parameter in net.parameters()), torch.device("cpu"))
    was_training, at_once = net.training, images_at_once(net, CHUNK)
    net.eval()
    try:
        with torch.inference_mode():
            parts = [net(normaliser(chunk.to(device))).softmax(1).cpu() for chunk in torch.split(images, at_once)]
    finally:
        net.train(was_training)
    return torch.cat(parts)  # outside of inference mode, so that it is an ordinary tensor


def top(probabilities: Tensor, classes: Sequence[str], count: int = 3) -> list[tuple[str, float]]:
    """The most probable classes of one image (classes,), best first, equals in the order of the classes."""
    best = probabilities.sort(descending=True, stable=True)
    return [
        (classes[index], value)
        for index, value in zip(best.indices[:count].tolist(), best.values[:count].tolist(), strict=True)
    ]
