"""Mini maps: whatever a network computes becomes a picture."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.appearance import theme
from gui.inspect import colour_maps
from gui.stack.list.cards.mini_maps import CardMaps, _stretched


def test_maps_of_a_network_that_ran_away_become_pictures():
    maps = np.full((1, 2, 2), 3.3e38, np.float32)
    maps[0, 0] = -3.3e38
    assert _stretched(maps).tolist() == [[[0, 0], [255, 255]]]


def test_a_white_value_is_no_gap_on_a_white_card(qapp) -> None:
    card = QImage(60, 20, QImage.Format.Format_RGB32)
    card.fill(QColor(theme.light.surface))
    maps = CardMaps()
    maps.take({"n00000": np.array([0.0, 1.0, 1.0, 1.0])})
    painter = QPainter(card)
    maps.paint(painter, "n00000", QRectF(0, 0, 60, 20), 3)
    painter.end()
    column = [card.pixelColor(45, y).name() for y in range(20)]
    assert "#ffffff" in column[8:12]  # the value itself
    assert sum(colour != "#ffffff" for colour in column) >= 2  # between the lines of its frame


def test_what_is_of_the_run_alone_is_faint(qapp) -> None:
    maps = CardMaps()
    maps.take({"n00000": np.stack([np.zeros((4, 4)), np.ones((4, 4))])})
    lightness = []
    for maps.of_run in ({}, {"n00000": (8, 28, 28)}):
        card = QImage(60, 20, QImage.Format.Format_RGB32)
        card.fill(QColor(theme.light.surface))
        painter = QPainter(card)
        maps.paint(painter, "n00000", QRectF(0, 0, 60, 20), 3)
        painter.end()
        lightness.append(card.pixelColor(10, 10).lightness())
    assert lightness[1] > lightness[0] + 50


def test_a_map_that_is_the_same_everywhere_looks_as_it_does_on_inspect() -> None:
    for value in (0.0, 0.7, -3.0):
        assert not _stretched(np.full((1, 4, 4), value, np.float32)).any()
        assert not colour_maps.indices(np.full((4, 4), value, np.float32), value, value).any()
