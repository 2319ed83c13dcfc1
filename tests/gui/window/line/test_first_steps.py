"""The first steps: ticked off as they are done, and about what there is to watch."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.window.line.first_steps import FirstSteps


@pytest.fixture
def steps(qtbot: QtBot) -> FirstSteps:
    steps = FirstSteps()
    qtbot.addWidget(steps)
    steps.resize(640, 32)
    steps.show()
    steps.offer(True)
    return steps


def said(steps: FirstSteps) -> list[str]:
    return [label.text() for label in steps.findChildren(QLabel)]


def test_what_is_done_is_ticked_off_and_stays_so(steps: FirstSteps) -> None:
    steps.watch("your 3")
    steps.reach(1)
    steps.reach(0)
    assert said(steps) == ["✓ Press Train", "② Watch your 3", "③ Draw your own"]


def test_what_is_not_offered_is_not_done(steps: FirstSteps) -> None:
    steps.offer(False)
    steps.reach(2)
    steps.offer(True)
    assert said(steps)[0] == "① Press Train"


def test_other_data_keep_what_is_done(steps: FirstSteps) -> None:
    steps.reach(1)
    steps.watch("the answer")
    assert said(steps) == ["✓ Press Train", "② Watch the answer", "③ Draw your own"]


def test_what_keeps_it_from_training_comes_first(steps: FirstSteps) -> None:
    steps.begin("Add a first layer")
    assert said(steps)[0] == "① Add a first layer"
    steps.begin("Press Train")
    assert said(steps)[0] == "① Press Train"


def test_what_was_trained_once_stays_done_in_an_empty_project(steps: FirstSteps) -> None:
    steps.reach(1)
    steps.begin("Add a first layer")
    assert said(steps)[0] == "✓ Press Train"


@pytest.mark.parametrize("width", [640, 240])
def test_where_there_is_little_room_the_step_to_be_done_keeps_its_words(
    qtbot: QtBot, steps: FirstSteps, width: int
) -> None:
    steps.reach(1)
    steps.resize(width, 32)
    qtbot.waitUntil(lambda: said(steps)[0] == ("✓ Press Train" if width == 640 else "✓"))
    assert said(steps)[1] == "② Watch the answer"
    for label in steps.findChildren(QLabel):
        qtbot.waitUntil(lambda label=label: label.width() >= label.sizeHint().width())
