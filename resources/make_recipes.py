"""Writes the bundled projects, `resources/recipes/NAME.json`: `uv run python -m resources.make_recipes`.

The same code always writes the same bytes; ids come from a generator that is seeded by the recipe's name.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from engine.network.layers import (
    AvgPool2d,
    BatchNorm,
    Conv2d,
    Dropout,
    Dropout2d,
    Flatten,
    GlobalAvgPool,
    Linear,
    MaxPool2d,
    ReLU,
    Tanh,
)
from engine.network.network import Network
from engine.network.nodes import LayerOp, NewId, Node, Nodes, Repeat, Residual, random_ids
from engine.network.presets import pad_shortcut
from engine.project.data.augmentations import RandomCrop, RandomFlip
from engine.project.data.data_settings import Constants, DataSettings, ScaleToOne, Standardise, ValidationCount
from engine.project.data.sources import Cifar10, Digits, FashionMnist, Mnist
from engine.project.project import Project, save_project
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.rate.schedules import MultiStep, SlowStart
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import changed
from resources.recipe_notes import NOTES

FOLDER = Path(__file__).resolve().parent / "recipes"

Stack: TypeAlias = Iterable[LayerOp]

MNIST = DataSettings(source=Mnist())  # normalised with MNIST's usual constants, as new projects are
RAW_MNIST = DataSettings(source=Mnist(), normalisation=ScaleToOne())
RAW_FASHION = DataSettings(source=FashionMnist(), normalisation=ScaleToOne())
HALVES = Constants((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
CIFAR_STATISTICS = Constants((0.4914, 0.4822, 0.4465), (0.2023, 0.1994, 0.2010))
CROP_AND_FLIP = (RandomCrop(padding=4), RandomFlip())


def conv(filters: int, size: int, padding: int = 0, stride: int = 1, *, bias: bool = True) -> Conv2d:
    """A square convolution."""
    return Conv2d(filters, (size, size), (stride, stride), (padding, padding), bias=bias)


def lenet5(padding: int) -> Stack:
    """LeNet-5 with tanh and average pooling; padding 2 for images of 28×28, 0 for 32×32."""
    yield from (conv(6, 5, padding), Tanh(), AvgPool2d(), Tanh())
    yield from (conv(16, 5), Tanh(), AvgPool2d(), Tanh(), Flatten())
    yield from (Linear(120), Tanh(), Linear(84), Tanh(), Linear())


def mlp(*widths: int) -> Stack:
    """Linear layers alone."""
    yield Flatten()
    for width in widths:
        yield from (Linear(width), ReLU())
    yield Linear()


def convnet_fashion() -> Stack:
    """LeNet-5's sizes with ReLU and max pooling."""
    yield from (conv(6, 5), ReLU(), MaxPool2d(), conv(16, 5), ReLU(), MaxPool2d(), Flatten())
    yield from (Linear(120), ReLU(), Linear(84), ReLU(), Linear())


def first_cnn(padding: int) -> Stack:
    """Two pairs of convolutions; with padding 1 they end in 32×5×5 features, without in 32×2×2."""
    for filters, size in ((16, 3), (32, 5)):
        yield from (conv(filters, size, padding), ReLU(), conv(filters, size, padding), ReLU(), MaxPool2d())
    yield from (Flatten(), Linear(256), ReLU(), Linear(128), ReLU(), Linear())


def cnn_16_32() -> Stack:
    """Two convolutions that keep the size, each with a max pooling that halves it."""
    for filters in (16, 32):
        yield from (conv(filters, 5, 2), ReLU(), MaxPool2d())
    yield from (Flatten(), Linear())


def batch_norm() -> Stack:
    """Two wide convolutions with batch normalisation."""
    for filters in (32, 64):
        yield from (conv(filters, 7), BatchNorm(), ReLU())
    yield from (Flatten(), Linear())


def dropout() -> Stack:
    """Two pairs of convolutions with batch normalisation and three kinds of dropout."""
    for filters, share in ((32, 0.1), (64, 0.2)):
        for _ in range(2):
            yield from (conv(filters, 3, 1), BatchNorm(), ReLU())
        yield from (MaxPool2d(), Dropout2d(share))
    yield from (Flatten(), Linear(128), ReLU(), Dropout(0.5), Linear())


def plain_stack(new_id: NewId, stack: Stack) -> Nodes:
    """Layers in a row as nodes."""
    return tuple(Node(new_id(), op) for op in stack)


def resnet(new_id: NewId, blocks: int, *, shortcuts: bool) -> Nodes:
    """The network for CIFAR-10 of He et al. 2015 with 6 · blocks + 2 layers, or its twin without shortcuts."""
    first = plain_stack(new_id, (conv(16, 3, 1, bias=False), BatchNorm(), ReLU()))
    stages = [node for stage in (1, 2, 3) for node in _stage(new_id, stage, blocks, shortcuts=shortcuts)]
    return (*first, *stages, *plain_stack(new_id, (GlobalAvgPool(), Linear())))


def _stage(new_id: NewId, stage: int, blocks: int, *, shortcuts: bool) -> Nodes:
    filters = 8 * 2**stage
    halving = () if stage == 1 else _block(new_id, filters, 2, f"Stage {stage}: halve", shortcuts=shortcuts)
    body = _block(new_id, filters, 1, "Block", shortcuts=shortcuts)
    times = blocks if stage == 1 else blocks - 1
    return (*halving, Node(new_id(), Repeat(body, times), name=f"Stage {stage}"))


