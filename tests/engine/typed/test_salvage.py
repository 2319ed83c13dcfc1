"""Salvage: a bad field costs itself alone."""

import msgspec
import pytest

from engine.errors import ProjectError
from engine.typed.salvage import salvaged


class Sheet(msgspec.Struct, frozen=True):
    version: int = 3
    width: int = 1
    names: tuple[str, ...] = ()


def test_the_good_fields_are_taken_and_the_others_told():
    sheet, wrong = salvaged({"version": "x", "width": "wide", "names": ["a"], "hologram": 1}, Sheet())
    assert sheet == Sheet(names=("a",))
    assert [str(error.where) for error in wrong] == ["Width"]


def test_of_what_has_no_fields_nothing_can_be_salvaged():
    with pytest.raises(ProjectError):
        salvaged([1, 2], Sheet())
