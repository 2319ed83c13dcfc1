"""Lengths: what was set once follows the zoom, in layouts as in widgets."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.appearance import lengths, theme


@pytest.fixture
def zoom(qapp: QApplication) -> Iterator[object]:
    def to(factor: float) -> None:
        theme.apply(qapp, "light", factor)
        lengths.refresh()

    to(1.0)
    yield to
    to(1.0)


def test_layouts_inside_layouts_and_widgets_follow(qtbot: QtBot, zoom) -> None:
    window, label, row = QWidget(), QLabel(), QHBoxLayout()
    column = QVBoxLayout(window)
    column.addLayout(row)
    row.addWidget(label)
    qtbot.addWidget(window)
    lengths.follow(column, setContentsMargins=(10, 10, 6, 0))
    lengths.follow(column, setSpacing=8)
    lengths.follow(row, setSpacing=4)
    lengths.follow(label, setFixedSize=(20, 30))
    zoom(2.0)
    margins = column.contentsMargins()
    assert (margins.left(), margins.right(), margins.bottom()) == (20, 12, 0)
    assert (column.spacing(), row.spacing()) == (16, 8)
    assert (label.minimumWidth(), label.maximumHeight()) == (40, 60)
    zoom(1.0)
    assert (column.spacing(), row.spacing(), label.minimumWidth()) == (8, 4, 20)


def test_spaces_between_widgets_follow(qtbot: QtBot, zoom) -> None:
    window, first, second = QWidget(), QLabel(), QLabel()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for label in (first, second):
        label.setFixedSize(10, 10)
        column.addWidget(label)
        lengths.space(column, 16)
    qtbot.addWidget(window)
    for factor, between in ((1.0, 16), (2.0, 32), (1.0, 16)):
        zoom(factor)
        assert window.sizeHint().height() == 20 + 2 * between
