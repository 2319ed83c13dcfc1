"""The labels of filters by input channel: which stand where, and that they stay in sight."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QScrollArea

from gui.inspect.pair_labels import Pairs
from gui.inspect.tiles.mosaic import Mosaic


@pytest.fixture
def mosaic(qtbot):
    area, made = QScrollArea(), Mosaic("Filter")
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.set_tile_side(24)
    area.setWidget(made)
    area.resize(620, 120)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    yield made
    area.hide()


def show(mosaic, pairs, size=5):
    mosaic.set_pairs(pairs)
    count = pairs.filters * pairs.channels
    mosaic.set_maps(np.random.default_rng(0).standard_normal((count, size, size)), "diverging", "common")


def test_rows_and_names_count_filters_and_channels_from_one(qapp):
    pairs = Pairs(16, 6)
    assert pairs.row_label(12, broken=False) == "out 3"
    assert pairs.name(13) == "Filter 3, channel 2"


def test_filters_of_a_group_name_the_channels_that_they_read(qapp):
    pairs = Pairs(8, 2, groups=4)  # two filters a group: 1 and 2 read channels 1 and 2, 3 and 4 the next
    assert [pairs.name(tile) for tile in (0, 3, 4)] == [
        "Filter 1, channel 1", "Filter 2, channel 2", "Filter 3, channel 3",
    ]  # fmt: skip
    assert pairs.row_label(4, broken=False) == "out 3, in 3–4"


def test_rows_that_break_a_filter_apart_say_where_they_begin(qapp):
    assert Pairs(2, 512).row_label(512 + 30, broken=True) == "out 2, in 31"


def test_a_filter_is_whole_where_it_fits_beside_its_label(mosaic):
    show(mosaic, Pairs(16, 6))
    grid = mosaic.grid()
    assert grid.group == 6
    assert grid.label > 0
    assert grid.origin(0) == (grid.label, grid.heading)


def test_labels_are_no_values(mosaic):
    show(mosaic, Pairs(16, 6))
    first = mosaic.tile_rect(0)
    assert mosaic.value_at(first.center()) is not None
    assert mosaic.value_at(QPointF(first.left() - 3, first.center().y())) is None
    assert mosaic.value_at(QPointF(first.center().x(), first.top() - 3)) is None


def test_the_labels_of_columns_stay_in_sight_while_tiles_scroll_away(qtbot, mosaic):
    show(mosaic, Pairs(64, 6))
    area = mosaic.scroll_area()
    place = area.viewport().rect()
    place.setHeight(3 + int(Pairs(64, 6).heading()))
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    before = area.viewport().grab(place).toImage()
    bar.setValue(97)
    assert area.viewport().grab(place).toImage() == before
    covered = mosaic.mapFrom(area.viewport(), place.center())
    assert mosaic.value_at(QPointF(covered)) is None


def test_many_channels_wrap_below_each_other(mosaic):
    show(mosaic, Pairs(2, 128))
    grid = mosaic.grid()
    assert grid.columns < 128
    assert grid.origin(grid.columns)[0] == grid.origin(0)[0] == grid.label
    right = mosaic.tile_rect(grid.columns - 1).right()
    assert right <= mosaic.width()
    mosaic.grab()
