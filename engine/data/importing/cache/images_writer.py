"""ImagesWriter: decoded images written as they come, with all that is known of each at the end."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

from engine.data.importing.cache.moments import moments_of
from engine.data.importing.decoding.pixels import Images
from engine.data.importing.finding.passed_over import as_text
from engine.data.splits.stock import ranks_of
from engine.files import write_synced
from engine.network.shapes import Shape
from engine.platform import HERE


class ImagesWriter:
    """Writes `images.npy`, of a number of images that is known at the end alone; a context."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        self._folder, self._shape = folder, shape
        self._digest = hashlib.blake2b(digest_size=16)
        self._file: IO[bytes] = (folder / "images.npy").open("wb")
        self.labels: list[int] = []
        self._names: list[str] = []
        self._sizes: list[tuple[int, int]] = []
        self._moments: list[NDArray[np.float64]] = [moments_of(np.empty((0, *shape), np.uint8))]
        self._write_header()

    def add(self, images: Images) -> None:
        """More of them, with their labels, names and sizes."""
        content = np.ascontiguousarray(images.pixels).reshape(-1).data
        self._file.write(content)
        self._digest.update(content)
        self._moments.append(moments_of(images.pixels))
        self.labels += images.labels
        self._names += map(as_text, images.names)
        self._sizes += images.sizes

    def finish(self, labels: NDArray[np.int64]) -> None:
        """All that is left to write: how many there were, and their labels, which may be numbered anew by then."""
        self._file.seek(0)
        self._write_header()
        self._file.flush()
        HERE.sync_file(self._file.fileno())
        self._file.close()
        lines = "".join(f"{name}\n" for name in self._names).encode()
        write_synced(self._folder / "names.txt", lines)
        self._digest.update(labels.data)
        self._digest.update(lines)
        self._save("labels", labels)
        self._save("ranks", ranks_of(self._names))
        self._save("moments", np.concatenate(self._moments))
        if self._sizes:
            self._save("sizes", np.array(self._sizes, np.int32))

    @property
    def checksum(self) -> str:
        """Of all pixels, labels and names, once they are written."""
        return self._digest.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def _save(self, name: str, values: NDArray[np.generic]) -> None:
        """Through memory: NumPy's own writing into a file does not say that a disk is full."""
        content = BytesIO()
        np.save(content, values)
        write_synced(self._folder / f"{name}.npy", content.getvalue())

    def _write_header(self) -> None:
        """NumPy leaves room in it for the number of images to grow."""
        shape = (len(self.labels), *self._shape)
        header = {"descr": "|u1", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)
