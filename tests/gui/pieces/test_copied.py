"""What Ctrl+C copies: the numbers of the page or the part that the keyboard is on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from gui.inspect.all_images.page import MapPage
from gui.inspect.arithmetic.page import ArithmeticPage
from gui.inspect.enlarged.page import EnlargedPage
from gui.inspect.enlarged.survey_page import SurveyPage
from gui.inspect.section import Section
from gui.inspect.statistics.page import StatisticsPage
from gui.inspect.through_time.page import ThroughTimePage
from gui.inspect.why.page import WhyPage
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton

PARTS = (MapPage, ArithmeticPage, EnlargedPage, SurveyPage, Section, StatisticsPage, ThroughTimePage, WhyPage)


class Page(Copied):
    def __init__(self):
        super().__init__()
        self.inner = QPushButton("a part of it")
        self.export = ExportButton("map", self.inner, lambda: [[1, 2.5]])
        QVBoxLayout(self).addWidget(self.inner)


@pytest.fixture
def page(qtbot):
    shown = Page()
    qtbot.addWidget(shown)
    shown.show()
    QGuiApplication.clipboard().setText("before")
    return shown


def press(page):
    QTest.keyClick(page.inner, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def test_its_numbers_are_copied_and_that_is_said(qtbot, page):
    with qtbot.waitSignal(page.export.message) as said:
        press(page)
    assert (said.args, QGuiApplication.clipboard().text()) == (["Copied the map as a table."], "1\t2.5\n")


def test_where_nothing_is_there_nothing_is_copied(page):
    page.export.setEnabled(False)
    assert press(page) == "before"


@pytest.mark.parametrize("part", PARTS)
def test_all_that_shows_numbers_heeds_it(part):
    assert issubclass(part, Copied)
