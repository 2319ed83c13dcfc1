"""Numbers are read as people type them and stepped by their first figure, within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.forms.numbers import Limits, parsed, spelled, stepped

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
    assert parsed(spelled(value), whole=False) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "whole", "value"),
    [("12", True, 12), (" 1,000 ", True, 1000), ("0,5", False, 0.5), ("inf", False, "inf"), ("1e-3", False, 0.001),
     ("", True, "")],
)  # fmt: skip
def test_reading(text: str, whole: bool, value: object) -> None:
    assert parsed(text, whole=whole) == value
