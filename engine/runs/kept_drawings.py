"""Own drawings that a run trains with, in its folder: whatever becomes of the person's own, it goes on with these."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from engine.errors import RunFolderError
from engine.files import write_aside


def save_drawings(images: NDArray[np.uint8], labels: NDArray[np.int64], path: Path) -> None:
    """Writes images (N, C, H, W) and labels (N,), the newest first; raises OSError."""
    write_aside(path, save({"images": np.ascontiguousarray(images), "labels": labels.astype(np.int64)}))


def read_drawings(path: Path) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """What was written; raises RunFolderError in words."""
    try:
        arrays = load(path.read_bytes())
        images, labels = arrays["images"], arrays["labels"]
    except (OSError, SafetensorError, KeyError):
        raise _unreadable(path) from None
    alike = images.ndim == 4 and labels.shape == images.shape[:1]
    if not alike or images.dtype != np.uint8 or labels.dtype != np.int64:
        raise _unreadable(path)
    return images, labels


def _unreadable(path: Path) -> RunFolderError:
    what = f"The own drawings that the run trains with cannot be read: “{path}”."
    return RunFolderError(what, "Bring the file back, or train its project afresh.")
