"""The search for cut texts finds each kind of them, and nothing where all is whole."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.appearance import theme
from gui.pieces.elided import Elided
from gui.pieces.wrapping_button import WrappingButton
from tests.drawn_texts import DrawnTexts
from tests.whole_text import cut_texts

pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # of tool tips, offscreen

WORDS = "Average pooling of every channel"


def label(**wrap: bool) -> QLabel:
    made = QLabel(WORDS)
    made.setWordWrap(wrap.get("wrap", False))
    return made


def choice() -> QComboBox:
    made = QComboBox()
    made.addItem(WORDS)
    return made


def tabs() -> QTabBar:
    made = QTabBar(usesScrollButtons=False)
    for _ in range(2):
        made.addTab(WORDS)
    return made


def items(tip: str = "") -> QListWidget:
    made = QListWidget()
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.addItem(WORDS)
    made.item(0).setToolTip(tip)
    return made


def table() -> QTableWidget:
    made = QTableWidget(1, 1)
    made.setHorizontalHeaderLabels([WORDS])
    made.setColumnWidth(0, 40)
    return made


def placeholder() -> QLineEdit:
    return QLineEdit(placeholderText=WORDS)


def number() -> QSpinBox:
    made = QSpinBox(maximum=10**9)
    made.setValue(123_456_789)
    return made


def page() -> QScrollArea:
    made, inside = QScrollArea(widgetResizable=True), QLabel(WORDS)
    made.setWidget(inside)
    return made


def elided(tip: str = WORDS) -> Elided:
    made = Elided("secondary")
    made.say(WORDS)
    made.setToolTip(tip)
    return made


class Painted(QWidget):
    """Words in a room that may be too small, or right of the edge."""

    def __init__(self, room: QRect) -> None:
        super().__init__()
        self.room = room

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.drawText(self.room, Qt.AlignmentFlag.AlignLeft, WORDS)
        painter.end()


CUT: dict[str, Callable[[], QWidget]] = {
    "a label": label,
    "a wrapped label": lambda: label(wrap=True),
    "a button": lambda: QPushButton(WORDS),
    "a tool button": lambda: QToolButton(text=WORDS),
    "a tick": lambda: QCheckBox(WORDS),
    "a choice": choice,
    "tabs": tabs,
    "items": items,
    "a table's header": table,
    "a placeholder": placeholder,
    "a number": number,
    "a group's title": lambda: QGroupBox(WORDS),
    "a page": page,
    "elided without a tip": lambda: elided(""),
    "elided with another tip": lambda: elided("Something else"),
    "painted in too small a room": lambda: Painted(QRect(0, 0, 40, 20)),
    "painted beyond the edge": lambda: Painted(QRect(50, 0, 1000, 20)),
}
NARROW = ("a table's header", "painted in too small a room", "painted beyond the edge")  # however large they are
WHOLE: dict[str, Callable[[], QWidget]] = {
    "elided with a tip": elided,
    "items with a tip": lambda: items(WORDS),
    "a button that wraps": lambda: WrappingButton(WORDS),
}


@pytest.fixture
def look(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch):
    """What is cut in a widget of this size."""
    drawn = DrawnTexts(monkeypatch)
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    theme.apply(qapp, "light")

    def look_at(widget: QWidget, width: int, height: int) -> list[str]:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(600, 600)
        widget.setParent(window)
        widget.setMinimumSize(1, 1)
        widget.setGeometry(5, 5, width, height)
        window.show()
        return cut_texts(window, drawn)

    yield look_at
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])


@pytest.mark.parametrize("kind", CUT)
def test_what_is_cut_is_found(look, kind: str) -> None:
    assert look(CUT[kind](), 80, 36)


@pytest.mark.parametrize("kind", [kind for kind in CUT if kind not in NARROW])
def test_with_room_nothing_is_cut(look, kind: str) -> None:
    assert look(CUT[kind](), 560, 120) == [] or kind.startswith("painted")


@pytest.mark.parametrize("kind", WHOLE)
def test_a_tip_tells_the_whole(look, kind: str) -> None:
    assert look(WHOLE[kind](), 120, 50) == []


def test_what_its_place_cuts_is_found(look) -> None:
    place, inside = QWidget(), QLabel(WORDS)
    inside.setParent(place)
    inside.adjustSize()
    assert "beyond the side" in look(place, inside.sizeHint().width() // 2, 40)[0]
