"""The mosaic: every value a square of its colour, read by pointer and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui.inspect import colour_maps
from gui.inspect.pair_labels import Pairs
from gui.inspect.pointer_readout import figure
from gui.inspect.tiles.mosaic import EMPTY, Mosaic
from gui.inspect.tiles.tiles import Tiles


def maps(count=6, height=5, width=5):
    return np.random.default_rng(0).standard_normal((count, height, width)).astype(np.float32)


def shown(qtbot, widget, width=300, height=220):
    widget.resize(width, height)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def mosaic(qtbot):
    widget = Mosaic("Filter")
    widget.set_tile_side(72)
    return shown(qtbot, widget)


def centre_of(widget, tile, row, column, shape=(5, 5)):
    area = widget.tile_rect(tile)
    x = area.left() + (column + 0.5) * area.width() / shape[1]
    y = area.top() + (row + 0.5) * area.height() / shape[0]
    return QPoint(int(x), int(y))


def seen(widget, values):
    """The colour in the middle of every value, (N, H, W, 3)."""
    image = widget.grab().toImage()
    count, *shape = values.shape
    places = [(tile, row, column) for tile in range(count) for row in range(shape[0]) for column in range(shape[1])]
    found = [image.pixelColor(centre_of(widget, *place, shape)).getRgb()[:3] for place in places]
    return np.array(found).reshape(*values.shape, 3)


def in_scroll_area(mosaic: Mosaic) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(mosaic)
    return area


@pytest.mark.parametrize("palette", ["grey", "viridis", "diverging"])
def test_every_value_is_a_square_of_its_colour(mosaic, palette):
    values = maps()
    mosaic.set_maps(values, palette, "tile")
    low, high = values.min(axis=(1, 2), keepdims=True), values.max(axis=(1, 2), keepdims=True)
    if palette == "diverging":
        high = np.maximum(-low, high)
        low = -high
    expected = colour_maps.MAPS[palette]()[colour_maps.indices(values, low, high)]
    assert (seen(mosaic, values) == expected).all()


def test_a_common_scale_colours_equal_values_alike(mosaic):
    values = np.array([[[0.0, 0.5]], [[0.5, 1.0]]], np.float32)
    mosaic.set_maps(values, "grey", "common")
    assert seen(mosaic, values)[..., 0].reshape(2, 2).tolist() == [[0, 128], [128, 255]]
    assert mosaic.limits() == (0, 1)
    mosaic.set_maps(values, "grey", "tile")
    assert seen(mosaic, values)[..., 0].reshape(2, 2).tolist() == [[0, 255], [0, 255]]


def test_zero_is_white_in_the_diverging_palette_even_if_all_is_zero(mosaic):
    mosaic.set_maps(np.zeros((2, 5, 5), np.float32), "diverging")
    assert seen(mosaic, np.zeros((2, 5, 5))).min() > 245


def test_values_that_are_no_numbers_stand_out_and_do_not_spoil_the_others(mosaic):
    values = maps(2)
    values[0, 2, 2], values[1, 0, 0] = np.nan, np.inf
    mosaic.set_maps(values, "grey")
    found = seen(mosaic, values)
    assert found[0, 2, 2].tolist() == found[1, 0, 0].tolist() == [255, 0, 200]
    assert found[0].reshape(-1, 3).min() == 0
    assert "not a number" in mosaic.reading(0, 2, 2)


def test_the_array_handed_over_may_change_afterwards(mosaic):
    values = maps()
    mosaic.set_maps(values)
    before = seen(mosaic, values)
    values[:] = 0
    assert (seen(mosaic, values) == before).all()


def test_new_values_are_seen_at_once(mosaic):
    mosaic.set_maps(maps(), "grey")
    seen(mosaic, maps())
    mosaic.set_maps(-maps(), "grey")
    assert (np.abs(seen(mosaic, maps())[..., 0] - (255 - _greys(maps()))) <= 1).all()


def _greys(values):
    low, high = values.min(axis=(1, 2), keepdims=True), values.max(axis=(1, 2), keepdims=True)
    return colour_maps.indices(values, low, high).astype(int)


def test_hovering_tells_tile_row_column_and_value(mosaic, qtbot):
    values = maps()
    mosaic.set_maps(values)
    with qtbot.waitSignal(mosaic.hovered) as heard:
        QTest.mouseMove(mosaic, centre_of(mosaic, 4, 1, 3))
    assert heard.args == [4, 1, 3, pytest.approx(float(values[4, 1, 3]))]
    assert mosaic.reading(4, 1, 3).startswith("Filter 5 · row 2, column 4 · ")


def test_of_thinned_maps_the_place_in_the_whole_map_is_told(mosaic, qtbot):
    mosaic.set_tiles(Tiles.of(maps(), "grey", "tile", every=7))
    with qtbot.waitSignal(mosaic.hovered) as heard:
        QTest.mouseMove(mosaic, centre_of(mosaic, 2, 3, 1))
    assert heard.args[:3] == [2, 21, 7]
    assert mosaic.whole_reading().startswith("Filter 3 · row 22, column 8 · ")
    assert mosaic.whole_reading().endswith(", one in 7 rows and columns")
    with qtbot.waitSignal(mosaic.clicked) as heard:
        QTest.mouseClick(mosaic, Qt.MouseButton.LeftButton, pos=centre_of(mosaic, 2, 3, 1))
    assert heard.args == [2, 21, 7]


def test_hovering_paints_the_reading_and_leaving_wipes_it(mosaic, qtbot):
    mosaic.set_maps(maps())
    QTest.mouseMove(mosaic, QPoint(299, 219))
    clean = mosaic.grab().toImage()
    QTest.mouseMove(mosaic, centre_of(mosaic, 0, 2, 2))
    assert mosaic.grab().toImage() != clean
    with qtbot.waitSignal(mosaic.left):
        QTest.mouseMove(mosaic, QPoint(299, 219))
    assert mosaic.grab().toImage() == clean


def test_gaps_hold_no_value(mosaic):
    mosaic.set_maps(maps())
    right = mosaic.tile_rect(0).right()
    assert mosaic.value_at(QPointF(right + 2, 20)) is None
    assert mosaic.value_at(QPointF(right - 1, 20)) is not None


def test_a_click_selects_and_is_told(mosaic, qtbot):
    mosaic.set_maps(maps())
    with qtbot.waitSignals([mosaic.selected, mosaic.clicked]):
        QTest.mouseClick(mosaic, Qt.MouseButton.LeftButton, pos=centre_of(mosaic, 2, 2, 2))
    assert mosaic.selection() == 2
    assert "Filter 3 is selected" in mosaic.accessibleDescription()


def test_arrow_keys_walk_the_tiles(mosaic):
    mosaic.set_maps(maps())  # 300 pixels hold three of 70 in a row
    walked = []
    mosaic.selected.connect(walked.append)
    keys = [Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_End]
    for key in (*keys, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(mosaic, key)
    assert walked == [0, 1, 4, 3, 0, 5, 5, 0]


def test_enter_opens_the_selected_tile_or_the_first(mosaic, qtbot):
    mosaic.set_maps(maps())
    with qtbot.waitSignal(mosaic.opened) as heard:
        QTest.keyClick(mosaic, Qt.Key.Key_Return)
    assert heard.args == [0]
    mosaic.select(3)
    with qtbot.waitSignal(mosaic.opened) as heard:
        QTest.keyClick(mosaic, Qt.Key.Key_Return)
    assert heard.args == [3]


def test_whoever_comes_by_key_sees_where_they_are_and_reads_the_tile(mosaic):
    mosaic.set_maps(maps())
    assert mosaic.whole_reading() == ""
    mosaic.clearFocus()
    mosaic.setFocus(Qt.FocusReason.TabFocusReason)
    assert mosaic.selection() == 0
    values = maps()[0]
    assert mosaic.whole_reading() == f"Filter 1 · 5×5 · {figure(values.min())} … {figure(values.max())}"
    mosaic.clearFocus()
    assert mosaic.whole_reading() == ""


def test_the_selection_stays_while_values_change_and_goes_with_its_tile(mosaic):
    mosaic.set_maps(maps())
    mosaic.select(5)
    mosaic.set_maps(maps() * 2)
    assert mosaic.selection() == 5
    mosaic.set_maps(maps(3))
    assert mosaic.selection() is None


def test_tiles_wrap_to_the_width(mosaic):
    mosaic.set_maps(maps(12))
    assert mosaic.heightForWidth(1000) < mosaic.heightForWidth(300) < mosaic.heightForWidth(100)


def test_nothing_is_shown_as_a_sentence(mosaic):
    assert mosaic.accessibleDescription() == EMPTY
    mosaic.set_message("A flatten layer has no filters.")
    assert mosaic.accessibleDescription() == "A flatten layer has no filters."
    mosaic.set_maps(np.zeros((0, 5, 5)))
    assert mosaic.count() == 0


def test_names_take_the_place_of_numbers(mosaic):
    mosaic.set_maps(maps(2))
    mosaic.set_names(["red", "green"])
    assert mosaic.reading(1, 0, 0).startswith("green · ")


@pytest.mark.parametrize("shape", [(6, 25), (6, 5, 5, 3), (6, 0, 5)])
def test_other_shapes_are_refused(mosaic, shape):
    with pytest.raises(ValueError):
        mosaic.set_maps(np.zeros(shape))


def test_many_tiles_scroll_and_the_keys_scroll_along(qtbot):
    mosaic = Mosaic()
    mosaic.set_maps(maps(400, 28, 28))
    area = shown(qtbot, in_scroll_area(mosaic))
    assert area.verticalScrollBar().maximum() > 5000
    QTest.keyClick(mosaic, Qt.Key.Key_End)
    QTest.keyClick(mosaic, Qt.Key.Key_End)
    assert area.verticalScrollBar().value() > 5000
    view = area.viewport().rect()
    tile = mosaic.tile_rect(399).toRect().translated(mosaic.pos())
    assert view.contains(tile)


def test_only_the_tiles_on_view_are_coloured(qtbot):
    mosaic = Mosaic()
    mosaic.set_maps(maps(400, 28, 28))
    area = shown(qtbot, in_scroll_area(mosaic))
    painted = []
    of = mosaic._image.of
    mosaic._image.of = lambda tiles, grid, rows, ratio: painted.append(rows) or of(tiles, grid, rows, ratio)
    area.verticalScrollBar().setValue(6000)
    qtbot.waitUntil(lambda: bool(painted) and painted[-1].start > 60)
    assert len(painted[-1]) * mosaic.grid().row_height < 2 * area.height() * mosaic.devicePixelRatioF()


def test_in_a_column_the_mosaic_is_as_high_as_it_needs(qtbot):
    page, mosaic = QWidget(), Mosaic()
    layout = QVBoxLayout(page)
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    layout.addWidget(mosaic)
    layout.addStretch()
    mosaic.set_maps(maps(20, 28, 28))
    shown(qtbot, page, 400, 900)
    assert mosaic.height() == mosaic.heightForWidth(mosaic.width())


def test_on_a_page_that_scrolls_no_mosaic_is_squeezed(qtbot):
    page, area, mosaics = QWidget(), QScrollArea(), [Mosaic(), Mosaic()]
    layout = QVBoxLayout(page)
    for mosaic in mosaics:
        mosaic.set_maps(maps(64, 28, 28))
        layout.addWidget(mosaic)
    area.setWidgetResizable(True)
    area.setWidget(page)
    shown(qtbot, area, 400, 300)
    assert [mosaic.height() for mosaic in mosaics] == [mosaics[0].heightForWidth(mosaics[0].width())] * 2


def test_groups_stand_apart_and_every_value_keeps_its_colour(mosaic):
    mosaic.set_tile_side(15)
    mosaic.set_pairs(Pairs(4, 3))
    values = maps(12)
    mosaic.set_maps(values, "grey")
    expected = seen(mosaic, values)
    mosaic.set_pairs(None)
    assert np.array_equal(seen(mosaic, values), expected)


def test_maps_in_colour_mix_red_green_and_blue_with_zero_as_grey(mosaic):
    channels = np.zeros((2, 3, 5, 5), np.float32)
    channels[0, 0], channels[0, 2] = 2.0, -2.0
    mosaic.set_colours(channels)
    image = mosaic.grab().toImage()
    assert image.pixelColor(centre_of(mosaic, 0, 2, 2)).getRgb()[:3] == (255, 128, 0)
    assert image.pixelColor(centre_of(mosaic, 1, 2, 2)).getRgb()[:3] == (128, 128, 128)
    assert mosaic.reading(0, 0, 0) == "Filter 1 · row 1, column 1 · red 2, green 0, blue −2"
    assert mosaic.limits() == (-2.0, 2.0)


def test_maps_in_colour_have_three_channels(mosaic):
    with pytest.raises(ValueError, match="in colour"):
        mosaic.set_colours(np.zeros((2, 4, 5, 5), np.float32))


@pytest.mark.parametrize("palette", ["diverging", "viridis"])
@pytest.mark.parametrize("scale", ["common", "tile"])
def test_values_of_a_network_that_ran_away_are_painted(qtbot, palette, scale):
    maps = np.full((2, 4, 4), 3.3e38, np.float32)
    maps[0, 0], maps[1, 1, 1], maps[1, 2, 2] = -3.3e38, np.nan, np.inf
    mosaic = shown(qtbot, Mosaic())
    mosaic.set_maps(maps, palette, scale)
    assert not mosaic.grab().isNull()
    mosaic.set_colours(np.stack([maps[0]] * 3)[None])
    assert not mosaic.grab().isNull()
