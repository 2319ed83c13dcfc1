"""The networks of the benchmarks, written by hand in torch: the same as in the recipes, layer for layer."""

from itertools import pairwise

import torch
from torch import Tensor, nn


def lenet5() -> nn.Sequential:
    """LeNet-5 as in the recipe lenet5-sample, for (1, 28, 28)."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Tanh(),
        nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Tanh(),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10),
    )  # fmt: skip


def fashion_convnet() -> nn.Sequential:
    """The ConvNet of the recipe convnet-fashion, for (1, 28, 28)."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(256, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip


def two_convolutions() -> nn.Sequential:
    """The network of the recipe cnn-16-32-mnist, for (1, 28, 28)."""
    return nn.Sequential(
        nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1568, 10),
    )  # fmt: skip


def batch_norm_convnet() -> nn.Sequential:
    """The network of the recipe batchnorm-mnist, for (1, 28, 28)."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 7), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Conv2d(32, 64, 7), nn.BatchNorm2d(64), nn.ReLU(), nn.Flatten(), nn.Linear(16384, 10),
    )  # fmt: skip


def resnet20() -> nn.Sequential:
    """ResNet-20 as in the recipe resnet-20-cifar10 (He et al. 2015), for (3, 32, 32)."""
    widths = (16, 16, 16, 16, 32, 32, 32, 64, 64, 64)
    blocks = [ResidualBlock(before, after) for before, after in pairwise(widths)]
    first = (nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU())
    return nn.Sequential(*first, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class ResidualBlock(nn.Module):
    """Two convolutions and a shortcut, which where the width doubles takes every second pixel and pads with zeros."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__()
        self.stride = after // before
        self.padding = (after - before) // 2
        self.body = nn.Sequential(
            nn.Conv2d(before, after, 3, self.stride, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU(),
            nn.Conv2d(after, after, 3, padding=1, bias=False), nn.BatchNorm2d(after),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        """(N, before, H, W) to (N, after, H / stride, W / stride)."""
        return torch.relu(self.body(x) + self.shortcut(x))

    def shortcut(self, x: Tensor) -> Tensor:
        """The input, made to fit the body's output."""
        if self.stride == 1:
            return x
        return nn.functional.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.padding, self.padding))
