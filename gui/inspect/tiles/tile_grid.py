"""Where the tiles of a mosaic lie: whole device pixels, so that every value is a square as sharp as the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

LARGEST_PIXEL = 32  # a filter of 1×1 is a small square, not a wall
LEAST_SIDE = 24  # of a tile, in logical pixels at a zoom of 1, where not all of them are in sight in any case
GROUP_GAP = 12  # added between groups, so that they stand apart


@dataclass(frozen=True)
class Grid:
    """Tiles in rows from left to right; lengths in device pixels, from the upper left of the first tile.

    Tiles may stand in groups: `group` of them side by side, then `group_gap` more; a row holds whole groups. Left of
    each group is room for a `label`, and above all rows for a `heading`.
    """

    count: int
    columns: int
    tile_width: int
    tile_height: int
    gap: int
    group: int = 1
    group_gap: int = 0
    label: int = 0
    heading: int = 0

    @property
    def pitch(self) -> int:
        """From the left of one tile to the left of the next in its group."""
        return self.tile_width + self.gap

    @property
    def group_width(self) -> int:
        """From the left of one group to the left of the next."""
        return self.label + self.group * self.pitch + self.group_gap

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-self.count // self.columns)

    @property
    def row_height(self) -> int:
        """From the top of one row to the top of the next."""
        return self.tile_height + self.gap

    @property
    def height(self) -> int:
        """Of heading and all rows, without a gap after the last."""
        return self.heading + max(0, self.rows * self.row_height - self.gap)

    def origin(self, tile: int) -> tuple[int, int]:
        """The upper left of a tile, x and y."""
        row, column = divmod(tile, self.columns)
        group, within = divmod(column, self.group)
        return group * self.group_width + self.label + within * self.pitch, self.heading + row * self.row_height

    def tile_at(self, x: float, y: float) -> int | None:
        """The tile at this point; None in a gap, on a label and outside."""
        group, into = divmod(x, self.group_width)
        if x < 0 or y < self.heading or into < self.label:
            return None
        within, across = divmod(into - self.label, self.pitch)
        row, down = divmod(y - self.heading, self.row_height)
        column = int(group * self.group + within)
        tile = int(row) * self.columns + column
        inside = within < self.group and column < self.columns and across < self.tile_width and down < self.tile_height
        return tile if inside and tile < self.count else None

    def rows_between(self, top: float, bottom: float) -> range:
        """The rows that lie, wholly or in part, between two heights."""
        first = max(0, int((top - self.heading) // self.row_height))
        last = min(self.rows, int((bottom - self.heading) // self.row_height) + 1)
        return range(first, max(first, last))

    def tiles_in(self, rows: range) -> range:
        """The tiles of these rows."""
        return range(rows.start * self.columns, min(rows.stop * self.columns, self.count))

    # Where an arrow key leads from a tile; it stays where there is nothing further.

    def before(self, tile: int) -> int:
        """The tile to the left, over the edge the last of the row above."""
        return max(tile - 1, 0)

    def after(self, tile: int) -> int:
        """The tile to the right, over the edge the first of the row below."""
        return min(tile + 1, self.count - 1)

    def above(self, tile: int) -> int:
        """The tile in the row above."""
        return tile - self.columns if tile >= self.columns else tile

    def below(self, tile: int) -> int:
        """The tile in the row below."""
        return tile + self.columns if tile + self.columns < self.count else tile

    def first(self, tile: int) -> int:
        """The first tile of all."""
        return 0

    def last(self, tile: int) -> int:
        """The last tile of all."""
        return self.count - 1


class Groups(NamedTuple):
    """How many tiles stand together; device pixels left of each group for its label, and above all for a heading."""

    size: int = 1
    label: int = 0
    heading: int = 0


SINGLE = Groups()


def arranged(
    count: int, size: tuple[int, int], tile: int, available: int, ratio: float, groups: Groups = SINGLE
) -> Grid:
    """Maps of `size` (height, width) enlarged by whole factors to at most `tile`, as many in a row as are available.

    `tile` and `available` are device pixels, `ratio` is device pixels for each logical pixel. A map larger than `tile`
    keeps its size; only one wider than what is available is shrunk. Rows are as equal as can be. Groups that do
    not fit are dissolved: then each row is one.
    """
    group, label, heading = groups
    width, height = _tile_size(size, tile, available - label, ratio)
    gap = round((8 if width > 32 * ratio else 4) * ratio)
    group_gap = round(GROUP_GAP * ratio) if group > 1 else 0
    fitting = (available + gap + group_gap) // (label + group * (width + gap) + group_gap)
    if group > 1 and fitting:
        return Grid(count, fitting * group, width, height, gap, group, group_gap, label, heading)
    columns = max(1, (available - label + gap) // (width + gap))
    if group == 1 and count:  # in equal rows, so that none stands alone below the others
        columns = max(1, -(-count // -(-count // columns)))
    return Grid(count, columns, width, height, gap, columns, 0, label, heading)


def _tile_size(size: tuple[int, int], tile: int, available: int, ratio: float) -> tuple[int, int]:
    """Width and height of a tile."""
    height, width = size
    factor = max(1, min(tile // max(height, width), round(LARGEST_PIXEL * ratio)))
    if width * factor > available > 0:
        return available, max(1, round(height * available / width))
    return width * factor, height * factor


def fitting_side(count: int, size: tuple[int, int], width: int, height: int) -> int:
    """The side of the largest tiles, whole factors of maps of `size`, that all fit into a place; logical pixels.

    Where even small ones do not fit, they are small, and scroll.
    """
    longest = max(size)
    least = -(-LEAST_SIDE // longest)
    for factor in range(LARGEST_PIXEL, least, -1):
        grid = arranged(count, size, factor * longest, width, 1.0)
        if grid.height <= height and grid.tile_width == factor * size[1]:
            return factor * longest
    return least * longest
