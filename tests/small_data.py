"""Small data sets on disk: an MNIST with as many images as a test wants. Needs neither Qt nor torch."""

import struct
from pathlib import Path

import numpy as np


def idx(values: np.ndarray) -> bytes:
    """Unsigned bytes as an IDX file holds them."""
    return bytes([0, 0, 8, values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


def put_idx(root: Path, train: int, test: int, folder: str = "MNIST", seed: int = 0) -> Path:
    """Writes so many images of 28×28, labels going round, as a torchvision root; gives the root.

    They are noise with a bright row that tells the label, so that they can be learned in a moment.
    """
    raw, random = root / folder / "raw", np.random.default_rng(seed)
    raw.mkdir(parents=True, exist_ok=True)
    for part, count in (("train", train), ("t10k", test)):
        images, labels = random.integers(0, 256, (count, 28, 28), np.uint8), np.arange(count, dtype=np.uint8) % 10
        images[np.arange(count), 2 * labels] = 255
        (raw / f"{part}-images-idx3-ubyte").write_bytes(idx(images))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(idx(labels))
    return root
