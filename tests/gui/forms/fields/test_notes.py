"""Notes: formatted to be read, Markdown to be written, and nothing is loaded from anywhere."""

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.forms.fields.markdown_box import MarkdownBox

Left = Qt.MouseButton.LeftButton


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.box, self.elsewhere = MarkdownBox(12), QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.box)
        column.addWidget(self.elsewhere)
        self.said: list[str] = []
        self.box.edited.connect(self.said.append)
        qtbot.addWidget(self.window)
        self.window.resize(360, 300)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_note_is_shown_formatted(desk: Desk) -> None:
    desk.box.set_text("# Edges\n\nLook at **layer 1**.")
    assert desk.box.reader.isVisible()
    assert desk.box.reader.toPlainText().split() == ["Edges", "Look", "at", "layer", "1."]
    assert not desk.box.writer.isVisible()
    assert desk.said == []


def test_a_long_note_is_read_from_its_beginning(qtbot: QtBot, desk: Desk) -> None:
    desk.box.hide()
    desk.box.set_text("\n\n".join(f"Sentence {number}." for number in range(40)))
    desk.box.show()
    desk.window.resize(300, 500)
    bar = desk.box.reader.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == 0


def test_edit_and_done(qtbot: QtBot, desk: Desk) -> None:
    desk.box.set_text("one")
    qtbot.mouseClick(desk.box.toggle, Left)
    assert desk.box.writer.hasFocus()
    desk.box.writer.selectAll()
    qtbot.keyClicks(desk.box.writer, "*two*")
    assert desk.said[-1] == "*two*"
    qtbot.mouseClick(desk.box.toggle, Left)
    assert desk.box.reader.toPlainText() == "two"
    assert not desk.box.writing


def test_an_empty_note_is_written_at_once_and_formatted_when_left(qtbot: QtBot, desk: Desk) -> None:
    assert desk.box.writing
    assert not desk.box.toggle.isVisible()
    desk.box.writer.setFocus()
    qtbot.keyClicks(desk.box.writer, "**x**")
    qtbot.keyClick(desk.box.writer, Qt.Key.Key_Tab)
    assert desk.box.reader.toPlainText() == "x"
    assert desk.box.toggle.isVisible()


def test_enter_edits_and_escape_reads(qtbot: QtBot, desk: Desk) -> None:
    desk.box.set_text("one")
    desk.box.reader.setFocus()
    qtbot.keyClick(desk.box.reader, Qt.Key.Key_Return)
    assert desk.box.writing
    qtbot.keyClick(desk.box.writer, Qt.Key.Key_Escape)
    assert not desk.box.writing
    assert desk.box.reader.hasFocus()


def test_a_long_note_scrolls(desk: Desk) -> None:
    desk.box.set_text("one line")
    short = desk.box.height()
    desk.box.set_text("\n\n".join("a paragraph" for _ in range(100)))
    assert short < desk.box.height() < 300


def test_pictures_are_not_loaded_and_html_stays_text(desk: Desk) -> None:
    desk.box.set_text("![a cat](http://example.org/cat.png) <b>bold</b>")
    kind = QTextDocument.ResourceType.ImageResource
    assert desk.box.reader.loadResource(kind, QUrl("http://example.org/cat.png")) is None
    assert desk.box.reader.loadResource(kind, QUrl("file:///etc/hostname")) is None
    assert not desk.box.reader.grab().isNull()
    assert "<b>" in desk.box.reader.toPlainText()


@pytest.mark.parametrize(("link", "opened"), [("https://arxiv.org/abs/1512.03385", True), ("file:///etc/hosts", False)])
def test_only_links_to_the_web_are_followed(desk: Desk, monkeypatch, link: str, opened: bool) -> None:
    gone: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", gone.append)
    desk.box.set_text(f"[here]({link})")
    desk.box.reader.anchorClicked.emit(QUrl(link))
    assert bool(gone) is opened
    assert desk.box.reader.toPlainText() == "here"


def test_another_text_while_one_is_written_takes_its_place(qtbot: QtBot, desk: Desk) -> None:
    desk.box.writer.setFocus()
    qtbot.keyClicks(desk.box.writer, "mine")
    desk.box.set_text("undone")
    assert desk.box.writer.toPlainText() == "undone"
    assert desk.said[-1] == "mine"


def test_a_double_click_edits(qtbot: QtBot, desk: Desk) -> None:
    desk.box.set_text("one")
    qtbot.mouseDClick(desk.box.reader.viewport(), Left, pos=QPoint(10, 10))
    assert desk.box.writing
