"""The plot under a real mouse: following, zooming, reading, scales and themes."""

import math

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.appearance import theme
from gui.chart.head.view_options import View
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.marks.guess_mark import PLACES, Plane
from tests.gui.appearance.contrast import contrast
from tests.gui.chart.conftest import make_run


@pytest.fixture(autouse=True)
def every_mouse_move_counts():
    """Moves in tests come faster than from a hand; pyqtgraph would drop them."""
    usual = pg.getConfigOption("mouseRateLimit")
    pg.setConfigOption("mouseRateLimit", -1)
    yield
    pg.setConfigOption("mouseRateLimit", usual)


def at(plot, x_share, y_share=0.5):
    area = plot.area
    return QPoint(round(area.left() + x_share * area.width()), round(area.top() + y_share * area.height()))


def scroll(plot, place, notches, modifiers=Qt.KeyboardModifier.NoModifier):
    where = QPointF(place)
    event = QWheelEvent(
        where,
        QPointF(plot.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def drag(plot, start, end, button=Qt.MouseButton.LeftButton, modifiers=Qt.KeyboardModifier.NoModifier):
    viewport = plot.viewport()
    QTest.mouseMove(viewport, start)
    QTest.mousePress(viewport, button, modifiers, start)
    for share in (0.3, 0.6, 1.0):
        place = QPointF(start) + (QPointF(end) - QPointF(start)) * share
        move_pressed(viewport, place, button, modifiers)
    QTest.mouseRelease(viewport, button, modifiers, end)


def move_pressed(viewport, place, button, modifiers):
    everywhere = QPointF(viewport.mapToGlobal(place.toPoint()))
    event = QMouseEvent(QEvent.Type.MouseMove, place, everywhere, Qt.MouseButton.NoButton, button, modifiers)
    QApplication.sendEvent(viewport, event)


def inked(plot, colour, tolerance=40):
    """How many pixels of the plot have about this colour."""
    image = plot.grab().toImage().convertToFormat(plot.grab().toImage().Format.Format_RGB32)
    pixels = np.array(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4)[:, :, 2::-1]
    wanted = np.array([colour.red(), colour.green(), colour.blue()])
    return int((np.abs(pixels.astype(int) - wanted).sum(axis=2) < tolerance).sum())


def test_shows_all_curves_in_their_colours(plot):
    look = theme.current()
    assert inked(plot, look.colour("training")) > 200
    assert inked(plot, look.colour("validation")) > 50


def test_follows_until_zoomed_and_again_after_a_double_click(plot, panel, qtbot):
    assert plot.following
    scroll(plot, at(plot, 0.5), 3)
    assert not plot.following
    zoomed = plot.axes.x
    assert zoomed[1] - zoomed[0] < 1000
    panel.add_steps(np.array([1001]), np.array([0.1]))
    qtbot.waitUntil(lambda: not panel._stale)
    assert plot.axes.x == zoomed
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at(plot, 0.5))
    assert plot.following
    assert plot.axes.x[0] == 0
    assert plot.axes.x[1] > 1001


def test_zooming_steps_keeps_the_values_fitted(plot):
    scroll(plot, at(plot, 0.6), 5)
    assert plot.axes.y[1] < 0.8  # the high losses of the start are out of sight


def test_zooming_values_with_ctrl_leaves_the_steps(plot):
    steps, values = plot.axes.x, plot.axes.y
    scroll(plot, at(plot, 0.5), 3, Qt.KeyboardModifier.ControlModifier)
    assert plot.axes.x == steps
    assert plot.axes.y[1] - plot.axes.y[0] < values[1] - values[0]


def test_dragging_a_rectangle_zooms_into_it(plot):
    low, high = plot.axes.x
    drag(plot, at(plot, 0.25, 0.2), at(plot, 0.5, 0.9))
    assert plot.axes.x[0] == pytest.approx(low + 0.25 * (high - low), abs=10)
    assert plot.axes.x[1] == pytest.approx(low + 0.5 * (high - low), abs=10)
    assert not plot.following


def test_dragging_along_the_steps_selects_steps_alone(plot):
    drag(plot, at(plot, 0.5, 0.5), at(plot, 0.75, 0.52))
    assert plot.axes.x[1] - plot.axes.x[0] < 500
    assert plot.axes.y[0] == 0


def test_a_slip_of_the_mouse_zooms_nothing(plot):
    steps = plot.axes.x
    drag(plot, at(plot, 0.5), at(plot, 0.5) + QPoint(5, 80))
    assert plot.axes.x == steps
    assert plot.following


def test_dragging_with_shift_pans(plot):
    low, high = plot.axes.x
    drag(plot, at(plot, 0.6), at(plot, 0.4), modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert plot.axes.x[0] > low
    assert plot.axes.x[1] - plot.axes.x[0] == pytest.approx(high - low)


def test_keys_pan_zoom_and_return(plot):
    low, high = plot.axes.x
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    assert plot.axes.x[1] - plot.axes.x[0] < high - low
    QTest.keyClick(plot, Qt.Key.Key_Left)
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.axes.x == (low, high)


def test_hover_reads_all_values_at_the_step(plot):
    low, high = plot.axes.x
    QTest.mouseMove(plot.viewport(), at(plot, (500 - low) / (high - low)))
    assert plot.readout.isVisible()
    text = plot.readout.text()
    assert text.startswith(("Step 49", "Step 50"))
    assert "training 0.5" in text
    assert "this step 0.5" in text
    assert "validation" in text
    QTest.mouseMove(plot.viewport(), QPoint(1, 1))
    assert not plot.readout.isVisible()


def test_what_the_mouse_rests_on_is_read_again_of_the_curves_that_are_there(plot, panel):
    QTest.mouseMove(plot.viewport(), at(plot, 0.5))
    before = plot.readout.text()
    other = make_run(300, run_id="r2")
    panel.show_series(other)
    panel._draw()
    assert plot.readout.isVisible()
    step = plot.step_at(QPointF(at(plot, 0.5)))
    assert plot.readout.title.startswith(f"Step {step:,}")
    assert plot.readout.text() != before
    panel.clear()
    panel._draw()
    assert not plot.readout.isVisible()


def test_reads_an_evaluation_at_its_step_and_the_newest_one_between(plot):
    plot.point_at(500)
    assert "validation 0.333" in plot.readout.text()
    plot.point_at(600)
    assert "validation at 500 0.333" in plot.readout.text()
    assert "Step 600 · epoch 3" in plot.readout.text()


def test_reads_other_runs_and_the_learning_rate(plot, panel, qtbot):
    panel.add_reference(make_run(800, "r2", "wider"))
    panel.set_view(View(learning_rate=True))
    plot.point_at(400)
    assert "wider 0.7" in plot.readout.text()
    assert "learning rate 0.001" in plot.readout.text()
    assert plot.axes.right.top == pytest.approx(0.001)


def test_logarithmic_scale_clamps_and_says_so(plot, panel):
    panel.add_steps(np.array([1001, 1002]), np.array([0.0, -1.0]))
    panel.set_view(View(log=True))
    assert plot.axes.log
    assert plot.axes.note.startswith("Values of zero and below are drawn at 0.1")
    assert plot.axes.y[0] < -0.7


def test_accuracy_has_no_logarithmic_scale(plot, panel):
    panel.set_view(View(measure="accuracy", log=True))
    assert not plot.axes.log
    assert 1 < plot.axes.y[1] < 1.1


def test_changing_the_measure_fits_the_values_again(plot, panel):
    scroll(plot, at(plot, 0.5), 3, Qt.KeyboardModifier.ControlModifier)
    panel.set_view(View(measure="accuracy"))
    assert plot.following


def test_a_run_that_diverged_shows_its_gap(plot, panel):
    panel.add_steps(np.arange(1001, 1101), np.full(100, np.nan))
    panel.set_view(View(log=True))
    panel.set_view(View())
    assert plot.axes.note == "Gaps: not a finite number"
    assert np.isfinite(plot.axes.y).all()


@pytest.mark.parametrize("values", [[np.nan], [np.inf, -np.inf], [0.0], [1e30]])
def test_any_values_can_be_drawn(panel, qtbot, values):
    panel.start_run(RunCurves("odd", "odd"))
    panel.add_steps(np.arange(1, len(values) + 1), np.array(values))
    qtbot.waitUntil(lambda: panel.plot is not None and not panel._stale)
    for view in (View(), View(log=True), View(measure="accuracy"), View(smoothing=0, learning_rate=True)):
        panel.set_view(view)
        panel.grab()
    panel.plot.point_at(1)
    panel.grab()


def test_pure_guessing_is_marked_where_it_is_in_sight(plot, panel):
    panel.run.classes = 10
    panel.set_view(View())
    guess = plot.axes.guess
    assert (guess.height, guess.words) == (pytest.approx(math.log(10)), "guessing 2.30")
    assert plot.axes.y[0] < guess.height < plot.axes.y[1]
    row = round(guess.row(plane(plot)) - 0.5)
    line = plot.grab().toImage()
    dashes = [line.pixelColor(x, row) == theme.current().colour("strong_border") for x in range(300, 400)]
    assert 20 < sum(dashes) < 80
    panel.set_view(View(measure="accuracy"))
    assert (plot.axes.guess.height, plot.axes.guess.words) == (pytest.approx(0.1), "guessing 10\u202f%")
    panel.set_view(View(log=True))
    assert plot.axes.guess.height == pytest.approx(math.log10(math.log(10)))


def test_guessing_far_above_the_curve_takes_no_room(panel, qtbot):
    run = RunCurves("low", "low", 250, 1000, classes=1000)
    run.add_steps(np.arange(1, 501), np.full(500, 0.2))
    panel.show_series(run)
    qtbot.waitUntil(lambda: panel.plot is not None and not panel._stale)
    assert panel.plot.axes.y[1] < 1
    assert panel.plot.axes.guess.row(plane(panel.plot)) is None


def plane(plot):
    return Plane(plot.area, plot.axes.x, plot.axes.y)


STEPS = np.arange(1, 501)
NOISE = np.random.default_rng(0).normal(0, 0.02, 500)
GUESS = math.log(10)
CURVES = {
    "nothing was learned": GUESS + NOISE,
    "learned late": np.where(STEPS < 400, GUESS, 0.3) + NOISE,
    "diverged from half on": np.where(STEPS < 250, 1.0, GUESS) + NOISE,
    "falling": 2.2 * np.exp(-STEPS / 100) + 0.1 + NOISE,
    "through the words": np.linspace(GUESS + 0.4, GUESS - 0.4, 500),
    "full of gaps": np.where(STEPS % 7 == 0, np.nan, GUESS) + NOISE,
}


@pytest.mark.parametrize("curve", CURVES)
def test_no_curve_lies_over_the_words_of_pure_guessing(curve, panel, qtbot):
    run = RunCurves("r", "r", 250, 500, classes=10)
    run.add_steps(STEPS, CURVES[curve])
    panel.show_series(run)
    qtbot.waitUntil(lambda: panel.plot is not None and not panel._stale)
    plot = panel.plot
    assert plot.axes.guess.place is not None
    rect = words_of_guessing(plot)
    picture, look = plot.grab(rect).toImage(), theme.current()
    inside = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert not inside & {look.colour("training").name(), look.colour("raw").name()}
    assert len(inside) > 3  # they are written there


def words_of_guessing(plot):
    metrics = QFontMetricsF(plot._font())
    size = QSizeF(metrics.horizontalAdvance(plot.axes.guess.words) + 2, metrics.height())
    return plot.axes.guess.rect(plane(plot), size).toAlignedRect()


def test_the_words_of_guessing_stay_until_a_curve_comes(panel, qtbot):
    run = RunCurves("r", "r", 250, 500, classes=10)
    run.add_steps(STEPS[:100], GUESS + NOISE[:100])
    panel.show_series(run)
    qtbot.waitUntil(lambda: panel.plot is not None and not panel._stale)
    plot, first = panel.plot, panel.plot.axes.guess.place
    assert first == PLACES[0]
    run.add_steps(STEPS[100:], GUESS + NOISE[100:])
    panel.set_view(View())
    second = plot.axes.guess.place
    assert second not in (None, first)
    run.add_steps(STEPS[400:], np.full(100, 0.5))  # the first place is free again
    panel.set_view(View())
    assert plot.axes.guess.place == second


def test_words_of_guessing_give_way_where_there_is_no_place(panel, qtbot):
    run = RunCurves("r", "r", 250, 500, classes=10)
    run.add_steps(STEPS, np.where(STEPS % 2, 0.0, 3.0))
    panel.show_series(run)
    panel.set_view(View(smoothing=0))
    qtbot.waitUntil(lambda: panel.plot is not None and not panel._stale)
    assert panel.plot.axes.guess.place is None


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_smoothed_curve_stands_off_the_raw_one_and_is_painted_once(panel, qtbot, qapp, name):
    """Its gap is a line of hard edges: the shadow that pyqtgraph offers doubles what a repaint costs."""
    theme.apply(qapp, name)
    run = RunCurves("r", "r", 250, 500)
    run.add_steps(STEPS, 1 + 0.9 * (-1.0) ** STEPS)
    panel.show_series(run)
    panel.set_view(View(smoothing=0.99))
    qtbot.waitUntil(lambda: panel.plot is not None and not panel._stale)
    plot, look = panel.plot, theme.current()
    x = plot._box.mapViewToScene(QPointF(400, 0)).x()
    picture = plot.grab().toImage()
    column = [picture.pixelColor(round(x), y).name() for y in range(picture.height())]
    curve = [y for y, colour in enumerate(column) if colour == look.colour("training").name()]
    for beside in (curve[0] - 2, curve[-1] + 2):
        assert contrast(column[beside], look.training) > contrast(look.raw, look.training)
    assert look.colour("raw").name() in column
    assert all(item.opts["shadowPen"] is None for item in plot._lines.first.items if isinstance(item, pg.PlotCurveItem))


def test_loss_and_accuracy_stand_on_one_chart_with_an_axis_each(plot, panel):
    panel.set_view(View(both=True))
    axis = plot.axes.right
    assert (axis.title, plot.axes.measure) == ("accuracy", "loss")
    assert [label for _share, label in axis.ticks(4)][-1] == "100\u202f%"
    bottom, top = axis.heights(np.array(axis.span))
    assert (bottom, top) == pytest.approx(plot.axes.y)
    plot.point_at(500)
    lines = plot.readout.text().splitlines()
    assert "training 0.5" in plot.readout.text()
    assert "training, accuracy 80.53 %" in plot.readout.text()
    assert any(line.startswith("validation, accuracy ") for line in lines)
    plot.readout.hide()
    assert inked(plot, theme.current().colour("accuracy")) > 200
    panel.set_view(View())
    assert plot.axes.right is None
    assert inked(plot, theme.current().colour("accuracy")) == 0


def test_the_axis_of_a_run_that_has_ended_fits_what_was_run(plot, panel, qtbot):
    assert plot.axes.x[1] > 1500
    panel.end_run(complete=True)
    qtbot.waitUntil(lambda: plot.axes.x[1] < 1050)
    assert plot.axes.x[1] > 1000
    panel.start_run(RunCurves("r1", "LeNet-5 on digits", 250, 1500))  # it trains on
    qtbot.waitUntil(lambda: plot.axes.x[1] > 1500)


def test_the_last_point_is_not_cut_at_the_right_edge(plot, panel):
    panel.run.add_evaluation("test", 1000, 0.5, 0.9)
    panel.end_run(complete=True)
    panel._draw()
    x = plot._box.mapViewToScene(QPointF(1000, 0)).x()
    assert x + 5 < plot.area.right()


def test_takes_the_colours_of_a_new_theme(plot, qapp):
    theme.apply(qapp, "dark")
    assert inked(plot, theme.dark.colour("surface"), 6) > 10_000
    assert inked(plot, theme.dark.colour("training")) > 200


def test_marks_of_many_epochs_do_not_crowd(plot, panel):
    run = make_run(1000)
    run.epochs = [(step * 5, step) for step in range(1, 201)]
    panel.show_series(run)
    panel.set_view(View())
    assert 3 <= len(plot.axes._epochs_with_room(600 / 15)) <= 20
