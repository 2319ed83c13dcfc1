"""Error words: sentences of the engine in the person's figures, in every room that tells one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import DataError, DeviceError, Place
from engine.events import Failed
from gui.appearance import numerals
from gui.state.error_words import hint, in_words, what, with_file, with_place

GUI = Path(__file__).resolve().parents[3] / "gui"
OWNER = GUI / "state" / "error_words.py"


@pytest.fixture(autouse=True)
def comma() -> Iterator[None]:
    numerals.choose("comma")
    yield
    numerals.choose("point")


def test_an_error_says_its_numbers_as_the_person_writes_them():
    error = DeviceError("It needs 1,234.5 GB, and 3.2 GB are free.", "Take a batch of 1,000.")
    assert what(error) == "It needs 1.234,5 GB, and 3,2 GB are free."
    assert hint(error) == "Take a batch of 1.000."
    assert in_words(error) == f"{what(error)} {hint(error)}"
    assert with_place(error) == with_file(error) == what(error)


def test_a_failure_of_a_run_is_told_alike():
    assert in_words(Failed("r", 0.0, "The loss is 1.5e+30.", "", 7)) == "The loss is 1,5e+30."


def test_its_place_stays_as_it_is_called():
    error = DataError("ends after 1,024 bytes.", where=Place(file="/data/set-1.5/images"))
    assert with_place(error) == "/data/set-1.5/images: ends after 1.024 bytes."
    assert with_file(error) == "images: ends after 1.024 bytes."
    assert what(error) == "Ends after 1.024 bytes."


def past(path: Path) -> Iterator[str]:
    """Where a module takes an error's words from the error itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    told = {id(arg) for call in calls if getattr(call.func, "id", "") == "in_figures" for arg in call.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and id(node) not in told:
            owner = node.value.id
            if (node.attr == "what" and owner != "self") or (node.attr == "hint" and owner in ("error", "failure")):
                yield f"line {node.lineno}: {owner}.{node.attr}"


def test_no_room_tells_an_error_past_it():
    for path in GUI.rglob("*.py"):
        found = list(past(path)) if path != OWNER else []
        assert not found, f"{path}: {found}: use gui.state.error_words"


def test_the_walk_sees_one_that_does(tmp_path: Path):
    path = tmp_path / "room.py"
    path.write_text("def show(error):\n    label.setText(f'{error.what} {error.hint}')\n")
    assert list(past(path)) == ["line 2: error.what", "line 2: error.hint"]
