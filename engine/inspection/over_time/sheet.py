"""Sheet: the tiles of one step of a film as one picture: all in rows, or filter by filter where each has several."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from engine.inspection.over_time.film import Film
from engine.inspection.over_time.kernels import COLOURS, Kernels

SIDE, MOST_FACTOR = 80, 16  # pixels: as large a tile becomes, by whole factors of at most so many
MOST_SIDE, LEAST_SIDE = 480, 24  # of one tile; of one of several of a filter, before those break over rows
BAND = 32  # the least height of a single row of values
ROW = 560  # pixels: tiles wrap to about so much
GAP, BETWEEN = 4, 12  # between tiles, and between filters of several
LETTERS, LABEL, HEADING = 11, 44, 16  # of what is written, and the room for it left of a filter and above its tiles
BLUE, WHITE, RED = (33, 102, 172), (247, 247, 247), (178, 24, 43)
NOT_A_NUMBER, INK = (255, 0, 255), (87, 96, 106)

Pixels = NDArray[np.uint8]


class _Places(NamedTuple):
    """Where tiles (height, width) lie: filters of `group` tiles, `columns` of those in a row, `across` filters beside
    each other. Filters of several have a label at their left, and a heading above where theirs stand in one row.
    """

    group: int
    columns: int
    across: int
    width: int
    height: int
    label: int = 0
    heading: int = 0

    @property
    def lines(self) -> int:
        """Rows of tiles that a filter takes."""
        return -(-self.group // self.columns)

    def corner(self, tile: int) -> tuple[int, int]:
        """The left and the top of a tile."""
        filter_, within = divmod(tile, self.group)
        (down, right), (line, column) = divmod(filter_, self.across), divmod(within, self.columns)
        between = BETWEEN if self.group > 1 else GAP
        left = right * (self.label + self.columns * (self.width + GAP) - GAP + between) + self.label
        top = down * (self.lines * (self.height + GAP) - GAP + (BETWEEN if self.lines > 1 else GAP)) + self.heading
        return left + column * (self.width + GAP), top + line * (self.height + GAP)

    def size(self, count: int) -> tuple[int, int]:
        """The width and the height of so many tiles."""
        corners = [self.corner(tile) for tile in range(count)]
        return max(left for left, _ in corners) + self.width, max(top for _, top in corners) + self.height


def sheet(film: Film, place: int) -> Image.Image:
    """All tiles of the step at a place of a film."""
    kernels = film.kernels
    if kernels is not None and kernels.in_colour:
        return _laid_out(_enlarged(_in_colour(film, place)), None)
    return _laid_out(_enlarged(_coloured(film, place), kernels), kernels)


def _laid_out(tiles: Pixels, kernels: Kernels | None) -> Image.Image:
    count, height, width, _ = tiles.shape
    places = _places(count, width, height, kernels)
    picture = Image.new("RGB", places.size(count), (255, 255, 255))
    for at, tile in enumerate(tiles):
        picture.paste(Image.fromarray(tile), places.corner(at))
    if kernels is not None and places.label:
        _label(picture, places, kernels, count)
    return picture


def _places(count: int, width: int, height: int, kernels: Kernels | None) -> _Places:
    """Filters whole and side by side as far as a row has room; one of more than a row has a few rows of its own."""
    group = 1 if kernels is None else min(kernels.channels, count)
    label = LABEL if group > 1 and height >= LETTERS else 0
    columns = min(group, max(1, (ROW - label + GAP) // (width + GAP)))
    between = BETWEEN if group > 1 else GAP
    across = max(1, (ROW + between) // (label + columns * (width + GAP) - GAP + between)) if columns == group else 1
    whole = group > 1 and columns == group and kernels is not None and kernels.groups == 1
    wide = _font().getlength(f"in {group}") <= width + GAP
    return _Places(group, columns, min(across, -(-count // group)), width, height, label, HEADING * (whole and wide))


def _label(picture: Image.Image, places: _Places, kernels: Kernels, count: int) -> None:
    """Each filter by its number, and above the first ones the channels that they read, counted from 1."""
    draw = ImageDraw.Draw(picture)
    for tile in range(0, count, places.group):
        left, top = places.corner(tile)
        draw.text((left - GAP, top + places.height / 2), f"out {tile // kernels.channels + 1}", INK, _font(), "rm")
    for tile in range(min(count, places.across * places.group) if places.heading else 0):
        left, top = places.corner(tile)
        place = left + places.width / 2, top - HEADING / 2
        draw.text(place, f"in {tile % places.group + 1}", INK, _font(), "mm")


def _enlarged(tiles: Pixels, kernels: Kernels | None = None) -> Pixels:
    """Tiles (n, height, width, 3) by whole factors; those of a filter so that they fit into a row, if not too small.

    A vector, which is a single row, becomes a band.
    """
    longest = max(tiles.shape[1:3])
    factor = max(1, min(MOST_FACTOR, SIDE // longest))
    if kernels is not None and kernels.channels > 1:
        room = (ROW - LABEL) // kernels.channels - GAP
        factor = max(1, min(factor, max(room, LEAST_SIDE) // longest))
    shrunk = max(1, -(-longest * factor // MOST_SIDE))
    down = max(factor, BAND * shrunk) if tiles.shape[:2] == (1, 1) else factor
    found: Pixels = tiles.repeat(down, 1).repeat(factor, 2)[:, ::shrunk, ::shrunk]
    return found


def _shares(film: Film, place: int) -> NDArray[np.float32]:
    """Where each value lies between the limits of the film, 0 to 1."""
    low, high = film.limits
    values = np.nan_to_num(film.frames[place], nan=low, posinf=high, neginf=low)
    found: NDArray[np.float32] = np.clip((values - low) / (high - low), 0, 1)
    return found


def _coloured(film: Film, place: int) -> Pixels:
    """Filters blue below zero and red above, maps from black to white; what is no number is magenta."""
    share = _shares(film, place)[..., None]
    if film.what == "filters":
        blue, white, red = (np.array(colour, np.float32) for colour in (BLUE, WHITE, RED))
        mixed = np.where(share < 0.5, blue + (white - blue) * share * 2, white + (red - white) * (share * 2 - 1))
    else:
        mixed = np.repeat(share * 255, 3, -1)
    return _marked(mixed, np.isnan(film.frames[place]))


def _in_colour(film: Film, place: int) -> Pixels:
    """Whole filters (n, height, width, 3) of red, green and blue kernels, grey at zero."""
    share, wrong = _shares(film, place), np.isnan(film.frames[place])
    whole = -1, COLOURS, *share.shape[1:]
    return _marked(share.reshape(whole).transpose(0, 2, 3, 1) * 255, wrong.reshape(whole).any(1))


def _marked(mixed: NDArray[np.float32], wrong: NDArray[np.bool_]) -> Pixels:
    pixels: Pixels = np.where(wrong[..., None], NOT_A_NUMBER, mixed.round()).astype(np.uint8)
    return pixels


@lru_cache(1)
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.load_default(LETTERS)  # type: ignore[return-value]  # of a size it is one
