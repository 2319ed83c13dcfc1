"""The cursor over the canvas: as wide as the tip, and seen on black, on white and on any grey."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gui.tryit.tip_cursor import tip_cursor


def painted(tool, diameter, ground):
    cursor = tip_cursor(tool, diameter, 1.0)
    image = QImage(140, 140, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.drawPixmap(70 - cursor.hotSpot().x(), 70 - cursor.hotSpot().y(), cursor.pixmap())
    painter.end()
    return image


def lights(image, row=70):
    return [image.pixelColor(x, row).lightness() for x in range(image.width())]


@pytest.mark.parametrize("tool", ["pen", "eraser"])
@pytest.mark.parametrize("ground", ["black", "#808080", "white"])
def test_it_stands_out_from_any_ground_and_leaves_the_middle_free(qapp, tool, ground):
    image, below = painted(tool, 60, ground), QColor(ground).lightness()
    seen = [abs(light - below) for row in range(image.height()) for light in lights(image, row)]
    assert sum(difference > 90 for difference in seen) > 40
    assert image.pixelColor(70, 70).lightness() == below


@pytest.mark.parametrize("diameter", [8, 24, 60, 110])
def test_it_is_as_wide_as_the_tip(qapp, diameter):
    seen = [x for x, light in enumerate(lights(painted("pen", diameter, "black"))) if light > 60]
    assert seen[-1] - seen[0] == pytest.approx(diameter, abs=2)


def test_the_eraser_is_told_from_the_pen_without_colour(qapp):
    assert painted("pen", 60, "black") != painted("eraser", 60, "black")
