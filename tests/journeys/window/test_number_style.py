"""Another style of numbers holds for every number in sight at once, on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableView, QWidget

from gui.appearance import numerals
from gui.window.frame.places import PLACES
from tests.drawn_texts import DrawnTexts
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short

pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # of tool tips, offscreen

ENOUGH = 12  # numbers with marks on a page: then it is filled
MARKED = re.compile(r"\d[.,\u202f]\d")


def texts(person: Person, drawn: DrawnTexts) -> set[str]:
    """All that stands in the window with a mark in a number, but for what a person wrote."""
    found = [text for part in person.frame.findChildren(QWidget) if part.isVisible() for text in texts_of(part)]
    with drawn.one_painting() as painted:
        person.frame.grab()
    notes = person.panels.stack.notes.first.text()
    return {text for text in (*found, *(one.words for one in painted)) if MARKED.search(text) and text != notes}


def texts_of(part: QWidget) -> list[str]:
    match part:
        case QLabel() | QAbstractButton():
            return [part.text()]
        case QLineEdit():
            return [part.text(), part.placeholderText()]
        case QComboBox():
            return [part.itemText(index) for index in range(part.count())]
        case QTableView() if part.model() is not None:
            rows, columns = range(part.model().rowCount()), range(part.model().columnCount())
            cells = [part.model().index(row, column) for row in rows for column in columns]
            return [str(part.model().data(cell, Qt.ItemDataRole.DisplayRole) or "") for cell in cells]
    return []


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """The style is that of the whole process."""
    yield
    numerals.choose("point")


def test_every_number_in_sight_is_rewritten_at_once(monkeypatch: pytest.MonkeyPatch, opened: Opened) -> None:
    drawn = DrawnTexts(monkeypatch)
    person = opened(short(60))
    person.train()
    person.wait(lambda: person.told)
    for place, style in zip(PLACES, cycle(("space", "point")), strict=False):
        person.frame.show_page(place.key)
        person.wait(lambda: len(texts(person, drawn)) > ENOUGH)
        before = texts(person, drawn)
        person.shared.settings.change(numbers=style)
        person.wait(lambda before=before: not before & texts(person, drawn))