def _block(new_id: NewId, filters: int, stride: int, name: str, *, shortcuts: bool) -> Nodes:
    """Two convolutions, with the ReLU after the sum as the next node."""
    ops = (conv(filters, 3, 1, stride, bias=False), BatchNorm(), ReLU(), conv(filters, 3, 1, bias=False), BatchNorm())
    inner = plain_stack(new_id, ops)
    if not shortcuts:
        return (*inner, Node(new_id(), ReLU()))
    shortcut = pad_shortcut(new_id, filters, (stride, stride)) if stride > 1 else ()
    return (Node(new_id(), Residual(inner, shortcut), name=name), Node(new_id(), ReLU()))


def adam(batch: int, epochs: int, seed: int = 0) -> TrainingSettings:
    """Adam at 0.001."""
    return TrainingSettings(optimiser=Adam(), batch=batch, budget=Epochs(epochs), seed=seed)


def plain_sgd(rate: float, batch: int, epochs: int, seed: int = 0) -> TrainingSettings:
    """Gradient descent without momentum."""
    return TrainingSettings(optimiser=Sgd(rate, momentum=0.0), batch=batch, budget=Epochs(epochs), seed=seed)


def he_2015(*, slow_start: bool = False) -> TrainingSettings:
    """The training of He et al. 2015 on CIFAR-10: 64,000 steps, a tenth of the rate after 32,000 and 48,000."""
    return TrainingSettings(
        optimiser=Sgd(0.1, momentum=0.9, weight_decay=1e-4),
        schedule=MultiStep((32_000, 48_000), 0.1, "step"),
        slow_start=SlowStart() if slow_start else None,
        batch=128,
        budget=Steps(64_000),
        initialisation="he-fan-out",
    )


def stacked(name: str, title: str, stack: Stack, data: DataSettings, training: TrainingSettings) -> tuple[str, Project]:
    """A recipe of layers in a row."""
    return recipe(name, title, plain_stack(_ids(name), stack), data, training)


def deep(name: str, title: str, blocks: int, *, shortcuts: bool = True) -> tuple[str, Project]:
    """A recipe of the residual networks for CIFAR-10."""
    data = DataSettings(source=Cifar10(), normalisation=CIFAR_STATISTICS, augmentation=CROP_AND_FLIP)
    nodes = resnet(_ids(name), blocks, shortcuts=shortcuts)
    return recipe(name, title, nodes, data, he_2015(slow_start=blocks == 18))


def recipe(name: str, title: str, nodes: Nodes, data: DataSettings, training: TrainingSettings) -> tuple[str, Project]:
    """A project, checked, under its name."""
    project = changed(Project(), title=title, notes=NOTES[name], network=Network(nodes), data=data, training=training)
    return name, project


def _ids(name: str) -> NewId:
    return random_ids(zlib.crc32(name.encode()))


def recipes() -> dict[str, Project]:
    """All bundled projects by name."""
    small = DataSettings(source=Digits())
    cifar = DataSettings(source=Cifar10(), normalisation=HALVES)
    augmented = DataSettings(source=Cifar10(), normalisation=Standardise(), augmentation=CROP_AND_FLIP)
    split = changed(RAW_MNIST, validation=ValidationCount(10_000, stratified=False))
    unshuffled = changed(RAW_MNIST, shuffle=False)
    slow_sgd, patient_sgd = plain_sgd(0.001, 64, 10, seed=4), plain_sgd(0.01, 128, 20)
    bold_sgd = plain_sgd(0.1, 100, 10)
    return dict(
        (
            stacked("lenet5-sample", "LeNet-5 on digits", lenet5(2), small, adam(32, 6)),
            stacked("lenet5-mnist", "LeNet-5 on MNIST", lenet5(2), MNIST, adam(10, 3, seed=2)),
            stacked("lenet5-cifar10", "LeNet-5 on CIFAR-10", lenet5(0), cifar, adam(10, 3)),
            stacked("mlp-1", "One hidden layer on MNIST", mlp(512), MNIST, adam(10, 3)),
            stacked("mlp-3", "Three linear layers on MNIST", mlp(512, 256), MNIST, adam(10, 3)),
            stacked("convnet-fashion", "A small CNN on Fashion-MNIST", convnet_fashion(), RAW_FASHION, slow_sgd),
            stacked("firstcnn-fashion", "A first CNN on Fashion-MNIST", first_cnn(1), RAW_FASHION, adam(32, 10)),
            stacked("firstcnn-as-printed", "A first CNN as printed", first_cnn(0), RAW_FASHION, adam(32, 10)),
            stacked("cnn-16-32-mnist", "Two convolutions on MNIST", cnn_16_32(), unshuffled, bold_sgd),
            stacked("batchnorm-mnist", "Batch normalisation on MNIST", batch_norm(), split, patient_sgd),
            stacked("dropout-cifar10", "Dropout on CIFAR-10", dropout(), augmented, adam(128, 10)),
            deep("plain-20-cifar10", "20 plain layers on CIFAR-10", 3, shortcuts=False),
            deep("plain-32-cifar10", "32 plain layers on CIFAR-10", 5, shortcuts=False),
            *(deep(f"resnet-{6 * n + 2}-cifar10", f"ResNet-{6 * n + 2} on CIFAR-10", n) for n in (3, 5, 7, 9, 18)),
        )
    )


def write_all(folder: Path) -> None:
    """Writes every recipe into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, project in recipes().items():
        save_project(project, folder / f"{name}.json")


if __name__ == "__main__":
    write_all(FOLDER)
    print(f"{len(recipes())} recipes in {FOLDER}")
