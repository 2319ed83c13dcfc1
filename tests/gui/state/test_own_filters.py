import numpy as np

from engine.service.looking.layers.enlarge_questions import OwnFilter
from gui.state.shown.own_filters import OwnFilters


def own(index: int, value: float) -> OwnFilter:
    return OwnFilter.of("n00001", index, np.full((1, 3, 3), value, np.float32))


def test_one_is_put_in_another_takes_its_place_and_all_go_with_the_model(qapp):
    filters, told = OwnFilters(), []
    filters.changed.connect(lambda: told.append(len(filters.value)))
    filters.follow("one")
    filters.put(own(0, 1))
    filters.put(own(2, 1))
    filters.put(own(0, 5))
    filters.put(own(0, 5))
    assert filters.at("n00001", 0) == own(0, 5)
    assert filters.at("n00001", 1) is None
    filters.follow("one")
    assert len(filters.value) == 2
    filters.take_out("n00001", 2)
    filters.follow("another")
    assert filters.value == ()
    assert told == [1, 2, 2, 1, 0]
