"""How much memory own images may take: a share of what is free, or as much as was said."""

import pytest

from engine.data import memory_budget
from engine.data.memory_budget import budget_of
from engine.errors import InputError
from engine.project.data.facts import Facts


def holds(wanted, size):
    return budget_of(wanted).holds(Facts((1, 1, size), ("a", "b"), 1, 0))


@pytest.mark.parametrize(
    ("wanted", "limit"),
    [
        (None, 250),
        (700, 700),
        (0, 0),
        ("700", 700),
        ("50%", 500),
        ("100 %", 1000),
        ("2kb", 2_000),
        ("1.5 MB", 1_500_000),
        ("2GB", 2 * 10**9),
    ],
)
def test_a_size_is_taken_as_it_is_said_and_a_share_of_what_is_free(wanted, limit, monkeypatch):
    monkeypatch.setattr(memory_budget, "free_memory", lambda: 1000)
    assert holds(wanted, limit)
    assert not holds(wanted, limit + 1)


@pytest.mark.parametrize("wanted", ["", "-1", "much", "2 gigabytes", "101%", "1e9", -5, "٣", True])
def test_anything_else_is_refused_in_words(wanted):
    with pytest.raises(InputError, match=r"must be a size, such as 2GB, or a share of the free memory, such as 25%"):
        budget_of(wanted)
