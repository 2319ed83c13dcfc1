"""Small data sets on disk, laid out as the published ones are."""

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.store import load
from engine.errors import DataError
from engine.project.data_settings import DataSettings
from engine.project.sources import CIFAR_CLASSES, Source


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
