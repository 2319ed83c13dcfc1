"""The Compare page, with two runs and without."""

import pytest
from PySide6.QtWidgets import QApplication

from gui.results.comparison.page import ComparePage
from tests.gui.results.comparison.comparisons import SETTINGS, A, B, compared, garment_pair
from tests.gui.results.garments import GARMENTS
from tests.widgets import scrolled


@pytest.fixture
def page(qtbot):
    with scrolled(qtbot, ComparePage(), 620, 560) as shown:
        yield shown


@pytest.fixture
def pair(predictions):
    return garment_pair(predictions)


@pytest.fixture
def full(page, pair):
    page.offer((A, B), ("LeNet · seed 1", "LeNet · seed 2"))
    page.show_runs(compared(settings=SETTINGS))
    page.show_pair(pair, GARMENTS)
    QApplication.processEvents()  # everything gets its place
    return page
