"""What the network sees, pixel by pixel."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest

from gui.pieces.images.preview import EMPTY, Preview


@pytest.fixture
def preview(qtbot):
    widget = Preview()
    widget.resize(112, 112)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def centres(widget, rows, columns):
    """The colours in the middle of every enlarged pixel, (rows, columns, 3)."""
    image, area = widget.grab().toImage(), widget.area()
    height, width = area.height() / rows, area.width() / columns
    return np.array([
        [
            image.pixelColor(
                int(area.left() + (column + 0.5) * width), int(area.top() + (row + 0.5) * height)
            ).getRgb()[:3]
            for column in range(columns)
        ]
        for row in range(rows)
    ])  # fmt: skip


def test_every_pixel_of_a_grey_image_is_a_square_of_its_grey(preview):
    pixels = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
    preview.set_pixels(pixels)
    inside = slice(1, -1)  # the corners of the frame are round
    assert (centres(preview, 28, 28)[inside] == pixels[inside, :, None]).all()


def test_colours_are_red_green_blue(preview):
    pixels = np.random.default_rng(0).integers(0, 256, (3, 14, 14), dtype=np.uint8)
    preview.set_pixels(pixels)
    assert (centres(preview, 14, 14) == np.moveaxis(pixels, 0, -1)).all()


def test_floats_run_from_black_at_the_least_to_white_at_the_greatest(preview):
    preview.set_pixels(np.array([[-0.42, 1.2], [2.82, -0.42]], np.float32))
    assert centres(preview, 2, 2)[..., 0].tolist() == [[0, 128], [255, 0]]


def test_an_image_that_is_not_square_keeps_its_shape(preview):
    preview.set_pixels(np.zeros((10, 20)))
    assert preview.area().width() == 2 * preview.area().height()


@pytest.mark.qt_log_ignore("does not support raise")  # of the tool tip, offscreen
def test_hovering_reads_position_and_value(preview, qtbot):
    values = np.arange(16, dtype=np.float32).reshape(4, 4) / 10
    preview.set_pixels(values)
    with qtbot.waitSignal(preview.hovered) as heard:
        QTest.mouseMove(preview, QPoint(int(28 * 2.5), int(28 * 1.5)))
    assert heard.args == [1, 2]
    assert preview.reading(1, 2) == "row 2, column 3: 0.600"


def test_a_coloured_pixel_reads_three_values(preview):
    preview.set_pixels(np.array([10, 20, 30], np.uint8).reshape(3, 1, 1))
    assert preview.reading(0, 0) == "row 1, column 1: red 10 · green 20 · blue 30"


def test_outside_the_image_nothing_is_read(preview):
    preview.set_pixels(np.zeros((10, 20)))
    assert preview.pixel_at(QPointF(50, 5)) is None


def test_nothing_is_shown_as_a_sentence(preview):
    preview.set_pixels(np.zeros((10, 20)))
    preview.set_pixels(None)
    assert preview.accessibleDescription() == EMPTY
    assert preview.pixel_at(QPointF(50, 50)) is None


def test_in_a_small_tile_the_tip_alone_says_that_nothing_is_shown(preview):
    preview.resize(44, 44)
    preview.set_message("")
    empty = preview.grab().toImage()
    preview.set_message(EMPTY)
    assert preview.grab().toImage() == empty  # no words that are cut on both sides
    assert preview.toolTip() == EMPTY


def test_values_that_are_no_numbers_do_not_spoil_the_others(preview):
    preview.set_pixels(np.array([[np.nan, 1.0, np.inf, 2.0]], np.float32))
    assert centres(preview, 1, 4)[0, 3, 0] == 255


@pytest.mark.parametrize("shape", [(4, 28, 28), (28,), (0, 28), (1, 1, 28, 28)])
def test_other_shapes_are_refused(preview, shape):
    with pytest.raises(ValueError):
        preview.set_pixels(np.zeros(shape))
