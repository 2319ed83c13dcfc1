"""Steady ranges: they hold still while a run trains, and show all that there is."""

from hypothesis import given
from hypothesis import strategies as st

from gui.chart.plot.steady import FILLED, Steady

SPANS = st.tuples(st.floats(-5, 0), st.floats(0.1, 100))


def test_a_range_stays_until_what_is_wanted_is_much_less_or_more() -> None:
    steady = Steady()
    wanted = [(0, 3), (0, 2.5), (0, 2.3), (0, 2), (0, 1.5), (0, 1.2), (0, 2)]
    assert [steady.held("run", one)[1] for one in wanted] == [3, 3, 3, 3, 1.5, 1.5, 2]


def test_another_run_and_one_that_has_ended_begin_anew() -> None:
    steady = Steady()
    assert steady.held("run", (0, 3)) == (0, 3)
    assert steady.held("other", (0, 2.5)) == (0, 2.5)
    assert steady.held(None, (0, 2.4)) == (0, 2.4)
    assert steady.held(None, (0, 2.3)) == (0, 2.3)


@given(st.lists(SPANS, min_size=1))
def test_all_that_is_wanted_is_always_seen_and_fills_most(spans: list[tuple[float, float]]) -> None:
    steady = Steady()
    for low, high in spans:
        bottom, top = steady.held("run", (low, high))
        assert bottom <= low
        assert high <= top
        assert high - low >= FILLED * (top - bottom)
