"""A person's own images on disk, as many as a test wants. Needs neither Qt nor torch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

CLASSES = ("cat", "dog")


def picture(number: int, label: int = 0, size: tuple[int, int] = (12, 12), mode: str = "RGB") -> Image.Image:
    """Noise (width, height) with a bright row that tells the label, so that it can be learned in a moment."""
    width, height = size
    values = np.random.default_rng(number * 101 + label).integers(0, 120, (height, width, 3), np.uint8)
    values[(2 * label + 1) % height] = 255
    return Image.fromarray(values).convert(mode)


def put_classes(
    root: Path, count: int = 6, classes: Sequence[str] = CLASSES, ending: str = "png", **look: object
) -> Path:
    """Writes so many pictures of each class into folders of theirs; gives the root."""
    for label, name in enumerate(classes):
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            picture(number, label, **look).save(folder / f"{number:03}.{ending}")
    return root


def put_parts(root: Path, train: int = 6, test: int = 3, **look: object) -> Path:
    """The same in folders for training and testing."""
    put_classes(root / "train", train, **look)
    put_classes(root / "test", test, **look)
    return root


def arrays(count: int = 12, shape: tuple[int, ...] = (12, 12), classes: int = 2) -> dict[str, np.ndarray]:
    """Images and labels, going round, as an archive of NumPy's has them."""
    images = np.random.default_rng(0).integers(0, 120, (count, *shape), np.uint8)
    labels = np.arange(count) % classes
    images[np.arange(count), 2 * labels + 1] = 255
    return {"images": images, "labels": labels}
