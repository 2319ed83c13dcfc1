"""The eyes on tiles: a closed one leaves the picture of a small tile to be seen, and is pressed as easily."""

import pytest
from PySide6.QtCore import QRectF

from gui.appearance import theme
from gui.inspect.mute.tile_eyes import TileEyes


@pytest.mark.parametrize("side", [42, 45, 64, 120])
def test_an_eye_covers_little_of_its_tile(qapp, side):
    tile = QRectF(10, 10, theme.px(side), theme.px(side))
    eyes = TileEyes()
    eyes.channel_of = lambda tile: tile
    drawn, pressed = eyes.drawn(tile), eyes.area(tile)
    assert drawn.width() * drawn.height() < 0.06 * tile.width() * tile.height()
    assert pressed.contains(drawn)
    assert eyes.is_hit(0, tile, pressed.bottomLeft() + pressed.topRight() - pressed.center())


def test_on_a_tile_too_small_for_one_there_is_none(qapp):
    assert TileEyes().drawn(QRectF(0, 0, theme.px(30), theme.px(30))) is None
