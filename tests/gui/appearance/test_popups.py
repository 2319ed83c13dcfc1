"""Lists of choices open below their box and show every row, whichever is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from gui.appearance import theme


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # offscreen
@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("count", [2, 3, 4, 7])
def test_a_popup_shows_all_its_rows(qtbot, name, count):
    theme.apply(QApplication.instance(), name)
    box = QComboBox()
    box.addItems([f"Choice {number}" for number in range(count)])
    qtbot.addWidget(box)
    box.show()
    for chosen in (0, count - 1):
        box.setCurrentIndex(chosen)
        box.showPopup()
        view = box.view()
        qtbot.waitUntil(view.isVisible)
        seen = view.viewport().height()
        assert view.visualRect(box.model().index(0, 0)).top() >= 0
        assert view.visualRect(box.model().index(count - 1, 0)).bottom() < seen
        box.hidePopup()
