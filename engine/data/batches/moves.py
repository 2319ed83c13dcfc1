"""Moves: changes that only say where each pixel of an image comes from, of a whole batch at once.

Crops and flips go from pixel to pixel, so any number of them is one exact `gather`. With turns, shifts and scales among
them they are one affine map for each image and one bilinear `grid_sample`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from typing import TypeAlias

import torch
from torch import Tensor
from torch.nn import functional as F

OUTSIDE = 1 << 20  # a row or column so far off the image that no further shift or flip brings it back

Terms: TypeAlias = tuple[Tensor | float, ...]  # the upper two rows of a matrix, one by one, each of all images (N,)


@dataclass(frozen=True, eq=False)
class Crop:
    """Rows and columns, int64 (N,), by which each image's window is moved down and to the right."""

    down: Tensor
    right: Tensor

    def sources(self, rows: Tensor, columns: Tensor, height: int, width: int) -> tuple[Tensor, Tensor]:
        """Where these rows (N, H) and columns (N, W) come from."""
        return rows + self.down[:, None], columns + self.right[:, None]

    def terms(self, height: int, width: int) -> Terms:
        """The same as a map of points."""
        return 1.0, 0.0, self.right, 0.0, 1.0, self.down


@dataclass(frozen=True, eq=False)
class Flip:
    """Which images, bool (N,), are mirrored left and right."""

    mirrored: Tensor

    def sources(self, rows: Tensor, columns: Tensor, height: int, width: int) -> tuple[Tensor, Tensor]:
        """Where these rows (N, H) and columns (N, W) come from."""
        return rows, torch.where(self.mirrored[:, None], width - 1 - columns, columns)

    def terms(self, height: int, width: int) -> Terms:
        """The same as a map of points."""
        return _turned_round(self.mirrored), 0.0, 0.0, 0.0, 1.0, 0.0


@dataclass(frozen=True, eq=False)
class FlipUpDown:
    """Which images, bool (N,), are mirrored up and down."""

    mirrored: Tensor

    def sources(self, rows: Tensor, columns: Tensor, height: int, width: int) -> tuple[Tensor, Tensor]:
        """Where these rows (N, H) and columns (N, W) come from."""
        return torch.where(self.mirrored[:, None], height - 1 - rows, rows), columns

    def terms(self, height: int, width: int) -> Terms:
        """The same as a map of points."""
        return 1.0, 0.0, 0.0, 0.0, _turned_round(self.mirrored), 0.0


@dataclass(frozen=True, eq=False)
class Rotation:
    """Degrees, float32 (N,), by which each image is turned about its centre, anticlockwise."""

    degrees: Tensor

    def terms(self, height: int, width: int) -> Terms:
        """Where a point comes from."""
        angle = self.degrees * (pi / 180)
        cosine, sine = angle.cos(), angle.sin()
        return cosine, -sine, 0.0, sine, cosine, 0.0


@dataclass(frozen=True, eq=False)
class Shift:
    """Shares of the height and the width, float32 (N,), by which what is in an image moves down and to the right."""

    down: Tensor
    right: Tensor

    def terms(self, height: int, width: int) -> Terms:
        """Where a point comes from."""
        return 1.0, 0.0, self.right * -width, 0.0, 1.0, self.down * -height


@dataclass(frozen=True, eq=False)
class Scale:
    """How many times as large, float32 (N,), what is in each image becomes."""

    factor: Tensor

    def terms(self, height: int, width: int) -> Terms:
        """Where a point comes from."""
        return 1 / self.factor, 0.0, 0.0, 0.0, 1 / self.factor, 0.0


Exact: TypeAlias = Crop | Flip | FlipUpDown
Move: TypeAlias = Crop | Flip | FlipUpDown | Rotation | Shift | Scale


def moved(images: Tensor, moves: Sequence[Move]) -> Tensor:
    """uint8 (N, C, H, W) after the moves, in their order; what comes from outside an image is black."""
    exact = [move for move in moves if isinstance(move, Exact)]
    return gathered(images, exact) if len(exact) == len(moves) else warped(images, moves)


def gathered(images: Tensor, moves: Sequence[Exact]) -> Tensor:
    """Pixel by pixel; what once left an image is black."""
    count, channels, height, width = images.shape
    rows = torch.arange(height, device=images.device).expand(count, -1)
    columns = torch.arange(width, device=images.device).expand(count, -1)
    for move in reversed(moves):  # from where a pixel arrives back to where it began
        rows, columns = move.sources(rows, columns, height, width)
        rows, columns = _inside(rows, height), _inside(columns, width)
    places = (rows[:, :, None] * width + columns[:, None, :]).flatten(1)
    places = places.clamp_(max=height * width)  # everything outside is the black pixel appended to each image
    pixels = F.pad(images.flatten(2), (0, 1))
    return pixels.gather(2, places[:, None].expand(-1, channels, -1)).view_as(images)


def warped(images: Tensor, moves: Sequence[Move]) -> Tensor:
    """Through one affine map for each image; between pixels their values are mixed."""
    grid = grid_of(moves, images)  # before there are images as numbers: it takes most of the memory
    return sampled(images.float(), grid).round_().to(torch.uint8)


def sampled(values: Tensor, grid: Tensor) -> Tensor:
    """Values float32 (N, C, H, W) from where a grid says; what comes from outside is 0."""
    return F.grid_sample(values, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def grid_of(moves: Sequence[Move], images: Tensor) -> Tensor:
    """Where each pixel of images (N, C, H, W) comes from through all moves."""
    return _grid(affine(moves, images), *images.shape[2:])


def affine(moves: Sequence[Move], images: Tensor) -> Tensor:
    """Where a point comes from through all moves, float32 (N, 3, 3): columns right and rows down from the centre."""
    count, _, height, width = images.shape
    found = torch.eye(3, device=images.device).repeat(count, 1, 1)
    for move in moves:
        found = found @ _matrix(move.terms(height, width), found)
    return found


def _matrix(terms: Terms, like: Tensor) -> Tensor:
    matrix = torch.zeros_like(like)
    matrix[:, 2, 2] = 1.0
    for place, term in enumerate(terms):
        matrix[:, place // 3, place % 3] = term
    return matrix


def _grid(maps: Tensor, height: int, width: int) -> Tensor:
    """Where each pixel comes from, float32 (N, H, W, 2), as `grid_sample` wants it: from −1 to 1 over the image."""
    down = (torch.arange(height, device=maps.device) + 0.5 - height / 2)[:, None]
    right = torch.arange(width, device=maps.device) + 0.5 - width / 2
    columns, rows = (one[:, 0] * right + one[:, 1] * down + one[:, 2] for one in maps[:, :2, :, None, None].unbind(1))
    return torch.stack((columns * (2 / width), rows * (2 / height)), -1)


def _turned_round(mirrored: Tensor) -> Tensor:
    return 1.0 - 2.0 * mirrored


def _inside(places: Tensor, size: int) -> Tensor:
    return places.masked_fill((places < 0) | (places >= size), OUTSIDE)
