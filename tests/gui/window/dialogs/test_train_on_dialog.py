"""After a run: whether Train goes on or starts afresh, and at which rate; asked only where there is a choice."""

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.project.project import Project
from engine.project.training.budgets import Epochs
from engine.project.training.legs import Leg, first_leg, next_leg
from engine.project.training.rate.schedules import Constant, Cosine, Schedule
from engine.project.training.training_settings import TrainingSettings
from gui.window.dialogs.train_on_dialog import CHOICES, TrainOnDialog

EACH = 250  # steps an epoch: 8,000 digits in batches of 32


def told(schedule: Schedule, epochs: int) -> Project:
    return Project(training=TrainingSettings(schedule=schedule, budget=Epochs(epochs)))


def dialog_after(qtbot: QtBot, schedule: Schedule, epochs: int) -> TrainOnDialog:
    window = QWidget()
    qtbot.addWidget(window)
    run: tuple[Leg, ...] = (first_leg(told(schedule, epochs), EACH),)
    further = {extend: next_leg(run, told(schedule, 2 * epochs), EACH, extend) for extend in ("auto", *CHOICES)}
    dialog = TrainOnDialog(run, further, "Train on", "It has been trained.", window)
    dialog.window_kept = window
    dialog.show()
    return dialog


def press(dialog: TrainOnDialog, text: str) -> None:
    buttons = dialog.findChild(QDialogButtonBox).findChildren(QPushButton)
    next(button for button in buttons if button.text().startswith(text)).click()


def test_a_schedule_that_simply_goes_on_asks_nothing_about_its_rate(qtbot: QtBot) -> None:
    dialog = dialog_after(qtbot, Constant(), 2)
    assert not dialog.rate.isVisible()
    assert not dialog.curve.isVisible()
    press(dialog, "Train on")
    assert (dialog.answer, dialog.extend) == ("train on", "auto")


def test_a_cosine_says_what_is_usual_and_shows_the_curve_of_each_choice(qtbot: QtBot) -> None:
    dialog = dialog_after(qtbot, Cosine(), 3)
    assert dialog.rate.currentText().startswith("Holds its last value, 0.00025")
    held = dialog.curve.accessibleDescription()
    dialog.rate.setCurrentIndex(1)
    dialog.rate.activated.emit(1)
    assert dialog.curve.accessibleDescription() != held
    press(dialog, "Train on")
    assert dialog.extend == "anew"


def test_a_cosine_that_came_down_to_nothing_begins_anew(qtbot: QtBot) -> None:
    dialog = dialog_after(qtbot, Cosine(), 40)
    assert dialog.rate.currentText() == "Runs its schedule anew, from 0.0001"
    assert dialog.extend == "anew"


@pytest.mark.parametrize(("text", "answer"), [("Start afresh", "afresh"), ("Cancel", "")])
def test_the_other_ways_out(qtbot: QtBot, text: str, answer: str) -> None:
    dialog = dialog_after(qtbot, Constant(), 2)
    press(dialog, text)
    assert dialog.answer == answer
    assert not dialog.isVisible()


def test_the_keyboard_begins_on_the_main_choice(qtbot: QtBot) -> None:
    dialog = dialog_after(qtbot, Constant(), 2)
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    assert dialog.focusWidget().text() == "Train on"
    assert not dialog.remember.hasFocus()
