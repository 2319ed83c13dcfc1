"""The list of the runs that are compared: one, three or twenty of them, with the mouse and with keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from gui.appearance import theme
from gui.chart.beside.entries import Gain, Row
from gui.chart.beside.row import GAP, OtherRun, caveat_in, line_height, said_in
from gui.chart.beside.runs import Standing
from gui.chart.head.legend import Entry
from gui.chart.head.view_options import View
from tests.gui.chart.conftest import make_run


def rows(panel):
    return [one for one in panel._head.others.findChildren(OtherRun) if not one.isHidden()]


def add(panel, count, group=None):
    for number in range(count):
        standing = Standing(f"Learning rate 0.001 → {number}", number + 1 if group is None else group)
        panel.add_reference(make_run(800, f"o{number}", f"run {number}"), standing)
    panel.set_view(panel.view)


@pytest.mark.parametrize("count", [1, 3, 8, 20])
def test_they_never_take_the_place_of_the_curves(panel, plot, qtbot, count):
    add(panel, count)
    others = panel._head.others
    qtbot.waitUntil(lambda: len(rows(panel)) == count and others.height() <= panel.height() / 2)
    assert plot.height() >= panel.height() / 3
    assert others.geometry().bottom() < panel._body.geometry().top()
    assert others.fold.isVisible() == (count > 3)
    assert all(row.width() <= others.width() for row in rows(panel))
    assert others.first.row.words == "shown, the first"


def test_twenty_are_folded_away_and_come_back(panel, plot, qtbot):
    add(panel, 20)
    others = panel._head.others
    qtbot.waitUntil(others.fold.isVisible)
    assert others.fold.text() == "20 runs"
    QTest.mouseClick(others.fold, Qt.MouseButton.LeftButton)
    assert others.folded
    qtbot.waitUntil(lambda: others.height() < 3 * line_height())
    QTest.mouseClick(others.fold, Qt.MouseButton.LeftButton)
    assert not others.folded


def test_the_last_of_twenty_is_reached_with_keys_and_taken_out(panel, plot, qtbot):
    add(panel, 20)
    last = rows(panel)[-1]
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty() or last.isVisible())
    last.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    with qtbot.waitSignal(panel.dismissed) as heard:
        QTest.keyClick(last, Qt.Key.Key_Space)
    assert heard.args == ["o19"]


def test_the_whole_is_told_where_it_has_no_room(panel, plot):
    add(panel, 1)
    (row,) = rows(panel)
    assert row.toolTip().startswith("run 0 ")
    assert "Learning rate 0.001 → 0" in row.toolTip()
    assert "A click takes it out" in row.toolTip()
    assert "Learning rate 0.001 → 0" in row.accessibleName()


def test_the_curve_of_the_run_that_is_pointed_at_stands_out(panel, plot):
    add(panel, 3)
    rows(panel)[1].pointed_at.emit(True)
    assert plot._lines.others._marked == 1
    rows(panel)[1].pointed_at.emit(False)
    assert plot._lines.others._marked is None


def test_seeds_become_a_band_where_there_are_some(panel, plot, qtbot):
    others = panel._head.others
    add(panel, 3)
    assert not others.bands.isVisible()
    add(panel, 3, group=1)
    qtbot.waitUntil(others.bands.isVisible)
    with qtbot.waitSignal(panel.view_changed) as heard:
        QTest.mouseClick(others.bands, Qt.MouseButton.LeftButton)
    assert heard.args[0].bands
    assert ["over 3 seeds" in row.row.words for row in rows(panel)] == [True]
    gone = []
    panel.dismissed.connect(gone.append)
    QTest.mouseClick(rows(panel)[0], Qt.MouseButton.LeftButton)
    assert gone == ["o0", "o1", "o2"]
    QTest.mouseClick(others.bands, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(panel)) == 3)


def test_the_readout_reads_other_runs_where_the_shown_one_has_ended(panel, plot):
    panel.run.ended = True
    panel.add_reference(make_run(5000, "long", "longer"))
    panel.set_view(panel.view)
    plot.point_at(4000)
    assert plot.readout.title.startswith("Step 4,000")
    assert [reading.name for reading in plot.readout.readings] == ["longer"]
    plot.point_at(500)
    assert [reading.name for reading in plot.readout.readings][:1] == ["training"]


def test_the_readout_has_no_more_than_there_is_room_for_and_the_nearest_first(panel, plot):
    add(panel, 20)
    plot.point_at(500, plot.area.center().y())
    readings = plot.readout.readings
    assert len(readings) == plot.readout.room() < 20
    assert readings[-1].name == f"and {24 - len(readings)} more"


def test_the_readout_of_a_band_has_its_mean_and_its_ends(panel, plot):
    add(panel, 3, group=1)
    panel.set_view(View(bands=True, smoothing=0))
    plot.point_at(1)
    assert plot.readout.readings[-1].name == "3 seeds, 2.392 to 2.392"


def test_gains_beside_a_band_are_measured_against_its_mean(panel, plot):
    """The shown run and two more are of one recipe, as a band; another run is of another recipe."""
    for number, (group, right) in enumerate(((0, 0.90), (0, 0.92), (1, 0.96))):
        run = make_run(100, f"o{number}", f"seed {number} · SGD 0.{group + 1}")
        run.evaluations["test"].add(100, 0.1, right)
        panel.add_reference(run, Standing("Learning rate 0.1 → 0.2", group))
    panel.run.evaluations["test"].add(100, 0.1, 0.94)
    panel.run.called = "seed 9 · SGD 0.1"
    panel.set_view(View(bands=True))
    alone, band = (line.row for line in rows(panel))
    assert "4.00 points more right" in alone.gain
    assert (band.name, band.gain) == ("SGD 0.1", "")


def test_in_little_room_the_gain_is_short_and_differences_are_whole(qapp):
    entry = Entry(theme.current().colour("training"), "line", "Adam 0.003", "0.247")
    row = Row(entry, "Filters 6→3, Rate 1 → 3", Gain("0.4 points fewer right", "−0.4 points"))
    metrics = QFontMetricsF(theme.number_font())
    for room, said in (
        ("Filters 6→3, Rate 1 → 3: 0.4 points fewer right", "Filters 6→3, Rate 1 → 3: 0.4 points fewer right"),
        ("Filters 6→3, Rate 1 → 3: 0.4 points fewer", "Filters 6→3, Rate 1 → 3: −0.4 points"),
        ("Filters 6→3, Rate 1: −0.4 points", "Filters 6→3, …: −0.4 points"),
    ):
        assert said_in(row, metrics.horizontalAdvance(room), metrics) == said
    cut = said_in(row, metrics.horizontalAdvance("Filters: −0.4 points"), metrics)
    assert (cut[:4], cut.partition("…")[2]) == ("Filt", ": −0.4 points")
    assert said_in(row, metrics.horizontalAdvance(": −0.4 points") + 4, metrics) == "−0.4 points"


def test_caveats_that_are_long_leave_the_gain_whole(qapp):
    entry = Entry(theme.current().colour("training"), "line", "Adam 0.003", "0.247")
    caveat = "other loss: squared error, log damaged"
    row = Row(entry, "Filters 6→3", Gain("1.70 points fewer right", "−1.70 points"), caveat)
    metrics = QFontMetricsF(theme.number_font())
    room = metrics.horizontalAdvance(f"{caveat}. −1.70")
    told = caveat_in(row, room, metrics)
    assert (told[:10], told[-1]) == ("other loss", "…")
    left = room - metrics.horizontalAdvance(told) - theme.px(GAP)
    assert said_in(row, left, metrics) == "−1.70 points"
    assert caveat_in(row, 2 * room, metrics) == f"{caveat}."


def test_without_a_shown_run_the_buttons_stay_at_the_right(panel, plot, qtbot):
    panel.clear()
    add(panel, 5, group=1)
    others = panel._head.others
    qtbot.waitUntil(others.bands.isVisible)
    assert others.fold.geometry().right() >= others.width() - 2
    assert others.bands.geometry().right() <= others.fold.geometry().left()
    assert others.fold.width() == others.fold.sizeHint().width()
