"""The first steps: ticked off as they are done, and about what there is to watch."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.notices import FirstSteps


@pytest.fixture
def steps(qtbot: QtBot) -> FirstSteps:
    steps = FirstSteps()
    qtbot.addWidget(steps)
    return steps


def said(steps: FirstSteps) -> list[str]:
    return [label.text() for label in steps.findChildren(QLabel)]


def test_what_is_done_is_ticked_off_and_stays_so(steps: FirstSteps) -> None:
    steps.watch("your 3")
    steps.reach(1)
    steps.reach(0)
    assert said(steps) == ["✓ Press Train", "② Watch your 3", "③ Draw your own"]


def test_other_data_keep_what_is_done(steps: FirstSteps) -> None:
    steps.reach(1)
    steps.watch("the answer")
    assert said(steps) == ["✓ Press Train", "② Watch the answer", "③ Draw your own"]
