"""The digits that come with the program: 8,000 to train on and 2,000 to test on, always the same ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.data.readers.read_parts import Parts, checked
from engine.errors import DataError, Place
from engine.files import RESOURCES
from engine.project.data.sources import Digits

FILE = RESOURCES / "mnist-10k.npz"


def read_bundled(source: Digits, path: Path = FILE) -> Parts:
    """Both parts; raises DataError when the file is missing or damaged."""
    images, labels = read_arrays(path)
    edge = source.published.train_images
    return Parts(
        checked(images[:edge], labels[:edge], source, path), checked(images[edge:], labels[edge:], source, path)
    )


def read_arrays(path: Path = FILE) -> tuple[np.ndarray, np.ndarray]:
    """All images (N, H, W) and labels (N,), those to train on first; raises DataError as `read_bundled`."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return arrays["images"], arrays["labels"]
    except Exception:  # noqa: BLE001  # a damaged archive makes zipfile, zlib and numpy raise errors of every kind
        raise DataError(
            "The bundled digits are missing or damaged.", "Install Layerscope again.", Place(str(path))
        ) from None
