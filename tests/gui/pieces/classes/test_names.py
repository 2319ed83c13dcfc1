"""Class names as folders and tables have them: shown in one line, never as nothing, and found by letters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.pieces.classes.names import bare, found, short, shown
from gui.pieces.images.image_words import with_article
from gui.pieces.tips import parted

HEBREW = "\u05d7\u05ea\u05d5\u05dc"


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Ankle boot", "Ankle boot"),
        ("two\nlines\tand  gaps ", "two lines and gaps"),
        ("Échidna", "Échidna"),
        ("\u732b", "\u732b"),
        ("", "(blank 0)"),
        (" \u00a0\u3000", "(blank 0)"),
        ("\u200b\u2800", "(blank 0)"),
        ("turned\u202eround", "turnedround"),
        ("caf\udce9", "caf\ufffd"),
        (HEBREW, f"\u2068{HEBREW}\u2069"),
    ],
)
def test_a_name_is_shown_in_one_line_and_never_as_nothing(name, seen):
    assert shown((name,)) == (seen,)


@given(st.lists(st.text(max_size=300), max_size=5).map(tuple))
def test_whatever_a_name_holds_there_is_something_to_see_and_nothing_moves_the_line(names):
    for name in shown(names):
        assert bare(name).strip()
        assert len(name.splitlines()) == 1
        assert len(short(name, 12)) <= 12
    assert shown(shown(names)) == shown(names)


def test_the_words_around_a_name_that_is_read_from_the_right_keep_their_order():
    cut = short(shown((HEBREW * 20,))[0], 12)
    assert cut[0] == "\u2068"
    assert cut[-1] == "\u2069"


@given(st.text(st.characters(exclude_characters="…"), max_size=40), st.integers(min_value=1, max_value=40))
def test_a_name_that_is_too_long_keeps_its_beginning_and_its_end(name, longest):
    cut = short(name, longest)
    begin, ellipsis, end = cut.partition("…")
    assert len(cut) <= longest
    assert name.startswith(begin)
    assert name.endswith(end)
    assert bool(ellipsis) == (len(name) > longest)


def test_names_that_differ_at_their_end_alone_are_told_apart():
    names = [f"class number {number}" for number in range(1000)]
    assert len({short(name, 9) for name in names}) == 1000
    assert short("class number 748", 9) == "clas…748"


def test_letters_find_names_in_any_case_and_with_any_accents_the_nearest_first():
    names = ("catfish", "Élan", "wildcat", "Cat", "dog")
    order = np.arange(5)[::-1]
    assert found(names, "cat", order).tolist() == [3, 0, 2]
    assert found(names, "elan", order).tolist() == [1]
    assert found(names, " ", order).tolist() == order.tolist()
    assert found(names, "cow", order).tolist() == []
    assert found(shown((HEBREW,)), HEBREW, np.arange(1)).tolist() == [0]


def test_of_numbered_classes_the_one_that_is_typed_comes_first():
    names = tuple(map(str, range(1000)))
    assert found(names, "7", np.arange(1000))[0] == 7
    assert len(found(names, "7", np.arange(1000))) == 271


@pytest.mark.parametrize(
    ("name", "said"), [("11", "an 11"), ("8", "an 8"), ("180", "a 180"), ("Échidna", "an Échidna")]
)
def test_articles_are_those_that_are_spoken(name, said):
    assert with_article(name) == said


def test_a_tip_of_hundreds_of_letters_has_lines():
    assert max(map(len, parted("x" * 500).split("\n"))) <= 80
    assert parted("Short.\nAnd another line.") == "Short.\nAnd another line."
