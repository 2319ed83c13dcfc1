"""An Inspect page with all that it needs."""

import pytest

from engine.events import StateChanged
from gui.inspect.page import InspectPage
from gui.state.bridge import Bridge
from gui.state.run.run import RunState
from tests.gui.inspect.layers import SAMPLE


@pytest.fixture
def run(qapp):
    bridge = Bridge()
    yield RunState(bridge)
    bridge.stop()


@pytest.fixture
def enters(run):
    """Puts the run into a phase, as the engine's events do."""

    def enter(phase):
        if phase is not None:
            if run.current is None:
                run.begin("r", SAMPLE)
            run._on_state(StateChanged("r", 0.0, phase, 0))

    return enter


@pytest.fixture
def page(qtbot, document, workspace, image, run):
    widget = InspectPage(document, workspace, image, run)
    widget.resize(620, 420)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget
