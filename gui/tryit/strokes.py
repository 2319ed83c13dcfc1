"""A drawing as a value: the image under it, the steps that made it, and those undone. Free of Qt.

Coordinates are pixels of a square of SIDE × SIDE with the origin at the upper left, whatever the size of the widget.
"""

from __future__ import annotations

import zlib
from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct

from engine.service.answers import ImageOf, PictureOf

SIDE = 280
THIN, DEFAULT_WIDTH, THICK = 12.0, 24.0, 40.0
MIN_WIDTH, MAX_WIDTH = 4.0, 64.0

Tool: TypeAlias = Literal["pen", "eraser"]


class Point(Struct, frozen=True):
    """Where the tip was, and how wide it drew there. A stroke may leave the square and come back."""

    x: float
    y: float
    width: float = DEFAULT_WIDTH


class Stroke(Struct, frozen=True):
    """One line of the pen or the eraser, from pressing to lifting: at least one point."""

    points: tuple[Point, ...]
    tool: Tool = "pen"


class Clear(Struct, frozen=True):
    """Everything before it wiped away, the image under it too."""


class Ground(Struct, frozen=True, eq=False):
    """An image in the place of everything before it, taken as it is: uint8 (1 or 3, H, W), or None until it is here."""

    image: ImageOf | PictureOf
    pixels: np.ndarray | None


class Picture(Struct, frozen=True):
    """A drawing put in the place of everything before it: uint8 (SIDE, SIDE), row by row, compressed with zlib.

    `name` is that of the picture which it was taken from.
    """

    packed: bytes
    name: str = ""

    @classmethod
    def of(cls, pixels: np.ndarray, name: str = "") -> Picture:
        """The uint8 array (SIDE, SIDE) as a step; raises ValueError for any other shape or type."""
        if pixels.shape != (SIDE, SIDE) or pixels.dtype != np.uint8:
            raise ValueError(f"A picture is uint8 {SIDE}×{SIDE}, not {pixels.dtype} {pixels.shape}.")
        return cls(zlib.compress(pixels.tobytes()), name)

    def pixels(self) -> np.ndarray:
        """The uint8 array (SIDE, SIDE); raises ValueError when the bytes are anything else."""
        expected = SIDE * SIDE
        try:
            # One byte more than a picture needs is asked for, so that a tiny file cannot unpack into gigabytes.
            raw = zlib.decompressobj().decompress(self.packed, expected + 1)
        except zlib.error as error:
            raise ValueError("The picture of a drawing is damaged.") from error
        if len(raw) != expected:
            raise ValueError("The picture of a drawing has the wrong size.")
        return np.frombuffer(raw, np.uint8).reshape(SIDE, SIDE)


Step: TypeAlias = Stroke | Clear | Picture | Ground


class Drawing(Struct, frozen=True):
    """What lay there first, an image or a stroke of the program's own; the steps that were made on it, oldest first;
    and those undone, the next to redo last.
    """

    steps: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    first: Ground | Stroke | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.steps)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back and nothing was drawn since."""
        return bool(self.undone)

    @property
    def visible(self) -> tuple[Step, ...]:
        """The steps since the last clearing, or since and with the last image: those that leave a mark."""
        under = () if self.first is None else (self.first,)
        return tuple(reversed(_until_covered((*under, *self.steps))))

    @property
    def ground(self) -> Ground | None:
        """The image that is seen under the strokes; None on an empty sheet."""
        below = self.visible[:1]
        return below[0] if below and isinstance(below[0], Ground) else None

    def with_step(self, step: Step) -> Drawing:
        """The drawing with one more step; what was undone is gone."""
        return Drawing((*self.steps, step), (), self.first)

    def cleared(self) -> Drawing:
        """The drawing wiped, which can be undone; itself when there is nothing to wipe."""
        return self.with_step(Clear()) if self.visible else self

    def undo(self) -> Drawing:
        """The drawing before its last step; itself when there is none."""
        return Drawing(self.steps[:-1], (*self.undone, self.steps[-1]), self.first) if self.steps else self

    def redo(self) -> Drawing:
        """The drawing with the step last undone; itself when there is none."""
        return Drawing((*self.steps, self.undone[-1]), self.undone[:-1], self.first) if self.undone else self

    def of(self, pixels: np.ndarray) -> Drawing:
        """The pixels of the image that lay there first have come."""
        if not isinstance(self.first, Ground):
            return self
        return Drawing(self.steps, self.undone, Ground(self.first.image, pixels))


def _until_covered(steps: tuple[Step, ...]) -> list[Step]:
    """The steps newest first, up to one that hides all before it: a picture is kept, a clearing is not."""
    kept: list[Step] = []
    for step in reversed(steps):
        if isinstance(step, Clear):
            break
        kept.append(step)
        if isinstance(step, Picture | Ground):
            break
    return kept


# A 3 written with a pen that presses a little harder in the curves: x, y, width.
_THREE = (
    (86, 78, 21), (93, 66, 22), (107, 56, 24), (126, 50, 25), (146, 49, 26), (164, 54, 27), (178, 65, 27),
    (184, 81, 27), (180, 98, 27), (169, 113, 26), (153, 124, 25), (136, 131, 24), (124, 134, 23), (139, 134, 23),
    (158, 138, 24), (175, 147, 26), (187, 161, 27), (192, 179, 28), (188, 198, 28), (177, 214, 27), (160, 226, 26),
    (140, 232, 25), (119, 232, 24), (100, 226, 23), (86, 216, 21), (79, 206, 19),
)  # fmt: skip


def three() -> Drawing:
    """The hand-written 3 that waits on the canvas when the program first opens; nobody drew it, so none undoes it."""
    line = np.array(_THREE, dtype=float)
    for _ in range(2):
        line = _corners_cut(line)
    return Drawing(first=Stroke(tuple(Point(*row) for row in line.round(2).tolist())))


def _corners_cut(line: np.ndarray) -> np.ndarray:
    """The polyline (N, 3) with every corner cut at a quarter of its sides (G. Chaikin, 1974): twice the points."""
    cut = np.empty((2 * len(line), 3))
    cut[0], cut[-1] = line[0], line[-1]
    cut[1:-1:2] = 0.75 * line[:-1] + 0.25 * line[1:]
    cut[2:-1:2] = 0.25 * line[:-1] + 0.75 * line[1:]
    return cut
