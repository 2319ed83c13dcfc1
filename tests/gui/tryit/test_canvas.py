"""The canvas under real mouse drags, tablet events, keys and drops."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QInputDevice, QKeySequence, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from gui.tryit.canvas import DrawingCanvas
from gui.tryit.picture_to_drawing import fitted
from gui.tryit.sheet_view import PLACEHOLDER
from gui.tryit.strokes import DEFAULT_WIDTH, SIDE, Drawing, Picture, three
from tests.drags import drop_file
from tests.gui.tryit.hand import LEFT, RIGHT, drag

PRESSURE = QInputDevice.Capability.Pressure


def tablet(widget, kind, x, y, pressure=0.5, pointer=QPointingDevice.PointerType.Pen, feels=PRESSURE):
    features = QInputDevice.Capability.Position | feels
    device = QPointingDevice("pen", 1, QInputDevice.DeviceType.Stylus, pointer, features, 1, 2)
    at, lifted = QPointF(x, y), kind == QEvent.Type.TabletRelease
    buttons = Qt.MouseButton.NoButton if lifted else LEFT
    event = QTabletEvent(
        kind, device, at, QPointF(widget.mapToGlobal(at.toPoint())), pressure, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, LEFT, buttons,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event


def pen_line(widget, pressure=0.5, pointer=QPointingDevice.PointerType.Pen, feels=PRESSURE):
    tablet(widget, QEvent.Type.TabletPress, 20, 70, pressure, pointer, feels)
    tablet(widget, QEvent.Type.TabletMove, 70, 70, pressure, pointer, feels)
    tablet(widget, QEvent.Type.TabletMove, 120, 70, pressure, pointer, feels)
    tablet(widget, QEvent.Type.TabletRelease, 120, 70, 0, pointer, feels)


def test_a_drag_draws_a_line_where_the_mouse_went(canvas):
    drag(canvas, (20, 70), (70, 70), (120, 70))
    pixels = canvas.pixels()
    assert (pixels[140, 45:235] == 255).all()
    assert (pixels[:100] == 0).all()
    assert len(canvas.drawing().steps) == 1


def test_a_stroke_may_leave_the_canvas_and_come_back(canvas):
    drag(canvas, (70, 70), (9_000, 70), (70, 71))
    assert (canvas.pixels()[140, 140:] == 255).all()


def test_a_click_draws_a_dot(canvas):
    drag(canvas, (70, 70))
    assert canvas.pixels()[140, 140] == 255


@pytest.mark.parametrize("side", [140, 280, 433])
def test_the_drawing_does_not_depend_on_the_size_of_the_widget(canvas, side):
    canvas.resize(side, side + 60)  # not square: the canvas is in the middle
    scale = side / SIDE
    drag(canvas, *((round(x * scale), round(y * scale) + 30) for x, y in [(40, 140), (240, 140)]))
    pixels = canvas.pixels()
    assert pixels.shape == (SIDE, SIDE)
    assert (pixels[140, 50:230] == 255).all()
    assert (pixels[:120] == 0).all()


def test_many_moves_are_told_once_for_each_turn_of_the_event_loop(canvas, qtbot):
    told = []
    canvas.changed.connect(lambda: told.append(canvas.image))
    canvas.begin_stroke("mouse", "pen", canvas._point(QPointF(20, 70)))
    for x in range(21, 120):
        canvas.draw_to("mouse", canvas._point(QPointF(x, 70)))
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    assert told[0].pixels.shape == (SIDE, SIDE)
    assert told[0].pixels.dtype == np.uint8


def test_the_pixels_told_belong_to_the_listener(canvas, qtbot):
    with qtbot.waitSignal(canvas.changed):
        drag(canvas, (20, 70), (120, 70))
    canvas.image.pixels[:] = 3
    assert canvas.pixels()[0, 0] == 0


def test_what_is_drawn_is_seen(canvas):
    drag(canvas, (20, 70), (120, 70))
    image = canvas.grab().toImage()
    ratio = canvas.devicePixelRatioF()
    assert image.pixelColor(int(70 * ratio), int(70 * ratio)).lightness() > 250
    assert image.pixelColor(int(70 * ratio), int(30 * ratio)).lightness() == 0


def test_the_right_button_erases(canvas):
    drag(canvas, (20, 70), (120, 70))
    drag(canvas, (70, 40), (70, 100), button=RIGHT)
    assert canvas.pixels()[140, 140] == 0
    assert canvas.pixels()[140, 60] == 255


def test_the_eraser_erases_until_the_pen_is_chosen(canvas):
    drag(canvas, (20, 70), (120, 70))
    QTest.keyClick(canvas, Qt.Key.Key_E)
    drag(canvas, (20, 70), (120, 70))
    assert canvas.tool == "eraser"
    assert canvas.pixels()[140, 140] == 0
    QTest.keyClick(canvas, Qt.Key.Key_P)
    drag(canvas, (20, 70), (120, 70))
    assert canvas.pixels()[140, 140] == 255


def test_a_drawing_erased_altogether_is_empty(canvas):
    drag(canvas, (70, 70))
    canvas.set_tip_width(60)
    drag(canvas, (70, 70), button=RIGHT)
    assert canvas.is_empty()


def test_a_wider_tip_draws_a_wider_line_within_bounds(canvas):
    canvas.set_tip_width(60)
    drag(canvas, (70, 70))
    assert canvas.pixels()[140, 140 - 28] == 255
    canvas.set_tip_width(10_000)
    assert canvas.tip_width == 64
    QTest.keyClick(canvas, Qt.Key.Key_BracketLeft)
    assert canvas.tip_width == 60


def test_a_tablet_draws_and_qt_makes_no_mouse_stroke_of_it(canvas):
    event = tablet(canvas, QEvent.Type.TabletPress, 20, 70)
    assert event.isAccepted()
    drag(canvas, (20, 20), (120, 20))  # what a system may send beside the tablet's own events
    tablet(canvas, QEvent.Type.TabletMove, 120, 70)
    tablet(canvas, QEvent.Type.TabletRelease, 120, 70)
    assert len(canvas.drawing().steps) == 1
    assert (canvas.pixels()[140, 45:235] == 255).all()
    assert (canvas.pixels()[:80] == 0).all()


def test_pressure_makes_the_line_wider(canvas):
    pen_line(canvas, pressure=0.1)
    light = canvas.pixels().astype(int).sum()
    canvas.clear()
    pen_line(canvas, pressure=1.0)
    assert canvas.pixels().astype(int).sum() > 2 * light


def test_a_pen_that_feels_no_pressure_draws_as_wide_as_a_mouse(canvas):
    pen_line(canvas, pressure=1.0, feels=QInputDevice.Capability.None_)
    rows = np.flatnonzero(canvas.pixels()[:, 140])
    assert np.ptp(rows) + 1 == pytest.approx(DEFAULT_WIDTH, abs=2)


def test_the_other_end_of_the_tablets_pen_erases(canvas):
    pen_line(canvas)
    pen_line(canvas, pressure=1.0, pointer=QPointingDevice.PointerType.Eraser)
    assert canvas.is_empty()


def test_keys_undo_redo_and_clear_strokes(canvas):
    drag(canvas, (20, 40), (120, 40))
    drag(canvas, (20, 100), (120, 100))
    both = canvas.pixels()
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert canvas.pixels()[200].max() == 0
    assert canvas.pixels()[80].max() == 255
    QTest.keyClick(canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert (canvas.pixels() == both).all()
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.is_empty()
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (canvas.pixels() == both).all()


def test_escape_drops_the_stroke_under_way(canvas):
    drag(canvas, (20, 40), (120, 40))
    QTest.mousePress(canvas, LEFT, pos=QPoint(20, 100))
    QTest.mouseMove(canvas, QPoint(120, 100))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseMove(canvas, QPoint(60, 120))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(60, 120))
    assert canvas.pixels()[160:].max() == 0
    assert len(canvas.drawing().steps) == 1


def test_ctrl_z_is_the_windows_unless_the_canvas_has_the_focus(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    canvas, field = DrawingCanvas(), QLineEdit()
    field.setReadOnly(True)
    layout = QVBoxLayout(window)
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # offscreen windows warn of size hints
    layout.addWidget(canvas)
    layout.addWidget(field)
    undone = []
    action = QAction("Undo", window, shortcut=QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: undone.append(True))
    window.addAction(action)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    canvas.set_drawing(three().cleared())
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []
    assert canvas.drawing().visible == three().visible
    field.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]


def test_the_keyboard_alone_can_draw(canvas):
    canvas.setFocus()
    for key in (Qt.Key.Key_Space, *[Qt.Key.Key_Right] * 8, Qt.Key.Key_Space, Qt.Key.Key_Down):
        QTest.keyClick(canvas, key)
    assert (canvas.pixels()[140, 140:220] == 255).all()
    assert canvas.pixels()[:, :120].max() == 0
    assert len(canvas.drawing().steps) == 1


def test_state_is_told_when_undo_becomes_possible(canvas, qtbot):
    with qtbot.waitSignal(canvas.state_changed):
        drag(canvas, (20, 40), (120, 40))
    assert canvas.drawing().can_undo


def test_an_empty_canvas_says_what_to_do_and_a_drawn_one_does_not(canvas):
    empty = canvas.grab().toImage()
    canvas.set_drawing(three())
    canvas.clear()
    assert canvas.grab().toImage() == empty
    lights = [empty.pixelColor(x, y).lightness() for x in range(20, 120) for y in range(55, 85)]
    assert max(lights) > 100, PLACEHOLDER


def test_a_dropped_image_file_becomes_the_drawing(canvas, tmp_path):
    path = tmp_path / "digit.png"
    image = QImage(56, 56, QImage.Format.Format_Grayscale8)
    image.fill(255)
    for row in range(10, 46):
        for column in range(26, 31):
            image.setPixel(column, row, 0)
    image.save(str(path))
    drag(canvas, (20, 40), (120, 40))
    drop_file(canvas, path)
    assert canvas.pixels()[140, 140] == 255
    assert canvas.pixels()[80, 60] == 0
    canvas.undo()
    assert canvas.pixels()[80, 60] == 255


def test_a_dropped_file_that_is_no_image_is_refused_in_words(canvas, qtbot, tmp_path):
    path = tmp_path / "digit.png"
    path.write_text("no image")
    with qtbot.waitSignal(canvas.refused) as heard:
        drop_file(canvas, path)
    assert "not an image" in str(heard.args[0])
    assert canvas.is_empty()


def test_an_image_is_pasted(canvas):
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(0)
    image.setPixelColor(100, 50, "white")
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert canvas.pixels()[50, 100] == 255


def test_a_small_image_is_enlarged_to_the_canvas(canvas):
    pixels = np.zeros((28, 28), np.uint8)
    pixels[8:20, 12:16] = 200
    canvas.set_drawing(Drawing((Picture.of(fitted(pixels)),)))
    assert canvas.pixels()[140, 140] == pytest.approx(200, abs=2)
    assert canvas.pixels()[20, 20] == 0


def test_screen_readers_hear_what_it_is_and_whether_it_is_empty(canvas):
    assert canvas.accessibleName() == "The image, and canvas to draw on"
    assert canvas.accessibleDescription().startswith("Empty.")
    canvas.set_drawing(three())
    assert canvas.accessibleDescription().startswith("Something is drawn.")
