"""The status bar: a long message ends in "…" and is whole where a person or a screen reader asks for it."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.pieces.tips import parted
from gui.state.message_queue import Message
from gui.window.bars.statusbar import StatusBar
from gui.window.bars.work_label import WorkLabel

LONG = Message("error", "CIFAR-10 is not here. " * 9, "Choose the folder that holds it.")
WHOLE = f"⚠ {LONG.text} {LONG.hint}"


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(500, 24)
    bar.show()
    return bar


def label(bar: StatusBar) -> QLabel:
    return next(one for one in bar.findChildren(QLabel) if one.text() == bar.message)


def test_a_long_message_widens_nothing_and_is_whole_in_its_tip_and_for_screen_readers(bar: StatusBar) -> None:
    bar.show_state("Ready")
    bar.show_message(LONG)
    assert bar.width() == 500
    assert bar.message == WHOLE
    assert label(bar).toolTip() == parted(WHOLE)  # in lines
    assert QAccessible.queryAccessibleInterface(label(bar)).text(QAccessible.Text.Name) == WHOLE


def test_it_is_painted_with_an_ellipsis_not_cut(qtbot: QtBot, bar: StatusBar) -> None:
    """Where there is little room, what comes after it is of no matter: no half letter stands at the edge."""
    bar.show_message(LONG)
    cut = label(bar).grab().toImage()
    bar.show_message(Message("error", LONG.text, "Something else altogether."))
    assert label(bar).grab().toImage() == cut
    bar.show_message(Message("error", "Short."))
    assert label(bar).grab().toImage() != cut


def test_taken_away_it_leaves_no_tip(bar: StatusBar) -> None:
    bar.show_message(LONG)
    bar.clear()
    assert (bar.message, label(bar).toolTip()) == ("", "")


def test_work_is_told_as_long_as_it_goes_on_beside_everything_else(bar: StatusBar) -> None:
    label = WorkLabel("What has come is kept")
    bar.add_work(label)
    bar.show_state("Ready")
    label.show_far("MNIST: 5 MB of 12 MB, 1.2 MB/s, 6 s left")
    bar.show_message(LONG)
    said = [one.text() for one in bar.findChildren(QLabel) if one.isVisible()]
    assert "MNIST: 5 MB of 12 MB, 1.2 MB/s, 6 s left" in said
    assert WHOLE in said
    label.show_far("")
    assert not label.isVisible()


def test_what_the_engine_does_has_its_room_as_soon_as_there_are_more_words(bar: StatusBar) -> None:
    for words in ("Loading PyTorch…", "Loading PyTorch: 6 s", "Training · epoch 5 of 6 · step 1,250 of 1,500"):
        bar.show_state(words)
        bar.show_kept("nowhere")
        for one in (bar._state, bar._saved):
            assert one.width() >= one.sizeHint().width()
