"""Own ranges of maps: an even map is as grey as its value is among all, on Inspect, on a card and enlarged."""

import numpy as np

from gui.inspect import colour_maps
from gui.inspect.enlarged.colour_choice import ColourChoice
from gui.inspect.tiles.tiles import Tiles
from gui.stack.list.cards.mini_maps import CardMaps

MAPS = np.stack([np.linspace(-1, 1, 16).reshape(4, 4), *(np.full((4, 4), value) for value in (0.5, -1, 0))])


def test_an_even_map_spans_what_all_do():
    made = Tiles.of(MAPS, "grey", "tile")
    assert (made.low.tolist(), made.high.tolist()) == ([-1] * 4, [1] * 4)
    assert made.limits() == (-1, 1)


def test_one_with_values_of_its_own_spans_those():
    made = Tiles.of(MAPS * [[[1]], [[3]], [[1]], [[1]]], "grey", "tile")
    assert (made.low[0], made.high[0], made.high[1]) == (-1, 1, 1.5)


def test_where_all_are_one_value_they_are_black():
    made = Tiles.of(np.full((2, 3, 3), 0.5), "grey", "tile")
    assert not colours(made).any()


def colours(tiles):
    return colour_maps.indices(tiles.values, tiles.low[:, None, None], tiles.high[:, None, None])


def test_a_card_has_the_same_greys(qapp):
    cards = CardMaps()
    cards.take({"nconv0": MAPS.astype(np.float32)})
    picture, count = cards._tiles["nconv0"]
    assert [picture.pixelColor(at * 4 + 1, 1).red() for at in range(1, count)] == [191, 0, 127]


def test_enlarged_it_spans_what_its_layer_does(qtbot):
    choice = ColourChoice()
    qtbot.addWidget(choice)
    assert choice.span((0.5, 0.5), (-1, 1)) == (-1, 1)
    assert choice.span((0.5, 0.5), None) == (0.5, 0.5)
    assert choice.span((0, 0.5), (-1, 1)) == (0, 0.5)
