"""What a person did at a step: drawn, read under the pointer, said, and in the picture that is saved."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMenu

from gui.chart.plot.marks.mark import Mark, in_words
from tests.gui.chart.conftest import make_run

RATE = Mark(400, "rate", "rate 0.01", "Learning rate 0.001 → 0.01 by hand")
NOTE = Mark(900, "note", "the second dip", "the second dip, after the rate had risen")


@pytest.fixture
def marked(panel, qtbot):
    panel.show_series(make_run())
    qtbot.waitUntil(lambda: panel.plot is not None and panel.plot.axes.x[1] > 1000)
    panel.set_marks("r1", (RATE, NOTE))
    return panel


def test_it_is_drawn_where_its_step_is(marked):
    before = marked.plot.grab().toImage()
    assert marked.plot.axes.marks == ((400, RATE), (900, NOTE))
    marked.set_marks("r1", ())
    assert marked.plot.grab().toImage() != before


@pytest.mark.parametrize(("step", "words"), [(400, RATE.words), (404, RATE.words), (900, NOTE.words)])
def test_the_pointer_reads_it_from_some_pixels_away(marked, step, words):
    marked.plot.point_at(step)
    assert words in marked.plot.readout.text()


def test_far_from_it_the_pointer_reads_the_curves_alone(marked):
    marked.plot.point_at(600)
    assert "by hand" not in marked.plot.readout.text()


def test_whoever_does_not_see_it_hears_it(marked):
    said = "At step 400: Learning rate 0.001 → 0.01 by hand. At step 900: the second dip, after the rate had risen."
    assert marked.plot.accessibleDescription() == in_words((RATE, NOTE)) == said
    assert marked.sentence().endswith(said)


def test_a_click_beside_a_note_is_meant_for_it(marked, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    asked = []
    marked.menu.note_asked.connect(asked.append)
    area, (left, right) = marked.plot.area, marked.plot.axes.x
    x = area.left() + area.width() * (NOTE.step - left) / (right - left)
    marked.menu.popup(marked.plot, QPointF(x + 3, area.center().y()).toPoint())
    assert marked.menu.note.text() == "Change the note at step 900…"
    marked.menu.note.trigger()
    assert asked == [900]


def test_marks_of_another_run_are_not_taken(marked):
    marked.set_marks("another", ())
    assert marked.run.marks == (RATE, NOTE)


def test_the_step_under_the_pointer(marked):
    middle = marked.plot.area.center()
    assert 600 < marked.plot.step_at(QPointF(middle)) < 900
    assert marked.plot.step_at(QPointF(-500, 0)) == 1


def test_a_click_of_the_right_button_offers_a_note_at_the_step_that_was_clicked_at(marked, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    asked, menu = [], marked.menu
    menu.note_asked.connect(asked.append)
    place = marked.plot.area.center().toPoint()
    step = marked.plot.step_at(place.toPointF())
    marked.plot.customContextMenuRequested.emit(place)
    assert menu.note.text() == f"Note at step {step}…"
    menu.note.trigger()
    menu._menu.aboutToShow.emit()  # by its button
    assert menu.note.text() == "Note at this step…"
    menu.note.trigger()
    assert asked == [step, None]
