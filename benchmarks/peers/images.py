"""The images: the bundled digits as numbers for every program, and in colour where a network wants 3×32×32."""

import struct
from pathlib import Path

import numpy as np

from engine.data.dataset import Split
from engine.data.readers.cifar import binary
from engine.data.store import load
from engine.project.data.data_settings import Constants, DataSettings
from engine.project.data.sources import Cifar10

COLOURED_TRAIN, COLOURED_TEST = 2_560, 512  # so that a block of ResNet-20 holds whole epochs
IDX_BYTES = 0x08  # what idx files call values of one byte


def write_images(folder: Path, one_in: int = 1) -> None:
    """digits.npz and coloured.npz, and the same as MNIST's and CIFAR-10's files, which Layerscope reads.

    `one_in` leaves most of them out, for a trial.
    """
    dataset = load(DataSettings())
    train, test = _arrays(dataset.train, one_in), _arrays(dataset.test, one_in)
    _save(folder / "digits.npz", train, test)
    _save_as_mnist(folder / "MNIST" / "raw", train, test)
    train, test = _coloured(*train, COLOURED_TRAIN // one_in), _coloured(*test, COLOURED_TEST // one_in)
    _save(folder / "coloured.npz", train, test)
    _save_as_cifar(folder / binary(Cifar10()).folder, train, test)


Arrays = tuple[np.ndarray, np.ndarray]


def _arrays(split: Split, one_in: int) -> Arrays:
    """Pixels (N, C, H, W) from 0 to 255, and labels (N,)."""
    count = len(split) // one_in
    return split.images[:count].numpy(), split.labels[:count].numpy()


def _coloured(pixels: np.ndarray, labels: np.ndarray, count: int) -> Arrays:
    """The first so many, with a border of two pixels, in three equal channels."""
    bordered = np.pad(pixels[:count], ((0, 0), (0, 0), (2, 2), (2, 2)))
    return bordered.repeat(3, axis=1), labels[:count]


def _save(path: Path, train: Arrays, test: Arrays) -> None:
    """Normalised with the usual constants, as every program gets them."""
    np.savez(path, train=_normalised(train[0]), train_labels=train[1], test=_normalised(test[0]), test_labels=test[1])


def _normalised(pixels: np.ndarray) -> np.ndarray:
    constants = Constants()
    return (pixels.astype(np.float32) / 255 - np.float32(constants.mean[0])) / np.float32(constants.spread[0])


def _save_as_mnist(folder: Path, train: Arrays, test: Arrays) -> None:
    folder.mkdir(parents=True)
    for name, (pixels, labels) in (("train", train), ("t10k", test)):
        (folder / f"{name}-images-idx3-ubyte").write_bytes(_idx(pixels[:, 0]))
        (folder / f"{name}-labels-idx1-ubyte").write_bytes(_idx(labels.astype(np.uint8)))


def _idx(values: np.ndarray) -> bytes:
    return struct.pack(f">HBB{values.ndim}I", 0, IDX_BYTES, values.ndim, *values.shape) + values.tobytes()


def _save_as_cifar(folder: Path, train: Arrays, test: Arrays) -> None:
    folder.mkdir()
    known = binary(Cifar10())
    for number, name in enumerate(known.train):
        _records(*(part[number :: len(known.train)] for part in train)).tofile(folder / name)
    _records(*test).tofile(folder / known.test[0])


def _records(pixels: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return np.concatenate([labels[:, None].astype(np.uint8), pixels.reshape(len(pixels), -1)], axis=1)
