"""The dialog that reports a problem: all of it is shown, and saved or copied as it is shown."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.window.dialogs.report_dialog import ReportDialog, window_facts

GATHERED = "Versions\n--------\nLayerscope 0.1.0\n"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1024, 768)
    parent.show()
    return parent


@pytest.fixture
def dialog(parent: QWidget) -> ReportDialog:
    dialog = ReportDialog(parent)
    dialog.open()
    return dialog


def test_nothing_is_saved_before_it_is_gathered_and_shown(dialog: ReportDialog) -> None:
    assert dialog.report.toPlainText() == "Gathering…"
    assert not dialog.save.isEnabled()
    assert not dialog.copy.isEnabled()
    dialog.fill(GATHERED)
    assert GATHERED.strip() in dialog.report.toPlainText()
    assert dialog.save.isEnabled()


def test_what_a_person_writes_is_shown_in_it(dialog: ReportDialog, qtbot: QtBot) -> None:
    dialog.fill(GATHERED)
    qtbot.keyClicks(dialog.what, "The curve jumped.")
    qtbot.waitUntil(lambda: "The curve jumped." in dialog.report.toPlainText())
    assert dialog.report.toPlainText() == dialog.text()


def test_typing_leaves_the_reader_where_they_are(dialog: ReportDialog, qtbot: QtBot) -> None:
    dialog.fill("line\n" * 1000)
    dialog.report.verticalScrollBar().setValue(500)
    qtbot.keyClicks(dialog.what, "x")
    qtbot.waitUntil(lambda: "\nx\n" in dialog.report.toPlainText())
    assert dialog.report.verticalScrollBar().value() == 500


def test_what_is_copied_is_what_is_shown_and_written_now(dialog: ReportDialog, qtbot: QtBot) -> None:
    dialog.fill(GATHERED)
    qtbot.keyClicks(dialog.what, "Quick")
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.text()
    assert "Quick" in dialog.text()
    assert dialog.said.text() == "Copied."


def test_it_is_saved_as_text(
    dialog: ReportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "report"), ""))
    dialog.fill(GATHERED)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == dialog.text()
    assert "report.txt" in dialog.said.text()


def test_a_place_that_cannot_be_written_to_is_said_there(
    dialog: ReportDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "a.txt"), ""))
    dialog.fill(GATHERED)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert "cannot be written to (no such file or directory)" in dialog.said.text()


def test_what_could_not_be_gathered_is_no_reason_to_lose_a_persons_words(dialog: ReportDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.what, "It fell over")
    dialog.fail(OSError("the disk is gone"))
    assert "the disk is gone" in dialog.text()
    assert "It fell over" in dialog.report.toPlainText()
    assert dialog.save.isEnabled()


def test_it_fits_a_small_screen_and_says_what_each_part_is(dialog: ReportDialog) -> None:
    assert dialog.width() <= 1024
    assert dialog.height() <= 700
    assert dialog.what.accessibleName() == "What happened? (optional)"
    assert dialog.report.accessibleName() == "The report"
    assert dialog.report.isReadOnly()


def test_every_part_is_reached_by_key(dialog: ReportDialog, qtbot: QtBot) -> None:
    dialog.fill(GATHERED)
    reached = []
    for _ in range(5):
        reached.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert {dialog.what, dialog.report, dialog.save, dialog.copy} <= set(reached)


def test_it_is_read_by_key_too(dialog: ReportDialog, qtbot: QtBot) -> None:
    dialog.fill("line\n" * 1000)
    qtbot.keyClick(dialog.report, Qt.Key.Key_PageDown)
    assert dialog.report.verticalScrollBar().value() > 0
    qtbot.keyClick(dialog.report, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    bar = dialog.report.verticalScrollBar()
    assert bar.value() == bar.maximum()
    qtbot.keyClick(dialog.report, Qt.Key.Key_X)
    assert dialog.report.toPlainText() == dialog.text()


def test_the_window_says_where_it_stands(parent: QWidget) -> None:
    window, screen = window_facts(parent)
    assert "Qt 6" in window
    assert "offscreen" in window
    assert "1024×768" in screen
