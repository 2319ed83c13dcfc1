"""A canvas and the panel, shown."""

import pytest
from PySide6.QtWidgets import QScrollArea

from gui.tryit.canvas import DrawingCanvas
from gui.tryit.panel import TryItPanel


@pytest.fixture
def canvas(qtbot):
    widget = DrawingCanvas()
    widget.resize(140, 140)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def area(qtbot):
    """As in the window: it scrolls when something does not fit."""
    widget = QScrollArea()
    widget.setWidgetResizable(True)
    widget.setFrameShape(QScrollArea.Shape.NoFrame)
    widget.resize(260, 688)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def panel(qtbot, document, workspace, image, area):
    widget = TryItPanel(document, workspace, image)
    area.setWidget(widget)
    with qtbot.waitExposed(area):
        area.show()
    return widget
