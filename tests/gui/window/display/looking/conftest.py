"""What displays of Inspect stand on."""

import pytest

from gui.state.bridge import Bridge
from gui.state.run.run import RunState
from tests.gui.window.display.looking.desk import Desk


@pytest.fixture
def desk(document, workspace, image):
    bridge = Bridge()
    yield Desk(document, workspace, image, RunState(bridge), bridge)
    bridge.stop()


@pytest.fixture(params=[True, False], ids=["in front", "hidden"])
def in_front(request):
    return request.param
