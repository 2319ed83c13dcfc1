"""Stops: at which of them one stands, and in which words."""

from hypothesis import given
from hypothesis import strategies as st

from gui.chart.steps.stops import Stops, nearest

KEPT = (0, 1, 2, 4, 8, 250, 500, 700)


def test_the_newest_is_the_last_and_an_earlier_one_is_where_it_stands() -> None:
    assert Stops(KEPT, 700).place == 7
    assert Stops(KEPT, 4, is_back=True).place == 3
    assert Stops(KEPT, 5, is_back=True).place == 3  # it was let go of while it is shown
    assert Stops().place == 0


def test_a_step_is_told_with_its_epoch() -> None:
    stops = Stops(KEPT, 500, is_back=True, epoch=250)
    words = ["step 0, before its training", "step 8, in epoch 1", "step 500, end of epoch 2"]
    assert [stops.words(step) for step in (0, 8, 500)] == words
    assert stops.sentence == "Shown is step 500, end of epoch 2: 7 of 8 that can be shown."
    assert Stops(KEPT, 700).sentence == "Shown is the newest, step 700: 8 of 8 that can be shown."
    assert Stops((40,), 40).sentence == "No earlier step is kept."


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=30).map(sorted), st.floats(-10, 1010))
def test_the_nearest_is_as_near_as_any(places: list[float], place: float) -> None:
    found = places[nearest(places, place)]
    assert all(abs(found - place) <= abs(other - place) for other in places)
