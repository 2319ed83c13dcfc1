"""An Inspect page with all that it needs."""

import pytest

from engine.events import StateChanged
from gui.inspect.page import InspectPage
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.image import CurrentImage
from gui.state.run import RunState
from gui.state.workspace import Workspace
from tests.gui.inspect.layers import SAMPLE


@pytest.fixture
def document():
    made = Document(SAMPLE)
    yield made
    made.close()


@pytest.fixture
def workspace(document):
    return Workspace(document)


@pytest.fixture
def image(document, workspace):
    return CurrentImage(document, workspace)


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
