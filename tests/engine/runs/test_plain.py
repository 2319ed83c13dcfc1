"""What a log can hold."""

from engine.runs.plain import plain


def test_what_is_no_number_is_left_out_of_logs():
    assert plain(0.5) == 0.5
    assert plain(float("nan")) is None
    assert plain(float("inf")) is None
