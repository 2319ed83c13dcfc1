"""PartWriter: the images of one part written as they come, with their labels and names at the end."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import numpy as np
from numpy.typing import NDArray

from engine.data.importing.decoding.pixels import Images
from engine.data.importing.finding.passed_over import as_text
from engine.files import write_synced
from engine.network.shapes import Shape
from engine.platform import HERE


class Statistics:
    """Mean and deviation of each channel over all images that were added, for pixels from 0 to 1."""

    def __init__(self, channels: int) -> None:
        self._sum = np.zeros(channels)
        self._squares = np.zeros(channels)
        self._count = 0  # of pixels

    def add(self, images: NDArray[np.uint8]) -> None:
        """Counts images (N, C, H, W) in."""
        for channel in range(len(self._sum)):
            values = images[:, channel].astype(np.float32).reshape(-1) / 255
            self._sum[channel] += values.sum(dtype=np.float64)
            self._squares[channel] += float(np.dot(values, values))
        self._count += images[:, 0].size

    @property
    def mean(self) -> tuple[float, ...]:
        """Of each channel."""
        return tuple((self._sum / max(1, self._count)).tolist())

    @property
    def deviation(self) -> tuple[float, ...]:
        """Of each channel."""
        mean = np.array(self.mean)
        return tuple(np.sqrt(np.maximum(0, self._squares / max(1, self._count) - mean**2)).tolist())


class PartWriter:
    """Writes `PART-images.npy`, of a number of images that is known at the end alone; a context."""

    def __init__(self, folder: Path, part: str, shape: Shape, digest: Any) -> None:
        self._folder, self._part, self._shape = folder, part, shape
        self._digest = digest  # of hashlib, which names no type
        self._file: IO[bytes] = (folder / f"{part}-images.npy").open("wb")
        self.labels: list[int] = []
        self._names: list[str] = []
        self._sizes: list[tuple[int, int]] = []
        self._write_header()

    def add(self, images: Images) -> None:
        """More of them, with their labels, names and sizes."""
        content = np.ascontiguousarray(images.pixels).reshape(-1).data
        self._file.write(content)
        self._digest.update(content)
        self.labels += images.labels
        self._names += images.names
        self._sizes += images.sizes

    def finish(self, labels: NDArray[np.int64]) -> None:
        """All that is left to write: how many there were, and their labels, which may be numbered anew by then."""
        self._file.seek(0)
        self._write_header()
        self._file.flush()
        HERE.sync_file(self._file.fileno())
        self._file.close()
        self._digest.update(labels.data)
        np.save(self._folder / f"{self._part}-labels.npy", labels)
        lines = "".join(f"{as_text(name)}\n" for name in self._names)
        write_synced(self._folder / f"{self._part}-names.txt", lines.encode())
        if self._sizes:
            np.save(self._folder / f"{self._part}-sizes.npy", np.array(self._sizes, np.int32))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def _write_header(self) -> None:
        """NumPy leaves room in it for the number of images to grow."""
        shape = (len(self.labels), *self._shape)
        header = {"descr": "|u1", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)
