"""Words beside lines of the chart: none covers another, a line or what stands there, whatever is wanted."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from gui.chart.plot.marks.label_layout import MOST, ROWS, Label, Room, laid_out

AREA = QRectF(50, 10, 400, 200)
ROOM = Room(AREA, height=12, gap=8, least=36)
ACROSS = QRectF(50, 15, 400, 2)  # a line through the first row
PLACES = st.integers(50, 450).map(float)
LABELS = st.lists(st.builds(Label, PLACES, st.integers(1, 300).map(float), st.integers(0, 1)), max_size=12)
TAKEN = st.lists(st.builds(QRectF, PLACES, st.integers(10, 60), st.integers(1, 200), st.integers(1, 20)), max_size=3)


def lefts(*labels: Label, taken: tuple[QRectF, ...] = ()) -> list[tuple[float, float, float] | None]:
    """Left end, row and width of each."""
    found = laid_out(labels, ROOM, taken)
    return [place and (place.left(), (place.top() - AREA.top()) / ROOM.height, place.width()) for place in found]


def test_each_stands_at_the_right_of_its_line_in_the_first_row() -> None:
    assert lefts(Label(60, 50), Label(200, 50)) == [(68, 0, 50), (208, 0, 50)]


def test_before_the_next_line_one_goes_to_the_left() -> None:
    assert lefts(Label(120, 50), Label(140, 50)) == [(62, 0, 50), (148, 0, 50)]


def test_at_the_end_of_the_chart_one_goes_to_the_left() -> None:
    assert lefts(Label(440, 50)) == [(382, 0, 50)]


def test_a_line_across_is_avoided() -> None:
    assert lefts(Label(60, 50), taken=(ACROSS,)) == [(68, 1, 50)]


def test_what_fits_nowhere_is_cut_and_next_to_nothing_is_left_out() -> None:
    assert lefts(Label(60, 600)) == [(68, 0, 382)]
    assert lefts(Label(60, 600), Label(120, 20)) == [(68, 0, 44), (128, 0, 20)]
    assert lefts(Label(60, 600), Label(90, 20)) == [None, (98, 0, 20)]


def test_rates_choose_before_notes() -> None:
    note, rate = Label(200, 100, rank=1), Label(200, 100)
    assert lefts(note, rate) == [(92, 0, 100), (208, 0, 100)]


def test_of_very_many_those_that_choose_first_are_read() -> None:
    notes = [Label(60.0 + place, 10, rank=1) for place in range(MOST)]
    assert lefts(*notes, Label(440, 50))[-1] is not None


def test_of_very_many_the_first_are_read() -> None:
    labels = [Label(60.0 + place, 10) for place in range(MOST + 20)]
    assert lefts(*labels)[MOST:] == [None] * 20


@given(LABELS, TAKEN)
def test_nothing_covers_anything(labels: list[Label], taken: list[QRectF]) -> None:
    found = laid_out(labels, ROOM, taken)
    assert len(found) == len(labels)
    places = [place for place in found if place is not None]
    for place in places:
        assert AREA.contains(place)
        assert not any(place.intersects(other) for other in taken)
        assert place.bottom() <= AREA.top() + ROWS * ROOM.height
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    for label, place in zip(labels, found, strict=True):
        if place is not None:
            assert place.width() == label.width or ROOM.least <= place.width() < label.width
            assert not any(place.left() < other.column < place.right() for other in labels)
