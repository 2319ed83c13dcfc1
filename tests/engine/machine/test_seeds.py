"""Seeds derived from a seed and words: the same everywhere, and different wherever anything differs."""

from hypothesis import given
from hypothesis import strategies as st

from engine.machine.seeds import derived

words = st.lists(st.one_of(st.integers(-(2**40), 2**40), st.text(max_size=8)), max_size=3)


def test_the_value_is_fixed_for_all_time():
    assert derived(0, "order", 1) == 2002067703672271585


@given(st.integers(0, 2**31 - 1), words)
def test_seeds_fit_a_generator(seed, given_words):
    assert 0 <= derived(seed, *given_words) < 2**63


def test_neighbours_share_nothing():
    seeds = {derived(seed, word, step) for seed in range(20) for word in ("order", "dropout") for step in range(200)}
    assert len(seeds) == 8000
    assert len({seed & 0xFFFF_FFFF for seed in seeds}) == 8000  # all that torch's CPU generator looks at
    ones = sum((derived(0, "a", step) ^ derived(0, "a", step + 1)).bit_count() for step in range(1000)) / 1000
    assert 30 < ones < 33


def test_words_do_not_run_into_each_other():
    assert len({derived(1, 12), derived(1, "12"), derived(11, 2), derived(1, 1, 2), derived(1, "1", "2")}) == 5
