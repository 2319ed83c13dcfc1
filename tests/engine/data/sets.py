"""Small data sets on disk, laid out as the published ones are."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.store import load
from engine.errors import DataError
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import CIFAR_CLASSES, Source


def idx(values: np.ndarray) -> bytes:
    return bytes([0, 0, 8, values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


def put_mnist(root: Path, folder: str = "MNIST", side: int = 28, labels: tuple[int, ...] = (3, 1, 4)) -> Path:
    raw = root / folder / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        images = np.random.default_rng(1).integers(0, 256, (3, side, side), np.uint8)
        (raw / f"{part}-images-idx3-ubyte").write_bytes(idx(images))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(idx(np.array(labels, np.uint8)))
    return raw


def put_cifar(root: Path, images: int = 2) -> Path:
    folder = root / "cifar-10-batches-bin"
    folder.mkdir()
    for number, name in enumerate([*(f"data_batch_{batch}" for batch in range(1, 6)), "test_batch"]):
        records = np.full((images, 3073), number, np.uint8)
        records[:, 1025:2049] += 100  # green
        (folder / f"{name}.bin").write_bytes(records.tobytes())
    return folder


def put_cifar_100(root: Path, images: int = 2) -> Path:
    folder = root / "cifar-100-binary"
    folder.mkdir(parents=True)
    for name, first in (("train", 40), ("test", 90)):
        records = np.zeros((images, 3074), np.uint8)
        records[:, 0], records[:, 1] = 7, np.arange(first, first + images)  # coarse, fine
        records[:, 1026:2050] = 100  # green
        (folder / f"{name}.bin").write_bytes(records.tobytes())
    return folder


def put_emnist(root: Path, split: str = "letters", labels: tuple[int, ...] = (1, 26, 4)) -> Path:
    """Every image is a bright first row, which lies on its side in the file."""
    raw = root / "EMNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    images = np.zeros((len(labels), 28, 28), np.uint8)
    images[:, :, 0] = 200
    for part in ("train", "test"):
        (raw / f"emnist-{split}-{part}-images-idx3-ubyte").write_bytes(idx(images))
        (raw / f"emnist-{split}-{part}-labels-idx1-ubyte").write_bytes(idx(np.array(labels, np.uint8)))
    return raw


def put_svhn(root: Path, labels: tuple[int, ...] = (1, 10, 9)) -> Path:
    """Every image is red, with a bright first row; labels are numbers of eight bytes, as MATLAB makes them."""
    images = np.zeros((32, 32, 3, len(labels)), np.uint8)
    images[:, :, 0], images[0] = 90, 200
    root.mkdir(parents=True, exist_ok=True)
    for part in ("train", "test"):
        values = {"X": images, "y": np.array(labels, np.float64)[:, None]}
        (root / f"{part}_32x32.mat").write_bytes(mat(values))
    return root


def mat(arrays: dict[str, np.ndarray], *, packed: bool = True, order: str = "<", sort: int = 9) -> bytes:
    """Arrays as a MATLAB file of version 5 holds them; `sort` 9 is one of bytes, as the file has it."""
    header = b"MATLAB 5.0 MAT-file, made for a test".ljust(124) + (b"\0\1IM" if order == "<" else b"\1\0MI")
    return header + b"".join(_variable(name, values, packed, order, sort) for name, values in arrays.items())


def _variable(name: str, values: np.ndarray, packed: bool, order: str, sort: int) -> bytes:
    kind = {"u1": 2, "u2": 4, "f8": 9}[values.dtype.str[1:]]
    parts = (
        _element(6, struct.pack(f"{order}II", sort, 0), order),
        _element(5, struct.pack(f"{order}{values.ndim}i", *values.shape), order),
        _element(1, name.encode(), order),
        _element(kind, values.astype(values.dtype.newbyteorder(order)).tobytes("F"), order),
    )
    whole = _element(14, b"".join(parts), order)
    compressed = zlib.compress(whole)
    return struct.pack(f"{order}II", 15, len(compressed)) + compressed if packed else whole


def _element(kind: int, content: bytes, order: str) -> bytes:
    """One of four bytes or fewer lies in its own tag."""
    if 0 < len(content) <= 4:
        return struct.pack(f"{order}I", len(content) << 16 | kind) + content.ljust(4, b"\0")
    return struct.pack(f"{order}II", kind, len(content)) + content + bytes(-len(content) % 8)


def put_jpeg(root: Path, images: int = 2) -> Path:
    for part in ("train", "test"):
        for number, name in enumerate(CIFAR_CLASSES):
            folder = root / "cifar10-jpeg" / part / name
            folder.mkdir(parents=True)
            for image in range(images):
                Image.new("RGB", (32, 32), (number * 20, 100, 0)).save(folder / f"{image:04}.jpg")
    return root / "cifar10-jpeg"


def refused(source: Source, root: Path) -> str:
    with pytest.raises(DataError) as error:
        load(DataSettings(source=source), root)
    return str(error.value)
