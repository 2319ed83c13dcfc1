"""Figures read as a person would write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.figures import duration, loss, percent, rounded_percent, setting, share_of, tenths_of_percent


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2.3026, "2.303"),
        (0.40249, "0.402"),
        (0.08137, "0.0814"),
        (0.001234, "0.00123"),
        (0.0, "0.000"),
        (12.3456, "12.35"),
        (395.2, "395"),
        (12345.0, "12,345"),
        (9170032035.6, "9.17e+09"),
        (0.0000012, "1.20e-06"),
        (float("nan"), "not a number"),
        (float("inf"), "infinite"),
        (None, "not a number"),
    ],
)
def test_a_loss_is_as_long_as_a_person_can_read(value, said):
    assert loss(value) == said


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0 %"),
        (0.004, "0.40 %"),
        (0.1, "10 %"),
        (0.964, "96 %"),
        (0.987, "98.7 %"),
        (0.9963, "99.63 %"),
        (1.0, "100 %"),
    ],
)
def test_more_figures_the_nearer_to_all(share, words):
    assert rounded_percent(share) == words


def test_a_share_is_rounded_as_people_round():
    assert (percent(0.9725), tenths_of_percent(0.9725), rounded_percent(0.9725)) == ("97.25 %", "97.3 %", "97.3 %")
    assert (tenths_of_percent(0.12345), rounded_percent(0.125), percent(float("nan"))) == ("12.3 %", "13 %", "nan %")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_durations_in_words(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.9, "0.9"),
        (1e-5, "0.00001"),
        (2.5e-8, "0.000000025"),
        (1e-12, "1e-12"),
        (0.0, "0"),
        (1.0, "1"),
        (-1e-5, "-0.00001"),
        (12.5, "12.5"),
    ],
)
def test_what_was_set_is_written_out_as_far_as_it_can_be_counted(value, words):
    assert setting(value) == words
    assert float(words) == value


@given(st.integers(1, 10_000).flatmap(lambda images: st.tuples(st.integers(0, images), st.just(images))))
def test_a_share_of_images_tells_how_many_they_are_and_no_more(of):
    right, images = of
    written = share_of(right / images, images).removesuffix(" %")
    assert round(float(written) * images / 100) == right
    places = len(written.partition(".")[2])
    assert places == 0 or images > 10 ** (places + 1)  # one place less would not tell them apart
