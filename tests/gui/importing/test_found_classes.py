"""The classes that were found are called as everywhere else, whatever their folders are called."""

from pytestqt.qtbot import QtBot

from engine.service.answers import ClassCount
from gui.importing.found_classes import FoundClasses
from gui.pieces.classes.names import END, ISOLATE


def test_names_are_in_one_line_seen_and_apart_from_what_is_around(qtbot: QtBot) -> None:
    classes = FoundClasses()
    qtbot.addWidget(classes)
    classes.show_classes([ClassCount("two\nlines", 1, 0), ClassCount("\u2800", 2, 1), ClassCount("כלב", 3, 0)])
    assert [classes.sentence(row) for row in range(3)] == [
        "two lines: 1 image.",
        "(blank 1): 2 images to train on, 1 to test on.",
        f"{ISOLATE}כלב{END}: 3 images.",
    ]
