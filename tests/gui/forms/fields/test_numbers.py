"""Numbers are read as people type them and stepped by their first figure, within bounds."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.appearance.numerals import Marks, desktop_marks
from gui.forms.fields.numbers import Limits, parsed, spelled, stepped

RATE = Limits(whole=False, low=0, high=100, low_open=True)
SHARE = Limits(whole=False, low=0, high=1, high_open=True)


@pytest.mark.parametrize(
    ("start", "steps", "end", "bounds"),
    [
        (0.001, 1, 0.002, RATE),
        (0.01, -1, 0.009, RATE),
        (0.009, 1, 0.01, RATE),
        (0.5, 1, 0.6, SHARE),
        (0.9, 1, 0.9, SHARE),
        (0, 1, 0.1, SHARE),
        (0.1, -10, 0.0, SHARE),
        (100, 1, 100, RATE),
    ],
)
def test_steps(start: float, steps: int, end: float, bounds: Limits) -> None:
    assert stepped(start, steps, bounds) == pytest.approx(end, abs=0.02 if end == 0 else 1e-12)


@given(st.floats(1e-6, 99), st.integers(-30, 30))
def test_steps_stay_within_bounds(start: float, steps: int) -> None:
    assert RATE.allows(stepped(start, steps, RATE))


@given(st.integers(1, 4096), st.integers(-5000, 5000))
def test_whole_steps_stay_within_bounds(start: int, steps: int) -> None:
    bounds = Limits(whole=True, low=1, high=4096)
    assert stepped(start, steps, bounds) == min(max(start + steps, 1), 4096)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9).map(lambda x: float(f"{x:.6g}")))
def test_what_is_spelled_is_read_back(value: float) -> None:
    assert "-" not in spelled(value)
    assert parsed(spelled(value), whole=False) == pytest.approx(value)


ENGLISH, GERMAN, FRENCH, SWISS = Marks(), Marks(",", "."), Marks(",", "\u202f"), Marks(".", "’")


@pytest.mark.parametrize(
    ("text", "value", "marks"),
    [("12", 12, ENGLISH), (" 12 ", 12, GERMAN), ("-3", -3, ENGLISH),
     ("−3", -3, ENGLISH), ("−1,000", -1000, ENGLISH), ("+3", 3, ENGLISH), ("1,000", 1000, ENGLISH),
     (" 1,000,000 ", 1_000_000, ENGLISH), ("1.000", 1000, GERMAN), ("1\u202f000", 1000, FRENCH),
     ("1 000", 1000, ENGLISH), ("1\xa0000", 1000, GERMAN), ("1’000", 1000, SWISS), ("1'000", 1000, SWISS)],
)  # fmt: skip
def test_whole_numbers_are_read_as_the_desktop_writes_them(text: str, value: int, marks: Marks) -> None:
    assert parsed(text, whole=True, marks=marks) == value


@pytest.mark.parametrize("marks", [ENGLISH, GERMAN, FRENCH, SWISS])
@pytest.mark.parametrize(
    "text", ["", "1,5", "1.5", "1 5", "1_5", "1,50", "1,5000", "1,0000", ",5", "5,", "1,,000", "1e3", "0x10", "1,000,5",
             "15.", "--1", "- 1", "9" * 5000, "½", "many"],
)  # fmt: skip
def test_what_is_no_whole_number_is_never_made_one(text: str, marks: Marks) -> None:
    assert parsed(text, whole=True, marks=marks) == text


@pytest.mark.parametrize(
    ("text", "value", "marks"),
    [("0.5", 0.5, ENGLISH), ("0.5", 0.5, GERMAN), ("0,5", 0.5, GERMAN), ("0,5", 0.5, FRENCH), (".5", 0.5, ENGLISH),
     (",5", 0.5, GERMAN), ("5.", 5.0, ENGLISH), ("1e-3", 0.001, ENGLISH), ("1,5e-3", 0.0015, GERMAN), ("7", 7.0, SWISS),
     ("1,000", 1000.0, ENGLISH), ("1,000.5", 1000.5, ENGLISH), ("1.000,5", 1000.5, GERMAN), ("1.000", 1.0, GERMAN),
     ("1 000,5", 1000.5, FRENCH), ("-0,25", -0.25, GERMAN)],
)  # fmt: skip
def test_numbers_are_read_with_the_mark_of_the_desktop_and_always_with_a_point(
    text: str, value: float, marks: Marks
) -> None:
    assert parsed(text, whole=False, marks=marks) == value


@pytest.mark.parametrize(
    ("text", "marks"),
    [("0,5", ENGLISH), ("0,5", SWISS), ("1,5,5", GERMAN), ("1 5", ENGLISH), ("1_5", ENGLISH), ("inf", ENGLISH),
     ("nan", GERMAN), ("1e999", ENGLISH), ("1.0.0", GERMAN), ("1,0.5", GERMAN), ("", ENGLISH), (".", ENGLISH),
     (",", GERMAN), ("e3", ENGLISH)],
)  # fmt: skip
def test_what_is_no_number_is_never_made_one(text: str, marks: Marks) -> None:
    assert parsed(text, whole=False, marks=marks) == text


@pytest.mark.parametrize(("name", "marks"), [("en_GB", ENGLISH), ("de_DE", GERMAN), ("fr_FR", FRENCH), ("C", ENGLISH)])
def test_the_marks_are_those_of_the_desktop(desktop: Callable[[str], None], name: str, marks: Marks) -> None:
    desktop(name)
    assert desktop_marks() == marks


@given(st.integers(0, 999_999_999), st.sampled_from([ENGLISH, GERMAN, FRENCH, SWISS]))
def test_what_begins_with_a_zero_has_no_thousands(tail: int, marks: Marks) -> None:
    text = f"0{marks.group}{tail:09}"
    assert parsed(text, whole=True, marks=marks) == text
