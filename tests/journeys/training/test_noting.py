"""Somebody notes at a step what happened there, changes it and takes it away; the list of runs knows it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from engine.runs.collection.label import read_label
from engine.runs.collection.run_list import run_list
from gui.runs.columns import COLUMNS
from gui.window.dialogs.step_note_dialog import StepNoteDialog
from tests.journeys.conftest import Opened
from tests.journeys.person import ALT, CTRL, Person, short


@pytest.fixture
def paused(opened: Opened) -> Person:
    person = opened(short(100_000, batch=500))
    person.key(Qt.Key.Key_F5)
    person.wait(lambda: person.state == "running" and person.step > 3)
    person.key(Qt.Key.Key_F5)
    person.wait(lambda: person.state == "paused")
    return person


def dialog(person: Person) -> StepNoteDialog:
    person.wait(lambda: person.frame.findChildren(StepNoteDialog))
    return person.frame.findChildren(StepNoteDialog)[0]


def notes(person: Person) -> list[tuple[int, str]]:
    return [(note.step, note.text) for note in person.shared.run.current.notes]


def shown_notes(person: Person) -> list[str]:
    """What the column of notes says of each run in the list."""
    column, runs = next(one for one in COLUMNS if one.key == "note"), person.pages.runs.table.runs
    return [column.text(runs.run(place)) for place in range(runs.rowCount())]


def kept(person: Person) -> list[tuple[int, str]]:
    return [(note.step, note.text) for note in read_label(person.runs / person.run / "label.json").at_steps]


def test_a_note_while_it_trains_is_changed_and_removed(paused: Person) -> None:
    person, step = paused, paused.step
    person.key(Qt.Key.Key_N, CTRL | ALT)
    first = dialog(person)
    assert not first.remove.isEnabled()
    person.bot.keyClicks(first.text, "the loss rose")
    person.bot.keyClick(first.text, Qt.Key.Key_Return)
    person.wait(lambda: notes(person) == [(step, "the loss rose")] == kept(person))
    assert [mark.words for mark in person.panels.chart.run.marks] == ["the loss rose"]
    person.press(person.chrome.top.stop)
    person.wait(lambda: person.state == "finished")
    person.wait(lambda: not person.frame.findChildren(StepNoteDialog))
    person.chrome.files.open(person.runs / person.run)
    person.wait(lambda: person.state == "read" and notes(person))
    person.frame.show_page("runs")
    person.wait(lambda: any(run.step_notes for run in run_list(person.runs)))
    person.wait(lambda: "1 note at steps" in shown_notes(person))
    person.chrome.actions["note"].trigger()
    again = dialog(person)
    assert again.text.text() == "the loss rose"
    person.press(again.remove)
    person.wait(lambda: notes(person) == [] == kept(person))
    assert person.panels.chart.run.marks == ()


def test_after_the_dialog_the_keys_of_training_do_what_they_did_before(paused: Person) -> None:
    person, step = paused, paused.step
    person.key(Qt.Key.Key_N, CTRL | ALT)
    opened = dialog(person)
    person.wait(opened.isActiveWindow)
    person.type("by keys alone")
    person.key(Qt.Key.Key_Return)
    person.wait(lambda: notes(person) == [(step, "by keys alone")])
    person.wait(lambda: not person.frame.findChildren(StepNoteDialog))
    person.take_up()
    person.key(Qt.Key.Key_E, CTRL | ALT)
    person.wait(lambda: f"Step {step}: test accuracy" in person.sentences)
    assert "The test images are being tried." in person.sentences
    person.key(Qt.Key.Key_F10, CTRL)
    person.wait(lambda: person.state == "paused" and person.step > step)
    assert person.step % 16 == 0  # the end of the epoch


def test_another_step_brings_its_note_and_what_was_typed_goes_along(paused: Person) -> None:
    person, step = paused, paused.step
    person.panels.chart.menu.note_asked.emit(2)
    opened = dialog(person)
    person.bot.keyClicks(opened.text, "early")
    opened.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()
    person.wait(lambda: notes(person) == [(2, "early")])
    person.wait(lambda: not person.frame.findChildren(StepNoteDialog))
    person.chrome.actions["note"].trigger()
    again = dialog(person)
    assert (again.step.value, again.text.text()) == (step, "")
    person.wait(again.isActiveWindow)
    again.step.setFocus()
    again.step.selectAll()
    person.bot.keyClicks(again.step, "2")
    person.bot.keyClick(again.step, Qt.Key.Key_Tab)
    assert again.text.text() == "early"
    again.reject()
