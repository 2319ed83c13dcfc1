"""Names that every system takes, from any title."""

from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.names import LONGEST, against_on_windows, name_from
from engine.runs.folder import new_run_id


def against(name):
    return against_on_windows(PureWindowsPath(name), None)


def test_titles_become_names():
    assert name_from("LeNet-5 on digits!", "project") == "lenet-5-on-digits"
    assert name_from("…", "project") == "project"
    assert name_from("Größe", "project") == "größe"


@pytest.mark.parametrize("title", ["con", "NUL", "Aux.", " com1 ", "lpt9!", "COM²"])
def test_a_title_that_windows_calls_a_device_becomes_another_name(title):
    assert against(title.strip(" .!"))
    assert not against(f"{name_from(title, 'project')}.json")


@given(st.text())
def test_whatever_a_title_holds_its_name_is_one_on_every_system(title):
    for name in (name_from(title, "project"), new_run_id(title)):
        assert not against(name)
        assert not against(f"{name}.json")
        assert 0 < len(name) <= LONGEST + 2
        assert "/" not in name


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("C:\\runs\\what?", "“?”"),
        ("runs\\a|b", "“|”"),
        ("C:\\a:b", "“:”"),
        ("\\\\server\\share\\a<b", "“<”"),
        ("runs\\CON", "device"),
        ("C:\\nul\\runs", "device"),
        ("prn.tar.gz", "device"),
        ("con .txt", "device"),
        ("conin$", "device"),
        ("runs.", "dot or a space"),
        ("runs \\a", "dot or a space"),
        ("a\tb", "code 9"),
    ],
)
def test_what_windows_has_against_a_path_is_said(name, word):
    assert word in against(name)


@pytest.mark.parametrize(
    "name",
    [
        "C:\\Users\\Anna Lena\\runs",
        "..\\runs",
        ".",
        "\\\\server\\share\\runs",
        "C:runs",
        "console",
        "nulls",
        "com10",
        ".hidden",
    ],
)
def test_a_path_of_windows_is_left_in_peace(name):
    assert not against(name)


def test_a_path_may_be_as_long_as_windows_allows():
    path = PureWindowsPath("C:\\", "x" * 97)
    assert not against_on_windows(path, 100)
    assert "99 characters" in against_on_windows(path, 99)
