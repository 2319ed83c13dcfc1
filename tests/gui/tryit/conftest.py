"""A canvas, shown."""

import pytest

from gui.tryit.canvas import DrawingCanvas


@pytest.fixture
def canvas(qtbot):
    widget = DrawingCanvas()
    widget.resize(140, 140)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget
