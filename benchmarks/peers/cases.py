"""What every program trains: plain facts, read in every environment, so of the standard library alone."""

from dataclasses import dataclass

EPOCHS = 100_000  # that every program is told to train: more than any measurement; fastai lists them all


@dataclass(frozen=True)
class Case:
    """A network with its training; `momentum` of gradient descent, None for Adam."""

    name: str
    network: str  # a function of networks.py
    recipe: str  # the same as a bundled project
    images: str  # of images.py
    batch: int
    rate: float
    momentum: float | None = None


CASES = (
    Case("LeNet-5, Adam, batch 64", "lenet5", "lenet5-sample", "digits", 64, 0.001),
    Case("LeNet-5, Adam, batch 10", "lenet5", "lenet5-sample", "digits", 10, 0.001),
    Case("Fashion ConvNet, SGD, batch 64", "fashion_convnet", "convnet-fashion", "digits", 64, 0.1, momentum=0.0),
    Case("ResNet-20, SGD, batch 128", "resnet20", "resnet-20-cifar10", "coloured", 128, 0.1, momentum=0.9),
)


def case_called(name: str) -> Case:
    """The case with this name."""
    return next(case for case in CASES if case.name == name)
