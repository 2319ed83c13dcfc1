"""The cursor over the canvas: as wide as the tip, and seen on black, on white and on any grey."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.tryit.strokes import SIDE
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


def ringed(canvas, at):
    """The pixels that the pointer changes on the canvas."""
    canvas._point_at(None)
    before = canvas.grab().toImage()
    canvas._point_at(at)
    after = canvas.grab().toImage()
    width, height = after.width(), after.height()
    return [(x, y) for x in range(width) for y in range(height) if after.pixel(x, y) != before.pixel(x, y)]


@pytest.mark.parametrize("tool", ["pen", "eraser"])
def test_a_tip_too_large_for_a_cursor_is_outlined_on_the_canvas_in_its_full_width(qtbot, canvas, tool):
    canvas.resize(620, 620)
    canvas.set_tool(tool)
    canvas.set_tip_width(64)
    qtbot.mouseMove(canvas, QPoint(200, 200))
    qtbot.mouseMove(canvas, QPoint(310, 310))
    qtbot.waitUntil(lambda: canvas.ring is not None and canvas.ring.center() == QPointF(310, 310))
    assert canvas.ring.width() == pytest.approx(64 / SIDE * 620)
    across = [x for x, _ in ringed(canvas, QPointF(310, 310))]
    assert max(across) - min(across) == pytest.approx(canvas.ring.width(), abs=5)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert canvas.ring is None


def test_a_smaller_tip_is_its_cursor_alone(canvas):
    canvas.resize(620, 620)
    canvas.set_tip_width(40)
    assert ringed(canvas, QPointF(310, 310)) == []
    assert canvas.cursor().pixmap().width() == pytest.approx(40 / SIDE * 620, abs=5)
