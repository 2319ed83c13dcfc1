"""The legend keeps the figures that matter where room is short."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from gui.appearance import theme
from gui.appearance.theme import px
from gui.chart.beside.entries import rows
from gui.chart.beside.runs import ALONE, BesideRuns
from gui.chart.head.chart_controls import position_of, strength_of
from gui.chart.head.chart_head import GAP, ChartHead
from gui.chart.head.legend import Fonts, LegendLine, _fitting, _width, coming, entries
from gui.chart.head.view_options import View
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.ranges import figure
from tests.gui.chart.conftest import make_run


def shown():
    run = make_run()
    run.add_evaluation("test", 1000, 0.25, 0.9)
    return entries(run, View(), theme.current())


def beside(*names):
    """What the legend says of other runs."""
    runs = BesideRuns()
    for index, name in enumerate(names):
        runs.put(make_run(run_id=f"r{index}", name=name), ALONE)
    return [one.entry for one in rows(None, tuple(runs), View(), theme.current())]


def test_names_every_curve_with_its_newest_figure(qapp):
    assert [entry.name for entry in shown()] == ["training", "validation", "test"]
    assert [(entry.name, entry.run) for entry in beside("wider", "deeper")] == [("wider", "r0"), ("deeper", "r1")]
    assert shown()[1].figure == "0.200"
    assert {entry.stroke for entry in shown()} == {"line", "dashes", "diamond"}
    assert entries(None, View(), theme.current()) == ()


@pytest.mark.parametrize(
    ("width", "names"),
    [(2000, ["training", "validation", "test"]), (390, ["train", "val", "test"]), (100, ["", "", ""])],
)
def test_gives_way_when_room_is_short(qapp, width, names):
    assert [entry.name for entry in _fitting(shown(), width, Fonts())] == names


def test_other_runs_are_told_apart_by_colour_and_by_dashes(qapp):
    others = beside(*(f"run {index}" for index in range(25)))
    assert len({(entry.colour.name(), entry.dashes) for entry in others}) == 25
    first = others[:5]
    assert len({entry.colour.name() for entry in first}) == len({entry.dashes for entry in first}) == 5


def test_with_both_measures_the_legend_says_which_is_which(qapp):
    run = make_run()
    run.add_evaluation("test", 1000, 0.25, 0.9)
    both = entries(run, View(both=True), theme.current())
    assert [entry.name for entry in both] == [
        f"{name} {measure}" for measure in ("loss", "accuracy") for name in ("training", "validation", "test")
    ]
    assert [entry.figure for entry in both[2:6:3]] == ["0.250", "90.00 %"]
    assert len({(entry.colour.name(), entry.stroke) for entry in both}) == 6
    assert [entry.name for entry in _fitting(both, 100, Fonts())] == ["loss", "", "", "acc", "", ""]


@pytest.mark.parametrize(("more", "seen"), [(100, True), (-20, False)])
def test_controls_without_room_are_in_the_menu_and_none_is_cut(qtbot, more, seen):
    holder, head = QWidget(), ChartHead()
    qtbot.addWidget(holder)
    head.setParent(holder)
    controls = head.controls
    head.setGeometry(0, 0, controls.sizeHint().width() + more, 60)
    holder.resize(head.size())
    holder.show()
    assert (controls.log.isVisible(), controls.smooth.isVisible()) == (seen, seen)
    for button in (controls.loss, controls.accuracy, controls.both, controls.more, controls.fold):
        assert button.width() >= button.sizeHint().width()
    assert [action.text() for action in controls.menu.actions()][:3] == [
        "Learning rate",
        "Logarithmic scale",
        "Smoothing",
    ]
    controls.menu.actions()[1].trigger()
    assert controls._view.log


def test_paints_and_speaks(qapp, qtbot):
    line = LegendLine()
    qtbot.addWidget(line)
    line.show_entries(shown())
    assert "validation 0.200" in line.accessibleDescription()
    image = QImage(400, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    line.paint(painter, QRectF(0, 0, 400, 30))
    painter.end()
    assert len({image.pixel(x, 15) for x in range(400)}) > 3


def test_the_slider_reaches_the_usual_strengths():
    assert [strength_of(position) for position in (0, 40, 80, 120)] == [0, 0.9, 0.99, 0.999]
    assert all(strength_of(position_of(strength)) == strength for strength in (0, 0.9, 0.99, 0.999))


@pytest.mark.parametrize(("width", "lines"), [(900, 1), (480, 2)])
def test_gets_a_line_of_its_own_where_not_even_short_words_fit(qtbot, width, lines):
    head = ChartHead()
    qtbot.addWidget(head)
    head.legend.show_entries(shown())
    head.resize(width, 60)
    head.show()
    head.arrange()
    assert head.lines == lines
    qtbot.waitUntil(lambda: head.legend.width() >= head.legend.natural_width())
    assert head.controls.geometry().right() <= head.width()


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("spare", [-1, 0])
def test_stays_where_it_is_from_the_first_step_to_the_last(qtbot, both, spare):
    head, run, view = ChartHead(), RunCurves("r", "A run", 10, 100), View(both=both)
    run.tried_on, run.averages = "test", True
    qtbot.addWidget(head)
    head.show()
    for step, loss in ((0, 0.0), (1, 2.3), (2, 0.103), (3, 0.0086), (4, 12.0), (5, math.nan), (6, 1e9)):
        if step:
            run.add_steps(np.array([step]), np.array([loss]), np.array([0.9605]))
        if step > 1:
            run.add_evaluation("test", step, loss, 1.0, (loss, 1.0))
        head.legend.show_entries(entries(run, view, theme.current()), coming(run, view, theme.current()))
        if not step:
            head.resize(head.controls.sizeHint().width() + px(GAP) + head.legend.least_width() + spare, 60)
            lines = head.lines
            assert lines == (2 if spare else 1)
        head.arrange()
        assert head.lines == lines
    run.ended = True
    assert coming(run, view, theme.current()) == ()


def test_what_is_to_come_has_its_room(qapp):
    run = make_run()
    run.tried_on = "test"
    look, fonts = theme.current(), Fonts()
    now, then = entries(run, View(), look), coming(run, View(), look)
    assert [entry.name for entry in then] == ["test"]
    before = _width((*now, *then), fonts)
    run.add_evaluation("test", 1000, 0.25, 0.9)
    assert coming(run, View(), look) == ()
    assert _width(entries(run, View(), look), fonts) == before
    assert [entry.name for entry in _fitting(now, before, fonts, then)] == ["training", "validation"]
    assert [entry.name for entry in _fitting(now, before - 1, fonts, then)] == ["train", "val"]


def test_comes_back_beside_the_controls_at_once_where_other_curves_are_shown(qtbot):
    head = ChartHead()
    qtbot.addWidget(head)
    head.show()
    head.legend.show_entries(shown())
    head.resize(head.controls.sizeHint().width() + px(GAP) + head.legend.least_width() - 1, 60)
    assert head.lines == 2
    head.legend.show_entries(shown()[:-1])
    head.arrange()
    assert head.lines == 1


def test_averaged_weights_stand_behind_the_last_ones(qapp):
    run = make_run()
    run.add_evaluation("test", 1000, 0.25, 0.9, (0.2, 0.95))
    assert entries(run, View(), theme.current())[2].figure == "0.250 (averaged 0.200)"
    assert "averaged 95.0" in entries(run, View(measure="accuracy"), theme.current())[2].figure
    run.add_evaluation("test", 1100, 0.25, 0.9)
    assert entries(run, View(), theme.current())[2].figure == "0.250"


def test_the_figures_of_an_earlier_step_are_those_of_then(qapp):
    run = make_run()
    series = run.training("loss")
    of = {entry.name: entry.figure for entry in entries(run, View(smoothing=0), theme.current(), at=10)}
    assert of["training"] == figure(float(series.values[list(series.steps).index(10)]), "loss")
    assert {entry.figure for entry in entries(run, View(), theme.current(), at=0)} == {"–"}
