"""What the page Through time asks for, and what not."""

from unittest import mock

from engine.network.layers import Conv2d, Linear
from engine.service.questions import ReadRidge
from gui.window.display.looking.time_display import TimeDisplay
from tests.gui.inspect.layers import FIRST, SAMPLE

BARE = next(node.id for node in SAMPLE.network.nodes if not isinstance(node.op, Conv2d | Linear))


def test_a_ridge_of_weights_is_read_for_a_layer_that_learns_alone(desk):
    desk.of_engine.looking.stops, desk.of_engine.looking.can_look_back = (0, 8, 60), True
    desk.train()
    desk.is_at("paused")
    page = mock.Mock()
    display = desk.make(TimeDisplay, page)
    for address, asked in ((BARE, 0), (FIRST, 1), (BARE, 1)):
        desk.inspect.address.return_value = address
        display.set_in_front(True)
        assert desk.asked(ReadRidge) == asked
    assert page.show_ridge.call_args == mock.call(None)
