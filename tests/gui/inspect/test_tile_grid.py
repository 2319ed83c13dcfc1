"""Where tiles lie, and which tile lies where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.inspect.tiles.tile_grid import Grid, Groups, arranged, fitting_side

counts, sides, gaps = st.integers(1, 60), st.integers(1, 40), st.integers(1, 9)
plain = st.builds(Grid, counts, counts, sides, sides, gaps)
grouped = st.builds(
    lambda count, groups, group, side, gap, more: Grid(count, groups * group, side, side, gap, group, more),
    counts, st.integers(1, 6), st.integers(2, 6), sides, gaps, gaps,
)  # fmt: skip
grids = plain | grouped


@given(grids, st.data())
def test_a_point_inside_a_tile_finds_the_tile(grid, data):
    tile = data.draw(st.integers(0, grid.count - 1))
    x, y = grid.origin(tile)
    right, bottom = grid.tile_width - 1, grid.tile_height - 1
    assert grid.tile_at(x, y) == grid.tile_at(x + right, y + bottom) == tile
    assert grid.tile_at(x + grid.tile_width, y) is None
    assert grid.tile_at(x, y + grid.tile_height) is None
    assert tile in grid.tiles_in(grid.rows_between(y, y + 1))


@given(grids)
def test_all_tiles_lie_within_the_height(grid):
    _, y = grid.origin(grid.count - 1)
    assert y + grid.tile_height == grid.height
    assert grid.tiles_in(grid.rows_between(-5, grid.height + 5)) == range(grid.count)
    assert not grid.rows_between(grid.height + grid.gap, grid.height + 100)


@given(grids, st.data())
def test_every_key_leads_to_a_tile(grid, data):
    tile = data.draw(st.integers(0, grid.count - 1))
    leads = (grid.before, grid.after, grid.above, grid.below, grid.first, grid.last)
    assert all(0 <= lead(tile) < grid.count for lead in leads)


@pytest.mark.parametrize(
    ("size", "tile", "available", "expected"),
    [
        ((5, 5), 72, 600, (70, 70)),  # 14 screen pixels a value
        ((28, 28), 96, 600, (84, 84)),
        ((1, 1), 72, 600, (32, 32)),  # no walls of one colour
        ((112, 112), 96, 600, (112, 112)),  # larger than wished: kept
        ((400, 800), 96, 600, (300, 600)),  # wider than there is room: shrunk
    ],
)
def test_maps_are_enlarged_by_whole_factors(size, tile, available, expected):
    grid = arranged(3, size, tile, available, 1.0)
    assert (grid.tile_height, grid.tile_width) == expected


def test_as_many_tiles_stand_in_a_row_as_fit():
    assert arranged(18, (28, 28), 84, 84 * 6 + 8 * 5, 1.0).columns == 6
    assert arranged(20, (28, 28), 84, 84 * 6 + 8 * 5 - 1, 1.0).columns == 5
    assert arranged(20, (28, 28), 84, 10, 1.0).columns == 1
    assert arranged(16, (5, 5), 45, 49 * 15, 1.0).columns == 8, "not 15 and one alone"


def test_groups_stay_together_where_they_fit():
    grid = arranged(96, (5, 5), 24, 600, 1.0, Groups(6))
    assert (grid.group, grid.columns % 6) == (6, 0)
    (right, _), (next_left, _) = grid.origin(5), grid.origin(6)
    assert next_left - right > grid.pitch
    last = grid.origin(grid.columns - 1)[0] + grid.tile_width
    assert last <= 600


def test_groups_that_do_not_fit_are_dissolved():
    assert arranged(96, (5, 5), 24, 100, 1.0, Groups(6)).columns == 4


@pytest.mark.parametrize(
    ("count", "size", "place", "side"),
    [
        (6, (28, 28), (600, 240), 112),  # two rows of larger maps rather than one row
        (6, (28, 28), (600, 110), 84),
        (6, (28, 28), (1900, 800), 392),  # a full page
        (6, (5, 5), (600, 130), 90),
        (512, (7, 7), (600, 240), 28),  # they scroll
        (1, (1, 1), (600, 240), 32),
    ],
)
def test_tiles_fill_their_place_by_whole_factors(count, size, place, side):
    assert fitting_side(count, size, *place) == side
    assert side % max(size) == 0


@given(st.integers(1, 600), st.integers(1, 64), st.integers(100, 2500), st.integers(60, 1500))
def test_what_fits_is_within_its_place_and_no_larger_tile_would_be(count, side, width, height):
    fitting = fitting_side(count, (side, side), width, height)
    grid = arranged(count, (side, side), fitting, width, 1.0)
    larger = arranged(count, (side, side), fitting + side, width, 1.0)
    assert grid.height <= height or fitting <= max(24 + side, side)
    assert larger.height > height or larger.tile_width > width - side or fitting == 32 * side
