"""Tables in text: columns stand below each other, whatever letters stand in them."""

import pytest

from engine.text_table import table


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("abc", 3),
        ("日本", 4),
        ("e\u0301", 1),
        ("👩\u200d👩\u200d👧\u200d👦", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 1),
        ("क्\u200dष", 2),
    ],
)
def test_a_column_begins_where_a_terminal_shows_it(name, columns):
    head, rule, row = table(("Run name", "Seed"), [(name, "7")]).splitlines()
    assert row == f"{name}{' ' * (8 - columns)}  7"
    assert len(rule) == len(head)
