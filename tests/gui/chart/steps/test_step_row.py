"""The row of steps: in line with the curves whatever the axis counts, and moved by mouse and keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from gui.chart.head.view_options import View
from gui.chart.plot.ranges import figure
from gui.chart.steps.stops import Stops
from tests.gui.chart.conftest import make_run

KEPT = (0, 1, 2, 4, 250, 500, 750, 1000)
LEFT = Qt.MouseButton.LeftButton


class Standing:
    """What the row is told, and a person's wishes, which come true at once."""

    def __init__(self, row) -> None:
        self.stops, self.wanted, self.plays, self._row = Stops(KEPT, 1000, epoch=250), [], [], row
        row.stops_now = lambda: self.stops
        row.wanted.connect(self._go)
        row.play_wanted.connect(lambda: self.plays.append(True))
        row.look()

    def _go(self, step: int) -> None:
        self.wanted.append(step)
        self.stops = replace(self.stops, at=step, is_back=step != self.stops.steps[-1])
        self._row.look()


@pytest.fixture
def row(panel, plot):
    return panel.steps


@pytest.fixture
def standing(row):
    return Standing(row)


def column(row, plot, step: int) -> float:
    """Where a step stands over the row, in its pixels."""
    place = float(plot.where.x([step])[0])
    return plot._box.mapViewToScene(QPointF(place, 0)).x()


def click(row, x: float) -> None:
    QTest.mouseClick(row.slider, LEFT, pos=QPoint(round(x) - row.slider.x(), row.height() // 2))


@pytest.mark.parametrize("axis", ["step", "epoch", "time"])
def test_each_stop_stands_under_its_step_whatever_the_axis_counts(panel, plot, row, standing, axis):
    run = make_run()
    run.add_steps(run.loss.steps, run.loss.values, run.loss.values, run.loss.values, run.loss.values)
    panel.show_series(run)
    panel.set_view(View(axis=axis))
    places = [place + row.slider.x() for place in row.slider._places]
    assert places == pytest.approx([column(row, plot, step) for step in KEPT], abs=1)


def test_a_click_goes_to_the_nearest_and_a_drag_on_from_there(plot, row, standing):
    click(row, column(row, plot, 260))
    assert standing.wanted == [250]
    press, to = (QPoint(round(column(row, plot, step)) - row.slider.x(), 8) for step in (250, 740))
    QTest.mousePress(row.slider, LEFT, pos=press)
    QTest.mouseMove(row.slider, to)
    QTest.mouseRelease(row.slider, LEFT, pos=to)
    QTest.mouseMove(row.slider, press)
    assert standing.wanted == [250, 750]


def test_the_line_over_the_curves_marks_where_one_stands_and_goes_at_the_newest(plot, row, standing):
    line = row._line
    assert line.isHidden()
    click(row, column(row, plot, 500))
    assert line.isVisible()
    assert line.geometry().center().x() == pytest.approx(column(row, plot, 500), abs=1)
    assert row.slider.pill.center().x() + row.slider.x() == pytest.approx(column(row, plot, 500), abs=1)
    click(row, column(row, plot, 1000))
    assert line.isHidden()


def test_of_a_step_out_of_sight_the_handle_stays_at_the_edge(plot, row, standing):
    click(row, column(row, plot, 250))
    plot._box.setXRange(600, 900, padding=0)
    plot._stop_following(True, False)
    assert row._line.isHidden()
    assert row.slider.pill.left() >= 0
    assert row.slider.pill.center().x() + row.slider.x() <= plot.area.left() + 24


def test_keys_go_from_one_to_the_next(row, standing):
    row.slider.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(row.slider, key)
    assert standing.wanted == [750, 500, 750, 0, 1000]
    QTest.keyClick(row.slider, Qt.Key.Key_Space)
    assert standing.plays == [True]


def test_space_on_the_curves_plays_and_so_does_the_button(plot, row, standing):
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Space)
    QTest.mouseClick(row.play, LEFT)
    assert len(standing.plays) == 2
    standing.stops = replace(standing.stops, plays=True)
    row.look()
    assert row.play.accessibleName() == "Pause"


def test_the_wheel_scrolls_and_chooses_nothing(row, standing):
    place = QPointF(50, 8)
    none, up = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(place, place, QPoint(), QPoint(0, 120), none, Qt.KeyboardModifier.NoModifier, up, False)
    row.slider.wheelEvent(wheel)
    assert not wheel.isAccepted()
    assert standing.wanted == []


def test_it_is_told_what_is_shown_in_words_and_that_there_is_nothing(row, standing):
    assert row.slider.accessibleDescription().startswith("Shown is the newest, step 1,000, end of epoch 4")
    standing.stops = Stops((40,), 40)
    row.look()
    assert not row.slider.isEnabled()
    assert not row.play.isEnabled()
    assert row.slider.accessibleDescription() == "No earlier step is kept."


def test_as_a_run_grows_the_handle_goes_with_it_and_announces_nothing(row, standing):
    standing.stops = Stops((*KEPT, 1200), 1200)
    row.look()
    assert (row.slider.value(), standing.wanted) == (8, [])


def test_the_legend_and_the_folded_line_tell_the_figures_of_the_step_that_is_looked_at(panel, row, standing):
    panel.run.add_evaluation("test", 500, 0.5, 0.81)
    panel.run.add_evaluation("test", 1000, 0.25, 0.9)
    panel.set_view(View(measure="accuracy"))
    newest = panel._legend.text()
    assert f"test {figure(0.9, 'accuracy')}" in newest
    row.wanted.emit(750)
    assert f"test {figure(0.81, 'accuracy')} (of step 500)" in panel._legend.text()
    row.wanted.emit(250)
    assert "test –" in panel._legend.text()
    panel.set_folded(True)
    assert panel._line.words.text().endswith(f"validation accuracy {figure(2 / 3, 'accuracy')} · step 250")
    row.wanted.emit(1000)
    assert panel._line.words.text().endswith("step 1,000")
    assert panel._legend.text() == newest
