"""IDX sets: MNIST and those made in its image, with the names of their files and how what these hold is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from engine.project.data.sources import EmnistBalanced, EmnistLetters, FashionMnist, Kmnist, Mnist

IdxSource: TypeAlias = Mnist | FashionMnist | Kmnist | EmnistLetters | EmnistBalanced

FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
RAW = "raw"


@dataclass(frozen=True)
class IdxSet:
    """The folder of a set, in which `raw` holds its four files: images and labels to train on, then those to test on.

    `prefix` begins the names of its files where they tell of which set they are. `transposed` images lie on their side,
    columns in place of rows; labels are counted from `first_label`.
    """

    folder: str
    files: tuple[str, ...] = FILES
    prefix: str = ""
    transposed: bool = False
    first_label: int = 0


def idx_set(source: IdxSource) -> IdxSet:
    """How a set is laid out, as torchvision lays it out."""
    match source:
        case Mnist():
            return IdxSet("MNIST")
        case FashionMnist():
            return IdxSet("FashionMNIST")
        case Kmnist():
            return IdxSet("KMNIST")
        case EmnistLetters():
            return _emnist("letters", first_label=1)
        case EmnistBalanced():
            return _emnist("balanced")
        case _:
            assert_never(source)


def _emnist(split: str, first_label: int = 0) -> IdxSet:
    prefix = f"emnist-{split}-"
    files = tuple(prefix + name.replace("t10k", "test") for name in FILES)
    return IdxSet("EMNIST", files, prefix, transposed=True, first_label=first_label)
